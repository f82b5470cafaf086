import { Source } from '../../model/capability';
import { EdgeCapabilities } from '../../model/feature';
import { no, since, yes } from '../../model/support';

const AT = 'https://github.com/projectcontour/contour/blob/v1.33.6';
const VERSION = '1.33.6';
const ANNOTATIONS: Source = { url: `${AT}/site/content/docs/main/config/annotations.md`, version: VERSION };
const PROCESSOR: Source = { url: `${AT}/internal/dag/ingress_processor.go`, version: VERSION };
const POLICY: Source = { url: `${AT}/internal/dag/policy.go`, version: VERSION };
const PROTOCOL: Source = { url: `${AT}/internal/dag/accessors.go`, version: VERSION };
const HTTP_PROXY: Source = { url: `${AT}/apis/projectcontour/v1/httpproxy.go`, version: VERSION };
const CLUSTER: Source = { url: `${AT}/internal/envoy/v3/cluster.go`, version: VERSION };
const CERT_MANAGER: Source = { url: 'https://cert-manager.io/docs/usage/ingress/', version: '1.18' };
const EXTERNAL_DNS: Source = { url: 'https://github.com/kubernetes-sigs/external-dns/blob/v0.22.0/docs/annotations/annotations.md', version: '0.22.0' };

/** Whatever an HTTPProxy has a field for: the way out is to write one. */
const proxy = (field: string) => no(HTTP_PROXY, `write an HTTPProxy with \`${field}\` in place of the exposure, or use an edge of the Gateway API`);
const STREAM_EDGE = 'use an edge of the Gateway API, or one of Services of type LoadBalancer';

/** What Contour can be told through an Ingress. */
export const CONTOUR_CAPABILITIES: EdgeCapabilities = {
  'host.wildcard': yes(PROCESSOR, '`host`; a wildcard is one label'),
  'path.exact': yes(PROCESSOR, '`pathType: Exact`'),
  'path.prefix': yes(PROCESSOR, '`pathType: Prefix`'),
  'path.regex': proxy('conditions[].regex'),
  'match.method': no(HTTP_PROXY, 'not even an HTTPProxy matches methods; use an edge of the Gateway API'),
  'match.header': proxy('conditions[].header'),
  'match.query': proxy('conditions[].queryParameter'),
  'match.grpc': yes(PROCESSOR, 'the path of the service'),
  'weights': proxy('services[].weight'),
  'redirect': proxy('requestRedirectPolicy'),
  'redirect.https': yes(ANNOTATIONS, '`ingress.kubernetes.io/force-ssl-redirect` (301)'),
  'rewrite.path': proxy('pathRewritePolicy'),
  'rewrite.host': proxy('requestHeadersPolicy'),
  'headers.request': proxy('requestHeadersPolicy'),
  'headers.response': proxy('responseHeadersPolicy'),
  'timeout.request': yes(POLICY, '`projectcontour.io/response-timeout`, counted from the end of the request'),
  'timeout.backend': no(POLICY, 'use `timeouts.requestSeconds`, or `retries.perTrySeconds`'),
  'timeout.connect': no(ANNOTATIONS, 'it is the same for all of Contour: set `timeouts.connect-timeout` in its configuration'),
  'timeout.idle': proxy('timeoutPolicy.idle'),
  'retries': yes(POLICY, '`projectcontour.io/retry-on`, `num-retries`, `per-try-timeout`'),
  'body.size': no(HTTP_PROXY, 'limit it in the app, or use another edge'),
  'rate.client': no(HTTP_PROXY, 'run a rate limit service and write an HTTPProxy with `rateLimitPolicy.global`, or use another edge'),
  'rate.total': proxy('rateLimitPolicy.local'),
  'cors': proxy('corsPolicy'),
  'sources': proxy('ipAllowPolicy'),
  'websockets': yes(PROCESSOR, '`projectcontour.io/websocket-routes`'),
  // Only as `kubernetes.io/h2c`: any other `appProtocol` than the four that it knows means HTTP/1.1 to Contour.
  'backend.grpc': no(PROTOCOL, 'Contour would talk HTTP/1.1 to it; give the port `appProtocol: kubernetes.io/h2c`, which is what gRPC speaks'),
  'backend.http2': since('1.31.0', PROTOCOL, '`appProtocol` of the Service'),
  'backend.tls': since('1.31.0', PROTOCOL, '`appProtocol` of the Service; any certificate will do'),
  'backend.tls.verified': proxy('services[].validation'),
  'backend.namespace': proxy('includes'),
  'tls.secret': yes(PROCESSOR, '`tls`'),
  'tls.issuer': yes(CERT_MANAGER, 'an annotation of cert-manager, and `tls`'),
  'tls.edge': no(PROCESSOR, 'name the Secret with `Tls.secret`; one of another namespace takes a TLSCertificateDelegation there, and the annotation '
    + '`projectcontour.io/tls-cert-namespace`'),
  'affinity.cookie': proxy('loadBalancerPolicy'),
  'balance.roundRobin': yes(CLUSTER, 'what it does by itself'),
  'balance.leastRequest': proxy('loadBalancerPolicy'),
  'balance.ipHash': proxy('loadBalancerPolicy'),
  'balance.random': proxy('loadBalancerPolicy'),
  'stream.tcp': no(HTTP_PROXY, STREAM_EDGE),
  'stream.udp': no(HTTP_PROXY, STREAM_EDGE),
  'stream.tls': proxy('tcpproxy'),
  'stream.weights': proxy('tcpproxy'),
  'stream.sources': no(HTTP_PROXY, STREAM_EDGE),
  'dns.records': yes(EXTERNAL_DNS, 'annotations of external-dns'),
  'dns.target': yes(EXTERNAL_DNS, 'annotations of external-dns'),
};
