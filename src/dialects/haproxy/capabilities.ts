import { Source } from '../../model/capability';
import { EdgeCapabilities, noneBut } from '../../model/feature';

const CORE: Source = { url: 'https://kubernetes.io/docs/concepts/services-networking/ingress/', version: 'Kubernetes 1.35' };
const HAPROXY: Source = { url: 'https://github.com/haproxytech/kubernetes-ingress/blob/v3.2.11/documentation/annotations.md', version: '3.2.11' };

/** What haproxy can be asked to do. */
export const HAPROXY_CAPABILITIES: EdgeCapabilities = noneBut(HAPROXY, {
  'host.wildcard': { support: 'yes', source: CORE },
  'path.exact': { support: 'yes', source: CORE },
  'path.prefix': { support: 'yes', source: CORE },
  'websockets': { support: 'yes', source: CORE },
  'backend.http2': { support: 'yes', source: CORE },
  'dns.records': { support: 'yes', source: CORE },
  'dns.target': { support: 'yes', source: CORE },
  'redirect.https': { support: 'yes', source: HAPROXY },
  'tls.secret': { support: 'yes', source: CORE },
  'tls.issuer': { support: 'yes', source: CORE },
  'backend.grpc': { support: 'yes', source: HAPROXY },
  'backend.tls': { support: 'yes', source: HAPROXY },
});
