import { headerPatternGaps, listenerSetGaps, queryPatternGaps, redirectGaps, rowOf, uncheckedTlsGaps } from './row';
import { claimsOf } from '../../../model/claims';
import { EdgeCapabilities } from '../../../model/feature';

const core = claimsOf({ url: 'https://gateway-api.sigs.k8s.io/reference/spec/', version: 'v1.6.1' });
/** Of the class `gke-l7-regional-external-managed`: the others do not do more. */
const report = claimsOf({
  url: 'https://github.com/kubernetes-sigs/gateway-api/blob/main/conformance/reports/v1.6/gke-gateway/v1.6.0-gke-report.yaml', version: 'GKE 1.36.2-gke.2154000',
});
const policies = claimsOf({ url: 'https://github.com/GoogleCloudPlatform/gke-gateway-api/blob/v1.4.0/config/crd/networking.gke.io_gcpbackendpolicies.yaml', version: '1.4.0' });
const distribution = claimsOf({
  url: 'https://github.com/GoogleCloudPlatform/gke-gateway-api/blob/v1.4.0/config/crd/networking.gke.io_gcptrafficdistributionpolicies.yaml', version: '1.4.0',
});
const classes = claimsOf({ url: 'https://cloud.google.com/kubernetes-engine/docs/how-to/gatewayclass-capabilities', version: 'read in November 2026' });
const sockets = claimsOf({ url: 'https://cloud.google.com/kubernetes-engine/docs/concepts/ingress-xlb', version: 'read in November 2026' });
const dns = claimsOf({ url: 'https://kubernetes-sigs.github.io/external-dns/latest/docs/sources/gateway-api/', version: 'external-dns v0.22.0' });

/** A policy of its own that points at the Service. */
const backend = (field: string): string => `write a GCPBackendPolicy of \`networking.gke.io/v1\` with \`default.${field}\`, whose \`targetRef\` names the Service`;

/** Likewise, for how endpoints are picked. */
const balance = (algorithm: string): string => `write a GCPTrafficDistributionPolicy of \`networking.gke.io/v1\` with \`default.localityLbAlgorithm: ${algorithm}\`, whose \`targetRefs\` name the Service`;

const STREAM = 'its Gateways take HTTP alone: use an edge that is a Service';

/** What a Gateway of GKE can be asked to do for one exposure by the fields of the API. */
export const GKE_CAPABILITIES: EdgeCapabilities = {
  'host.wildcard': core.yes('`hostnames`'),
  'path.exact': core.yes(),
  'path.prefix': core.yes('by whole segments'),
  'path.regex': classes.no('not every class of GKE has it: name the paths, or choose another edge'),
  'match.method': report.no('tell requests apart by their paths, or choose another edge'),
  'match.header': core.yes('`Exact`'),
  'match.query': report.yes('`Exact`'),
  'match.grpc': report.no('GKE knows no GRPCRoute: expose all of the port on a host of its own, or choose another edge'),
  'weights': core.yes(),
  'redirect': report.yes('not of the port, and with 301 and 302 alone'),
  'redirect.https': report.yes('`RequestRedirect` with `scheme`'),
  'rewrite.path': report.no('its tests for it do not pass: serve the path as it is, or choose another edge'),
  'rewrite.host': report.yes('`URLRewrite`'),
  'headers.request': core.yes(),
  'headers.response': report.yes(),
  'timeout.request': policies.no(backend('timeoutSec')),
  'timeout.backend': policies.no(backend('timeoutSec')),
  'timeout.connect': policies.no('the load balancer has one of its own: leave it out'),
  'timeout.idle': policies.no('the load balancer has one of its own: leave it out'),
  'retries': report.no('the load balancer has rules of its own: leave it out'),
  'body.size': policies.no('let the app refuse large bodies, or choose another edge'),
  'rate.client': policies.no(`make a rate-based rule in Cloud Armor, and ${backend('securityPolicy')}`),
  'rate.total': policies.no(`make a rate-based rule in Cloud Armor, and ${backend('securityPolicy')}`),
  'cors': report.no('let the app answer, or choose another edge'),
  'sources': policies.no(`make a rule in Cloud Armor, and ${backend('securityPolicy')}`),
  'websockets': sockets.yes('without any word, for as long as `timeoutSec` of a GCPBackendPolicy, which is 30 seconds'),
  'backend.grpc': report.no('the load balancer talks HTTP/2 to pods over TLS alone: choose another edge'),
  'backend.http2': report.no('the load balancer talks HTTP/2 to pods over TLS alone: choose another edge'),
  'backend.tls': report.since('GKE 1.36.2-gke.2154000', 'BackendTLSPolicy, so with `backendTls`'),
  'backend.tls.verified': report.since('GKE 1.36.2-gke.2154000', 'BackendTLSPolicy'),
  'backend.namespace': core.yes('ReferenceGrant'),
  'tls.secret': core.yes('a listener of the Gateway'),
  'tls.issuer': core.yes('a listener of the Gateway'),
  'tls.edge': core.yes(),
  'affinity.cookie': policies.no(backend('sessionAffinity')),
  'balance.roundRobin': distribution.no(balance('ROUND_ROBIN')),
  'balance.leastRequest': distribution.no(balance('LEAST_REQUEST')),
  'balance.ipHash': policies.no(backend('sessionAffinity.type: CLIENT_IP')),
  'balance.random': distribution.no(balance('RANDOM')),
  'stream.tcp': classes.no(STREAM),
  'stream.udp': classes.no(STREAM),
  'stream.tls': classes.no(STREAM),
  'stream.weights': classes.no(STREAM),
  'stream.sources': classes.no(STREAM),
  'dns.records': dns.yes('annotations of the route'),
  'dns.target': dns.no('external-dns reads `target` from the Gateway, for all of its routes: ask whoever runs that, and leave `targets` out'),
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
