import { listenerSetGaps, redirectGaps, rowOf } from './row';
import { backendProtocol } from '../../../model/backend-protocol';
import { claimsOf } from '../../../model/claims';
import { GatewayController } from '../../../model/controller';
import { EdgeCapabilities } from '../../../model/feature';

const core = claimsOf({ url: 'https://gateway-api.sigs.k8s.io/reference/spec/', version: 'v1.6.1' });
const report = claimsOf({
  url: 'https://github.com/kubernetes-sigs/gateway-api/blob/main/conformance/reports/v1.2.1/kong-kubernetes-ingress-controller/experimental-v3.4.0-traditional_compatible-report.yaml',
  version: 'KIC 3.4.0',
});
const routes = claimsOf({
  url: 'https://github.com/Kong/kubernetes-ingress-controller/blob/v3.5.13/internal/dataplane/translator/subtranslator/httproute.go', version: 'KIC 3.5.13',
});
const versions = claimsOf({ url: 'https://github.com/Kong/kubernetes-ingress-controller/blob/v3.5.13/go.mod', version: 'KIC 3.5.13 (Gateway API 1.3)' });
const redirects = claimsOf({ url: 'https://developer.konghq.com/kubernetes-ingress-controller/routing/http-to-https/', version: 'KIC 3.5' });
const annotations = claimsOf({ url: 'https://developer.konghq.com/kubernetes-ingress-controller/reference/annotations/', version: 'KIC 3.5' });
const contexts = claimsOf({ url: 'https://developer.konghq.com/gateway/entities/plugin/#plugin-contexts', version: 'read in November 2026' });
const balancing = claimsOf({ url: 'https://developer.konghq.com/kubernetes-ingress-controller/reference/custom-resources/', version: 'KIC 3.5' });
const dns = claimsOf({ url: 'https://kubernetes-sigs.github.io/external-dns/latest/docs/sources/gateway-api/', version: 'external-dns v0.22.0' });

/** A plug-in that the route names in an annotation. */
const plugin = (name: string): string => `write a KongPlugin \`${name}\`, and annotate the exposure with \`konghq.com/plugins: NAME\``;

/** A policy that the Service names in an annotation. */
const UPSTREAM = 'write a KongUpstreamPolicy, and annotate the Service with `konghq.com/upstream-policy: NAME`';

/** What Kong can be asked to do for one exposure behind a Gateway. */
export const KONG_GATEWAY_CAPABILITIES: EdgeCapabilities = {
  'host.wildcard': core.yes('`hostnames`: one label or more'),
  'path.exact': core.yes(),
  'path.prefix': core.yes('by whole segments'),
  'path.regex': routes.yes('`RegularExpression`, from the beginning of the path on'),
  'match.method': report.no('its tests pass with the expressions router alone, which not every Kong has: give each method a path of its own, or choose another edge'),
  'match.header': routes.yes('`Exact` and `RegularExpression`'),
  'match.query': report.no('its tests pass with the expressions router alone, which not every Kong has: tell requests apart by their paths, or choose another edge'),
  'match.grpc': report.no('its tests for methods do not pass: expose all of the port on a host of its own, or choose another edge'),
  'weights': core.yes(),
  'redirect': report.yes('of the host, with 301 and 302'),
  'redirect.https': redirects.no('it is told by annotations: set `httpsRedirect: false`, and annotate the exposure with `konghq.com/protocols: https` and '
    + '`konghq.com/https-redirect-status-code: "301"`'),
  'rewrite.path': report.yes('`URLRewrite`'),
  'rewrite.host': report.yes('`URLRewrite`'),
  'headers.request': core.yes(),
  'headers.response': report.yes(),
  'timeout.request': routes.no('say `timeouts.backendSeconds`, which Kong takes for connecting, reading and writing'),
  'timeout.backend': routes.yes('`timeouts.backendRequest`: for connecting, reading and writing alike'),
  'timeout.connect': annotations.no('annotate the Service with `konghq.com/connect-timeout`, in milliseconds'),
  'timeout.idle': annotations.no('the configuration of Kong says it for everybody: ask whoever runs it, or leave it out'),
  'retries': annotations.no('annotate the Service with `konghq.com/retries`'),
  'body.size': annotations.no(plugin('request-size-limiting')),
  'rate.client': annotations.no(plugin('rate-limiting')),
  'rate.total': annotations.no(plugin('rate-limiting')),
  'cors': annotations.no(plugin('cors')),
  'sources': annotations.no(plugin('ip-restriction')),
  'websockets': contexts.yes('upgrades pass'),
  'backend.grpc': annotations.yes('annotation `konghq.com/protocol: grpc` of the Service'),
  'backend.http2': annotations.no('Kong talks HTTP/2 without TLS for gRPC alone: use `appProtocol: grpc`'),
  'backend.tls': annotations.yes('annotation `konghq.com/protocol: https` of the Service'),
  'backend.tls.verified': versions.no('it reads BackendTLSPolicy in a version from before 1.4: annotate the Service with `konghq.com/tls-verify: "true"` and '
    + '`konghq.com/ca-certificates-configmaps: NAME`'),
  'backend.namespace': core.yes('ReferenceGrant'),
  'tls.secret': core.yes('a listener of the Gateway'),
  'tls.issuer': core.yes('a listener of the Gateway'),
  'tls.edge': core.yes(),
  'affinity.cookie': balancing.no(UPSTREAM),
  'balance.roundRobin': balancing.no(UPSTREAM),
  'balance.leastRequest': balancing.no(UPSTREAM),
  'balance.ipHash': balancing.no(UPSTREAM),
  'balance.random': balancing.no('Kong does not pick at random: leave it out'),
  'stream.tcp': versions.no('it reads TCPRoute in a version from before 1.6 alone: use an edge that is a Service'),
  'stream.udp': versions.no('it reads UDPRoute in a version from before 1.6 alone: use an edge that is a Service'),
  'stream.tls': versions.no('it reads TLSRoute in a version from before 1.5 alone: use an edge that is a Service'),
  'stream.weights': versions.no('without such streams there is nothing to divide: use another edge'),
  'stream.sources': versions.no('use an edge that is a Service'),
  'dns.records': dns.yes('annotations of the route'),
  'dns.target': dns.no('external-dns reads `target` from the Gateway, for all of its routes: ask whoever runs that, and leave `targets` out'),
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
