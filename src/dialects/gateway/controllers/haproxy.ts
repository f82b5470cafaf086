import { listenerSetGaps, redirectGaps, rowOf } from './row';
import { Source } from '../../../model/capability';
import { GatewayExposure } from '../../../model/exposure';
import { EdgeCapabilities, gap } from '../../../model/feature';
import { Finding } from '../../../model/finding';
import { no, yes } from '../../../model/support';

const CORE: Source = { url: 'https://gateway-api.sigs.k8s.io/reference/spec/', version: 'v1.6.1' };
const MATCHING: Source = { url: 'https://github.com/haproxytech/haproxy-unified-gateway/blob/main/documentation/matching.md', version: '1.0.6' };
const FILTERS: Source = { url: 'https://github.com/haproxytech/haproxy-unified-gateway/blob/main/k8s/gate/haproxy/filters/http_filters.go', version: '1.0.6' };
const ROUTES: Source = { url: 'https://github.com/haproxytech/haproxy-unified-gateway/blob/main/k8s/gate/haproxy/routes.go', version: '1.0.6' };
const CONFORMANCE: Source = { url: 'https://github.com/haproxytech/haproxy-unified-gateway/blob/main/documentation/conformance.md', version: '1.0.6' };
const BACKENDS: Source = { url: 'https://github.com/haproxytech/haproxy-unified-gateway/blob/main/documentation/CustomResources/backend.md', version: '1.0.6' };
const DEFAULTS: Source = { url: 'https://github.com/haproxytech/haproxy-unified-gateway/blob/main/hug/haproxy/default_cr/default_defaults.yaml', version: '1.0.6' };
const DNS: Source = { url: 'https://kubernetes-sigs.github.io/external-dns/latest/docs/sources/gateway-api/', version: 'external-dns v0.22.0' };

/** An object of its own, which the Service names. */
const backend = (field: string): string => `write a Backend of \`gate.v3.haproxy.org/v3\` with \`${field}\`, and annotate the Service with \`gate.v3.haproxy.org/cr-backend: NAME\``;

const UNTESTED = 'its maker does not say that it does: choose another edge, or leave it out';

/** What the HAProxy Unified Gateway can be asked to do for one exposure by the fields of the API. */
export const HAPROXY_GATEWAY_CAPABILITIES: EdgeCapabilities = {
  'host.wildcard': yes(ROUTES, '`hostnames`'),
  'path.exact': yes(MATCHING),
  'path.prefix': yes(MATCHING, '`/` alone: others are compared by characters'),
  'path.regex': no(ROUTES, 'it changes the pattern, and looks for it anywhere in the path: name the paths, or choose another edge'),
  'match.method': yes(MATCHING),
  'match.header': yes(MATCHING, '`Exact`'),
  'match.query': yes(MATCHING, '`Exact`'),
  'match.grpc': no(CONFORMANCE, 'it knows no GRPCRoute: choose another edge'),
  'weights': yes(ROUTES),
  'redirect': yes(ROUTES, 'of the host, with 301 and 302'),
  'redirect.https': no(CONFORMANCE, `${UNTESTED}, with \`httpsRedirect: false\``),
  'rewrite.path': yes(FILTERS, '`URLRewrite`'),
  'rewrite.host': yes(FILTERS, '`URLRewrite`'),
  'headers.request': yes(FILTERS),
  'headers.response': yes(FILTERS),
  'timeout.request': no(BACKENDS, backend('server_timeout')),
  'timeout.backend': no(BACKENDS, backend('server_timeout')),
  'timeout.connect': no(BACKENDS, backend('connect_timeout')),
  'timeout.idle': no(DEFAULTS, 'a Defaults object says it for everybody: ask whoever runs the Gateway, or leave it out'),
  'retries': no(BACKENDS, backend('retries')),
  'body.size': no(BACKENDS, backend('http_request_rule_list')),
  'rate.client': no(BACKENDS, 'choose another edge, or leave it out'),
  'rate.total': no(BACKENDS, 'choose another edge, or leave it out'),
  'cors': no(FILTERS, 'let the app answer, or choose another edge'),
  'sources': no(BACKENDS, backend('http_request_rule_list')),
  'websockets': yes(DEFAULTS, 'upgrades pass, for as long as `tunnel_timeout`'),
  'backend.grpc': no(CONFORMANCE, UNTESTED),
  'backend.http2': no(CONFORMANCE, UNTESTED),
  'backend.tls': no(CONFORMANCE, UNTESTED),
  'backend.tls.verified': no(CONFORMANCE, UNTESTED),
  'backend.namespace': yes(CORE, 'ReferenceGrant'),
  'tls.secret': yes(CORE, 'a listener of the Gateway'),
  'tls.issuer': yes(CORE, 'a listener of the Gateway'),
  'tls.edge': yes(CORE),
  'affinity.cookie': no(BACKENDS, backend('cookie')),
  'balance.roundRobin': no(BACKENDS, backend('balance.algorithm: roundrobin')),
  'balance.leastRequest': no(BACKENDS, backend('balance.algorithm: leastconn')),
  'balance.ipHash': no(BACKENDS, backend('balance.algorithm: source')),
  'balance.random': no(BACKENDS, backend('balance.algorithm: random')),
  'stream.tcp': no(CONFORMANCE, 'it knows HTTP and TLS alone: use an edge that is a Service'),
  'stream.udp': no(CONFORMANCE, 'HAProxy takes no UDP: use an edge that is a Service'),
  'stream.tls': no(CONFORMANCE, 'it is tested on demand alone: use an edge that is a Service'),
  'stream.weights': no(CONFORMANCE, 'use another edge'),
  'stream.sources': no(CONFORMANCE, 'use an edge that is a Service'),
  'dns.records': yes(DNS, 'annotations of the route'),
  'dns.target': no(DNS, 'external-dns reads `target` from the Gateway, for all of its routes: ask whoever runs that, and leave `targets` out'),
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
