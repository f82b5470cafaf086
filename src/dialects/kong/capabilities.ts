import { Source } from '../../model/capability';
import { EdgeCapabilities, noneBut } from '../../model/feature';

const CORE: Source = { url: 'https://kubernetes.io/docs/concepts/services-networking/ingress/', version: 'Kubernetes 1.35' };
const KONG: Source = { url: 'https://developer.konghq.com/kubernetes-ingress-controller/reference/annotations/', version: '3.5' };

/** What kong can be asked to do. */
export const KONG_CAPABILITIES: EdgeCapabilities = noneBut(KONG, {
  'host.wildcard': { support: 'yes', source: CORE },
  'path.exact': { support: 'yes', source: CORE },
  'path.prefix': { support: 'yes', source: CORE },
  'websockets': { support: 'yes', source: CORE },
  'dns.records': { support: 'yes', source: CORE },
  'dns.target': { support: 'yes', source: CORE },
  'redirect.https': { support: 'yes', source: KONG },
  'tls.secret': { support: 'yes', source: CORE },
  'tls.issuer': { support: 'yes', source: CORE },
  'backend.grpc': { support: 'yes', source: KONG },
  'backend.tls': { support: 'yes', source: KONG },
});
