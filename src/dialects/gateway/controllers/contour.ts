import { listenerSetGaps, redirectGaps, rowOf } from './row';
import { spokenProtocol } from '../../../model/backend-protocol';
import { Source } from '../../../model/capability';
import { EdgeCapabilities, gap } from '../../../model/feature';
import { servedBackends } from '../../../model/route';
import { no, yes } from '../../../model/support';

const CORE: Source = { url: 'https://gateway-api.sigs.k8s.io/reference/spec/', version: 'v1.6.1' };
const REPORT: Source = {
  url: 'https://github.com/kubernetes-sigs/gateway-api/blob/main/conformance/reports/v1.3.0/projectcontour-contour/experimental-v1.33.0-default-report.yaml',
  version: '1.33.0',
};
const ROUTES: Source = { url: 'https://github.com/projectcontour/contour/blob/v1.33.6/internal/dag/gatewayapi_processor.go', version: '1.33.6' };
const PROTOCOLS: Source = { url: 'https://github.com/projectcontour/contour/blob/v1.33.6/internal/dag/accessors.go', version: '1.33.6' };
const KINDS: Source = { url: 'https://github.com/projectcontour/contour/blob/v1.33.6/internal/k8s/kind.go', version: '1.33.6' };
const GUIDE: Source = { url: 'https://github.com/projectcontour/contour/blob/v1.33.6/site/content/docs/main/config/gateway-api.md', version: '1.33.6' };
const DNS: Source = { url: 'https://kubernetes-sigs.github.io/external-dns/latest/docs/sources/gateway-api/', version: 'external-dns v0.22.0' };

/** It has an object of its own for it, which no route can point at. */
const HTTP_PROXY = 'Contour says it in an HTTPProxy, which takes the place of a route: use an Ingress edge of Contour, or leave it out';

/** It reads the Gateway API as it was in 1.3. */
const OLD_KIND = 'Contour reads that kind in a version from before 1.5 alone: use another edge';

/** What Contour can be asked to do for one exposure behind a Gateway. */
export const CONTOUR_GATEWAY_CAPABILITIES: EdgeCapabilities = {
  'host.wildcard': yes(CORE, '`hostnames`: one label or more'),
  'path.exact': yes(CORE),
  'path.prefix': yes(CORE, 'by whole segments'),
  'path.regex': yes(ROUTES, '`RegularExpression`: RE2'),
  'match.method': yes(REPORT),
  'match.header': yes(ROUTES, '`Exact` and `RegularExpression`'),
  'match.query': yes(ROUTES, '`Exact` and `RegularExpression`'),
  'match.grpc': yes(REPORT, 'GRPCRoute, by `Exact` methods'),
  'weights': yes(CORE),
  'redirect': yes(REPORT, 'not of the port, and with 301 and 302 alone'),
  'redirect.https': yes(REPORT, '`RequestRedirect` with `scheme`'),
  'rewrite.path': yes(REPORT, '`URLRewrite`'),
  'rewrite.host': yes(REPORT, '`URLRewrite`'),
  'headers.request': yes(CORE),
  'headers.response': yes(REPORT),
  'timeout.request': yes(REPORT, '`timeouts.request`'),
  'timeout.backend': yes(REPORT, '`timeouts.backendRequest`'),
  'timeout.connect': no(GUIDE, 'the configuration of Contour says it for everybody: ask whoever runs it, or leave it out'),
  'timeout.idle': no(GUIDE, HTTP_PROXY),
  'retries': no(ROUTES, HTTP_PROXY),
  'body.size': no(GUIDE, 'let the app refuse large bodies, or choose another edge'),
  'rate.client': no(GUIDE, 'choose another edge, or leave it out'),
  'rate.total': no(GUIDE, HTTP_PROXY),
  'cors': no(ROUTES, HTTP_PROXY),
  'sources': no(GUIDE, HTTP_PROXY),
  'websockets': yes(REPORT, '`appProtocol: kubernetes.io/ws`'),
  'backend.grpc': no(PROTOCOLS, 'it refuses a route to such a port: give that `appProtocol: kubernetes.io/h2c`, by which it talks HTTP/2 to it'),
  'backend.http2': yes(REPORT, '`appProtocol: kubernetes.io/h2c`'),
  'backend.tls': yes(ROUTES, '`appProtocol: https`'),
  'backend.tls.verified': no(KINDS, OLD_KIND),
  'backend.namespace': yes(CORE, 'ReferenceGrant'),
  'tls.secret': yes(CORE, 'a listener of the Gateway'),
  'tls.issuer': yes(CORE, 'a listener of the Gateway'),
  'tls.edge': yes(CORE),
  'affinity.cookie': no(GUIDE, HTTP_PROXY),
  'balance.roundRobin': no(GUIDE, HTTP_PROXY),
  'balance.leastRequest': no(GUIDE, HTTP_PROXY),
  'balance.ipHash': no(GUIDE, HTTP_PROXY),
  'balance.random': no(GUIDE, HTTP_PROXY),
  'stream.tcp': no(KINDS, OLD_KIND),
  'stream.udp': no(GUIDE, 'Contour takes no UDP: use an edge that is a Service'),
  'stream.tls': no(KINDS, OLD_KIND),
  'stream.weights': no(KINDS, 'without such streams there is nothing to divide: use another edge'),
  'stream.sources': no(GUIDE, 'use an edge that is a Service'),
  'dns.records': yes(DNS, 'annotations of the route'),
  'dns.target': no(DNS, 'external-dns reads `target` from the Gateway, for all of its routes: ask whoever runs that, and leave `targets` out'),
};

/** All that it takes for the protocol of a backend, and `grpc`, which the table tells of: any other breaks the route. */
const KNOWN_PROTOCOLS: readonly (string | undefined)[] = [undefined, 'grpc', 'http', 'https', 'kubernetes.io/h2c', 'kubernetes.io/ws'];

/**
 * Contour, by the Gateway API as it was in 1.3.
 *
 * @see https://github.com/projectcontour/contour/blob/v1.33.6/internal/dag/gatewayapi_processor.go (`validateAppProtocol`)
 */
export const contourGateway = rowOf('Contour', CONTOUR_GATEWAY_CAPABILITIES, (exposure) => [
  ...redirectGaps(exposure, 'Contour', { path: true, port: false, scheme: true, otherCodes: false }),
  ...listenerSetGaps(exposure, 'Contour'),
  ...servedBackends(exposure.routes).filter(({ appProtocol }) => !KNOWN_PROTOCOLS.includes(appProtocol))
    .map((backend) => gap(exposure, `Contour refuses a route to ${spokenProtocol(backend)}: give the port an \`appProtocol\` that it knows, \`kubernetes.io/h2c\` or \`https\``)),
]);
