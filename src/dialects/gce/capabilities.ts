import { Source } from '../../model/capability';
import { EdgeCapabilities } from '../../model/feature';
import { no, since, yes } from '../../model/support';

const AT = 'https://github.com/kubernetes/ingress-gce/blob/v1.41.1';
const SERVICE: Source = { url: `${AT}/pkg/annotations/service.go`, version: '1.41.1' };
const TRANSLATOR: Source = { url: `${AT}/pkg/controller/translator/translator.go`, version: '1.41.1' };
const BACKEND_CONFIG: Source = { url: `${AT}/pkg/apis/backendconfig/v1/types.go`, version: '1.41.1' };
const AFFINITY: Source = { url: `${AT}/pkg/backendconfig/validation.go`, version: '1.41.1' };
const GKE: Source = { url: 'https://cloud.google.com/kubernetes-engine/docs/how-to/ingress-configuration', version: 'read in November 2026' };
const URL_MAP: Source = { url: 'https://cloud.google.com/python/docs/reference/compute/1.8.0/google.cloud.compute_v1.types.HostRule', version: '1.8.0' };
const CERT_MANAGER: Source = { url: 'https://cert-manager.io/docs/usage/ingress/', version: '1.18' };
const EXTERNAL_DNS: Source = { url: 'https://github.com/kubernetes-sigs/external-dns/blob/v0.22.0/docs/annotations/annotations.md', version: '0.22.0' };

const GATEWAY_EDGE = 'use an edge of the Gateway API, such as GKE\'s own';
const STREAM_EDGE = 'use an edge of Services of type LoadBalancer';
const ARMOR = 'let a policy of Cloud Armor do it, which a BackendConfig names in `securityPolicy`';
const IN_APP = 'do it in the app, or use another edge';
const HTTP2 = 'GKE Ingress talks HTTP/2 to pods over TLS only; use another edge for this port, or serve it over HTTPS';
const beside = (field: string) => no(BACKEND_CONFIG, `write a BackendConfig with \`${field}\`, and annotate the Service with \`cloud.google.com/backend-config\``);

/** What GKE Ingress can be told through an Ingress, the Services behind it, and the objects that both name. */
export const GCE_CAPABILITIES: EdgeCapabilities = {
  'host.wildcard': yes(URL_MAP, '`host`; a wildcard is any number of labels'),
  'path.exact': yes(TRANSLATOR, '`pathType: Exact`'),
  'path.prefix': yes(TRANSLATOR, '`pathType: Prefix`'),
  'path.regex': no(TRANSLATOR, GATEWAY_EDGE),
  'match.method': no(TRANSLATOR, GATEWAY_EDGE),
  'match.header': no(TRANSLATOR, GATEWAY_EDGE),
  'match.query': no(TRANSLATOR, GATEWAY_EDGE),
  'match.grpc': yes(TRANSLATOR, 'the path of the service'),
  'weights': no(TRANSLATOR, GATEWAY_EDGE),
  'redirect': no(TRANSLATOR, GATEWAY_EDGE),
  'redirect.https': since('GKE 1.17.13-gke.2600', GKE, 'FrontendConfig `redirectToHttps` (308), class `gce` only'),
  'rewrite.path': no(TRANSLATOR, GATEWAY_EDGE),
  'rewrite.host': no(TRANSLATOR, GATEWAY_EDGE),
  'headers.request': beside('customRequestHeaders'),
  'headers.response': beside('customResponseHeaders'),
  'timeout.request': no(BACKEND_CONFIG, 'use `timeouts.backendSeconds`'),
  'timeout.backend': yes(BACKEND_CONFIG, 'BackendConfig `timeoutSec`; for websockets it is their whole life'),
  'timeout.connect': no(BACKEND_CONFIG, 'use `timeouts.backendSeconds`'),
  'timeout.idle': no(BACKEND_CONFIG, 'use `timeouts.backendSeconds`'),
  'retries': no(BACKEND_CONFIG, IN_APP),
  'body.size': no(BACKEND_CONFIG, IN_APP),
  'rate.client': no(BACKEND_CONFIG, ARMOR),
  'rate.total': no(BACKEND_CONFIG, ARMOR),
  'cors': no(BACKEND_CONFIG, IN_APP),
  'sources': no(BACKEND_CONFIG, ARMOR),
  'websockets': yes(GKE, 'what it does by itself'),
  // HTTP/2 to a backend is always HTTP/2 over TLS here: the annotation knows HTTP, HTTPS and HTTP2 alone.
  'backend.grpc': no(SERVICE, HTTP2),
  'backend.http2': no(SERVICE, HTTP2),
  'backend.tls': yes(SERVICE, '`cloud.google.com/app-protocols` of the Service; any certificate will do'),
  'backend.tls.verified': no(SERVICE, 'leave it out: it takes any certificate, and only the network keeps others away'),
  'backend.namespace': no(TRANSLATOR, 'expose it in its own namespace, or use an edge of the Gateway API'),
  'tls.secret': yes(GKE, '`tls`'),
  'tls.issuer': yes(CERT_MANAGER, 'an annotation of cert-manager, and `tls`'),
  'tls.edge': no(GKE, 'leave `tls` out and annotate the exposure with `networking.gke.io/managed-certificates` or `ingress.gcp.kubernetes.io/pre-shared-cert`'),
  'affinity.cookie': no(AFFINITY, 'its cookie is always named `GCLB`; write a BackendConfig with `sessionAffinity`, and annotate the Service with `cloud.google.com/backend-config`'),
  'balance.roundRobin': no(BACKEND_CONFIG, 'leave `loadBalancing` out: it spreads requests by itself'),
  'balance.leastRequest': no(BACKEND_CONFIG, 'leave `loadBalancing` out: it spreads requests by itself'),
  'balance.ipHash': yes(AFFINITY, 'BackendConfig `sessionAffinity: CLIENT_IP`'),
  'balance.random': no(BACKEND_CONFIG, 'leave `loadBalancing` out: it spreads requests by itself'),
  'stream.tcp': no(TRANSLATOR, STREAM_EDGE),
  'stream.udp': no(TRANSLATOR, STREAM_EDGE),
  'stream.tls': no(TRANSLATOR, STREAM_EDGE),
  'stream.weights': no(TRANSLATOR, STREAM_EDGE),
  'stream.sources': no(TRANSLATOR, STREAM_EDGE),
  'dns.records': yes(EXTERNAL_DNS, 'annotations of external-dns'),
  'dns.target': yes(EXTERNAL_DNS, 'annotations of external-dns'),
};
