import { Source } from '../../model/capability';
import { EdgeCapabilities, noneBut } from '../../model/feature';

const CORE: Source = { url: 'https://kubernetes.io/docs/concepts/services-networking/ingress/', version: 'Kubernetes 1.35' };
const GCE: Source = { url: 'https://github.com/kubernetes/ingress-gce/blob/v1.41.1/pkg/annotations/service.go', version: '1.41.1' };
const GKE: Source = { url: 'https://cloud.google.com/kubernetes-engine/docs/how-to/ingress-configuration', version: 'read in November 2026' };

/** What gce can be asked to do. */
export const GCE_CAPABILITIES: EdgeCapabilities = noneBut(GKE, {
  'host.wildcard': { support: 'yes', source: CORE },
  'path.exact': { support: 'yes', source: CORE },
  'path.prefix': { support: 'yes', source: CORE },
  'websockets': { support: 'yes', source: CORE },
  'dns.records': { support: 'yes', source: CORE },
  'dns.target': { support: 'yes', source: CORE },
  'redirect.https': { support: 'since', since: 'GKE 1.17.13-gke.2600', source: GKE },
  'tls.secret': { support: 'yes', source: GKE },
  'tls.issuer': { support: 'yes', source: GKE },
  // HTTP/2 to a backend is always HTTP/2 over TLS here: the annotation knows HTTP, HTTPS and HTTP2 alone.
  'backend.grpc': { support: 'no', source: GCE },
  'backend.tls': { support: 'yes', source: GCE },
});
