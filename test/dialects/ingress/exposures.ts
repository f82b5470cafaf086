import { edgeOf } from '../../../src/clusters/edge';
import { exposureNeeds, renderExposure, withServices } from '../../../src/dialects/render-exposure';
import { IngressControllerName, IngressEdge } from '../../../src/model/edge';
import { ExposureModel, IngressExposure, StreamModel } from '../../../src/model/exposure';
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

/** An exposure whose Services say what its controller needs them to. */
export function withNeeds<X extends ExposureModel | StreamModel>(model: X): X {
  const needs = exposureNeeds(model);
  return withServices(model, (serviceName) => needs.find((need) => need.serviceName === serviceName)?.annotations ?? {});
}

/** An exposure of one port that speaks a protocol, on a Service that says what it has to. */
export function served(controller: IngressControllerName, appProtocol: string): IngressExposure {
  return withNeeds(servable(controller, { routes: [route({ appProtocol, servicePortName: 'main' })], httpsRedirect: false }));
}

/** The gaps of an exposure, without what they have in common. */
export function textsOf(model: ExposureModel | StreamModel): string[] {
  return renderExposure(model).gaps.map((gap) => gap.text.replace(/^exposure `\S+` on edge `\S+`: /, ''));
}

/** The annotations of the first object of an exposure, which is its Ingress. */
export function annotationsOf(model: ExposureModel | StreamModel): Readonly<Record<string, string>> {
  return renderExposure(model).objects[0]?.metadata.annotations ?? {};
}
