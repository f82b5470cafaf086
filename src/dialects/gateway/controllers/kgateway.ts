import { rowOf, uncheckedTlsGaps } from './row';
import { claimsOf } from '../../../model/claims';
import { EdgeCapabilities } from '../../../model/feature';

const core = claimsOf({ url: 'https://gateway-api.sigs.k8s.io/reference/spec/', version: 'v1.6.1' });
const report = claimsOf({
  url: 'https://github.com/kubernetes-sigs/gateway-api/blob/main/conformance/reports/v1.6/kgateway/v2.4.0-rc.1-report.yaml', version: '2.4.0-rc.1',
});
const traffic = claimsOf({ url: 'https://kgateway.dev/docs/envoy/latest/reference/api/#trafficpolicyspec', version: '2.4' });
const backends = claimsOf({ url: 'https://kgateway.dev/docs/envoy/latest/reference/api/#backendconfigpolicyspec', version: '2.4' });
const sessions = claimsOf({ url: 'https://kgateway.dev/docs/envoy/latest/traffic-management/session-affinity/session-persistence/', version: '2.4' });
const matching = claimsOf({ url: 'https://kgateway.dev/docs/envoy/latest/traffic-management/match/', version: '2.4' });
const dns = claimsOf({ url: 'https://kubernetes-sigs.github.io/external-dns/latest/docs/sources/gateway-api/', version: 'external-dns v0.22.0' });

/** A policy of its own that points at the route. */
const policy = (field: string): string => `write a TrafficPolicy of \`gateway.kgateway.dev/v1alpha1\` with \`${field}\`, whose \`targetRefs\` name the HTTPRoute`;

/** A policy of its own that points at the Service. */
const backend = (field: string): string => `write a BackendConfigPolicy of \`gateway.kgateway.dev/v1alpha1\` with \`${field}\`, whose \`targetRefs\` name the Service`;

/** What kgateway can be asked to do for one exposure by the fields of the API. */
export const KGATEWAY_CAPABILITIES: EdgeCapabilities = {
  'host.wildcard': core.yes('`hostnames`: one label or more'),
  'path.exact': core.yes(),
  'path.prefix': core.yes('by whole segments'),
  'path.regex': matching.yes('`RegularExpression`: RE2, and the whole path has to match'),
  'match.method': report.yes(),
  'match.header': matching.yes('`Exact` and `RegularExpression`'),
  'match.query': matching.yes('`Exact` and `RegularExpression`'),
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
  'timeout.connect': backends.no(backend('connectTimeout')),
  'timeout.idle': traffic.no('a ListenerPolicy says it for everybody behind the Gateway: ask whoever runs it, or leave it out'),
  'retries': report.yes('`retry` of the experimental channel'),
  'body.size': traffic.no(policy('buffer.maxRequestSize')),
  'rate.client': traffic.no('limits by client need a service of their own (`rateLimit.global`): choose another edge, or leave it out'),
  'rate.total': traffic.no(policy('rateLimit.local.tokenBucket')),
  'cors': report.yes('`CORS` filter'),
  'sources': traffic.no(policy('acl')),
  'websockets': report.yes('`appProtocol: kubernetes.io/ws`'),
  'backend.grpc': report.yes('GRPCRoute'),
  'backend.http2': report.yes('`appProtocol: kubernetes.io/h2c`'),
  'backend.tls': report.yes('BackendTLSPolicy, so with `backendTls`'),
  'backend.tls.verified': report.yes('BackendTLSPolicy'),
  'backend.namespace': core.yes('ReferenceGrant'),
  'tls.secret': report.yes('a listener of the Gateway, or a ListenerSet'),
  'tls.issuer': report.yes('a listener of the Gateway, or a ListenerSet'),
  'tls.edge': core.yes(),
  'affinity.cookie': sessions.yes('`sessionPersistence` of the experimental channel'),
  'balance.roundRobin': backends.no(backend('loadBalancer.roundRobin')),
  'balance.leastRequest': backends.no(backend('loadBalancer.leastRequest')),
  'balance.ipHash': backends.no(backend('loadBalancer.ringHash')),
  'balance.random': backends.no(backend('loadBalancer.random')),
  'stream.tcp': report.yes('TCPRoute'),
  'stream.udp': report.no('kgateway takes no UDP: use an edge that is a Service'),
  'stream.tls': report.yes('TLSRoute'),
  'stream.weights': report.yes(),
  'stream.sources': traffic.no('use an edge that is a Service'),
  'dns.records': dns.yes('annotations of the route'),
  'dns.target': dns.no('external-dns reads `target` from the Gateway, for all of its routes: ask whoever runs that, and leave `targets` out'),
};

/**
 * The kgateway of the CNCF, with its Envoy, by the fields of the API alone.
 *
 * @see https://kgateway.dev/docs/envoy/latest/ (2.4)
 */
export const kgateway = rowOf('kgateway', KGATEWAY_CAPABILITIES, (exposure) => uncheckedTlsGaps(exposure, 'kgateway'));
