import { Source } from '../../model/capability';
import { EdgeCapabilities, noneBut } from '../../model/feature';

const CONTOUR: Source = { url: 'https://github.com/projectcontour/contour/blob/v1.33.6/internal/dag/accessors.go', version: '1.33.6' };
const CONTOUR_ANNOTATIONS: Source = { url: 'https://projectcontour.io/docs/main/config/annotations/', version: '1.33.6' };
const CORE: Source = { url: 'https://kubernetes.io/docs/concepts/services-networking/ingress/', version: 'Kubernetes 1.35' };

/** What contour can be asked to do. */
export const CONTOUR_CAPABILITIES: EdgeCapabilities = noneBut(CONTOUR, {
  'host.wildcard': { support: 'yes', source: CORE },
  'path.exact': { support: 'yes', source: CORE },
  'path.prefix': { support: 'yes', source: CORE },
  'websockets': { support: 'yes', source: CORE },
  'backend.http2': { support: 'yes', source: CORE },
  'dns.records': { support: 'yes', source: CORE },
  'dns.target': { support: 'yes', source: CORE },
  'redirect.https': { support: 'yes', source: CONTOUR_ANNOTATIONS },
  'tls.secret': { support: 'yes', source: CORE },
  'tls.issuer': { support: 'yes', source: CORE },
  // Only as `kubernetes.io/h2c`: any other `appProtocol` than the four that it knows means HTTP/1.1 to Contour.
  'backend.grpc': { support: 'no', source: CONTOUR },
  'backend.tls': { support: 'since', since: '1.31.0', source: CONTOUR },
});
