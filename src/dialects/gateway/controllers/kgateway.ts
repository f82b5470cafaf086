import { rowOf, uncheckedTlsGaps } from './row';
import { Source } from '../../../model/capability';
import { EdgeCapabilities } from '../../../model/feature';
import { no, yes } from '../../../model/support';

const CORE: Source = { url: 'https://gateway-api.sigs.k8s.io/reference/spec/', version: 'v1.6.1' };
const REPORT: Source = {
  url: 'https://github.com/kubernetes-sigs/gateway-api/blob/main/conformance/reports/v1.6/kgateway/v2.4.0-rc.1-report.yaml', version: '2.4.0-rc.1',
};
const TRAFFIC: Source = { url: 'https://kgateway.dev/docs/envoy/latest/reference/api/#trafficpolicyspec', version: '2.4' };
const BACKENDS: Source = { url: 'https://kgateway.dev/docs/envoy/latest/reference/api/#backendconfigpolicyspec', version: '2.4' };
const SESSIONS: Source = { url: 'https://kgateway.dev/docs/envoy/latest/traffic-management/session-affinity/session-persistence/', version: '2.4' };
const MATCHING: Source = { url: 'https://kgateway.dev/docs/envoy/latest/traffic-management/match/', version: '2.4' };
const DNS: Source = { url: 'https://kubernetes-sigs.github.io/external-dns/latest/docs/sources/gateway-api/', version: 'external-dns v0.22.0' };

/** A policy of its own that points at the route. */
const policy = (field: string): string => `write a TrafficPolicy of \`gateway.kgateway.dev/v1alpha1\` with \`${field}\`, whose \`targetRefs\` name the HTTPRoute`;

/** A policy of its own that points at the Service. */
const backend = (field: string): string => `write a BackendConfigPolicy of \`gateway.kgateway.dev/v1alpha1\` with \`${field}\`, whose \`targetRefs\` name the Service`;

/** What kgateway can be asked to do for one exposure by the fields of the API. */
export const KGATEWAY_CAPABILITIES: EdgeCapabilities = {
  'host.wildcard': yes(CORE, '`hostnames`: one label or more'),
  'path.exact': yes(CORE),
  'path.prefix': yes(CORE, 'by whole segments'),
  'path.regex': yes(MATCHING, '`RegularExpression`: RE2, and the whole path has to match'),
  'match.method': yes(REPORT),
  'match.header': yes(MATCHING, '`Exact` and `RegularExpression`'),
  'match.query': yes(MATCHING, '`Exact` and `RegularExpression`'),
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
  'timeout.connect': no(BACKENDS, backend('connectTimeout')),
  'timeout.idle': no(TRAFFIC, 'a ListenerPolicy says it for everybody behind the Gateway: ask whoever runs it, or leave it out'),
  'retries': yes(REPORT, '`retry` of the experimental channel'),
  'body.size': no(TRAFFIC, policy('buffer.maxRequestSize')),
  'rate.client': no(TRAFFIC, 'limits by client need a service of their own (`rateLimit.global`): choose another edge, or leave it out'),
  'rate.total': no(TRAFFIC, policy('rateLimit.local.tokenBucket')),
  'cors': yes(REPORT, '`CORS` filter'),
  'sources': no(TRAFFIC, policy('acl')),
  'websockets': yes(REPORT, '`appProtocol: kubernetes.io/ws`'),
  'backend.grpc': yes(REPORT, 'GRPCRoute'),
  'backend.http2': yes(REPORT, '`appProtocol: kubernetes.io/h2c`'),
  'backend.tls': yes(REPORT, 'BackendTLSPolicy, so with `backendTls`'),
  'backend.tls.verified': yes(REPORT, 'BackendTLSPolicy'),
  'backend.namespace': yes(CORE, 'ReferenceGrant'),
  'tls.secret': yes(REPORT, 'a listener of the Gateway, or a ListenerSet'),
  'tls.issuer': yes(REPORT, 'a listener of the Gateway, or a ListenerSet'),
  'tls.edge': yes(CORE),
  'affinity.cookie': yes(SESSIONS, '`sessionPersistence` of the experimental channel'),
  'balance.roundRobin': no(BACKENDS, backend('loadBalancer.roundRobin')),
  'balance.leastRequest': no(BACKENDS, backend('loadBalancer.leastRequest')),
  'balance.ipHash': no(BACKENDS, backend('loadBalancer.ringHash')),
  'balance.random': no(BACKENDS, backend('loadBalancer.random')),
  'stream.tcp': yes(REPORT, 'TCPRoute'),
  'stream.udp': no(REPORT, 'kgateway takes no UDP: use an edge that is a Service'),
  'stream.tls': yes(REPORT, 'TLSRoute'),
  'stream.weights': yes(REPORT),
  'stream.sources': no(TRAFFIC, 'use an edge that is a Service'),
  'dns.records': yes(DNS, 'annotations of the route'),
  'dns.target': no(DNS, 'external-dns reads `target` from the Gateway, for all of its routes: ask whoever runs that, and leave `targets` out'),
};

/**
 * The kgateway of the CNCF, with its Envoy, by the fields of the API alone.
 *
 * @see https://kgateway.dev/docs/envoy/latest/ (2.4)
 */
export const kgateway = rowOf('kgateway', KGATEWAY_CAPABILITIES, (exposure) => uncheckedTlsGaps(exposure, 'kgateway'));
