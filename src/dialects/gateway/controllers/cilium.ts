import { rowOf, uncheckedTlsGaps } from './row';
import { Source } from '../../../model/capability';
import { EdgeCapabilities } from '../../../model/feature';
import { no, since, yes } from '../../../model/support';

const CORE: Source = { url: 'https://gateway-api.sigs.k8s.io/reference/spec/', version: 'v1.6.1' };
const REPORT: Source = {
  url: 'https://github.com/kubernetes-sigs/gateway-api/blob/main/conformance/reports/v1.6/cilium/standard-v1.20.0-default-report.yaml', version: '1.20.0',
};
const EXPERIMENTAL: Source = {
  url: 'https://github.com/kubernetes-sigs/gateway-api/blob/main/conformance/reports/v1.6/cilium/experimental-v1.20.0-default-report.yaml', version: '1.20.0',
};
const MIGRATION: Source = {
  url: 'https://docs.cilium.io/en/stable/network/servicemesh/ingress-to-gateway/nginx-annotations-migration/', version: '1.20',
};
const ROUTES: Source = { url: 'https://github.com/cilium/cilium/blob/v1.20.0/operator/pkg/model/translation/envoy_virtual_host.go', version: '1.20.0' };
const NODES: Source = { url: 'https://docs.cilium.io/en/stable/network/servicemesh/gateway-api/host-network-mode/', version: '1.20' };
const CONFIG: Source = { url: 'https://docs.cilium.io/en/stable/network/servicemesh/l7-traffic-management/', version: '1.20' };
const SESSIONS: Source = { url: 'https://github.com/cilium/cilium/pull/48029', version: 'merged after 1.20' };
const CLIENTS: Source = { url: 'https://github.com/cilium/cilium/issues/34786', version: '1.17' };
const DNS: Source = { url: 'https://kubernetes-sigs.github.io/external-dns/latest/docs/sources/gateway-api/', version: 'external-dns v0.22.0' };

/** Only a CiliumEnvoyConfig has words for it: it is barely validated, and may break what Cilium makes of everybody's routes. */
const ENVOY_CONFIG = 'only a CiliumEnvoyConfig says it, which may break the routes of others: leave it out, let the app do it, or choose another edge';

/** Bytes go round its Envoy, from the clients or the nodes to the pods, as for a Service. */
const AS_A_SERVICE = 'Cilium makes a Service of it, whose clients reach the pods themselves: use an edge that is a Service, which says who they are';

/** What Cilium can be asked to do for one exposure. */
export const CILIUM_CAPABILITIES: EdgeCapabilities = {
  'host.wildcard': yes(CORE, '`hostnames`: one label or more'),
  'path.exact': yes(CORE),
  'path.prefix': yes(CORE, 'by whole segments'),
  'path.regex': yes(ROUTES, '`RegularExpression`: RE2, and the whole path has to match'),
  'match.method': yes(REPORT),
  'match.header': yes(ROUTES, '`Exact` and `RegularExpression`'),
  'match.query': yes(ROUTES, '`Exact` and `RegularExpression`'),
  'match.grpc': yes(REPORT, 'GRPCRoute'),
  'weights': yes(CORE),
  'redirect': yes(REPORT),
  'redirect.https': yes(REPORT, '`RequestRedirect` with `scheme`'),
  'rewrite.path': yes(REPORT, '`URLRewrite`'),
  'rewrite.host': yes(REPORT, '`URLRewrite`'),
  'headers.request': yes(CORE),
  'headers.response': yes(REPORT),
  'timeout.request': yes(REPORT, '`timeouts.request`'),
  'timeout.backend': yes(REPORT, '`timeouts.backendRequest`'),
  'timeout.connect': no(CONFIG, ENVOY_CONFIG),
  'timeout.idle': no(CONFIG, ENVOY_CONFIG),
  'retries': yes(EXPERIMENTAL, '`retry` of the experimental channel'),
  'body.size': no(CONFIG, ENVOY_CONFIG),
  'rate.client': no(CONFIG, ENVOY_CONFIG),
  'rate.total': no(CONFIG, ENVOY_CONFIG),
  'cors': since('1.20', REPORT, '`CORS` filter'),
  'sources': no(CLIENTS, 'policies see its Envoy, not the client behind it: hold back clients before they reach the Gateway, or choose another edge'),
  'websockets': yes(MIGRATION, '`appProtocol: kubernetes.io/ws`, with `gatewayAPI.enableAppProtocol`'),
  'backend.grpc': yes(REPORT, 'GRPCRoute'),
  'backend.http2': yes(MIGRATION, '`appProtocol: kubernetes.io/h2c`, with `gatewayAPI.enableAppProtocol`'),
  'backend.tls': since('1.20', REPORT, 'BackendTLSPolicy, so with `backendTls`'),
  'backend.tls.verified': since('1.20', REPORT, 'BackendTLSPolicy'),
  'backend.namespace': yes(CORE, 'ReferenceGrant'),
  'tls.secret': yes(REPORT, 'a listener of the Gateway, or, since 1.20, a ListenerSet'),
  'tls.issuer': yes(REPORT, 'a listener of the Gateway, or, since 1.20, a ListenerSet'),
  'tls.edge': yes(CORE),
  'affinity.cookie': no(SESSIONS, '`sessionPersistence` comes after 1.20: leave it out, or choose another edge'),
  'balance.roundRobin': no(MIGRATION, 'leave it out, or choose another edge'),
  'balance.leastRequest': no(MIGRATION, 'leave it out, or choose another edge'),
  'balance.ipHash': no(MIGRATION, 'leave it out, or choose another edge'),
  'balance.random': no(MIGRATION, 'leave it out, or choose another edge'),
  'stream.tcp': no(NODES, AS_A_SERVICE),
  'stream.udp': no(NODES, AS_A_SERVICE),
  'stream.tls': since('1.20', REPORT, 'TLSRoute'),
  'stream.weights': yes(REPORT),
  'stream.sources': no(CLIENTS, 'policies see its Envoy, not the client behind it: use an edge that is a Service'),
  'dns.records': yes(DNS, 'annotations of the route'),
  'dns.target': no(DNS, 'external-dns reads `target` from the Gateway, for all of its routes: ask whoever runs that, and leave `targets` out'),
};

/**
 * Cilium, whose Envoy on the nodes heeds nothing but the fields of the API.
 *
 * @see https://docs.cilium.io/en/stable/network/servicemesh/gateway-api/gateway-api/ (1.20)
 */
export const cilium = rowOf('Cilium', CILIUM_CAPABILITIES, (exposure) => uncheckedTlsGaps(exposure, 'Cilium'));
