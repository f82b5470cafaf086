import { Source } from '../../model/capability';
import { EdgeCapabilities } from '../../model/feature';
import { since, yes } from '../../model/support';

const REPORT: Source = {
  url: 'https://github.com/kubernetes-sigs/gateway-api/blob/main/conformance/reports/v1.6/envoy-gateway/experimental-v1.9.0-default-report.yaml',
  version: 'Envoy Gateway 1.9.0, Gateway API 1.6.1',
};
const BACKEND_TRAFFIC: Source = { url: 'https://github.com/envoyproxy/gateway/blob/v1.9.0/api/v1alpha1/backendtrafficpolicy_types.go', version: '1.9.0' };
const BALANCER: Source = { url: 'https://github.com/envoyproxy/gateway/blob/v1.9.0/api/v1alpha1/loadbalancer_types.go', version: '1.9.0' };
const RATE: Source = { url: 'https://github.com/envoyproxy/gateway/blob/v1.9.0/api/v1alpha1/ratelimit_types.go', version: '1.9.0' };
const RETRY: Source = { url: 'https://github.com/envoyproxy/gateway/blob/v1.9.0/api/v1alpha1/retry_types.go', version: '1.9.0' };
const TIMEOUT: Source = { url: 'https://github.com/envoyproxy/gateway/blob/v1.9.0/api/v1alpha1/timeout_types.go', version: '1.9.0' };
const SECURITY: Source = { url: 'https://github.com/envoyproxy/gateway/blob/v1.9.0/api/v1alpha1/securitypolicy_types.go', version: '1.9.0' };
const ROUTES: Source = { url: 'https://github.com/envoyproxy/gateway/blob/v1.9.0/internal/gatewayapi/route.go', version: '1.9.0' };
const ORDER: Source = { url: 'https://github.com/envoyproxy/gateway/blob/v1.9.0/internal/gatewayapi/sort.go', version: '1.9.0' };
const RE2: Source = { url: 'https://github.com/envoyproxy/gateway/blob/v1.9.0/internal/xds/translator/route.go', version: '1.9.0' };
const BACKEND_TLS: Source = { url: 'https://gateway.envoyproxy.io/v1.9/tasks/security/backend-tls/', version: '1.9.3' };
const CERTIFICATES: Source = { url: 'https://gateway.envoyproxy.io/v1.9/tasks/security/tls-cert-manager/', version: '1.9.3' };
const STREAMS: Source = { url: 'https://github.com/envoyproxy/gateway/blob/main/release-notes/v1.9.0.yaml', version: '1.9.0' };
const TCP_SOURCES: Source = { url: 'https://github.com/envoyproxy/gateway/blob/main/release-notes/v1.6.0.yaml', version: '1.9.0' };
const GRPC: Source = { url: 'https://gateway.envoyproxy.io/v1.9/tasks/traffic/grpc-routing/', version: '1.9.3' };
const EXTERNAL_DNS: Source = { url: 'https://github.com/kubernetes-sigs/external-dns/blob/v0.22.0/docs/sources/gateway-api.md', version: 'v0.22.0' };

/** What Envoy Gateway can be asked to do. */
export const ENVOY_GATEWAY_CAPABILITIES: EdgeCapabilities = {
  'host.wildcard': yes(REPORT, '`hostnames`; `*.` stands for any number of labels'),
  'path.exact': yes(REPORT, '`matches[].path`'),
  'path.prefix': yes(REPORT, '`matches[].path`'),
  'path.regex': yes(ORDER, '`matches[].path` of type `RegularExpression`: RE2, the whole path; before every prefix'),
  'match.method': yes(REPORT, '`matches[].method`'),
  'match.header': yes(RE2, '`matches[].headers`; a pattern is compared with the whole value'),
  'match.query': yes(RE2, '`matches[].queryParams`; a pattern is compared with the whole value'),
  'match.grpc': yes(GRPC, 'GRPCRoute'),
  'weights': yes(REPORT, '`backendRefs[].weight`'),
  'redirect': yes(REPORT, 'filter `RequestRedirect`'),
  'redirect.https': yes(REPORT, 'a route of the HTTP listener with the filter `RequestRedirect`'),
  'rewrite.path': yes(REPORT, 'filter `URLRewrite`'),
  'rewrite.host': yes(REPORT, 'filter `URLRewrite`'),
  'headers.request': yes(REPORT, 'filter `RequestHeaderModifier`; no `%` in values'),
  'headers.response': yes(REPORT, 'filter `ResponseHeaderModifier`; no `%` in values'),
  'timeout.request': yes(TIMEOUT, 'BackendTrafficPolicy `timeout.http.requestTimeout`; 15 seconds unless said'),
  'timeout.backend': yes(TIMEOUT, 'BackendTrafficPolicy `retry.perRetry.timeout`, without retries `timeout.http.requestTimeout`'),
  'timeout.connect': yes(TIMEOUT, 'BackendTrafficPolicy `timeout.tcp.connectTimeout`'),
  'timeout.idle': yes(TIMEOUT, 'BackendTrafficPolicy `timeout.http.streamIdleTimeout`'),
  'retries': yes(RETRY, 'BackendTrafficPolicy `retry`'),
  'body.size': yes(BACKEND_TRAFFIC, 'BackendTrafficPolicy `requestBuffer.limit`: holds each request back until it is whole, and takes no websockets'),
  'rate.client': since('1.4', RATE, 'BackendTrafficPolicy `rateLimit.local`, by `sourceCIDR`; remembers 10000 clients from 1.9.2 on, 20 before; each path of each host counts by itself'),
  'rate.total': yes(RATE, 'BackendTrafficPolicy `rateLimit.local`; each path of each host counts by itself'),
  'cors': yes(SECURITY, 'SecurityPolicy `cors`'),
  'sources': yes(SECURITY, 'SecurityPolicy `authorization`, by `clientCIDRs`; behind a load balancer the platform has to say in a ClientTrafficPolicy how the client is told'),
  'websockets': yes(RE2, 'always on, but for routes with a limit of their bodies'),
  'backend.grpc': yes(ROUTES, '`appProtocol` of the Service, or a GRPCRoute'),
  'backend.http2': yes(ROUTES, '`appProtocol` of the Service'),
  'backend.tls': yes(BACKEND_TLS, 'BackendTLSPolicy, so with `backendTls`'),
  'backend.tls.verified': yes(BACKEND_TLS, 'BackendTLSPolicy'),
  'backend.namespace': yes(REPORT, 'ReferenceGrant'),
  'tls.secret': yes(CERTIFICATES, '`certificateRefs` of a listener'),
  'tls.issuer': yes(CERTIFICATES, '`certificateRefs` of a listener, and the annotation of cert-manager'),
  'tls.edge': yes(REPORT, 'the listener has it'),
  'affinity.cookie': yes(BALANCER, 'BackendTrafficPolicy `loadBalancer.consistentHash.cookie`: some clients move when pods come and go'),
  'balance.roundRobin': yes(BALANCER, 'BackendTrafficPolicy `loadBalancer`'),
  'balance.leastRequest': yes(BALANCER, 'BackendTrafficPolicy `loadBalancer`; what it does unless told otherwise'),
  'balance.ipHash': yes(BALANCER, 'BackendTrafficPolicy `loadBalancer.consistentHash`'),
  'balance.random': yes(BALANCER, 'BackendTrafficPolicy `loadBalancer`'),
  'stream.tcp': yes(STREAMS, 'TCPRoute'),
  'stream.udp': yes(STREAMS, 'UDPRoute'),
  'stream.tls': yes(REPORT, 'TLSRoute'),
  'stream.weights': yes(REPORT, '`backendRefs[].weight`'),
  'stream.sources': since('1.6', TCP_SOURCES, 'SecurityPolicy of a TCPRoute'),
  'dns.records': yes(EXTERNAL_DNS, 'annotations of the route'),
  'dns.target': yes(EXTERNAL_DNS, 'an annotation of the ListenerSet of the exposure'),
};
