import { exposure, route, servable } from './exposures';
import { IngressControllerName } from '../../../src/model/edge';
import { ExposureModel, IngressExposure, StreamModel } from '../../../src/model/exposure';
import { ExposureFeature } from '../../../src/model/feature';
import { RouteAction, RouteModel } from '../../../src/model/route';
import { TrafficModel } from '../../../src/model/traffic';

type Asking = (controller: IngressControllerName) => ExposureModel | StreamModel;

const backend = { namespace: 'shop', serviceName: 'web', servicePortName: 'http', servicePort: 80, appProtocol: 'http', weight: 1 } as const;
const dbBackend = { namespace: 'shop', serviceName: 'db', servicePortName: 'pg', servicePort: 5432, weight: 1 } as const;

/** One exposure for each feature, which asks for it and for as little else as that takes. */
export const ASKING: Readonly<Record<ExposureFeature, Asking>> = {
  'host.wildcard': plain({ hosts: ['*.shop.example.com'] }),
  'path.exact': routed(route({ match: 'exact', path: '/cart' })),
  'path.prefix': routed(route()),
  'path.regex': routed(route({ match: 'regex', path: '/v[0-9]+$' })),
  'match.method': routed(route({ method: 'GET' })),
  'match.header': routed(route({ headers: [{ name: 'x-env', value: 'canary', match: 'exact' }] })),
  'match.query': routed(route({ query: [{ name: 'env', value: 'canary', match: 'exact' }] })),
  'match.grpc': routed(route({ path: '/shop.v1.Cart', grpc: { service: 'shop.v1.Cart' } })),
  'weights': routed(serving({ backends: ['web', 'web-next'].map((serviceName) => ({ ...backend, serviceName, weight: 50 })) })),
  'redirect': routed({ ...route({ path: '/old' }), action: { kind: 'redirect', path: { kind: 'prefix', value: '/new' }, status: 301 } }),
  'redirect.https': (controller) => servable(controller),
  'rewrite.path': routed(serving({ rewritePath: { kind: 'prefix', value: '/' } }, '/api')),
  'rewrite.host': routed(serving({ rewriteHost: 'inner.example.com' })),
  'headers.request': traffic({ requestHeaders: { set: { 'x-edge': 'yes' }, add: {}, remove: ['x-debug'] } }),
  'headers.response': traffic({ responseHeaders: { set: { 'x-frame-options': 'DENY' }, add: {}, remove: ['server'] } }),
  'timeout.request': traffic({ timeouts: { requestSeconds: 30 } }),
  'timeout.backend': traffic({ timeouts: { backendSeconds: 20 } }),
  'timeout.connect': traffic({ timeouts: { connectSeconds: 3 } }),
  'timeout.idle': traffic({ timeouts: { idleSeconds: 600 } }),
  'retries': traffic({ retries: { attempts: 2, reasons: ['connectFailure'] } }),
  'body.size': traffic({ maxBodyBytes: 1_048_576 }),
  'rate.client': traffic({ rateLimit: { requests: 10, per: 'second', by: 'client' } }),
  'rate.total': traffic({ rateLimit: { requests: 500, per: 'minute', by: 'total' } }),
  'cors': traffic({ cors: { origins: ['https://app.example.com'], methods: ['GET', 'POST'], headers: ['x-token'], exposedHeaders: [], credentials: false, maxAgeSeconds: 600 } }),
  'sources': traffic({ sources: ['192.0.2.0/24', '2001:db8::/32'] }),
  'websockets': routed(route({ path: '/ws', appProtocol: 'kubernetes.io/ws' })),
  'backend.grpc': (controller) => servable(controller, { routes: [route({ appProtocol: 'grpc' })], httpsRedirect: false }),
  'backend.http2': routed(route({ appProtocol: 'kubernetes.io/h2c' })),
  'backend.tls': routed(route({ appProtocol: 'https' })),
  'backend.tls.verified': traffic({ backendTls: { hostname: 'web.example.com', authority: { kind: 'configMap', name: 'ca' } } }),
  'backend.namespace': routed(route({ namespace: 'other' })),
  'tls.secret': (controller) => exposure(controller, { httpsRedirect: false }),
  'tls.issuer': (controller) => exposure(controller, { httpsRedirect: false, tls: { kind: 'issuer', issuerName: 'ca' } }),
  'tls.edge': (controller) => exposure(controller, { httpsRedirect: false, tls: { kind: 'edge' } }),
  'affinity.cookie': traffic({ affinity: { cookieName: 'shop' } }),
  'balance.roundRobin': traffic({ loadBalancing: 'roundRobin' }),
  'balance.leastRequest': traffic({ loadBalancing: 'leastRequest' }),
  'balance.ipHash': traffic({ loadBalancing: 'ipHash' }),
  'balance.random': traffic({ loadBalancing: 'random' }),
  'stream.tcp': stream({}),
  'stream.udp': stream({ protocol: 'UDP' }),
  'stream.tls': stream({ protocol: 'TLS', hosts: ['db.example.com'] }),
  'stream.weights': stream({ backends: ['db', 'db-next'].map((serviceName) => ({ ...dbBackend, serviceName, weight: 50 })) }),
  'stream.sources': stream({ sources: ['192.0.2.0/24'] }),
  'dns.records': plain({ dns: { prefix: 'external-dns.kubernetes.io/', targets: [], ttlSeconds: 60 } }),
  'dns.target': plain({ dns: { prefix: 'external-dns.kubernetes.io/', targets: ['edge.example.com'] } }),
};

/** An exposure of plain HTTP that asks for nothing but what is said. */
export function asks(controller: IngressControllerName, more: Partial<Omit<ExposureModel, 'kind' | 'edge'>> = {}): IngressExposure {
  return exposure(controller, { tls: undefined, httpsRedirect: false, ...more });
}

function plain(more: Partial<Omit<ExposureModel, 'kind' | 'edge'>>): Asking {
  return (controller) => asks(controller, more);
}

function routed(...routes: RouteModel[]): Asking {
  return plain({ routes });
}

function serving(more: Partial<Extract<RouteAction, { kind: 'serve' }>>, path = '/'): RouteModel {
  return { ...route({ path }), action: { kind: 'serve', backends: [backend], ...more } };
}

function traffic(model: TrafficModel): Asking {
  return plain({ traffic: model });
}

function stream(more: Partial<Omit<StreamModel, 'kind' | 'edge'>>): Asking {
  return (controller) => ({
    kind: 'stream',
    name: 'db',
    namespace: 'shop',
    labels: {},
    annotations: {},
    edge: exposure(controller).edge,
    protocol: 'TCP',
    port: 5432,
    hosts: [],
    backends: [dbBackend],
    ...more,
  });
}
