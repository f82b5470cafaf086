import { Source } from '../../model/capability';
import { EdgeCapabilities } from '../../model/feature';
import { no, since, yes } from '../../model/support';

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
  'host.wildcard': yes(REPORT, '`hostnames`; `*.` stands for any number of labels'),
  'path.exact': yes(REPORT, '`matches[].path`'),
  'path.prefix': yes(REPORT, '`matches[].path`'),
  'path.regex': since('2.2', SERVERS, '`matches[].path` of type `RegularExpression`: from the beginning of the path, before every prefix; no braces'),
  'match.method': yes(MATCHES, '`matches[].method`'),
  'match.header': yes(MATCHES, '`matches[].headers`; a pattern needs `^` and `$`'),
  'match.query': yes(MATCHES, '`matches[].queryParams`; a pattern needs `^` and `$`'),
  'match.grpc': yes(REPORT, 'GRPCRoute'),
  'weights': yes(REPORT, '`backendRefs[].weight`'),
  'redirect': yes(REPORT, 'filter `RequestRedirect`'),
  'redirect.https': yes(REPORT, 'a route of the HTTP listener with the filter `RequestRedirect`'),
  'rewrite.path': yes(REPORT, 'filter `URLRewrite`'),
  'rewrite.host': yes(REPORT, 'filter `URLRewrite`'),
  'headers.request': yes(REPORT, 'filter `RequestHeaderModifier`; not `connection`, not `upgrade`, no `$` in values'),
  'headers.response': yes(REPORT, 'filter `ResponseHeaderModifier`; not `connection`, not `upgrade`, no `$` in values'),
  'timeout.request': no(ROUTES, `it ignores the field, and NGINX has no clock for a whole request; ${IDLE}`),
  'timeout.backend': no(ROUTES, `it ignores the field, and NGINX has no clock for a whole attempt; ${IDLE}`),
  'timeout.connect': since('2.6', PROXY_SETTINGS, 'ProxySettingsPolicy `timeout.connect`'),
  'timeout.idle': since('2.6', PROXY_SETTINGS, 'ProxySettingsPolicy `timeout.read` and `timeout.send`'),
  'retries': no(ROUTES, 'it ignores the field; NGINX by itself goes on to the next pod where one cannot be reached'),
  'body.size': yes(CLIENT_SETTINGS, 'ClientSettingsPolicy `body.maxSize`; 1 MiB unless said'),
  'rate.client': since('2.4', RATE_LIMIT, 'RateLimitPolicy, by `$binary_remote_addr`; by the second or the minute'),
  'rate.total': since('2.4', RATE_LIMIT, 'RateLimitPolicy; by the second or the minute'),
  'cors': since('2.5', SERVERS, 'filter `CORS`; NGINX answers every OPTIONS itself'),
  'sources': no(POLICIES, 'name the clients where its load balancer is made (`loadBalancerSourceRanges` of the NginxProxy), or take an edge whose controller has a policy for them'),
  'websockets': yes(REPORT, 'always on'),
  'backend.grpc': yes(SERVERS, 'GRPCRoute'),
  'backend.http2': since('2.7', SERVERS, '`appProtocol` of the Service, for all targets of a path'),
  'backend.tls': yes(BACKEND_TLS, 'BackendTLSPolicy, so with `backendTls`'),
  'backend.tls.verified': yes(BACKEND_TLS, 'BackendTLSPolicy'),
  'backend.namespace': yes(BACKENDS, 'ReferenceGrant'),
  'tls.secret': yes(REPORT, '`certificateRefs` of a listener'),
  'tls.issuer': yes(CERTIFICATES, '`certificateRefs` of a listener, and the annotation of cert-manager'),
  'tls.edge': yes(REPORT, 'the listener has it'),
  'affinity.cookie': no(ROUTES, 'only NGINX Plus has it; `LoadBalancing.ipHash()` keeps a client at its pod by its address'),
  'balance.roundRobin': since('2.4', UPSTREAM, 'UpstreamSettingsPolicy of the Service'),
  'balance.leastRequest': since('2.4', UPSTREAM, 'UpstreamSettingsPolicy of the Service'),
  'balance.ipHash': since('2.4', UPSTREAM, 'UpstreamSettingsPolicy of the Service; the first three numbers of an IPv4 address'),
  'balance.random': since('2.4', UPSTREAM, 'UpstreamSettingsPolicy of the Service'),
  'stream.tcp': since('2.4', CHANGES, 'TCPRoute'),
  'stream.udp': since('2.4', CHANGES, 'UDPRoute'),
  'stream.tls': yes(TLS_ROUTES, 'TLSRoute'),
  'stream.weights': since('2.4', TLS_ROUTES, '`backendRefs[].weight`, but not of a TLSRoute, which has one target'),
  'stream.sources': no(POLICIES, 'take an edge of a Service, whose load balancer lets in the clients that you name'),
  'dns.records': yes(EXTERNAL_DNS, 'annotations of the route'),
  'dns.target': yes(EXTERNAL_DNS, 'an annotation of the ListenerSet of the exposure'),
};
