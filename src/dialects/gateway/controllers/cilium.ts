import { rowOf, uncheckedTlsGaps } from './row';
import { claimsOf } from '../../../model/claims';
import { EdgeCapabilities } from '../../../model/feature';

const core = claimsOf({ url: 'https://gateway-api.sigs.k8s.io/reference/spec/', version: 'v1.6.1' });
const report = claimsOf({
  url: 'https://github.com/kubernetes-sigs/gateway-api/blob/main/conformance/reports/v1.6/cilium/standard-v1.20.0-default-report.yaml', version: '1.20.0',
});
const experimental = claimsOf({
  url: 'https://github.com/kubernetes-sigs/gateway-api/blob/main/conformance/reports/v1.6/cilium/experimental-v1.20.0-default-report.yaml', version: '1.20.0',
});
const migration = claimsOf({
  url: 'https://docs.cilium.io/en/stable/network/servicemesh/ingress-to-gateway/nginx-annotations-migration/', version: '1.20',
});
const routes = claimsOf({ url: 'https://github.com/cilium/cilium/blob/v1.20.0/operator/pkg/model/translation/envoy_virtual_host.go', version: '1.20.0' });
const nodes = claimsOf({ url: 'https://docs.cilium.io/en/stable/network/servicemesh/gateway-api/host-network-mode/', version: '1.20' });
const config = claimsOf({ url: 'https://docs.cilium.io/en/stable/network/servicemesh/l7-traffic-management/', version: '1.20' });
const sessions = claimsOf({ url: 'https://github.com/cilium/cilium/pull/48029', version: 'merged after 1.20' });
const clients = claimsOf({ url: 'https://github.com/cilium/cilium/issues/34786', version: '1.17' });
const dns = claimsOf({ url: 'https://kubernetes-sigs.github.io/external-dns/latest/docs/sources/gateway-api/', version: 'external-dns v0.22.0' });

/** Only a CiliumEnvoyConfig has words for it: it is barely validated, and may break what Cilium makes of everybody's routes. */
const ENVOY_CONFIG = 'only a CiliumEnvoyConfig says it, which may break the routes of others: leave it out, let the app do it, or choose another edge';

/** Bytes go round its Envoy, from the clients or the nodes to the pods, as for a Service. */
const AS_A_SERVICE = 'Cilium makes a Service of it, whose clients reach the pods themselves: use an edge that is a Service, which says who they are';

/** What Cilium can be asked to do for one exposure. */
export const CILIUM_CAPABILITIES: EdgeCapabilities = {
  'host.wildcard': core.yes('`hostnames`: one label or more'),
  'path.exact': core.yes(),
  'path.prefix': core.yes('by whole segments'),
  'path.regex': routes.yes('`RegularExpression`: RE2, and the whole path has to match'),
  'match.method': report.yes(),
  'match.header': routes.yes('`Exact` and `RegularExpression`'),
  'match.query': routes.yes('`Exact` and `RegularExpression`'),
  'match.grpc': report.yes('GRPCRoute'),
  'weights': core.yes(),
  'redirect': report.yes(),
  'redirect.https': report.yes('`RequestRedirect` with `scheme`'),
  'rewrite.path': report.yes('`URLRewrite`'),
  'rewrite.host': report.yes('`URLRewrite`'),
  'headers.request': core.yes(),
  'headers.response': report.yes(),
  'timeout.request': report.yes('`timeouts.request`'),
  'timeout.backend': report.yes('`timeouts.backendRequest`'),
  'timeout.connect': config.no(ENVOY_CONFIG),
  'timeout.idle': config.no(ENVOY_CONFIG),
  'retries': experimental.yes('`retry` of the experimental channel'),
  'body.size': config.no(ENVOY_CONFIG),
  'rate.client': config.no(ENVOY_CONFIG),
  'rate.total': config.no(ENVOY_CONFIG),
  'cors': report.since('1.20', '`CORS` filter'),
  'sources': clients.no('policies see its Envoy, not the client behind it: hold back clients before they reach the Gateway, or choose another edge'),
  'websockets': migration.yes('`appProtocol: kubernetes.io/ws`, with `gatewayAPI.enableAppProtocol`'),
  'backend.grpc': report.yes('GRPCRoute'),
  'backend.http2': migration.yes('`appProtocol: kubernetes.io/h2c`, with `gatewayAPI.enableAppProtocol`'),
  'backend.tls': report.since('1.20', 'BackendTLSPolicy, so with `backendTls`'),
  'backend.tls.verified': report.since('1.20', 'BackendTLSPolicy'),
  'backend.namespace': core.yes('ReferenceGrant'),
  'tls.secret': report.yes('a listener of the Gateway, or, since 1.20, a ListenerSet'),
  'tls.issuer': report.yes('a listener of the Gateway, or, since 1.20, a ListenerSet'),
  'tls.edge': core.yes(),
  'affinity.cookie': sessions.no('`sessionPersistence` comes after 1.20: leave it out, or choose another edge'),
  'balance.roundRobin': migration.no('leave it out, or choose another edge'),
  'balance.leastRequest': migration.no('leave it out, or choose another edge'),
  'balance.ipHash': migration.no('leave it out, or choose another edge'),
  'balance.random': migration.no('leave it out, or choose another edge'),
  'stream.tcp': nodes.no(AS_A_SERVICE),
  'stream.udp': nodes.no(AS_A_SERVICE),
  'stream.tls': report.since('1.20', 'TLSRoute'),
  'stream.weights': report.yes(),
  'stream.sources': clients.no('policies see its Envoy, not the client behind it: use an edge that is a Service'),
  'dns.records': dns.yes('annotations of the route'),
  'dns.target': dns.no('external-dns reads `target` from the Gateway, for all of its routes: ask whoever runs that, and leave `targets` out'),
};

/**
 * Cilium, whose Envoy on the nodes heeds nothing but the fields of the API.
 *
 * @see https://docs.cilium.io/en/stable/network/servicemesh/gateway-api/gateway-api/ (1.20)
 */
export const cilium = rowOf('Cilium', CILIUM_CAPABILITIES, (exposure) => uncheckedTlsGaps(exposure, 'Cilium'));
