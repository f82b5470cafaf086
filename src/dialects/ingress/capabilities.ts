import { Source } from '../../model/capability';
import { EdgeCapabilities, noneBut } from '../../model/feature';

const CORE: Source = { url: 'https://kubernetes.io/docs/concepts/services-networking/ingress/', version: 'Kubernetes 1.35' };

/** What an Ingress can say to any controller can be asked to do. */
export const GENERIC_CAPABILITIES: EdgeCapabilities = noneBut(CORE, {
  'host.wildcard': { support: 'yes', source: CORE },
  'path.exact': { support: 'yes', source: CORE },
  'path.prefix': { support: 'yes', source: CORE },
  'websockets': { support: 'yes', source: CORE },
  'backend.http2': { support: 'yes', source: CORE },
  'dns.records': { support: 'yes', source: CORE },
  'dns.target': { support: 'yes', source: CORE },
  'redirect.https': { support: 'no', source: CORE },
  'tls.secret': { support: 'yes', source: CORE },
  'tls.issuer': { support: 'yes', source: CORE },
  // All that Kubernetes itself has for it is `appProtocol`, which the Service carries.
  'backend.grpc': { support: 'yes', source: CORE },
  'backend.tls': { support: 'yes', source: CORE },
});
