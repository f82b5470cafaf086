import { Source } from '../../model/capability';
import { EdgeCapabilities, noneBut } from '../../model/feature';

const CORE: Source = { url: 'https://kubernetes.io/docs/concepts/services-networking/ingress/', version: 'Kubernetes 1.35' };
const TRAEFIK: Source = { url: 'https://doc.traefik.io/traefik/reference/routing-configuration/kubernetes/ingress/', version: '3.7' };

/** What traefik can be asked to do. */
export const TRAEFIK_CAPABILITIES: EdgeCapabilities = noneBut(TRAEFIK, {
  'host.wildcard': { support: 'yes', source: CORE },
  'path.exact': { support: 'yes', source: CORE },
  'path.prefix': { support: 'yes', source: CORE },
  'websockets': { support: 'yes', source: CORE },
  'backend.http2': { support: 'yes', source: CORE },
  'dns.records': { support: 'yes', source: CORE },
  'dns.target': { support: 'yes', source: CORE },
  'redirect.https': { support: 'yes', source: TRAEFIK },
  'tls.secret': { support: 'yes', source: CORE },
  'tls.issuer': { support: 'yes', source: CORE },
  'backend.grpc': { support: 'yes', source: TRAEFIK },
  'backend.tls': { support: 'yes', source: TRAEFIK },
});
