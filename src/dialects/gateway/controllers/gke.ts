import { headerPatternGaps, listenerSetGaps, queryPatternGaps, redirectGaps, rowOf, uncheckedTlsGaps } from './row';
import { Source } from '../../../model/capability';
import { EdgeCapabilities } from '../../../model/feature';
import { no, since, yes } from '../../../model/support';

const CORE: Source = { url: 'https://gateway-api.sigs.k8s.io/reference/spec/', version: 'v1.6.1' };
/** Of the class `gke-l7-regional-external-managed`: the others do not do more. */
const REPORT: Source = {
  url: 'https://github.com/kubernetes-sigs/gateway-api/blob/main/conformance/reports/v1.6/gke-gateway/v1.6.0-gke-report.yaml', version: 'GKE 1.36.2-gke.2154000',
};
const POLICIES: Source = { url: 'https://github.com/GoogleCloudPlatform/gke-gateway-api/blob/v1.4.0/config/crd/networking.gke.io_gcpbackendpolicies.yaml', version: '1.4.0' };
const DISTRIBUTION: Source = {
  url: 'https://github.com/GoogleCloudPlatform/gke-gateway-api/blob/v1.4.0/config/crd/networking.gke.io_gcptrafficdistributionpolicies.yaml', version: '1.4.0',
};
const CLASSES: Source = { url: 'https://cloud.google.com/kubernetes-engine/docs/how-to/gatewayclass-capabilities', version: 'read in November 2026' };
const SOCKETS: Source = { url: 'https://cloud.google.com/kubernetes-engine/docs/concepts/ingress-xlb', version: 'read in November 2026' };
const DNS: Source = { url: 'https://kubernetes-sigs.github.io/external-dns/latest/docs/sources/gateway-api/', version: 'external-dns v0.22.0' };

/** A policy of its own that points at the Service. */
const backend = (field: string): string => `write a GCPBackendPolicy of \`networking.gke.io/v1\` with \`default.${field}\`, whose \`targetRef\` names the Service`;

/** Likewise, for how endpoints are picked. */
const balance = (algorithm: string): string => `write a GCPTrafficDistributionPolicy of \`networking.gke.io/v1\` with \`default.localityLbAlgorithm: ${algorithm}\`, whose \`targetRefs\` name the Service`;

const STREAM = 'its Gateways take HTTP alone: use an edge that is a Service';

/** What a Gateway of GKE can be asked to do for one exposure by the fields of the API. */
export const GKE_CAPABILITIES: EdgeCapabilities = {
  'host.wildcard': yes(CORE, '`hostnames`'),
  'path.exact': yes(CORE),
  'path.prefix': yes(CORE, 'by whole segments'),
  'path.regex': no(CLASSES, 'not every class of GKE has it: name the paths, or choose another edge'),
  'match.method': no(REPORT, 'tell requests apart by their paths, or choose another edge'),
  'match.header': yes(CORE, '`Exact`'),
  'match.query': yes(REPORT, '`Exact`'),
  'match.grpc': no(REPORT, 'GKE knows no GRPCRoute: expose all of the port on a host of its own, or choose another edge'),
  'weights': yes(CORE),
  'redirect': yes(REPORT, 'not of the port, and with 301 and 302 alone'),
  'redirect.https': yes(REPORT, '`RequestRedirect` with `scheme`'),
  'rewrite.path': no(REPORT, 'its tests for it do not pass: serve the path as it is, or choose another edge'),
  'rewrite.host': yes(REPORT, '`URLRewrite`'),
  'headers.request': yes(CORE),
  'headers.response': yes(REPORT),
  'timeout.request': no(POLICIES, backend('timeoutSec')),
  'timeout.backend': no(POLICIES, backend('timeoutSec')),
  'timeout.connect': no(POLICIES, 'the load balancer has one of its own: leave it out'),
  'timeout.idle': no(POLICIES, 'the load balancer has one of its own: leave it out'),
  'retries': no(REPORT, 'the load balancer has rules of its own: leave it out'),
  'body.size': no(POLICIES, 'let the app refuse large bodies, or choose another edge'),
  'rate.client': no(POLICIES, `make a rate-based rule in Cloud Armor, and ${backend('securityPolicy')}`),
  'rate.total': no(POLICIES, `make a rate-based rule in Cloud Armor, and ${backend('securityPolicy')}`),
  'cors': no(REPORT, 'let the app answer, or choose another edge'),
  'sources': no(POLICIES, `make a rule in Cloud Armor, and ${backend('securityPolicy')}`),
  'websockets': yes(SOCKETS, 'without any word, for as long as `timeoutSec` of a GCPBackendPolicy, which is 30 seconds'),
  'backend.grpc': no(REPORT, 'the load balancer talks HTTP/2 to pods over TLS alone: choose another edge'),
  'backend.http2': no(REPORT, 'the load balancer talks HTTP/2 to pods over TLS alone: choose another edge'),
  'backend.tls': since('GKE 1.36.2-gke.2154000', REPORT, 'BackendTLSPolicy, so with `backendTls`'),
  'backend.tls.verified': since('GKE 1.36.2-gke.2154000', REPORT, 'BackendTLSPolicy'),
  'backend.namespace': yes(CORE, 'ReferenceGrant'),
  'tls.secret': yes(CORE, 'a listener of the Gateway'),
  'tls.issuer': yes(CORE, 'a listener of the Gateway'),
  'tls.edge': yes(CORE),
  'affinity.cookie': no(POLICIES, backend('sessionAffinity')),
  'balance.roundRobin': no(DISTRIBUTION, balance('ROUND_ROBIN')),
  'balance.leastRequest': no(DISTRIBUTION, balance('LEAST_REQUEST')),
  'balance.ipHash': no(POLICIES, backend('sessionAffinity.type: CLIENT_IP')),
  'balance.random': no(DISTRIBUTION, balance('RANDOM')),
  'stream.tcp': no(CLASSES, STREAM),
  'stream.udp': no(CLASSES, STREAM),
  'stream.tls': no(CLASSES, STREAM),
  'stream.weights': no(CLASSES, STREAM),
  'stream.sources': no(CLASSES, STREAM),
  'dns.records': yes(DNS, 'annotations of the route'),
  'dns.target': no(DNS, 'external-dns reads `target` from the Gateway, for all of its routes: ask whoever runs that, and leave `targets` out'),
};

/**
 * The Gateways of GKE, which are load balancers of Google outside the cluster.
 *
 * Their health checks ask for `/` on the serving port unless a HealthCheckPolicy says otherwise.
 *
 * @see https://cloud.google.com/kubernetes-engine/docs/how-to/gatewayclass-capabilities (read in November 2026)
 */
export const gke = rowOf('the GKE Gateway', GKE_CAPABILITIES, (exposure) => [
  ...redirectGaps(exposure, 'the GKE Gateway', { path: true, port: false, scheme: true, otherCodes: false }),
  ...headerPatternGaps(exposure, 'the GKE Gateway'),
  ...queryPatternGaps(exposure, 'the GKE Gateway'),
  ...listenerSetGaps(exposure, 'the GKE Gateway'),
  ...uncheckedTlsGaps(exposure, 'the GKE Gateway'),
]);
