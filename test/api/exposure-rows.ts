import { Shop } from './shop';
import {
  BackendTls, DnsRecord, Edge, EdgeListener, EntryProps, GatewayController, HeaderMatch, HttpMethod, Path, PathRewrite, Peer, Port, QueryMatch,
  RetryOn, Split, Tls,
} from '../../src';
import { FindingCode } from '../../src/model/finding';

/** A call that throws. */
export interface ExposureRow {
  readonly name: string;
  readonly code: FindingCode;
  readonly run: (shop: Shop) => unknown;
  /** A part of the text that a person needs. */
  readonly says: RegExp;
}

const expose = (props: Partial<EntryProps>) => (shop: Shop) => shop.service('web').expose('x', { hosts: ['a.example'], ...props });
const gateway = (props: object) => () => Edge.gateway('public', { controller: GatewayController.ISTIO, namespaceName: 'infra', ...props });

/** Bad arguments of exposures and of their edges: each is thrown at once. */
export const EXPOSURE_ROWS: readonly ExposureRow[] = [
  // what a request has to be like
  { name: 'a pattern without a slash', code: 'EXPOSURE_INVALID', run: () => Path.regex('^api'), says: /write `\/api`/ },
  { name: 'a pattern that looks ahead', code: 'EXPOSURE_INVALID', run: () => Path.regex('/a(?=b)'), says: /looks ahead or behind/ },
  { name: 'a pattern that refers back', code: 'EXPOSURE_INVALID', run: () => Path.regex('/(a)\\1'), says: /refers back/ },
  { name: 'a pattern with a quote', code: 'EXPOSURE_INVALID', run: () => Path.regex('/a";deny'), says: /could leave the place/ },
  { name: 'a pattern with a backtick', code: 'EXPOSURE_INVALID', run: () => Path.regex('/a`) || Host(`b'), says: /control character|could leave the place/ },
  { name: 'a pattern that is none', code: 'EXPOSURE_INVALID', run: () => Path.regex('/(a'), says: /not a regular expression/ },
  { name: 'a pattern of 2000 characters', code: 'EXPOSURE_INVALID', run: () => Path.regex(`/${'a'.repeat(2000)}`), says: /use 1 to 1024/ },
  { name: 'a header with a blank in its name', code: 'EXPOSURE_INVALID', run: () => HeaderMatch.exact('x y', 'z'), says: /header `x y` is not a name/ },
  { name: 'a header with a line break in its value', code: 'EXPOSURE_INVALID', run: () => HeaderMatch.exact('x', 'a\nb'), says: /one line of printable/ },
  { name: 'a query parameter without a name', code: 'EXPOSURE_INVALID', run: () => QueryMatch.exact('', 'a'), says: /query parameter ``/ },
  { name: 'a pattern of a query parameter that is none', code: 'EXPOSURE_INVALID', run: () => QueryMatch.regex('a', '['), says: /not a regular expression/ },
  { name: 'one header twice', code: 'EXPOSURE_INVALID', run: () => Path.prefix('/', { headers: [HeaderMatch.exact('X', 'a'), HeaderMatch.exact('x', 'b')] }), says: /header `x` is asked for twice/ },
  { name: 'a service of gRPC with a slash', code: 'EXPOSURE_INVALID', run: () => Path.grpc('a/b'), says: /no service or method of gRPC/ },
  // what becomes of it
  { name: 'a redirect to where it came from', code: 'EXPOSURE_INVALID', run: () => Path.redirect('/', {}), says: /leads where it came from/ },
  { name: 'a redirect to an address', code: 'HOST_INVALID', run: () => Path.redirect('/', { host: '192.0.2.1' }), says: /IP address/ },
  { name: 'a redirect to port 0', code: 'PORT_OUT_OF_RANGE', run: () => Path.redirect('/', { port: 0 }), says: /`0`/ },
  { name: 'a new beginning of an exact path', code: 'EXPOSURE_INVALID', run: () => Path.exact('/a', { rewritePath: PathRewrite.prefix('/b') }), says: /no beginning to replace/ },
  { name: 'a rewrite to no path', code: 'PATH_INVALID', run: () => PathRewrite.full('b'), says: /write `\/b`/ },
  { name: 'a rewrite to a URL as host', code: 'HOST_INVALID', run: () => Path.prefix('/', { rewriteHost: 'http://b' }), says: /scheme/ },
  { name: 'a weight below 0', code: 'EXPOSURE_INVALID', run: (shop) => Split.of(shop.service('web'), -1), says: /weight `-1` of `web`/ },
  { name: 'a split among weights of 0', code: 'EXPOSURE_INVALID', run: (shop) => Path.prefix('/', { split: [Split.of(shop.service('web'), 0)] }), says: /nobody would serve it/ },
  { name: 'a target beside a split', code: 'EXPOSURE_INVALID', run: (shop) => Path.prefix('/', { target: shop.service('web'), split: [] }), says: /both `target` and `split`/ },
  {
    name: 'a split among one target twice',
    code: 'EXPOSURE_INVALID',
    run: (shop) => {
      const web = shop.service('web');
      return web.expose('x', { hosts: ['a.example'], paths: [Path.prefix('/', { split: [Split.of(web, 1), Split.of(web, 2)] })] });
    },
    says: /`web` is one twice/,
  },
  // traffic
  { name: 'timeouts that say nothing', code: 'EXPOSURE_INVALID', run: expose({ timeouts: {} }), says: /say nothing/ },
  { name: 'a timeout of 0 seconds', code: 'EXPOSURE_INVALID', run: expose({ timeouts: { requestSeconds: 0 } }), says: /timeouts.requestSeconds `0` is out of range/ },
  { name: 'a part that takes longer than the whole', code: 'EXPOSURE_INVALID', run: expose({ timeouts: { requestSeconds: 5, backendSeconds: 6 } }), says: /within which it has to end/ },
  { name: 'no attempts', code: 'EXPOSURE_INVALID', run: expose({ retries: { attempts: 0 } }), says: /from 1 to 10/ },
  { name: 'attempts at nothing', code: 'EXPOSURE_INVALID', run: expose({ retries: { attempts: 1, on: [] } }), says: /nothing is tried again/ },
  { name: 'half an attempt', code: 'EXPOSURE_INVALID', run: expose({ retries: { attempts: 1.5, on: [RetryOn.UNAVAILABLE] } }), says: /`1.5`/ },
  { name: 'a body of no bytes', code: 'EXPOSURE_INVALID', run: expose({ maxBodyBytes: 0 }), says: /maxBodyBytes `0`/ },
  { name: 'no requests', code: 'EXPOSURE_INVALID', run: expose({ rateLimit: { requests: 0 } }), says: /rateLimit.requests `0`/ },
  { name: 'no origins', code: 'EXPOSURE_INVALID', run: expose({ cors: { origins: [] } }), says: /no origins/ },
  { name: 'an origin with a path', code: 'EXPOSURE_INVALID', run: expose({ cors: { origins: ['https://a.example/b'] } }), says: /without a path/ },
  { name: 'every origin with cookies', code: 'EXPOSURE_INVALID', run: expose({ cors: { origins: ['*'], credentials: true } }), says: /which browsers refuse/ },
  { name: 'an origin that is an address', code: 'HOST_INVALID', run: expose({ cors: { origins: ['https://192.0.2.1'] } }), says: /IP address/ },
  { name: 'header changes that change nothing', code: 'EXPOSURE_INVALID', run: expose({ requestHeaders: {} }), says: /`requestHeaders` changes nothing/ },
  { name: 'one header changed twice', code: 'EXPOSURE_INVALID', run: expose({ responseHeaders: { set: { 'X-A': '1' }, remove: ['x-a'] } }), says: /`x-a` of `responseHeaders` is changed twice/ },
  { name: 'the host changed as a header', code: 'EXPOSURE_INVALID', run: expose({ requestHeaders: { set: { Host: 'b' } } }), says: /use `rewriteHost`/ },
  { name: 'a header value with a line break', code: 'EXPOSURE_INVALID', run: expose({ requestHeaders: { set: { 'x-a': 'b\r\nc: d' } } }), says: /one line of printable/ },
  { name: 'no sources', code: 'EXPOSURE_INVALID', run: expose({ sources: [] }), says: /nobody would get in/ },
  { name: 'a source that is no CIDR', code: 'CIDR_INVALID', run: expose({ sources: ['10.0.0.0/33'] }), says: /`10.0.0.0\/33`/ },
  { name: 'a cookie with a semicolon', code: 'EXPOSURE_INVALID', run: expose({ affinity: { cookieName: 'a;b' } }), says: /cookie `a;b`/ },
  { name: 'an authority without a sound name', code: 'NAME_INVALID', run: () => BackendTls.configMap('A_B', 'a.example'), says: /`A_B`/ },
  { name: 'a certificate of pods for an address', code: 'HOST_INVALID', run: () => BackendTls.system('192.0.2.1'), says: /IP address/ },
  // names
  { name: 'records of no seconds', code: 'EXPOSURE_INVALID', run: () => DnsRecord.of({ ttlSeconds: 0 }), says: /ttlSeconds `0`/ },
  { name: 'records that lead to a URL', code: 'HOST_INVALID', run: () => DnsRecord.of({ targets: ['https://lb.example'] }), says: /scheme/ },
  // TLS that goes through
  { name: 'paths behind TLS that goes through', code: 'TLS_INVALID', run: expose({ tls: Tls.passthrough(), paths: [Path.prefix('/a')] }), says: /cannot act on paths/ },
  { name: 'limits behind TLS that goes through', code: 'TLS_INVALID', run: expose({ tls: Tls.passthrough(), maxBodyBytes: 9 }), says: /cannot act on `maxBodyBytes`/ },
  { name: 'a redirect behind TLS that goes through', code: 'TLS_INVALID', run: expose({ tls: Tls.passthrough(), httpsRedirect: true }), says: /hides requests/ },
  { name: 'a condition behind TLS that goes through', code: 'TLS_INVALID', run: expose({ tls: Tls.passthrough(), paths: [Path.prefix('/', { method: HttpMethod.GET })] }), says: /hides requests/ },
  // streams
  { name: 'a stream on port 0', code: 'PORT_OUT_OF_RANGE', run: (shop) => shop.service('web').exposeStream('x', { edgePort: 0 }), says: /edgePort `0`/ },
  { name: 'a stream for no names', code: 'EXPOSURE_INVALID', run: (shop) => shop.service('web').exposeStream('x', { edgePort: 1, hosts: [] }), says: /`hosts` of a stream are empty/ },
  { name: 'a stream among nobody', code: 'EXPOSURE_INVALID', run: (shop) => shop.service('web').exposeStream('x', { edgePort: 1, split: [] }), says: /split among nobody/ },
  { name: 'a stream to a CIDR', code: 'EXPOSURE_INVALID', run: (shop) => shop.service('web').exposeStream('x', { edgePort: 1, split: [Split.of(Peer.cidr('192.0.2.0/24'), 1)] }), says: /needs a workload/ },
  {
    name: 'a stream of SCTP',
    code: 'EXPOSURE_INVALID',
    run: (shop) => shop.service('web', { ports: [Port.sctp(9)], health: undefined }).exposeStream('x', { edgePort: 1 }),
    says: /stream of SCTP is beyond every edge/,
  },
  {
    name: 'names for a stream of UDP',
    code: 'EXPOSURE_INVALID',
    run: (shop) => shop.service('web', { ports: [Port.udp(9)], health: undefined }).exposeStream('x', { edgePort: 1, hosts: ['a.example'] }),
    says: /`hosts` with TCP alone/,
  },
  // edges
  { name: 'a listener on port 0', code: 'PORT_OUT_OF_RANGE', run: () => EdgeListener.tcp('db', 0), says: /`0`/ },
  { name: 'a listener for a URL', code: 'HOST_INVALID', run: () => EdgeListener.http({ hostname: 'http://a' }), says: /scheme/ },
  { name: 'a listener that ends and does not end TLS', code: 'TLS_INVALID', run: () => EdgeListener.https({ tls: Tls.passthrough() }), says: /use `EdgeListener.tls\(\)`/ },
  { name: 'two listeners of one name', code: 'CLUSTER_PROFILE_INVALID', run: gateway({ listeners: [EdgeListener.tcp('a', 1), EdgeListener.udp('a', 2)] }), says: /`a`/ },
  { name: 'two listeners of one place', code: 'CLUSTER_PROFILE_INVALID', run: gateway({ listeners: [EdgeListener.https(), EdgeListener.tls()] }), says: /`tls`/ },
  { name: 'the namespace of no ListenerSet', code: 'CLUSTER_PROFILE_INVALID', run: gateway({ listenerSetNamespaceName: 'a' }), says: /no `listenerSetName`/ },
  { name: 'a Gateway of nobody known', code: 'CLUSTER_PROFILE_INVALID', run: gateway({ controller: GatewayController.OTHER }), says: /needs `gatewayClass`/ },
  { name: 'a data plane that is nowhere', code: 'CLUSTER_PROFILE_INVALID', run: gateway({ controller: GatewayController.OTHER, gatewayClass: 'x' }), says: /where its data plane is/ },
];
