import { claimsOf } from '../../model/claims';
import { EdgeCapabilities } from '../../model/feature';

const core = claimsOf({ url: 'https://gateway-api.sigs.k8s.io/reference/spec/', version: 'v1.6.1' });
const report = claimsOf({
  url: 'https://github.com/kubernetes-sigs/gateway-api/blob/main/conformance/reports/v1.5/istio-istio/1.30.0-default-report.yaml', version: '1.30.1',
});
const routes = claimsOf({ url: 'https://github.com/istio/istio/blob/1.30.3/pilot/pkg/config/kube/gateway/conversion.go', version: '1.30.3' });
const rules = claimsOf({ url: 'https://istio.io/latest/docs/reference/config/networking/destination-rule/', version: '1.30.3' });
const ports = claimsOf({ url: 'https://github.com/istio/istio/blob/1.30.3/pkg/config/kube/conversion.go', version: '1.30.3' });
const access = claimsOf({ url: 'https://istio.io/latest/docs/reference/config/security/authorization-policy/', version: '1.30.3' });
const next = claimsOf({ url: 'https://github.com/istio/istio/blob/1.31.0-rc.0/pilot/pkg/config/kube/gateway/controller.go', version: '1.31.0-rc.0' });
const dns = claimsOf({ url: 'https://kubernetes-sigs.github.io/external-dns/latest/docs/sources/gateway-api/', version: 'external-dns v0.22.0' });

/** Only an EnvoyFilter has words for it, which changes the proxy of everybody behind a Gateway. */
const PLATFORM = 'only an EnvoyFilter says it, which is for whoever runs the Gateway: leave it out, let the app do it, or choose another edge';

/** What Istio can be asked to do for one exposure, by the fields of a route or by a DestinationRule. */
export const ISTIO_CAPABILITIES: EdgeCapabilities = {
  'host.wildcard': core.yes('`hostnames`: one label or more'),
  'path.exact': core.yes(),
  'path.prefix': core.yes('by whole segments'),
  'path.regex': routes.yes('`RegularExpression`: RE2, and the whole path has to match'),
  'match.method': report.yes(),
  'match.header': routes.yes('`Exact` and `RegularExpression`'),
  'match.query': report.yes('`Exact` and `RegularExpression`'),
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
  'timeout.connect': rules.yes('DestinationRule `connectionPool.tcp.connectTimeout`'),
  'timeout.idle': rules.no(PLATFORM),
  'retries': routes.yes('`retry` of the experimental channel'),
  'body.size': rules.no(PLATFORM),
  'rate.client': rules.no(PLATFORM),
  'rate.total': rules.no(PLATFORM),
  'cors': report.since('1.28', '`CORS` filter'),
  'sources': access.no('an AuthorizationPolicy for it has to be in the namespace of the Gateway: ask whoever runs that, or hold back clients before they reach it'),
  'websockets': report.yes('`appProtocol: kubernetes.io/ws`'),
  'backend.grpc': ports.yes('`appProtocol: grpc`'),
  'backend.http2': report.yes('`appProtocol: kubernetes.io/h2c`'),
  'backend.tls': report.since('1.28', 'BackendTLSPolicy, so with `backendTls`'),
  'backend.tls.verified': report.since('1.28', 'BackendTLSPolicy'),
  'backend.namespace': core.yes('ReferenceGrant'),
  'tls.secret': next.since('1.30', 'a listener of the Gateway, or a ListenerSet; conformant from 1.31 on'),
  'tls.issuer': next.since('1.30', 'a listener of the Gateway, or a ListenerSet; conformant from 1.31 on'),
  'tls.edge': core.yes(),
  'affinity.cookie': rules.yes('DestinationRule `loadBalancer.consistentHash.httpCookie`: a client moves when pods come and go'),
  'balance.roundRobin': rules.yes('DestinationRule `loadBalancer.simple: ROUND_ROBIN`'),
  'balance.leastRequest': rules.yes('DestinationRule `loadBalancer.simple: LEAST_REQUEST`'),
  'balance.ipHash': rules.yes('DestinationRule `loadBalancer.consistentHash.useSourceIp`'),
  'balance.random': rules.yes('DestinationRule `loadBalancer.simple: RANDOM`'),
  'stream.tcp': next.since('1.31', 'TCPRoute; 1.30 has it with `PILOT_ENABLE_ALPHA_GATEWAY_API=true` alone'),
  'stream.udp': routes.no('a Gateway of Istio takes no UDP: use an edge that is a Service'),
  'stream.tls': report.since('1.30', 'TLSRoute'),
  'stream.weights': routes.yes(),
  'stream.sources': access.no('an AuthorizationPolicy for it has to be in the namespace of the Gateway: use an edge that is a Service, or ask whoever runs the Gateway'),
  'dns.records': dns.yes('annotations of the route'),
  'dns.target': dns.no('external-dns reads `target` from the Gateway, for all of its routes: ask whoever runs that, and leave `targets` out'),
};

