import { Source } from '../../model/capability';
import { EdgeCapabilities } from '../../model/feature';
import { no, since, yes } from '../../model/support';

const TAG = 'https://github.com/kubernetes/ingress-nginx/blob/controller-v1.15.1';
const VERSION = '1.15.1';
const CORE: Source = { url: 'https://kubernetes.io/docs/concepts/services-networking/ingress/', version: 'Kubernetes 1.35' };
const ANNOTATIONS: Source = { url: `${TAG}/docs/user-guide/nginx-configuration/annotations.md`, version: VERSION };
const TEMPLATE = at('rootfs/etc/nginx/template/nginx.tmpl');
const BALANCER = at('rootfs/etc/nginx/lua/balancer.lua');
const STREAMS = at('docs/user-guide/exposing-tcp-udp-services.md');

/**
 * What ingress-nginx can be told by annotations, snippets excluded: they are off by default, and so is every annotation of critical risk.
 *
 * @see https://github.com/kubernetes/ingress-nginx/blob/controller-v1.15.1/docs/user-guide/nginx-configuration/annotations-risk.md
 */
export const INGRESS_NGINX_CAPABILITIES: EdgeCapabilities = {
  'host.wildcard': yes(at('internal/ingress/controller/template/template.go'), '`host`: one label'),
  'path.exact': yes(CORE, '`pathType: Exact`'),
  'path.prefix': yes(CORE, '`pathType: Prefix`'),
  'path.regex': yes(at('docs/user-guide/ingress-path-matching.md'), '`use-regex`: all paths of the host become patterns'),
  'match.method': no(ANNOTATIONS, 'route by path or header, or use an edge of the Gateway API'),
  'match.header': yes(BALANCER, 'a canary Ingress with `canary-by-header`, beside the same path without the header'),
  'match.query': no(ANNOTATIONS, 'route by path or header, or use an edge of the Gateway API'),
  'match.grpc': yes(ANNOTATIONS, 'the path of the service, with `backend-protocol: GRPC`'),
  'weights': yes(BALANCER, 'a canary Ingress with `canary-weight`: two targets'),
  'redirect': yes(at('internal/ingress/annotations/redirect/redirect.go'), 'an Ingress with `permanent-redirect`, or with an address as `rewrite-target` (302)'),
  'redirect.https': yes(ANNOTATIONS, '`ssl-redirect` (308)'),
  'rewrite.path': yes(at('docs/examples/rewrite/README.md'), 'an Ingress with `rewrite-target`: all paths of the host become patterns'),
  'rewrite.host': yes(at('internal/ingress/annotations/upstreamvhost/main.go'), 'an Ingress with `upstream-vhost`'),
  'headers.request': no(ANNOTATIONS, 'its operator can set headers for all exposures with `proxy-set-headers`; or use an edge of the Gateway API'),
  'headers.response': no(at('internal/ingress/annotations/customheaders/main.go'),
    'its operator has to allow each name with `global-allowed-response-headers` before `custom-headers` takes it; or let the app send them'),
  'timeout.request': no(TEMPLATE, 'use `timeouts.backendSeconds`, which is for each wait for the pods'),
  'timeout.backend': yes(TEMPLATE, '`proxy-read-timeout`, `proxy-send-timeout`: for each wait'),
  'timeout.connect': yes(TEMPLATE, '`proxy-connect-timeout`'),
  'timeout.idle': yes(TEMPLATE, '`proxy-read-timeout`, `proxy-send-timeout`'),
  'retries': yes(ANNOTATIONS, '`proxy-next-upstream`, `proxy-next-upstream-tries`'),
  'body.size': yes(ANNOTATIONS, '`proxy-body-size`'),
  'rate.client': yes(at('internal/ingress/annotations/ratelimit/main.go'), '`limit-rps`, `limit-rpm`: answers 503 unless its operator has set `limit-req-status-code`'),
  'rate.total': no(at('internal/ingress/annotations/ratelimit/main.go'), 'it counts by the address of the client alone: leave `perClient` as it is'),
  'cors': yes(at('internal/ingress/annotations/cors/main.go'), '`enable-cors`, `cors-*`'),
  'sources': since('1.10.0', at('internal/ingress/annotations/ipallowlist/main.go'), '`allowlist-source-range`; redirects answer everybody'),
  'websockets': yes(TEMPLATE, 'nothing to say: upgrades pass'),
  'backend.grpc': yes(ANNOTATIONS, '`backend-protocol: GRPC`'),
  'backend.http2': no(at('internal/ingress/annotations/backendprotocol/main.go'), 'it talks HTTP/2 without TLS for gRPC alone: use `appProtocol: grpc` where it is gRPC, or HTTP/1.1'),
  'backend.tls': yes(ANNOTATIONS, '`backend-protocol: HTTPS`'),
  'backend.tls.verified': no(at('internal/ingress/annotations/proxyssl/main.go'),
    'it takes an authority from a Secret alone: annotate the exposure with `proxy-ssl-secret`, `proxy-ssl-verify`, `proxy-ssl-name` and `proxy-ssl-server-name`'),
  'backend.namespace': no(CORE, 'an Ingress reaches Services of its own namespace: expose it there, or use an edge of the Gateway API'),
  'tls.secret': yes(CORE, '`tls[].secretName`'),
  'tls.issuer': yes(CORE, '`tls[].secretName`, filled by cert-manager'),
  'tls.edge': yes(at('docs/user-guide/tls.md'), '`tls[].hosts` without `secretName`: `--default-ssl-certificate`'),
  'affinity.cookie': yes(at('internal/ingress/annotations/sessionaffinity/main.go'), '`affinity: cookie`, `session-cookie-*`'),
  'balance.roundRobin': yes(at('internal/ingress/annotations/loadbalancing/main.go'), '`load-balance: round_robin`'),
  'balance.leastRequest': no(at('internal/ingress/annotations/loadbalancing/main.go'), 'its `ewma` goes by latency, not by requests: annotate the exposure with `load-balance: ewma` where that will do'),
  'balance.ipHash': yes(at('internal/ingress/annotations/upstreamhashby/main.go'), '`upstream-hash-by: $remote_addr`'),
  'balance.random': no(at('internal/ingress/annotations/loadbalancing/main.go'), 'use `LoadBalancing.ROUND_ROBIN`'),
  'stream.tcp': no(STREAMS, 'its operator maps ports to Services in the ConfigMap of `--tcp-services-configmap`; or use an edge of its own, such as a Service of type LoadBalancer'),
  'stream.udp': no(STREAMS, 'its operator maps ports to Services in the ConfigMap of `--udp-services-configmap`; or use an edge of its own, such as a Service of type LoadBalancer'),
  'stream.tls': yes(at('docs/user-guide/tls.md'), 'an Ingress with `ssl-passthrough`, where the operator has set `--enable-ssl-passthrough`'),
  'stream.weights': no(BALANCER, 'give the stream one target'),
  'stream.sources': no(ANNOTATIONS, 'a stream of TLS heeds no other annotation: let in clients at the load balancer, or use another edge'),
  'dns.records': yes(CORE, 'annotations for external-dns'),
  'dns.target': yes(CORE, 'annotations for external-dns'),
};

function at(path: string): Source {
  return { url: `${TAG}/${path}`, version: VERSION };
}
