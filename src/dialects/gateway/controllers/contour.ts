import { listenerSetGaps, redirectGaps, rowOf } from './row';
import { spokenProtocol } from '../../../model/backend-protocol';
import { claimsOf } from '../../../model/claims';
import { EdgeCapabilities, gap } from '../../../model/feature';
import { servedBackends } from '../../../model/route';

const core = claimsOf({ url: 'https://gateway-api.sigs.k8s.io/reference/spec/', version: 'v1.6.1' });
const report = claimsOf({
  url: 'https://github.com/kubernetes-sigs/gateway-api/blob/main/conformance/reports/v1.3.0/projectcontour-contour/experimental-v1.33.0-default-report.yaml',
  version: '1.33.0',
});
const routes = claimsOf({ url: 'https://github.com/projectcontour/contour/blob/v1.33.6/internal/dag/gatewayapi_processor.go', version: '1.33.6' });
const protocols = claimsOf({ url: 'https://github.com/projectcontour/contour/blob/v1.33.6/internal/dag/accessors.go', version: '1.33.6' });
const kinds = claimsOf({ url: 'https://github.com/projectcontour/contour/blob/v1.33.6/internal/k8s/kind.go', version: '1.33.6' });
const guide = claimsOf({ url: 'https://github.com/projectcontour/contour/blob/v1.33.6/site/content/docs/main/config/gateway-api.md', version: '1.33.6' });
const dns = claimsOf({ url: 'https://kubernetes-sigs.github.io/external-dns/latest/docs/sources/gateway-api/', version: 'external-dns v0.22.0' });

/** It has an object of its own for it, which no route can point at. */
const HTTP_PROXY = 'Contour says it in an HTTPProxy, which takes the place of a route: use an Ingress edge of Contour, or leave it out';

/** It reads the Gateway API as it was in 1.3. */
const OLD_KIND = 'Contour reads that kind in a version from before 1.5 alone: use another edge';

/** What Contour can be asked to do for one exposure behind a Gateway. */
export const CONTOUR_GATEWAY_CAPABILITIES: EdgeCapabilities = {
  'host.wildcard': core.yes('`hostnames`: one label or more'),
  'path.exact': core.yes(),
  'path.prefix': core.yes('by whole segments'),
  'path.regex': routes.yes('`RegularExpression`: RE2'),
  'match.method': report.yes(),
  'match.header': routes.yes('`Exact` and `RegularExpression`'),
  'match.query': routes.yes('`Exact` and `RegularExpression`'),
  'match.grpc': report.yes('GRPCRoute, by `Exact` methods'),
  'weights': core.yes(),
  'redirect': report.yes('not of the port, and with 301 and 302 alone'),
  'redirect.https': report.yes('`RequestRedirect` with `scheme`'),
  'rewrite.path': report.yes('`URLRewrite`'),
  'rewrite.host': report.yes('`URLRewrite`'),
  'headers.request': core.yes(),
  'headers.response': report.yes(),
  'timeout.request': report.yes('`timeouts.request`'),
  'timeout.backend': report.yes('`timeouts.backendRequest`'),
  'timeout.connect': guide.no('the configuration of Contour says it for everybody: ask whoever runs it, or leave it out'),
  'timeout.idle': guide.no(HTTP_PROXY),
  'retries': routes.no(HTTP_PROXY),
  'body.size': guide.no('let the app refuse large bodies, or choose another edge'),
  'rate.client': guide.no('choose another edge, or leave it out'),
  'rate.total': guide.no(HTTP_PROXY),
  'cors': routes.no(HTTP_PROXY),
  'sources': guide.no(HTTP_PROXY),
  'websockets': report.yes('`appProtocol: kubernetes.io/ws`'),
  'backend.grpc': protocols.no('it refuses a route to such a port: give that `appProtocol: kubernetes.io/h2c`, by which it talks HTTP/2 to it'),
  'backend.http2': report.yes('`appProtocol: kubernetes.io/h2c`'),
  'backend.tls': routes.yes('`appProtocol: https`'),
  'backend.tls.verified': kinds.no(OLD_KIND),
  'backend.namespace': core.yes('ReferenceGrant'),
  'tls.secret': core.yes('a listener of the Gateway'),
  'tls.issuer': core.yes('a listener of the Gateway'),
  'tls.edge': core.yes(),
  'affinity.cookie': guide.no(HTTP_PROXY),
  'balance.roundRobin': guide.no(HTTP_PROXY),
  'balance.leastRequest': guide.no(HTTP_PROXY),
  'balance.ipHash': guide.no(HTTP_PROXY),
  'balance.random': guide.no(HTTP_PROXY),
  'stream.tcp': kinds.no(OLD_KIND),
  'stream.udp': guide.no('Contour takes no UDP: use an edge that is a Service'),
  'stream.tls': kinds.no(OLD_KIND),
  'stream.weights': kinds.no('without such streams there is nothing to divide: use another edge'),
  'stream.sources': guide.no('use an edge that is a Service'),
  'dns.records': dns.yes('annotations of the route'),
  'dns.target': dns.no('external-dns reads `target` from the Gateway, for all of its routes: ask whoever runs that, and leave `targets` out'),
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
