import { listenerSetGaps, redirectGaps, rowOf } from './row';
import { backendProtocol } from '../../../model/backend-protocol';
import { Source } from '../../../model/capability';
import { GatewayController } from '../../../model/controller';
import { EdgeCapabilities } from '../../../model/feature';
import { no, yes } from '../../../model/support';

const CORE: Source = { url: 'https://gateway-api.sigs.k8s.io/reference/spec/', version: 'v1.6.1' };
const REPORT: Source = {
  url: 'https://github.com/kubernetes-sigs/gateway-api/blob/main/conformance/reports/v1.2.1/kong-kubernetes-ingress-controller/experimental-v3.4.0-traditional_compatible-report.yaml',
  version: 'KIC 3.4.0',
};
const ROUTES: Source = {
  url: 'https://github.com/Kong/kubernetes-ingress-controller/blob/v3.5.13/internal/dataplane/translator/subtranslator/httproute.go', version: 'KIC 3.5.13',
};
const VERSIONS: Source = { url: 'https://github.com/Kong/kubernetes-ingress-controller/blob/v3.5.13/go.mod', version: 'KIC 3.5.13 (Gateway API 1.3)' };
const REDIRECTS: Source = { url: 'https://developer.konghq.com/kubernetes-ingress-controller/routing/http-to-https/', version: 'KIC 3.5' };
const ANNOTATIONS: Source = { url: 'https://developer.konghq.com/kubernetes-ingress-controller/reference/annotations/', version: 'KIC 3.5' };
const CONTEXTS: Source = { url: 'https://developer.konghq.com/gateway/entities/plugin/#plugin-contexts', version: 'read in November 2026' };
const BALANCING: Source = { url: 'https://developer.konghq.com/kubernetes-ingress-controller/reference/custom-resources/', version: 'KIC 3.5' };
const DNS: Source = { url: 'https://kubernetes-sigs.github.io/external-dns/latest/docs/sources/gateway-api/', version: 'external-dns v0.22.0' };

/** A plug-in that the route names in an annotation. */
const plugin = (name: string): string => `write a KongPlugin \`${name}\`, and annotate the exposure with \`konghq.com/plugins: NAME\``;

/** A policy that the Service names in an annotation. */
const UPSTREAM = 'write a KongUpstreamPolicy, and annotate the Service with `konghq.com/upstream-policy: NAME`';

/** What Kong can be asked to do for one exposure behind a Gateway. */
export const KONG_GATEWAY_CAPABILITIES: EdgeCapabilities = {
  'host.wildcard': yes(CORE, '`hostnames`: one label or more'),
  'path.exact': yes(CORE),
  'path.prefix': yes(CORE, 'by whole segments'),
  'path.regex': yes(ROUTES, '`RegularExpression`, from the beginning of the path on'),
  'match.method': no(REPORT, 'its tests pass with the expressions router alone, which not every Kong has: give each method a path of its own, or choose another edge'),
  'match.header': yes(ROUTES, '`Exact` and `RegularExpression`'),
  'match.query': no(REPORT, 'its tests pass with the expressions router alone, which not every Kong has: tell requests apart by their paths, or choose another edge'),
  'match.grpc': no(REPORT, 'its tests for methods do not pass: expose all of the port on a host of its own, or choose another edge'),
  'weights': yes(CORE),
  'redirect': yes(REPORT, 'of the host, with 301 and 302'),
  'redirect.https': no(REDIRECTS, 'it is told by annotations: set `httpsRedirect: false`, and annotate the exposure with `konghq.com/protocols: https` and '
    + '`konghq.com/https-redirect-status-code: "301"`'),
  'rewrite.path': yes(REPORT, '`URLRewrite`'),
  'rewrite.host': yes(REPORT, '`URLRewrite`'),
  'headers.request': yes(CORE),
  'headers.response': yes(REPORT),
  'timeout.request': no(ROUTES, 'say `timeouts.backendSeconds`, which Kong takes for connecting, reading and writing'),
  'timeout.backend': yes(ROUTES, '`timeouts.backendRequest`: for connecting, reading and writing alike'),
  'timeout.connect': no(ANNOTATIONS, 'annotate the Service with `konghq.com/connect-timeout`, in milliseconds'),
  'timeout.idle': no(ANNOTATIONS, 'the configuration of Kong says it for everybody: ask whoever runs it, or leave it out'),
  'retries': no(ANNOTATIONS, 'annotate the Service with `konghq.com/retries`'),
  'body.size': no(ANNOTATIONS, plugin('request-size-limiting')),
  'rate.client': no(ANNOTATIONS, plugin('rate-limiting')),
  'rate.total': no(ANNOTATIONS, plugin('rate-limiting')),
  'cors': no(ANNOTATIONS, plugin('cors')),
  'sources': no(ANNOTATIONS, plugin('ip-restriction')),
  'websockets': yes(CONTEXTS, 'upgrades pass'),
  'backend.grpc': yes(ANNOTATIONS, 'annotation `konghq.com/protocol: grpc` of the Service'),
  'backend.http2': no(ANNOTATIONS, 'Kong talks HTTP/2 without TLS for gRPC alone: use `appProtocol: grpc`'),
  'backend.tls': yes(ANNOTATIONS, 'annotation `konghq.com/protocol: https` of the Service'),
  'backend.tls.verified': no(VERSIONS, 'it reads BackendTLSPolicy in a version from before 1.4: annotate the Service with `konghq.com/tls-verify: "true"` and '
    + '`konghq.com/ca-certificates-configmaps: NAME`'),
  'backend.namespace': yes(CORE, 'ReferenceGrant'),
  'tls.secret': yes(CORE, 'a listener of the Gateway'),
  'tls.issuer': yes(CORE, 'a listener of the Gateway'),
  'tls.edge': yes(CORE),
  'affinity.cookie': no(BALANCING, UPSTREAM),
  'balance.roundRobin': no(BALANCING, UPSTREAM),
  'balance.leastRequest': no(BALANCING, UPSTREAM),
  'balance.ipHash': no(BALANCING, UPSTREAM),
  'balance.random': no(BALANCING, 'Kong does not pick at random: leave it out'),
  'stream.tcp': no(VERSIONS, 'it reads TCPRoute in a version from before 1.6 alone: use an edge that is a Service'),
  'stream.udp': no(VERSIONS, 'it reads UDPRoute in a version from before 1.6 alone: use an edge that is a Service'),
  'stream.tls': no(VERSIONS, 'it reads TLSRoute in a version from before 1.5 alone: use an edge that is a Service'),
  'stream.weights': no(VERSIONS, 'without such streams there is nothing to divide: use another edge'),
  'stream.sources': no(VERSIONS, 'use an edge that is a Service'),
  'dns.records': yes(DNS, 'annotations of the route'),
  'dns.target': no(DNS, 'external-dns reads `target` from the Gateway, for all of its routes: ask whoever runs that, and leave `targets` out'),
};

/**
 * Kong's Ingress Controller behind a Gateway that it does not make itself. What it talks to the pods is an annotation of the Service.
 *
 * @see https://developer.konghq.com/kubernetes-ingress-controller/gateway-api/ (3.5)
 */
export const kongGateway: GatewayController = {
  ...rowOf('Kong', KONG_GATEWAY_CAPABILITIES, (exposure) => [
    ...redirectGaps(exposure, 'Kong', { path: false, port: false, scheme: false, otherCodes: false }),
    ...listenerSetGaps(exposure, 'Kong'),
  ]),
  serviceAnnotations: (backends) => Object.assign({}, ...backends.map((backend) => {
    const protocol = backendProtocol(backend);
    return protocol === 'grpc' || protocol === 'https' ? { 'konghq.com/protocol': protocol } : {};
  })),
};
