import { edgeOf } from '../../../src/clusters/edge';
import { ControllerName, EdgeModel, ExposureModel, RouteModel } from '../../../src/model/exposure';

export const CONTROLLER_NAMES: readonly ControllerName[] =
  ['aws-alb', 'contour', 'gce', 'generic', 'haproxy', 'ingress-nginx', 'kong', 'traefik'];

/** An edge with what its controller cannot do without. */
export function edge(controller: ControllerName): EdgeModel {
  switch (controller) {
    case 'aws-alb':
      return edgeOf('public', controller, { cidrs: ['10.0.16.0/20'] });
    case 'generic':
      return edgeOf('public', controller, { namespace: 'edge', podLabels: { app: 'edge' }, ingressClass: 'edge' });
    case 'contour':
    case 'gce':
    case 'haproxy':
    case 'ingress-nginx':
    case 'kong':
    case 'traefik':
      return edgeOf('public', controller);
  }
}

export function route(more: Partial<RouteModel> = {}): RouteModel {
  return { path: '/', match: 'prefix', serviceName: 'web', servicePortName: 'http', appProtocol: 'http', ...more };
}

/** An exposure with a certificate and a redirect, unless told otherwise. */
export function exposure(controller: ControllerName, more: Partial<ExposureModel> = {}): ExposureModel {
  return {
    name: 'web',
    namespace: 'shop',
    labels: { 'app.kubernetes.io/name': 'web' },
    annotations: {},
    edge: edge(controller),
    hosts: ['shop.example.com'],
    routes: [route()],
    tls: { kind: 'secret', secretName: 'shop-cert' },
    httpsRedirect: true,
    ...more,
  };
}

const ARN = 'arn:aws:acm:eu-central-1:111122223333:certificate/0a1b2c';

/** The same, with the certificate where the controller can take it. */
export function servable(controller: ControllerName, more: Partial<ExposureModel> = {}): ExposureModel {
  return controller === 'aws-alb'
    ? exposure(controller, { tls: undefined, annotations: { 'alb.ingress.kubernetes.io/certificate-arn': ARN }, ...more })
    : exposure(controller, more);
}
