import { EdgeModel } from '../../../src/model/edge';
import { ExposureModel, StreamModel } from '../../../src/model/exposure';
import { BackendModel, RequestMatch, RouteModel } from '../../../src/model/route';

/** A backend: the Service `web` unless told otherwise. */
export function backend(more: Partial<BackendModel> = {}): BackendModel {
  return { namespace: 'shop', serviceName: 'web', servicePortName: 'http', servicePort: 80, weight: 1, ...more };
}

type Serving = Extract<RouteModel['action'], { kind: 'serve' }>;

/** A route that serves a path: everything below `/` by `web`, unless told otherwise. */
export function route(request: Partial<RequestMatch> = {}, action: Partial<Serving> = {}): RouteModel {
  return { path: '/', match: 'prefix', headers: [], query: [], ...request, action: { kind: 'serve', backends: [backend()], ...action } };
}

/** An exposure over plain HTTP, unless told otherwise. */
export function http(edge: EdgeModel, more: Partial<Omit<ExposureModel, 'kind' | 'edge'>> = {}): ExposureModel {
  return {
    kind: 'http',
    name: 'web',
    namespace: 'shop',
    labels: { 'app.kubernetes.io/name': 'web' },
    annotations: {},
    edge,
    hosts: ['shop.example.com'],
    routes: [route()],
    httpsRedirect: false,
    traffic: {},
    ...more,
  };
}

/** A stream on the port of PostgreSQL, unless told otherwise. */
export function stream(edge: EdgeModel, more: Partial<Omit<StreamModel, 'kind' | 'edge'>> = {}): StreamModel {
  return {
    kind: 'stream',
    name: 'web',
    namespace: 'shop',
    labels: { 'app.kubernetes.io/name': 'web' },
    annotations: {},
    edge,
    protocol: 'TCP',
    port: 5432,
    hosts: [],
    backends: [backend()],
    ...more,
  };
}
