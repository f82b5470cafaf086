import { Source } from '../../model/capability';
import { EdgeCapabilities } from '../../model/feature';
import { no, since, yes } from '../../model/support';

const TAG = 'https://github.com/haproxytech/kubernetes-ingress/blob/v3.2.11';
const VERSION = '3.2.11';
const CORE: Source = { url: 'https://kubernetes.io/docs/concepts/services-networking/ingress/', version: 'Kubernetes 1.35' };
const ANNOTATIONS = at('documentation/annotations.md');
const ROUTES = at('pkg/route/route.go');
const RESOURCES = at('documentation/custom-resources.md');
const TCP = at('documentation/custom-resource-tcp.md');

/** A resource that replaces every annotation of a backend, which an app team may write, too. */
const BACKEND_RESOURCE = 'in a Backend of `ingress.v3.haproxy.org` that the exposure names with `cr-backend`, which then takes the place of all other settings of the backend';

/** What the controller of HAProxy Technologies can be told by annotations, snippets excluded, and by its TCP resource. */
export const HAPROXY_CAPABILITIES: EdgeCapabilities = {
  'host.wildcard': yes(at('pkg/controller/controller.go'), '`host`: one label'),
  'path.exact': yes(ROUTES, '`pathType: Exact`'),
  'path.prefix': yes(ROUTES, '`pathType: Prefix`'),
  'path.regex': no(ROUTES, 'use `Path.prefix` or `Path.exact`'),
  'match.method': yes(ANNOTATIONS, '`route-acl` on the Service, beside the same path without the condition'),
  'match.header': yes(ANNOTATIONS, '`route-acl` on the Service, beside the same path without the condition'),
  'match.query': yes(ANNOTATIONS, '`route-acl` on the Service, beside the same path without the condition'),
  'match.grpc': yes(ANNOTATIONS, 'the path of the service, with `server-proto: h2`'),
  'weights': yes(at('documentation/canary-deployment.md'), '`route-acl: rand(100) lt 10` on the Service of the canary: two targets'),
  'redirect': yes(at('pkg/annotations/ingress/hostRedirect.go'), 'an Ingress with `request-redirect`: another host or scheme'),
  'redirect.https': yes(at('pkg/annotations/ingress/httpsRedirect.go'), '`ssl-redirect`, `ssl-redirect-code`, `ssl-redirect-port` (301)'),
  'rewrite.path': yes(at('pkg/annotations/ingress/reqPathRewrite.go'), 'an Ingress with `path-rewrite`'),
  'rewrite.host': yes(at('pkg/annotations/ingress/reqSetHost.go'), 'an Ingress with `set-host`'),
  'headers.request': yes(at('pkg/annotations/ingress/reqSetHdr.go'), '`request-set-header`: `set` alone'),
  'headers.response': yes(at('pkg/annotations/ingress/reqSetHdr.go'), '`response-set-header`: `set` alone'),
  'timeout.request': no(ANNOTATIONS, 'use `timeouts.backendSeconds`, which is for each wait for the pods'),
  'timeout.backend': yes(at('pkg/annotations/service/timeoutServer.go'), '`timeout-server`: for each wait'),
  'timeout.connect': no(RESOURCES, `say it ${BACKEND_RESOURCE}`),
  'timeout.idle': no(ANNOTATIONS, 'its operator sets `timeout-client` and `timeout-tunnel` for all exposures'),
  'retries': no(RESOURCES, `say it ${BACKEND_RESOURCE}`),
  'body.size': no(ANNOTATIONS, 'let the app refuse what is too long, or use another edge'),
  'rate.client': yes(at('pkg/annotations/ingress/reqRateLimit.go'), '`rate-limit-requests`, `rate-limit-period`: clients of IPv4, and together with all exposures that count in the same period'),
  'rate.total': no(at('pkg/annotations/ingress/reqRateLimit.go'), 'it counts by the address of the client alone: leave `perClient` as it is'),
  'cors': since('3.2.0', at('pkg/annotations/ingress/resSetCORS.go'), '`cors-*`'),
  'sources': since('1.11.0', at('pkg/annotations/ingress/accessControl.go'), '`allow-list`'),
  'websockets': yes(ANNOTATIONS, 'nothing to say: upgrades pass'),
  'backend.grpc': yes(ANNOTATIONS, '`server-proto: h2`'),
  'backend.http2': yes(ANNOTATIONS, '`server-proto: h2`'),
  'backend.tls': yes(ANNOTATIONS, '`server-ssl`'),
  'backend.tls.verified': no(at('pkg/annotations/service/ca.go'), 'annotate the exposure with `server-ca`, which takes an authority from a Secret and looks at no name'),
  'backend.namespace': no(CORE, 'an Ingress reaches Services of its own namespace: expose it there, or use an edge of the Gateway API'),
  'tls.secret': yes(CORE, '`tls[].secretName`'),
  'tls.issuer': yes(CORE, '`tls[].secretName`, filled by cert-manager'),
  'tls.edge': yes(ANNOTATIONS, '`tls[].hosts` without `secretName`: `--default-ssl-certificate`'),
  'affinity.cookie': yes(at('pkg/annotations/service/cookie.go'), '`cookie-persistence`'),
  'balance.roundRobin': yes(at('pkg/annotations/service/loadbalance.go'), '`load-balance: roundrobin`'),
  'balance.leastRequest': yes(at('pkg/annotations/service/loadbalance.go'), '`load-balance: leastconn`'),
  'balance.ipHash': yes(at('pkg/annotations/service/loadbalance.go'), '`load-balance: source`'),
  'balance.random': yes(at('pkg/annotations/service/loadbalance.go'), '`load-balance: random`'),
  'stream.tcp': since('3.0.0', TCP, 'a TCP of `ingress.v1.haproxy.org`, where the operator has opened the port'),
  'stream.udp': no(TCP, 'use an edge of its own, such as a Service of type LoadBalancer'),
  'stream.tls': yes(ANNOTATIONS, 'an Ingress with `ssl-passthrough`, which makes the whole edge look at names first'),
  'stream.weights': no(TCP, 'give the stream one target'),
  'stream.sources': yes(TCP, 'a rule of the TCP; `allow-list` for TLS'),
  'dns.records': yes(CORE, 'annotations for external-dns'),
  'dns.target': yes(CORE, 'annotations for external-dns'),
};

function at(path: string): Source {
  return { url: `${TAG}/${path}`, version: VERSION };
}
