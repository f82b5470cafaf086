import { gatewayEdgeOf } from '../../../../src/clusters/gateway-edge';
import { GATEWAY_CONTROLLERS } from '../../../../src/dialects/render-gateway-controllers';
import { isSupported } from '../../../../src/model/capability';
import { GatewayControllerName, GatewayEdge, ListenerModel } from '../../../../src/model/edge';
import { GatewayExposure, OnEdge, StreamModel } from '../../../../src/model/exposure';
import { ExposureFeature } from '../../../../src/model/feature';
import { BackendModel, RouteAction, RouteModel } from '../../../../src/model/route';
import { TlsModel } from '../../../../src/model/tls';
import { TrafficModel } from '../../../../src/model/traffic';

/** The controllers that are rows, and Istio: everything that is asked of them in these tests is asked alike. */
export const ROWS = ['aws-alb', 'cilium', 'contour', 'gke', 'haproxy', 'istio', 'kgateway', 'kong'] as const satisfies readonly GatewayControllerName[];

const LISTENERS: readonly ListenerModel[] = [
  { protocol: 'HTTP', name: 'http', port: 80 },
  { protocol: 'HTTPS', name: 'https', port: 443 },
  { protocol: 'TLS', name: 'tls', port: 8443 },
  { protocol: 'TCP', name: 'tcp', port: 5432 },
  { protocol: 'UDP', name: 'udp', port: 5353 },
];

/** An edge with what its controller cannot do without. */
export function edge(controller: GatewayControllerName, certificates: GatewayEdge['certificates'] = 'parent'): GatewayEdge {
  return gatewayEdgeOf('public', controller, {
    parent: { kind: 'Gateway', namespace: 'infra', name: 'public' },
    listeners: LISTENERS,
    certificates,
    release: '1.6',
    channel: 'experimental',
    ...(controller === 'aws-alb' ? { cidrs: ['10.0.16.0/20'], gatewayClass: 'alb' } : {}),
    ...(controller === 'generic' ? { podNamespace: 'edge', podLabels: { app: 'edge' }, gatewayClass: 'edge' } : {}),
  });
}

/** An edge with a certificate of the exposure's own at its listener, which every controller takes that takes any. */
function certified(controller: GatewayControllerName, tls: TlsModel): GatewayEdge {
  const parent = { kind: 'Gateway', namespace: 'shop', name: 'public' } as const;
  return { ...edge(controller), parent, listeners: [{ protocol: 'HTTP', name: 'http', port: 80 }, { protocol: 'HTTPS', name: 'https', port: 443, tls }] };
}

export const backend: BackendModel = { namespace: 'shop', serviceName: 'web', servicePortName: 'http', servicePort: 80, weight: 1 };

/** A route to one Service, unless told otherwise. */
export function route(more: Partial<RouteModel> = {}): RouteModel {
  return { path: '/', match: 'prefix', headers: [], query: [], action: { kind: 'serve', backends: [backend] }, ...more };
}

/** An exposure that asks for nothing but `/` over plain HTTP, unless told otherwise. */
export function exposure(controller: GatewayControllerName, more: Partial<Omit<GatewayExposure, 'kind'>> = {}): GatewayExposure {
  return {
    kind: 'http',
    name: 'web',
    namespace: 'shop',
    labels: { 'app.kubernetes.io/name': 'web' },
    annotations: {},
    edge: edge(controller),
    hosts: ['shop.example.com'],
    routes: [route()],
    httpsRedirect: false,
    traffic: {},
    ...more,
  };
}

/** A stream to one Service, unless told otherwise. */
export function stream(controller: GatewayControllerName, more: Partial<Omit<StreamModel, 'kind' | 'edge'>> = {}): OnEdge<StreamModel, GatewayEdge> {
  return { kind: 'stream', name: 'db', namespace: 'shop', labels: {}, annotations: {}, edge: edge(controller), protocol: 'TCP', port: 5432, hosts: [], backends: [backend], ...more };
}

const changed = { set: { 'x-from': 'edge' }, add: {}, remove: [] };
const cors = { origins: ['https://shop.example.com'], methods: ['GET' as const], headers: [], exposedHeaders: [], credentials: false };

const TRAFFIC: Readonly<Partial<Record<ExposureFeature, TrafficModel>>> = {
  'timeout.request': { timeouts: { requestSeconds: 30 } },
  'timeout.backend': { timeouts: { backendSeconds: 10 } },
  'timeout.connect': { timeouts: { connectSeconds: 2 } },
  'timeout.idle': { timeouts: { idleSeconds: 60 } },
  'retries': { retries: { attempts: 2, reasons: ['connectFailure', 'unavailable'] } },
  'body.size': { maxBodyBytes: 1048576 },
  'rate.client': { rateLimit: { requests: 10, per: 'second', by: 'client' } },
  'rate.total': { rateLimit: { requests: 100, per: 'minute', by: 'total' } },
  'cors': { cors },
  'sources': { sources: ['192.0.2.0/24'] },
  'headers.request': { requestHeaders: changed },
  'headers.response': { responseHeaders: changed },
  'affinity.cookie': { affinity: { cookieName: 'pod' } },
  'balance.roundRobin': { loadBalancing: 'roundRobin' },
  'balance.leastRequest': { loadBalancing: 'leastRequest' },
  'balance.ipHash': { loadBalancing: 'ipHash' },
  'balance.random': { loadBalancing: 'random' },
};

const ROUTES: Readonly<Partial<Record<ExposureFeature, Partial<RouteModel>>>> = {
  'path.exact': { path: '/pay', match: 'exact' },
  'path.prefix': {},
  'path.regex': { path: '/v[0-9]+/.*', match: 'regex' },
  'match.method': { method: 'GET' },
  'match.header': { headers: [{ name: 'x-canary', value: 'yes', match: 'exact' }] },
  'match.query': { query: [{ name: 'beta', value: '1', match: 'exact' }] },
  'match.grpc': { path: '/shop.v1.Cart', grpc: { service: 'shop.v1.Cart' } },
  'weights': { action: { kind: 'serve', backends: [{ ...backend, weight: 90 }, { ...backend, serviceName: 'web-next', weight: 10 }] } },
  'redirect': { action: { kind: 'redirect', host: 'new.example.com', status: 301 } },
  'rewrite.path': { path: '/api', match: 'exact', action: { kind: 'serve', backends: [backend], rewritePath: { kind: 'full', value: '/v1' } } },
  'rewrite.host': { action: { kind: 'serve', backends: [backend], rewriteHost: 'web.internal' } },
  'websockets': { action: speaking('kubernetes.io/ws') },
  'backend.grpc': { action: speaking('grpc') },
  'backend.http2': { action: speaking('kubernetes.io/h2c') },
  'backend.namespace': { action: { kind: 'serve', backends: [{ ...backend, namespace: 'files' }] } },
};

function speaking(appProtocol: string): RouteAction {
  return { kind: 'serve', backends: [{ ...backend, appProtocol }] };
}

type Asked = GatewayExposure | OnEdge<StreamModel, GatewayEdge>;

const WHOLE: Readonly<Partial<Record<ExposureFeature, (controller: GatewayControllerName) => Asked>>> = {
  'host.wildcard': (controller) => exposure(controller, { hosts: ['*.example.com'] }),
  'redirect.https': (controller) => exposure(controller, { httpsRedirect: true, tls: { kind: 'edge' } }),
  // where TLS comes with a BackendTLSPolicy alone, it comes with a name to check
  'backend.tls': (controller) => exposure(controller, {
    routes: [route({ action: speaking('https') })],
    traffic: isSupported(GATEWAY_CONTROLLERS[controller].capabilities['backend.tls.verified']) ? { backendTls: { hostname: 'web.example.com', authority: { kind: 'system' } } } : {},
  }),
  'backend.tls.verified': (controller) => exposure(controller, {
    routes: [route({ action: speaking('https') })],
    traffic: { backendTls: { hostname: 'web.example.com', authority: { kind: 'system' } } },
  }),
  'tls.secret': (controller) => exposure(controller, { edge: certified(controller, { kind: 'secret', secretName: 'shop-cert' }), tls: { kind: 'secret', secretName: 'shop-cert' } }),
  'tls.issuer': (controller) => exposure(controller, { edge: certified(controller, { kind: 'clusterIssuer', issuerName: 'letsencrypt' }), tls: { kind: 'clusterIssuer', issuerName: 'letsencrypt' } }),
  'tls.edge': (controller) => exposure(controller, { tls: { kind: 'edge' } }),
  'stream.tcp': (controller) => stream(controller),
  'stream.udp': (controller) => stream(controller, { protocol: 'UDP', port: 5353 }),
  'stream.tls': (controller) => stream(controller, { protocol: 'TLS', port: 8443, hosts: ['db.example.com'] }),
  'stream.weights': (controller) => stream(controller, { backends: [{ ...backend, weight: 90 }, { ...backend, serviceName: 'db-next', weight: 10 }] }),
  'stream.sources': (controller) => stream(controller, { sources: ['192.0.2.0/24'] }),
  'dns.records': (controller) => exposure(controller, { dns: { prefix: 'external-dns.alpha.kubernetes.io/', targets: [] } }),
  'dns.target': (controller) => exposure(controller, { dns: { prefix: 'external-dns.alpha.kubernetes.io/', targets: ['lb.example.com'] } }),
};

/** Something that asks for a feature, and for as little else as can be. */
export function ask(controller: GatewayControllerName, feature: ExposureFeature): Asked {
  const traffic = TRAFFIC[feature];
  if (traffic !== undefined) return exposure(controller, { traffic });
  const more = ROUTES[feature];
  // HTTP/2 to the pods is bound to HTTPS from the clients with some
  const tls = feature === 'backend.grpc' || feature === 'backend.http2' ? { tls: { kind: 'edge' as const } } : {};
  if (more !== undefined) return exposure(controller, { routes: [route(more)], ...tls });
  const whole = WHOLE[feature];
  if (whole === undefined) throw new Error(`nothing asks for ${feature}`);
  return whole(controller);
}
