import { Source } from '../../model/capability';
import { EdgeCapabilities } from '../../model/feature';
import { no, yes } from '../../model/support';

const CORE: Source = { url: 'https://kubernetes.io/docs/concepts/services-networking/ingress/', version: 'Kubernetes 1.35' };
const SERVICE: Source = { url: 'https://kubernetes.io/docs/concepts/services-networking/service/#application-protocol', version: 'Kubernetes 1.35' };
const CERT_MANAGER: Source = { url: 'https://cert-manager.io/docs/usage/ingress/', version: '1.18' };
const EXTERNAL_DNS: Source = { url: 'https://github.com/kubernetes-sigs/external-dns/blob/v0.22.0/docs/annotations/annotations.md', version: '0.22.0' };

const ANNOTATE = 'annotate the exposure with what the controller of this edge understands, and leave it out here';
const OTHER_EDGE = 'use an edge of the Gateway API, or one whose controller is known by name';
const STREAM_EDGE = 'an Ingress carries HTTP alone; use an edge of the Gateway API, or one of Services of type LoadBalancer';

/** What can be said to a controller of Ingress objects of which nothing else is known. */
export const GENERIC_CAPABILITIES: EdgeCapabilities = {
  'host.wildcard': yes(CORE, '`host`; a wildcard is one label'),
  'path.exact': yes(CORE, '`pathType: Exact`'),
  'path.prefix': yes(CORE, '`pathType: Prefix`'),
  'path.regex': no(CORE, OTHER_EDGE),
  'match.method': no(CORE, OTHER_EDGE),
  'match.header': no(CORE, OTHER_EDGE),
  'match.query': no(CORE, OTHER_EDGE),
  'match.grpc': yes(CORE, 'the path of the service'),
  'weights': no(CORE, OTHER_EDGE),
  'redirect': no(CORE, OTHER_EDGE),
  'redirect.https': no(CORE, 'set `httpsRedirect: false`, and annotate the exposure with what the controller of this edge understands'),
  'rewrite.path': no(CORE, OTHER_EDGE),
  'rewrite.host': no(CORE, OTHER_EDGE),
  'headers.request': no(CORE, ANNOTATE),
  'headers.response': no(CORE, ANNOTATE),
  'timeout.request': no(CORE, ANNOTATE),
  'timeout.backend': no(CORE, ANNOTATE),
  'timeout.connect': no(CORE, ANNOTATE),
  'timeout.idle': no(CORE, ANNOTATE),
  'retries': no(CORE, ANNOTATE),
  'body.size': no(CORE, ANNOTATE),
  'rate.client': no(CORE, ANNOTATE),
  'rate.total': no(CORE, ANNOTATE),
  'cors': no(CORE, ANNOTATE),
  'sources': no(CORE, ANNOTATE),
  'websockets': yes(SERVICE, '`appProtocol` of the Service, if the controller reads it'),
  'backend.grpc': yes(SERVICE, '`appProtocol` of the Service, if the controller reads it'),
  'backend.http2': yes(SERVICE, '`appProtocol` of the Service, if the controller reads it'),
  'backend.tls': yes(SERVICE, '`appProtocol` of the Service, if the controller reads it'),
  'backend.tls.verified': no(CORE, ANNOTATE),
  'backend.namespace': no(CORE, 'expose it in its own namespace, or use an edge of the Gateway API'),
  'tls.secret': yes(CORE, '`tls`'),
  'tls.issuer': yes(CERT_MANAGER, 'an annotation of cert-manager, and `tls`'),
  'tls.edge': no(CORE, 'name the Secret with `Tls.secret`'),
  'affinity.cookie': no(CORE, ANNOTATE),
  'balance.roundRobin': no(CORE, ANNOTATE),
  'balance.leastRequest': no(CORE, ANNOTATE),
  'balance.ipHash': no(CORE, ANNOTATE),
  'balance.random': no(CORE, ANNOTATE),
  'stream.tcp': no(CORE, STREAM_EDGE),
  'stream.udp': no(CORE, STREAM_EDGE),
  'stream.tls': no(CORE, STREAM_EDGE),
  'stream.weights': no(CORE, STREAM_EDGE),
  'stream.sources': no(CORE, STREAM_EDGE),
  'dns.records': yes(EXTERNAL_DNS, 'annotations of external-dns'),
  'dns.target': yes(EXTERNAL_DNS, 'annotations of external-dns'),
};
