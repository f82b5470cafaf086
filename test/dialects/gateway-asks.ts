/** Exposures on edges of the Gateway API: one that asks nothing but to be served, and one for each thing that can be asked. */
import { route } from './ingress/exposures';
import { gatewayEdgeOf } from '../../src/clusters/gateway-edge';
import { RouteTarget } from '../../src/model/controller';
import { GatewayControllerName, GatewayEdge } from '../../src/model/edge';
import { ExposureModel, GatewayExposure, OnEdge, StreamModel } from '../../src/model/exposure';
import { ExposureFeature } from '../../src/model/feature';
import { BackendModel, RouteModel } from '../../src/model/route';
import { TrafficModel } from '../../src/model/traffic';

/** An edge with every kind of door. */
export function gatewayEdge(controller: GatewayControllerName): GatewayEdge {
  return gatewayEdgeOf('public', controller, {
    parent: { kind: 'Gateway', namespace: 'infra', name: 'public' },
    listeners: [
      { protocol: 'HTTP', name: 'http', port: 80 },
      { protocol: 'HTTPS', name: 'https', port: 443, tls: { kind: 'secret', secretName: 'wildcard' } },
      { protocol: 'TLS', name: 'tls', port: 8443 },
      { protocol: 'TCP', name: 'tcp', port: 5432 },
      { protocol: 'UDP', name: 'udp', port: 53 },
    ],
    certificates: 'listenerSet',
    release: '1.6',
  });
}

/** One host, one path, one Service, and nothing else. */
export function asking(controller: GatewayControllerName, more: Partial<Omit<ExposureModel, 'kind' | 'edge'>> = {}): GatewayExposure {
  return {
    kind: 'http',
    name: 'web',
    namespace: 'shop',
    labels: { 'app.kubernetes.io/name': 'web' },
    annotations: {},
    edge: gatewayEdge(controller),
    hosts: ['shop.example.com'],
    routes: [route()],
    httpsRedirect: false,
    traffic: {},
    ...more,
  };
}

/** The same for raw bytes. */
export function streaming(controller: GatewayControllerName, more: Partial<Omit<StreamModel, 'kind' | 'edge'>> = {}): OnEdge<StreamModel, GatewayEdge> {
  const db: BackendModel = { namespace: 'shop', serviceName: 'db', servicePortName: 'sql', servicePort: 5432, weight: 1 };
  return {
    kind: 'stream',
    name: 'db',
    namespace: 'shop',
    labels: { 'app.kubernetes.io/name': 'db' },
    annotations: {},
    edge: gatewayEdge(controller),
    protocol: 'TCP',
    port: 5432,
    hosts: [],
    backends: [db],
    ...more,
  };
}

/** The route that the Gateway dialect writes for an exposure, and the one that only sends clients to HTTPS. */
export function targetsOf({ name, routes, httpsRedirect }: ExposureModel): RouteTarget[] {
  const kind = routes.every(({ grpc }) => grpc !== undefined) ? 'GRPCRoute' : 'HTTPRoute';
  return [{ kind, name, routes }, ...(httpsRedirect ? [{ kind: 'HTTPRoute' as const, name: `${name}-https`, routes: [] }] : [])];
}

/** A route over gRPC. */
export function grpcRoute(): RouteModel {
  return route({ path: '/shop.v1.Cart', grpc: { service: 'shop.v1.Cart' }, appProtocol: 'grpc' });
}

/** A route to two Services. */
export function split(): RouteModel {
  const { action, ...request } = route();
  return action.kind === 'redirect' ? route() : { ...request, action: { ...action, backends: [...action.backends, ...action.backends.map((one) => ({ ...one, serviceName: 'web-next', weight: 9 }))] } };
}

/** For each feature an exposure that asks for it, with as little else as possible. */
export function askOf(feature: ExposureFeature, controller: GatewayControllerName): GatewayExposure | OnEdge<StreamModel, GatewayEdge> {
  const traffic = (said: TrafficModel) => asking(controller, { traffic: said });
  const served = (appProtocol: string) => asking(controller, { routes: [route({ appProtocol })] });
  const redirect: RouteModel['action'] = { kind: 'redirect', host: 'new.example.com', status: 301 };
  const rewritten = (more: { rewriteHost?: string; rewritePath?: { kind: 'prefix'; value: string } }) => {
    const one = route({ path: '/api' });
    return asking(controller, { routes: [one.action.kind === 'serve' ? { ...one, action: { ...one.action, ...more } } : one] });
  };
  const dns = { prefix: 'external-dns.kubernetes.io/', targets: [] };
  const stream = streaming(controller);
  const backends = [...stream.backends, ...stream.backends.map((one) => ({ ...one, serviceName: 'db-next' }))];
  switch (feature) {
    case 'host.wildcard': return asking(controller, { hosts: ['*.example.com'] });
    case 'path.exact': return asking(controller, { routes: [route({ path: '/a', match: 'exact' })] });
    case 'path.prefix': return asking(controller);
    case 'path.regex': return asking(controller, { routes: [route({ path: '/users/[0-9]+$', match: 'regex' })] });
    case 'match.method': return asking(controller, { routes: [route({ method: 'GET' })] });
    case 'match.header': return asking(controller, { routes: [route({ headers: [{ name: 'x-canary', value: '^(yes|on)$', match: 'regex' }] })] });
    case 'match.query': return asking(controller, { routes: [route({ query: [{ name: 'beta', value: '1', match: 'exact' }] })] });
    case 'match.grpc': return asking(controller, { routes: [grpcRoute()] });
    case 'weights': return asking(controller, { routes: [split()] });
    case 'redirect': return asking(controller, { routes: [{ ...route({ path: '/old' }), action: redirect }] });
    case 'redirect.https': return asking(controller, { httpsRedirect: true, tls: { kind: 'edge' } });
    case 'rewrite.path': return rewritten({ rewritePath: { kind: 'prefix', value: '/' } });
    case 'rewrite.host': return rewritten({ rewriteHost: 'inner.example.com' });
    case 'headers.request': return traffic({ requestHeaders: { set: { 'x-env': 'prod' }, add: {}, remove: ['x-debug'] } });
    case 'headers.response': return traffic({ responseHeaders: { set: {}, add: { 'x-frame-options': 'DENY' }, remove: [] } });
    case 'timeout.request': return traffic({ timeouts: { requestSeconds: 30 } });
    case 'timeout.backend': return traffic({ timeouts: { backendSeconds: 10 } });
    case 'timeout.connect': return traffic({ timeouts: { connectSeconds: 3 } });
    case 'timeout.idle': return traffic({ timeouts: { idleSeconds: 3600 } });
    case 'retries': return traffic({ retries: { attempts: 2, reasons: ['connectFailure'] } });
    case 'body.size': return traffic({ maxBodyBytes: 10 * 1024 * 1024 });
    case 'rate.client': return traffic({ rateLimit: { requests: 20, per: 'second', by: 'client' } });
    case 'rate.total': return traffic({ rateLimit: { requests: 600, per: 'minute', by: 'total' } });
    case 'cors': return traffic({ cors: { origins: ['https://*.example.com'], methods: ['GET', 'POST'], headers: ['x-a'], exposedHeaders: ['x-b'], credentials: true, maxAgeSeconds: 600 } });
    case 'sources': return traffic({ sources: ['192.0.2.0/24', '2001:db8::/32'] });
    case 'websockets': return served('kubernetes.io/ws');
    case 'backend.grpc': return asking(controller, { routes: [grpcRoute()] });
    case 'backend.http2': return served('kubernetes.io/h2c');
    case 'backend.tls':
    case 'backend.tls.verified': return asking(controller, {
      routes: [route({ appProtocol: 'https' })], traffic: { backendTls: { hostname: 'web.shop.svc', authority: { kind: 'system' } } },
    });
    case 'backend.namespace': return asking(controller, { routes: [route({ namespace: 'other' })] });
    case 'tls.secret': return asking(controller, { tls: { kind: 'secret', secretName: 'cert' } });
    case 'tls.issuer': return asking(controller, { tls: { kind: 'clusterIssuer', issuerName: 'letsencrypt' } });
    case 'tls.edge': return asking(controller, { tls: { kind: 'edge' } });
    case 'affinity.cookie': return traffic({ affinity: { cookieName: 'pod', ttlSeconds: 3600 } });
    case 'balance.roundRobin': return traffic({ loadBalancing: 'roundRobin' });
    case 'balance.leastRequest': return traffic({ loadBalancing: 'leastRequest' });
    case 'balance.ipHash': return traffic({ loadBalancing: 'ipHash' });
    case 'balance.random': return traffic({ loadBalancing: 'random' });
    case 'stream.tcp': return stream;
    case 'stream.udp': return streaming(controller, { protocol: 'UDP', port: 53 });
    case 'stream.tls': return streaming(controller, { protocol: 'TLS', port: 8443, hosts: ['db.example.com'] });
    case 'stream.weights': return streaming(controller, { backends });
    case 'stream.sources': return streaming(controller, { sources: ['192.0.2.0/24'] });
    case 'dns.records': return asking(controller, { dns });
    case 'dns.target': return asking(controller, { tls: { kind: 'secret', secretName: 'cert' }, dns: { ...dns, targets: ['192.0.2.9'] } });
  }
}
