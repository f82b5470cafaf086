import { Source } from '../../model/capability';
import { EdgeCapabilities } from '../../model/feature';
import { no, since, yes } from '../../model/support';

const ANNOTATIONS: Source = { url: 'https://developer.konghq.com/kubernetes-ingress-controller/reference/annotations/', version: '3.5' };
const AT = 'https://github.com/Kong/kubernetes-ingress-controller/blob/v3.5.13';
const INGRESS: Source = { url: `${AT}/internal/dataplane/translator/subtranslator/ingress.go`, version: '3.5.13' };
const SERVICE: Source = { url: `${AT}/internal/dataplane/kongstate/service.go`, version: '3.5.13' };
const GATES: Source = { url: `${AT}/FEATURE_GATES.md`, version: '3.5.13' };
const ROUTER: Source = { url: 'https://github.com/Kong/kong/blob/02bbe3ffdeb6802c2558ea128d27f830cb04dcf0/kong/router/transform.lua', version: '3.x' };
const TRADITIONAL: Source = { url: 'https://developer.konghq.com/gateway/routing/traditional/', version: 'read in November 2026' };
const UPSTREAM_POLICY: Source = { url: 'https://developer.konghq.com/kubernetes-ingress-controller/reference/custom-resources/#kongupstreampolicy', version: '3.5' };
const WEIGHTS: Source = { url: 'https://developer.konghq.com/kubernetes-ingress-controller/routing/weights/', version: '3.5' };
const STREAMS: Source = { url: 'https://developer.konghq.com/kubernetes-ingress-controller/migrate/ingress-to-gateway/', version: '3.5' };
const VERIFY: Source = { url: 'https://developer.konghq.com/kubernetes-ingress-controller/verify-upstream-tls/', version: '3.5' };
const PROTOCOLS: Source = { url: `${AT}/internal/util/protocol.go`, version: '3.5.13' };
const CERT_MANAGER: Source = { url: 'https://cert-manager.io/docs/usage/ingress/', version: '1.18' };
const EXTERNAL_DNS: Source = { url: 'https://github.com/kubernetes-sigs/external-dns/blob/v0.22.0/docs/annotations/annotations.md', version: '0.22.0' };

const plugin = (name: string): Source => ({ url: `https://developer.konghq.com/plugins/${name}/`, version: 'Kong Gateway 3.12' });
const GATEWAY_EDGE = 'use an edge of the Gateway API';
const STREAM_EDGE = 'its TCPIngress and UDPIngress are deprecated; use an edge of the Gateway API, or one of Services of type LoadBalancer';

/** What Kong can be told through an Ingress, the Services behind it, and the objects that both name. */
export const KONG_CAPABILITIES: EdgeCapabilities = {
  'host.wildcard': yes(TRADITIONAL, '`host`; a wildcard is any number of labels'),
  'path.exact': yes(INGRESS, '`pathType: Exact`'),
  'path.prefix': yes(INGRESS, '`pathType: Prefix`'),
  'path.regex': no(ROUTER, GATEWAY_EDGE),
  'match.method': no(ROUTER, GATEWAY_EDGE),
  'match.header': no(ROUTER, `its router looks at header values without regard to their case; ${GATEWAY_EDGE}`),
  'match.query': no(ROUTER, GATEWAY_EDGE),
  'match.grpc': yes(INGRESS, 'the path of the service'),
  'weights': no(WEIGHTS, GATEWAY_EDGE),
  'redirect': no(plugin('redirect'), 'annotate an Ingress for that path with the name of a KongPlugin `redirect`, or use an edge of the Gateway API'),
  'redirect.https': yes(ANNOTATIONS, '`konghq.com/protocols`, `konghq.com/https-redirect-status-code` (308)'),
  'rewrite.path': yes(ANNOTATIONS, '`konghq.com/strip-path`, for a prefix that becomes `/`'),
  'rewrite.host': yes(ANNOTATIONS, '`konghq.com/preserve-host`, and `konghq.com/host-header` of the Service'),
  'headers.request': yes(plugin('request-transformer'), 'KongPlugin `request-transformer`'),
  'headers.response': yes(plugin('response-transformer'), 'KongPlugin `response-transformer`'),
  'timeout.request': no(SERVICE, 'use `timeouts.idleSeconds`, after which Kong gives up a pod that is silent'),
  'timeout.backend': no(SERVICE, 'use `timeouts.idleSeconds`, after which Kong gives up a pod that is silent'),
  'timeout.connect': yes(SERVICE, '`konghq.com/connect-timeout` of the Service'),
  'timeout.idle': yes(SERVICE, '`konghq.com/read-timeout`, `konghq.com/write-timeout` of the Service'),
  'retries': yes(SERVICE, '`konghq.com/retries` of the Service, where no answer comes'),
  'body.size': yes(plugin('request-size-limiting'), 'KongPlugin `request-size-limiting`'),
  'rate.client': yes(plugin('rate-limiting'), 'KongPlugin `rate-limiting` by `ip`'),
  'rate.total': yes(plugin('rate-limiting'), 'KongPlugin `rate-limiting` by `service`'),
  'cors': yes(plugin('cors'), 'KongPlugin `cors`'),
  'sources': yes(plugin('ip-restriction'), 'KongPlugin `ip-restriction`'),
  'websockets': yes(TRADITIONAL, 'what it does by itself'),
  'backend.grpc': yes(ANNOTATIONS, '`konghq.com/protocols`, and `konghq.com/protocol` of the Service'),
  'backend.http2': no(PROTOCOLS, 'Kong talks HTTP/2 without TLS only for gRPC; use `appProtocol: grpc` if it is'),
  'backend.tls': yes(ANNOTATIONS, '`konghq.com/protocol` of the Service; any certificate will do'),
  'backend.tls.verified': no(VERIFY, 'annotate the Service with `konghq.com/tls-verify` and `konghq.com/ca-certificates-configmaps`, whose ConfigMap takes a label and an id of Kong\'s'),
  'backend.namespace': no(INGRESS, 'expose it in its own namespace, or use an edge of the Gateway API'),
  'tls.secret': yes(INGRESS, '`tls`'),
  'tls.issuer': yes(CERT_MANAGER, 'an annotation of cert-manager, and `tls`'),
  'tls.edge': no(INGRESS, 'name the Secret with `Tls.secret`'),
  'affinity.cookie': since('3.0', UPSTREAM_POLICY, 'KongUpstreamPolicy `hashOn.cookie`'),
  'balance.roundRobin': since('3.0', UPSTREAM_POLICY, 'KongUpstreamPolicy `round-robin`'),
  'balance.leastRequest': since('3.0', UPSTREAM_POLICY, 'KongUpstreamPolicy `least-connections`'),
  'balance.ipHash': since('3.0', UPSTREAM_POLICY, 'KongUpstreamPolicy `hashOn.input: ip`'),
  'balance.random': no(UPSTREAM_POLICY, 'use `LoadBalancing.roundRobin()` or `LoadBalancing.leastRequest()`'),
  'stream.tcp': no(STREAMS, STREAM_EDGE),
  'stream.udp': no(STREAMS, STREAM_EDGE),
  'stream.tls': no(GATES, STREAM_EDGE),
  'stream.weights': no(STREAMS, STREAM_EDGE),
  'stream.sources': no(STREAMS, STREAM_EDGE),
  'dns.records': yes(EXTERNAL_DNS, 'annotations of external-dns'),
  'dns.target': yes(EXTERNAL_DNS, 'annotations of external-dns'),
};
