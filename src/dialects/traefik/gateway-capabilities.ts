import { Source } from '../../model/capability';
import { EdgeCapabilities } from '../../model/feature';
import { no, yes } from '../../model/support';

const PROVIDER = 'https://github.com/traefik/traefik/blob/v3.7.9/pkg/provider/kubernetes/gateway';

const source = (url: string, version = '3.7.9'): Source => ({ url, version });
const middleware = (name: string): Source => source(`https://doc.traefik.io/traefik/reference/routing-configuration/http/middlewares/${name}/`, '3.7');

const FEATURES = source(`${PROVIDER}/features.go`);
const ROUTES = source(`${PROVIDER}/httproute.go`);
const LISTENERS = source(`${PROVIDER}/kubernetes.go`);
const GUIDE = source('https://doc.traefik.io/traefik/reference/routing-configuration/kubernetes/gateway-api/', '3.7');


const AS_INGRESS = 'use the edge that Traefik is for Ingress objects, `Edge.traefik`, or leave it out';
const TIMEOUTS = `it does not read the \`timeouts\` of an HTTPRoute: ${AS_INGRESS}`;

/**
 * What Traefik can be asked to do by routes of the Gateway API.
 *
 * Fields of a route that it does not know are dropped in silence, and a filter that it does not know makes the rule answer 500.
 */
export const TRAEFIK_GATEWAY_CAPABILITIES: EdgeCapabilities = {
  'host.wildcard': yes(ROUTES),
  'path.exact': yes(ROUTES),
  'path.prefix': yes(ROUTES),
  'path.regex': no(ROUTES, `it looks for the pattern anywhere in the path, and the API takes none that is tied to its beginning: ${AS_INGRESS}`),
  'match.method': yes(FEATURES),
  'match.header': yes(ROUTES),
  'match.query': yes(FEATURES),
  'match.grpc': yes(source(`${PROVIDER}/grpcroute.go`)),
  'weights': yes(ROUTES),
  'redirect': yes(FEATURES),
  'redirect.https': yes(GUIDE),
  'rewrite.path': yes(FEATURES),
  'rewrite.host': yes(FEATURES),
  'headers.request': yes(ROUTES),
  'headers.response': yes(FEATURES),
  'timeout.request': no(ROUTES, TIMEOUTS),
  'timeout.backend': no(ROUTES, TIMEOUTS),
  'timeout.connect': no(ROUTES, `the API has no field for it: ${AS_INGRESS}`),
  'timeout.idle': no(ROUTES, 'its entry points have `transport.respondingTimeouts.idleTimeout`, which its operator sets; leave `timeouts.idleSeconds` out'),
  'retries': yes(middleware('retry'), 'Middleware `retry`, on failed connections'),
  'body.size': yes(middleware('buffering'), 'Middleware `buffering`'),
  'rate.client': yes(middleware('ratelimit'), 'Middleware `rateLimit`, in each of its pods'),
  'rate.total': yes(middleware('ratelimit'), 'Middleware `rateLimit`, in each of its pods'),
  'cors': yes(middleware('headers'), 'Middleware `headers`'),
  'sources': yes(middleware('ipallowlist'), 'Middleware `ipAllowList`'),
  'websockets': yes(FEATURES),
  'backend.grpc': no(ROUTES, 'it refuses a port with `appProtocol: grpc`: give the port `appProtocol: kubernetes.io/h2c`, which is the same on the wire'),
  'backend.http2': yes(FEATURES),
  'backend.tls': yes(ROUTES),
  'backend.tls.verified': yes(FEATURES, 'BackendTLSPolicy'),
  'backend.namespace': yes(FEATURES, 'ReferenceGrant'),
  'tls.secret': yes(LISTENERS, 'the listener of the Gateway'),
  'tls.issuer': yes(LISTENERS, 'the listener of the Gateway'),
  'tls.edge': yes(LISTENERS),
  'affinity.cookie': no(ROUTES, `it does not read \`sessionPersistence\`: ${AS_INGRESS}`),
  'balance.roundRobin': yes(ROUTES),
  'balance.leastRequest': no(ROUTES, `the API has no field for it: ${AS_INGRESS}`),
  'balance.ipHash': no(ROUTES, `the API has no field for it: ${AS_INGRESS}`),
  'balance.random': no(ROUTES, 'use `roundRobin`, which spreads requests evenly as well'),
  'stream.tcp': yes(source(`${PROVIDER}/tcproute.go`), 'TCPRoute, with its option `experimentalChannel`'),
  'stream.udp': no(LISTENERS, `it reads no UDPRoute: ${AS_INGRESS}`),
  'stream.tls': yes(source(`${PROVIDER}/tlsroute.go`), 'TLSRoute'),
  'stream.weights': yes(source(`${PROVIDER}/tcproute.go`)),
  'stream.sources': no(source(`${PROVIDER}/tcproute.go`), `a TCPRoute has no filters: ${AS_INGRESS}`),
  'dns.records': yes(source('https://github.com/kubernetes-sigs/external-dns/blob/v0.22.0/docs/sources/gateway.md', '0.22.0')),
  'dns.target': yes(source('https://github.com/kubernetes-sigs/external-dns/blob/v0.22.0/docs/sources/gateway.md', '0.22.0')),
};
