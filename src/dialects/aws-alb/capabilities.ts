import { Source } from '../../model/capability';
import { EdgeCapabilities, noneBut } from '../../model/feature';

const ALB: Source = { url: 'https://github.com/kubernetes-sigs/aws-load-balancer-controller/blob/v3.5.0/docs/guide/ingress/annotations.md', version: '3.5.0' };
const ALB_CERTIFICATES: Source = { url: 'https://github.com/kubernetes-sigs/aws-load-balancer-controller/blob/v3.5.0/docs/guide/ingress/cert_discovery.md', version: '3.5.0' };
const CORE: Source = { url: 'https://kubernetes.io/docs/concepts/services-networking/ingress/', version: 'Kubernetes 1.35' };

/** What aws-alb can be asked to do. */
export const AWS_ALB_CAPABILITIES: EdgeCapabilities = noneBut(ALB, {
  'host.wildcard': { support: 'yes', source: CORE },
  'path.exact': { support: 'yes', source: CORE },
  'path.prefix': { support: 'yes', source: CORE },
  'websockets': { support: 'yes', source: CORE },
  'backend.http2': { support: 'yes', source: CORE },
  'dns.records': { support: 'yes', source: CORE },
  'dns.target': { support: 'yes', source: CORE },
  'redirect.https': { support: 'yes', source: ALB },
  'tls.secret': { support: 'no', source: ALB_CERTIFICATES },
  'tls.issuer': { support: 'no', source: ALB_CERTIFICATES },
  'backend.grpc': { support: 'yes', source: ALB },
  'backend.tls': { support: 'yes', source: ALB },
});
