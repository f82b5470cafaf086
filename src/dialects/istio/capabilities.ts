import { Source } from '../../model/capability';
import { EdgeCapabilities } from '../../model/feature';
import { no, since, yes } from '../../model/support';

const CORE: Source = { url: 'https://gateway-api.sigs.k8s.io/reference/spec/', version: 'v1.6.1' };
const REPORT: Source = {
  url: 'https://github.com/kubernetes-sigs/gateway-api/blob/main/conformance/reports/v1.5/istio-istio/1.30.0-default-report.yaml', version: '1.30.1',
};
const ROUTES: Source = { url: 'https://github.com/istio/istio/blob/1.30.3/pilot/pkg/config/kube/gateway/conversion.go', version: '1.30.3' };
const RULES: Source = { url: 'https://istio.io/latest/docs/reference/config/networking/destination-rule/', version: '1.30.3' };
const PORTS: Source = { url: 'https://github.com/istio/istio/blob/1.30.3/pkg/config/kube/conversion.go', version: '1.30.3' };
const ACCESS: Source = { url: 'https://istio.io/latest/docs/reference/config/security/authorization-policy/', version: '1.30.3' };
const NEXT: Source = { url: 'https://github.com/istio/istio/blob/1.31.0-rc.0/pilot/pkg/config/kube/gateway/controller.go', version: '1.31.0-rc.0' };
const DNS: Source = { url: 'https://kubernetes-sigs.github.io/external-dns/latest/docs/sources/gateway-api/', version: 'external-dns v0.22.0' };

/** Only an EnvoyFilter has words for it, which changes the proxy of everybody behind a Gateway. */
const PLATFORM = 'only an EnvoyFilter says it, which is for whoever runs the Gateway: leave it out, let the app do it, or choose another edge';

/** What Istio can be asked to do for one exposure, by the fields of a route or by a DestinationRule. */
export const ISTIO_CAPABILITIES: EdgeCapabilities = {
  'host.wildcard': yes(CORE, '`hostnames`: one label or more'),
  'path.exact': yes(CORE),
  'path.prefix': yes(CORE, 'by whole segments'),
  'path.regex': yes(ROUTES, '`RegularExpression`: RE2, and the whole path has to match'),
  'match.method': yes(REPORT),
  'match.header': yes(ROUTES, '`Exact` and `RegularExpression`'),
  'match.query': yes(REPORT, '`Exact` and `RegularExpression`'),
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
  'timeout.connect': yes(RULES, 'DestinationRule `connectionPool.tcp.connectTimeout`'),
  'timeout.idle': no(RULES, PLATFORM),
  'retries': yes(ROUTES, '`retry` of the experimental channel'),
  'body.size': no(RULES, PLATFORM),
  'rate.client': no(RULES, PLATFORM),
  'rate.total': no(RULES, PLATFORM),
  'cors': since('1.28', REPORT, '`CORS` filter'),
  'sources': no(ACCESS, 'an AuthorizationPolicy for it has to be in the namespace of the Gateway: ask whoever runs that, or hold back clients before they reach it'),
  'websockets': yes(REPORT, '`appProtocol: kubernetes.io/ws`'),
  'backend.grpc': yes(PORTS, '`appProtocol: grpc`'),
  'backend.http2': yes(REPORT, '`appProtocol: kubernetes.io/h2c`'),
  'backend.tls': since('1.28', REPORT, 'BackendTLSPolicy, so with `backendTls`'),
  'backend.tls.verified': since('1.28', REPORT, 'BackendTLSPolicy'),
  'backend.namespace': yes(CORE, 'ReferenceGrant'),
  'tls.secret': since('1.30', NEXT, 'a listener of the Gateway, or a ListenerSet; conformant from 1.31 on'),
  'tls.issuer': since('1.30', NEXT, 'a listener of the Gateway, or a ListenerSet; conformant from 1.31 on'),
  'tls.edge': yes(CORE),
  'affinity.cookie': yes(RULES, 'DestinationRule `loadBalancer.consistentHash.httpCookie`: a client moves when pods come and go'),
  'balance.roundRobin': yes(RULES, 'DestinationRule `loadBalancer.simple: ROUND_ROBIN`'),
  'balance.leastRequest': yes(RULES, 'DestinationRule `loadBalancer.simple: LEAST_REQUEST`'),
  'balance.ipHash': yes(RULES, 'DestinationRule `loadBalancer.consistentHash.useSourceIp`'),
  'balance.random': yes(RULES, 'DestinationRule `loadBalancer.simple: RANDOM`'),
  'stream.tcp': since('1.31', NEXT, 'TCPRoute; 1.30 has it with `PILOT_ENABLE_ALPHA_GATEWAY_API=true` alone'),
  'stream.udp': no(ROUTES, 'a Gateway of Istio takes no UDP: use an edge that is a Service'),
  'stream.tls': since('1.30', REPORT, 'TLSRoute'),
  'stream.weights': yes(ROUTES),
  'stream.sources': no(ACCESS, 'an AuthorizationPolicy for it has to be in the namespace of the Gateway: use an edge that is a Service, or ask whoever runs the Gateway'),
  'dns.records': yes(DNS, 'annotations of the route'),
  'dns.target': no(DNS, 'external-dns reads `target` from the Gateway, for all of its routes: ask whoever runs that, and leave `targets` out'),
};

