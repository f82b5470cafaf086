import { Source } from '../../model/capability';
import { EdgeCapabilities } from '../../model/feature';
import { no, since, yes } from '../../model/support';

const SOURCES = 'https://github.com/traefik/traefik/blob/v3.7.9/pkg';
const DOCS = 'https://doc.traefik.io/traefik/reference';

const source = (url: string, version = '3.7.9'): Source => ({ url, version });
const middleware = (name: string): Source => source(`${DOCS}/routing-configuration/http/middlewares/${name}/`, '3.7');

const INGRESS = source(`${DOCS}/routing-configuration/kubernetes/ingress/`, '3.7');
const ROUTE = source(`${DOCS}/routing-configuration/kubernetes/crd/http/ingressroute/`, '3.7');
const RULES = source(`${DOCS}/routing-configuration/http/routing/rules-and-priority/`, '3.7');
const TRANSPORT = source(`${DOCS}/routing-configuration/kubernetes/crd/http/serverstransport/`, '3.7');
const ENTRY_POINTS = source(`${DOCS}/install-configuration/entrypoints/`, '3.7');
const STREAMS = source(`${DOCS}/routing-configuration/kubernetes/crd/tcp/ingressroutetcp/`, '3.7');
const BALANCERS = source(`${DOCS}/routing-configuration/http/load-balancing/service/`, '3.7');
const CHANGES = source('https://github.com/traefik/traefik/blob/v3.7.9/CHANGELOG.md');
const EXTERNAL_DNS = source('https://github.com/kubernetes-sigs/external-dns/blob/v0.22.0/source/traefik_proxy.go', '0.22.0');


/** What Traefik can be asked to do by Ingress objects, or by the IngressRoutes that stand in their place where an Ingress cannot say it. */
export const TRAEFIK_CAPABILITIES: EdgeCapabilities = {
  'host.wildcard': yes(RULES, '`HostRegexp`'),
  'path.exact': yes(RULES, 'Ingress, or `Path`'),
  // PathPrefix compares characters, on an Ingress as well: whole segments take two matchers
  'path.prefix': yes(source(`${SOURCES}/provider/kubernetes/ingress/kubernetes.go`), '`Path` and `PathPrefix` of an IngressRoute'),
  'path.regex': yes(RULES, '`PathRegexp`'),
  'match.method': yes(RULES, '`Method`'),
  'match.header': yes(RULES, '`Header`, `HeaderRegexp`'),
  'match.query': yes(RULES, '`Query`, `QueryRegexp`'),
  'match.grpc': yes(RULES, '`Path`, `PathPrefix`'),
  'weights': yes(ROUTE, '`services[].weight`'),
  'redirect': yes(middleware('redirectregex'), 'Middleware `redirectRegex`'),
  'redirect.https': yes(middleware('redirectscheme'), 'Middleware `redirectScheme`'),
  'rewrite.path': yes(middleware('replacepathregex'), 'Middleware `replacePathRegex`, `replacePath`'),
  'rewrite.host': yes(source(`${SOURCES}/middlewares/headers/header.go`), 'Middleware `headers`'),
  'headers.request': yes(middleware('headers'), 'Middleware `headers`, without `add`'),
  'headers.response': yes(middleware('headers'), 'Middleware `headers`, without `add`'),
  'timeout.request': no(ENTRY_POINTS, 'its entry points have `transport.respondingTimeouts` for all requests, which its operator sets; bound the wait for the pods with '
    + '`timeouts.backendSeconds`'),
  'timeout.backend': yes(TRANSPORT, 'ServersTransport `responseHeaderTimeout`'),
  'timeout.connect': yes(TRANSPORT, 'ServersTransport `dialTimeout`'),
  'timeout.idle': no(ENTRY_POINTS, 'its entry points have `transport.respondingTimeouts.idleTimeout`, which its operator sets; leave `timeouts.idleSeconds` out'),
  'retries': yes(middleware('retry'), 'Middleware `retry`, on failed connections'),
  'body.size': yes(middleware('buffering'), 'Middleware `buffering`'),
  'rate.client': yes(middleware('ratelimit'), 'Middleware `rateLimit`, in each of its pods'),
  'rate.total': yes(middleware('ratelimit'), 'Middleware `rateLimit`, in each of its pods'),
  'cors': yes(middleware('headers'), 'Middleware `headers`'),
  'sources': yes(middleware('ipallowlist'), 'Middleware `ipAllowList`'),
  'websockets': yes(source(`${DOCS}/routing-configuration/http/load-balancing/service/`, '3.7')),
  'backend.grpc': yes(INGRESS, 'scheme `h2c`'),
  'backend.http2': yes(INGRESS, 'scheme `h2c`'),
  'backend.tls': yes(INGRESS, 'scheme `https`'),
  'backend.tls.verified': yes(TRANSPORT, 'ServersTransport `rootCAs`, `serverName`'),
  'backend.namespace': no(source(`${SOURCES}/provider/kubernetes/crd/kubernetes.go`),
    'it refuses Services of other namespaces unless its operator sets `allowCrossNamespace`: expose the app in its own namespace'),
  'tls.secret': yes(INGRESS, '`spec.tls`, or `tls.secretName`'),
  'tls.issuer': yes(INGRESS, 'annotation of the Ingress, or a Certificate beside the IngressRoute'),
  'tls.edge': yes(ENTRY_POINTS, '`websecure` with its own certificate'),
  'affinity.cookie': yes(BALANCERS, '`sticky.cookie`'),
  'balance.roundRobin': yes(BALANCERS, '`strategy: wrr`'),
  'balance.leastRequest': since('3.4.0', CHANGES, '`strategy: p2c`, the less busy of two'),
  'balance.ipHash': since('3.6.0', CHANGES, '`strategy: hrw`'),
  'balance.random': no(BALANCERS, 'use `roundRobin`, which spreads requests evenly as well'),
  'stream.tcp': yes(STREAMS, 'IngressRouteTCP'),
  'stream.udp': yes(source(`${DOCS}/routing-configuration/kubernetes/crd/udp/ingressrouteudp/`, '3.7'), 'IngressRouteUDP'),
  'stream.tls': yes(STREAMS, 'IngressRouteTCP `tls.passthrough`'),
  'stream.weights': yes(STREAMS, '`services[].weight`'),
  'stream.sources': yes(source(`${DOCS}/routing-configuration/tcp/middlewares/ipallowlist/`, '3.7'), 'MiddlewareTCP `ipAllowList`'),
  'dns.records': yes(EXTERNAL_DNS, 'annotations; an IngressRoute needs `targets`'),
  'dns.target': yes(EXTERNAL_DNS, 'annotations'),
};
