import { edgeOf } from '../../../src/clusters/edge';
import { IngressControllerName, IngressEdge } from '../../../src/model/edge';
import { ExposureModel, IngressExposure } from '../../../src/model/exposure';
import { BackendModel, RequestMatch, RouteModel } from '../../../src/model/route';

export const CONTROLLER_NAMES: readonly IngressControllerName[] =
  ['aws-alb', 'contour', 'gce', 'generic', 'haproxy', 'ingress-nginx', 'kong', 'traefik'];

/** An edge with what its controller cannot do without. */
export function edge(controller: IngressControllerName): IngressEdge {
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

/** A route to one backend. */
export function route(more: Partial<RequestMatch & BackendModel> = {}): RouteModel {
  const { path = '/', match = 'prefix', grpc, method, headers = [], query = [], ...backend } = more;
  return {
    path,
    match,
    ...(grpc === undefined ? {} : { grpc }),
    ...(method === undefined ? {} : { method }),
    headers,
    query,
    action: {
      kind: 'serve',
      backends: [{ namespace: 'shop', serviceName: 'web', servicePortName: 'http', servicePort: 80, appProtocol: 'http', weight: 1, ...backend }],
    },
  };
}

/** An exposure with a certificate and a redirect, unless told otherwise. */
export function exposure(controller: IngressControllerName, more: Partial<Omit<ExposureModel, 'kind' | 'edge'> & { edge: IngressEdge }> = {}): IngressExposure {
  return {
    kind: 'http',
    traffic: {},
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
export function servable(controller: IngressControllerName, more: Partial<Omit<ExposureModel, 'kind' | 'edge'> & { edge: IngressEdge }> = {}): IngressExposure {
  return controller === 'aws-alb'
    ? exposure(controller, { tls: undefined, annotations: { 'alb.ingress.kubernetes.io/certificate-arn': ARN }, ...more })
    : exposure(controller, more);
}
