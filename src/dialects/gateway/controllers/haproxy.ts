import { listenerSetGaps, redirectGaps, rowOf } from './row';
import { claimsOf } from '../../../model/claims';
import { GatewayExposure } from '../../../model/exposure';
import { EdgeCapabilities, gap } from '../../../model/feature';
import { Finding } from '../../../model/finding';

const core = claimsOf({ url: 'https://gateway-api.sigs.k8s.io/reference/spec/', version: 'v1.6.1' });
const matching = claimsOf({ url: 'https://github.com/haproxytech/haproxy-unified-gateway/blob/main/documentation/matching.md', version: '1.0.6' });
const filters = claimsOf({ url: 'https://github.com/haproxytech/haproxy-unified-gateway/blob/main/k8s/gate/haproxy/filters/http_filters.go', version: '1.0.6' });
const routes = claimsOf({ url: 'https://github.com/haproxytech/haproxy-unified-gateway/blob/main/k8s/gate/haproxy/routes.go', version: '1.0.6' });
const conformance = claimsOf({ url: 'https://github.com/haproxytech/haproxy-unified-gateway/blob/main/documentation/conformance.md', version: '1.0.6' });
const backends = claimsOf({ url: 'https://github.com/haproxytech/haproxy-unified-gateway/blob/main/documentation/CustomResources/backend.md', version: '1.0.6' });
const defaults = claimsOf({ url: 'https://github.com/haproxytech/haproxy-unified-gateway/blob/main/hug/haproxy/default_cr/default_defaults.yaml', version: '1.0.6' });
const dns = claimsOf({ url: 'https://kubernetes-sigs.github.io/external-dns/latest/docs/sources/gateway-api/', version: 'external-dns v0.22.0' });

/** An object of its own, which the Service names. */
const backend = (field: string): string => `write a Backend of \`gate.v3.haproxy.org/v3\` with \`${field}\`, and annotate the Service with \`gate.v3.haproxy.org/cr-backend: NAME\``;

const UNTESTED = 'its maker does not say that it does: choose another edge, or leave it out';

/** What the HAProxy Unified Gateway can be asked to do for one exposure by the fields of the API. */
export const HAPROXY_GATEWAY_CAPABILITIES: EdgeCapabilities = {
  'host.wildcard': routes.yes('`hostnames`'),
  'path.exact': matching.yes(),
  'path.prefix': matching.yes('`/` alone: others are compared by characters'),
  'path.regex': routes.no('it changes the pattern, and looks for it anywhere in the path: name the paths, or choose another edge'),
  'match.method': matching.yes(),
  'match.header': matching.yes('`Exact`'),
  'match.query': matching.yes('`Exact`'),
  'match.grpc': conformance.no('it knows no GRPCRoute: choose another edge'),
  'weights': routes.yes(),
  'redirect': routes.yes('of the host, with 301 and 302'),
  'redirect.https': conformance.no(`${UNTESTED}, with \`httpsRedirect: false\``),
  'rewrite.path': filters.yes('`URLRewrite`'),
  'rewrite.host': filters.yes('`URLRewrite`'),
  'headers.request': filters.yes(),
  'headers.response': filters.yes(),
  'timeout.request': backends.no(backend('server_timeout')),
  'timeout.backend': backends.no(backend('server_timeout')),
  'timeout.connect': backends.no(backend('connect_timeout')),
  'timeout.idle': defaults.no('a Defaults object says it for everybody: ask whoever runs the Gateway, or leave it out'),
  'retries': backends.no(backend('retries')),
  'body.size': backends.no(backend('http_request_rule_list')),
  'rate.client': backends.no('choose another edge, or leave it out'),
  'rate.total': backends.no('choose another edge, or leave it out'),
  'cors': filters.no('let the app answer, or choose another edge'),
  'sources': backends.no(backend('http_request_rule_list')),
  'websockets': defaults.yes('upgrades pass, for as long as `tunnel_timeout`'),
  'backend.grpc': conformance.no(UNTESTED),
  'backend.http2': conformance.no(UNTESTED),
  'backend.tls': conformance.no(UNTESTED),
  'backend.tls.verified': conformance.no(UNTESTED),
  'backend.namespace': core.yes('ReferenceGrant'),
  'tls.secret': core.yes('a listener of the Gateway'),
  'tls.issuer': core.yes('a listener of the Gateway'),
  'tls.edge': core.yes(),
  'affinity.cookie': backends.no(backend('cookie')),
  'balance.roundRobin': backends.no(backend('balance.algorithm: roundrobin')),
  'balance.leastRequest': backends.no(backend('balance.algorithm: leastconn')),
  'balance.ipHash': backends.no(backend('balance.algorithm: source')),
  'balance.random': backends.no(backend('balance.algorithm: random')),
  'stream.tcp': conformance.no('it knows HTTP and TLS alone: use an edge that is a Service'),
  'stream.udp': conformance.no('HAProxy takes no UDP: use an edge that is a Service'),
  'stream.tls': conformance.no('it is tested on demand alone: use an edge that is a Service'),
  'stream.weights': conformance.no('use another edge'),
  'stream.sources': conformance.no('use an edge that is a Service'),
  'dns.records': dns.yes('annotations of the route'),
  'dns.target': dns.no('external-dns reads `target` from the Gateway, for all of its routes: ask whoever runs that, and leave `targets` out'),
};

const TITLE = 'the HAProxy Unified Gateway';

/**
 * HAProxy Technologies' Unified Gateway, which has published no report of conformance.
 *
 * @see https://github.com/haproxytech/haproxy-unified-gateway/blob/main/documentation/matching.md (1.0.6)
 */
export const haproxyGateway = rowOf(TITLE, HAPROXY_GATEWAY_CAPABILITIES, (exposure) => [
  ...byCharacters(exposure),
  ...patterns(exposure),
  ...redirectGaps(exposure, TITLE, { path: false, port: false, scheme: false, otherCodes: false }),
  ...listenerSetGaps(exposure, TITLE),
]);

/** `/v2` would let `/v2example` in as well, which nobody has asked for. */
function byCharacters(exposure: GatewayExposure): Finding[] {
  return exposure.routes.filter(({ path, match, grpc }) => match === 'prefix' && path !== '/' && grpc === undefined).map(({ path }) => (
    gap(exposure, `${TITLE} compares \`${path}\` by characters, so that it lets in \`${path}more\` as well: use \`Path.exact\`, give the app a host of its own, or choose another edge`)
  ));
}

function patterns(exposure: GatewayExposure): Finding[] {
  const names = exposure.routes.flatMap(({ headers, query }) => [...headers, ...query].flatMap(({ name, match }) => (match === 'regex' ? [name] : [])));
  return [...new Set(names)].sort().map((name) => (
    gap(exposure, `${TITLE} looks for the pattern of \`${name}\` anywhere in its value: compare it with a whole value, or choose another edge`)
  ));
}
