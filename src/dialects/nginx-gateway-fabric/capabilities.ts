import { Source } from '../../model/capability';
import { EdgeCapabilities } from '../../model/feature';

const CODE = 'https://github.com/nginx/nginx-gateway-fabric/blob/e55bfe339';
const REPORT: Source = {
  url: 'https://github.com/kubernetes-sigs/gateway-api/blob/main/conformance/reports/v1.6/nginx-nginx-gateway-fabric/experimental-2.7.0-pre-release-default-report.yaml',
  version: 'NGINX Gateway Fabric 2.7.0, Gateway API 1.6.1',
};
const ROUTES: Source = { url: `${CODE}/internal/controller/state/graph/httproute.go`, version: '2.7' };
const SERVERS: Source = { url: `${CODE}/internal/controller/nginx/config/servers.go`, version: '2.7' };
const MATCHES: Source = { url: `${CODE}/internal/controller/nginx/modules/src/httpmatches.js`, version: '2.7' };
const BACKENDS: Source = { url: `${CODE}/internal/controller/state/graph/backend_refs.go`, version: '2.7' };
const BACKEND_TLS: Source = { url: `${CODE}/internal/controller/state/graph/backend_tls_policy.go`, version: '2.7' };
const CLIENT_SETTINGS: Source = { url: `${CODE}/apis/v1alpha1/clientsettingspolicy_types.go`, version: '2.7' };
const PROXY_SETTINGS: Source = { url: `${CODE}/apis/v1alpha1/proxysettingspolicy_types.go`, version: '2.7' };
const RATE_LIMIT: Source = { url: `${CODE}/apis/v1alpha1/ratelimitpolicy_types.go`, version: '2.7' };
const UPSTREAM: Source = { url: `${CODE}/apis/v1alpha1/upstreamsettingspolicy_types.go`, version: '2.7' };
const POLICIES: Source = { url: `${CODE}/apis/v1alpha1/register.go`, version: '2.7' };
const TLS_ROUTES: Source = { url: `${CODE}/internal/controller/state/graph/tlsroute.go`, version: '2.7' };
const CHANGES: Source = { url: 'https://github.com/nginx/nginx-gateway-fabric/blob/main/CHANGELOG.md', version: '2.7' };
const CERTIFICATES: Source = { url: 'https://docs.nginx.com/nginx-gateway-fabric/traffic-security/integrate-cert-manager/', version: 'read in November 2026' };
const EXTERNAL_DNS: Source = { url: 'https://github.com/kubernetes-sigs/external-dns/blob/v0.22.0/docs/sources/gateway-api.md', version: 'v0.22.0' };

const IDLE = '`timeouts.idleSeconds` ends an answer on which nothing moves';

/** What NGINX Gateway Fabric can be asked to do, on top of the open-source NGINX. */
export const NGINX_GATEWAY_FABRIC_CAPABILITIES: EdgeCapabilities = {
  'host.wildcard': { support: 'yes', source: REPORT, how: '`hostnames`; `*.` stands for any number of labels' },
  'path.exact': { support: 'yes', source: REPORT, how: '`matches[].path`' },
  'path.prefix': { support: 'yes', source: REPORT, how: '`matches[].path`' },
  'path.regex': { support: 'since', since: '2.2', source: SERVERS, how: '`matches[].path` of type `RegularExpression`: from the beginning of the path, before every prefix; no braces' },
  'match.method': { support: 'yes', source: MATCHES, how: '`matches[].method`' },
  'match.header': { support: 'yes', source: MATCHES, how: '`matches[].headers`; a pattern needs `^` and `$`' },
  'match.query': { support: 'yes', source: MATCHES, how: '`matches[].queryParams`; a pattern needs `^` and `$`' },
  'match.grpc': { support: 'yes', source: REPORT, how: 'GRPCRoute' },
  'weights': { support: 'yes', source: REPORT, how: '`backendRefs[].weight`' },
  'redirect': { support: 'yes', source: REPORT, how: 'filter `RequestRedirect`' },
  'redirect.https': { support: 'yes', source: REPORT, how: 'a route of the HTTP listener with the filter `RequestRedirect`' },
  'rewrite.path': { support: 'yes', source: REPORT, how: 'filter `URLRewrite`' },
  'rewrite.host': { support: 'yes', source: REPORT, how: 'filter `URLRewrite`' },
  'headers.request': { support: 'yes', source: REPORT, how: 'filter `RequestHeaderModifier`; not `connection`, not `upgrade`, no `$` in values' },
  'headers.response': { support: 'yes', source: REPORT, how: 'filter `ResponseHeaderModifier`; not `connection`, not `upgrade`, no `$` in values' },
  'timeout.request': { support: 'no', source: ROUTES, instead: `it ignores the field, and NGINX has no clock for a whole request; ${IDLE}` },
  'timeout.backend': { support: 'no', source: ROUTES, instead: `it ignores the field, and NGINX has no clock for a whole attempt; ${IDLE}` },
  'timeout.connect': { support: 'since', since: '2.6', source: PROXY_SETTINGS, how: 'ProxySettingsPolicy `timeout.connect`' },
  'timeout.idle': { support: 'since', since: '2.6', source: PROXY_SETTINGS, how: 'ProxySettingsPolicy `timeout.read` and `timeout.send`' },
  'retries': { support: 'no', source: ROUTES, instead: 'it ignores the field; NGINX by itself goes on to the next pod where one cannot be reached' },
  'body.size': { support: 'yes', source: CLIENT_SETTINGS, how: 'ClientSettingsPolicy `body.maxSize`; 1 MiB unless said' },
  'rate.client': { support: 'since', since: '2.4', source: RATE_LIMIT, how: 'RateLimitPolicy, by `$binary_remote_addr`; by the second or the minute' },
  'rate.total': { support: 'since', since: '2.4', source: RATE_LIMIT, how: 'RateLimitPolicy; by the second or the minute' },
  'cors': { support: 'since', since: '2.5', source: SERVERS, how: 'filter `CORS`; NGINX answers every OPTIONS itself' },
  'sources': { support: 'no', source: POLICIES, instead: 'name the clients where its load balancer is made (`loadBalancerSourceRanges` of the NginxProxy), or take an edge whose controller has a policy for them' },
  'websockets': { support: 'yes', source: REPORT, how: 'always on' },
  'backend.grpc': { support: 'yes', source: SERVERS, how: 'GRPCRoute' },
  'backend.http2': { support: 'since', since: '2.7', source: SERVERS, how: '`appProtocol` of the Service, for all targets of a path' },
  'backend.tls': { support: 'yes', source: BACKEND_TLS, how: 'BackendTLSPolicy, so with `backendTls`' },
  'backend.tls.verified': { support: 'yes', source: BACKEND_TLS, how: 'BackendTLSPolicy' },
  'backend.namespace': { support: 'yes', source: BACKENDS, how: 'ReferenceGrant' },
  'tls.secret': { support: 'yes', source: REPORT, how: '`certificateRefs` of a listener' },
  'tls.issuer': { support: 'yes', source: CERTIFICATES, how: '`certificateRefs` of a listener, and the annotation of cert-manager' },
  'tls.edge': { support: 'yes', source: REPORT, how: 'the listener has it' },
  'affinity.cookie': { support: 'no', source: ROUTES, instead: 'only NGINX Plus has it; `LoadBalancing.ipHash()` keeps a client at its pod by its address' },
  'balance.roundRobin': { support: 'since', since: '2.4', source: UPSTREAM, how: 'UpstreamSettingsPolicy of the Service' },
  'balance.leastRequest': { support: 'since', since: '2.4', source: UPSTREAM, how: 'UpstreamSettingsPolicy of the Service' },
  'balance.ipHash': { support: 'since', since: '2.4', source: UPSTREAM, how: 'UpstreamSettingsPolicy of the Service; the first three numbers of an IPv4 address' },
  'balance.random': { support: 'since', since: '2.4', source: UPSTREAM, how: 'UpstreamSettingsPolicy of the Service' },
  'stream.tcp': { support: 'since', since: '2.4', source: CHANGES, how: 'TCPRoute' },
  'stream.udp': { support: 'since', since: '2.4', source: CHANGES, how: 'UDPRoute' },
  'stream.tls': { support: 'yes', source: TLS_ROUTES, how: 'TLSRoute' },
  'stream.weights': { support: 'since', since: '2.4', source: TLS_ROUTES, how: '`backendRefs[].weight`, but not of a TLSRoute, which has one target' },
  'stream.sources': { support: 'no', source: POLICIES, instead: 'take an edge of a Service, whose load balancer lets in the clients that you name' },
  'dns.records': { support: 'yes', source: EXTERNAL_DNS, how: 'annotations of the route' },
  'dns.target': { support: 'yes', source: EXTERNAL_DNS, how: 'an annotation of the ListenerSet of the exposure' },
};
