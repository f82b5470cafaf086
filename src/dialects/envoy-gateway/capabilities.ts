import { Source } from '../../model/capability';
import { EdgeCapabilities } from '../../model/feature';

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
  'host.wildcard': { support: 'yes', source: REPORT, how: '`hostnames`; `*.` stands for any number of labels' },
  'path.exact': { support: 'yes', source: REPORT, how: '`matches[].path`' },
  'path.prefix': { support: 'yes', source: REPORT, how: '`matches[].path`' },
  'path.regex': { support: 'yes', source: ORDER, how: '`matches[].path` of type `RegularExpression`: RE2, the whole path; before every prefix' },
  'match.method': { support: 'yes', source: REPORT, how: '`matches[].method`' },
  'match.header': { support: 'yes', source: RE2, how: '`matches[].headers`; a pattern is compared with the whole value' },
  'match.query': { support: 'yes', source: RE2, how: '`matches[].queryParams`; a pattern is compared with the whole value' },
  'match.grpc': { support: 'yes', source: GRPC, how: 'GRPCRoute' },
  'weights': { support: 'yes', source: REPORT, how: '`backendRefs[].weight`' },
  'redirect': { support: 'yes', source: REPORT, how: 'filter `RequestRedirect`' },
  'redirect.https': { support: 'yes', source: REPORT, how: 'a route of the HTTP listener with the filter `RequestRedirect`' },
  'rewrite.path': { support: 'yes', source: REPORT, how: 'filter `URLRewrite`' },
  'rewrite.host': { support: 'yes', source: REPORT, how: 'filter `URLRewrite`' },
  'headers.request': { support: 'yes', source: REPORT, how: 'filter `RequestHeaderModifier`; no `%` in values' },
  'headers.response': { support: 'yes', source: REPORT, how: 'filter `ResponseHeaderModifier`; no `%` in values' },
  'timeout.request': { support: 'yes', source: TIMEOUT, how: 'BackendTrafficPolicy `timeout.http.requestTimeout`; 15 seconds unless said' },
  'timeout.backend': { support: 'yes', source: TIMEOUT, how: 'BackendTrafficPolicy `retry.perRetry.timeout`, without retries `timeout.http.requestTimeout`' },
  'timeout.connect': { support: 'yes', source: TIMEOUT, how: 'BackendTrafficPolicy `timeout.tcp.connectTimeout`' },
  'timeout.idle': { support: 'yes', source: TIMEOUT, how: 'BackendTrafficPolicy `timeout.http.streamIdleTimeout`' },
  'retries': { support: 'yes', source: RETRY, how: 'BackendTrafficPolicy `retry`' },
  'body.size': { support: 'yes', source: BACKEND_TRAFFIC, how: 'BackendTrafficPolicy `requestBuffer.limit`: holds each request back until it is whole, and takes no websockets' },
  'rate.client': { support: 'since', since: '1.4', source: RATE, how: 'BackendTrafficPolicy `rateLimit.local`, by `sourceCIDR`; remembers 10000 clients from 1.9.2 on, 20 before; each path of each host counts by itself' },
  'rate.total': { support: 'yes', source: RATE, how: 'BackendTrafficPolicy `rateLimit.local`; each path of each host counts by itself' },
  'cors': { support: 'yes', source: SECURITY, how: 'SecurityPolicy `cors`' },
  'sources': { support: 'yes', source: SECURITY, how: 'SecurityPolicy `authorization`, by `clientCIDRs`; behind a load balancer the platform has to say in a ClientTrafficPolicy how the client is told' },
  'websockets': { support: 'yes', source: RE2, how: 'always on, but for routes with a limit of their bodies' },
  'backend.grpc': { support: 'yes', source: ROUTES, how: '`appProtocol` of the Service, or a GRPCRoute' },
  'backend.http2': { support: 'yes', source: ROUTES, how: '`appProtocol` of the Service' },
  'backend.tls': { support: 'yes', source: BACKEND_TLS, how: 'BackendTLSPolicy, so with `backendTls`' },
  'backend.tls.verified': { support: 'yes', source: BACKEND_TLS, how: 'BackendTLSPolicy' },
  'backend.namespace': { support: 'yes', source: REPORT, how: 'ReferenceGrant' },
  'tls.secret': { support: 'yes', source: CERTIFICATES, how: '`certificateRefs` of a listener' },
  'tls.issuer': { support: 'yes', source: CERTIFICATES, how: '`certificateRefs` of a listener, and the annotation of cert-manager' },
  'tls.edge': { support: 'yes', source: REPORT, how: 'the listener has it' },
  'affinity.cookie': { support: 'yes', source: BALANCER, how: 'BackendTrafficPolicy `loadBalancer.consistentHash.cookie`: some clients move when pods come and go' },
  'balance.roundRobin': { support: 'yes', source: BALANCER, how: 'BackendTrafficPolicy `loadBalancer`' },
  'balance.leastRequest': { support: 'yes', source: BALANCER, how: 'BackendTrafficPolicy `loadBalancer`; what it does unless told otherwise' },
  'balance.ipHash': { support: 'yes', source: BALANCER, how: 'BackendTrafficPolicy `loadBalancer.consistentHash`' },
  'balance.random': { support: 'yes', source: BALANCER, how: 'BackendTrafficPolicy `loadBalancer`' },
  'stream.tcp': { support: 'yes', source: STREAMS, how: 'TCPRoute' },
  'stream.udp': { support: 'yes', source: STREAMS, how: 'UDPRoute' },
  'stream.tls': { support: 'yes', source: REPORT, how: 'TLSRoute' },
  'stream.weights': { support: 'yes', source: REPORT, how: '`backendRefs[].weight`' },
  'stream.sources': { support: 'since', since: '1.6', source: TCP_SOURCES, how: 'SecurityPolicy of a TCPRoute' },
  'dns.records': { support: 'yes', source: EXTERNAL_DNS, how: 'annotations of the route' },
  'dns.target': { support: 'yes', source: EXTERNAL_DNS, how: 'an annotation of the ListenerSet of the exposure' },
};
