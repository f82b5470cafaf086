import { IngressCapability, Source, Support } from '../../model/capability';
import { ControllerName } from '../../model/exposure';

const yes = (source: Source): Support => ({ support: 'yes', source });
const no = (source: Source): Support => ({ support: 'no', source });

const NGINX: Source = { url: 'https://github.com/kubernetes/ingress-nginx/blob/main/docs/user-guide/nginx-configuration/annotations.md', version: '1.15.1' };
const TRAEFIK: Source = { url: 'https://doc.traefik.io/traefik/reference/routing-configuration/kubernetes/ingress/', version: '3.7' };
const HAPROXY: Source = { url: 'https://github.com/haproxytech/kubernetes-ingress/blob/v3.2.11/documentation/annotations.md', version: '3.2.11' };
const CONTOUR: Source = { url: 'https://github.com/projectcontour/contour/blob/v1.33.6/internal/dag/accessors.go', version: '1.33.6' };
const CONTOUR_ANNOTATIONS: Source = { url: 'https://projectcontour.io/docs/main/config/annotations/', version: '1.33.6' };
const KONG: Source = { url: 'https://developer.konghq.com/kubernetes-ingress-controller/reference/annotations/', version: '3.5' };
const ALB: Source = { url: 'https://github.com/kubernetes-sigs/aws-load-balancer-controller/blob/v3.5.0/docs/guide/ingress/annotations.md', version: '3.5.0' };
const ALB_CERTIFICATES: Source = { url: 'https://github.com/kubernetes-sigs/aws-load-balancer-controller/blob/v3.5.0/docs/guide/ingress/cert_discovery.md', version: '3.5.0' };
const GKE: Source = { url: 'https://cloud.google.com/kubernetes-engine/docs/how-to/ingress-configuration', version: 'read in November 2026' };
const GCE: Source = { url: 'https://github.com/kubernetes/ingress-gce/blob/v1.41.1/pkg/annotations/service.go', version: '1.41.1' };
const CORE: Source = { url: 'https://kubernetes.io/docs/concepts/services-networking/ingress/', version: 'Kubernetes 1.35' };

/**
 * What each controller can be told through an Ingress. A test holds every `no` against a reported gap, and every other entry
 * against the absence of one.
 */
export const INGRESS_CAPABILITIES: Readonly<Record<ControllerName, Readonly<Record<IngressCapability, Support>>>> = {
  'ingress-nginx': {
    'ingress.httpsRedirect': yes(NGINX),
    'ingress.secretTls': yes(CORE),
    'ingress.grpcBackend': yes(NGINX),
    'ingress.httpsBackend': yes(NGINX),
  },
  'traefik': {
    'ingress.httpsRedirect': yes(TRAEFIK),
    'ingress.secretTls': yes(CORE),
    'ingress.grpcBackend': yes(TRAEFIK),
    'ingress.httpsBackend': yes(TRAEFIK),
  },
  'haproxy': {
    'ingress.httpsRedirect': yes(HAPROXY),
    'ingress.secretTls': yes(CORE),
    'ingress.grpcBackend': yes(HAPROXY),
    'ingress.httpsBackend': yes(HAPROXY),
  },
  'contour': {
    'ingress.httpsRedirect': yes(CONTOUR_ANNOTATIONS),
    'ingress.secretTls': yes(CORE),
    // Only as `kubernetes.io/h2c`: any other `appProtocol` than the four that it knows means HTTP/1.1 to Contour.
    'ingress.grpcBackend': no(CONTOUR),
    'ingress.httpsBackend': { support: 'since', since: '1.31.0', source: CONTOUR },
  },
  'kong': {
    'ingress.httpsRedirect': yes(KONG),
    'ingress.secretTls': yes(CORE),
    'ingress.grpcBackend': yes(KONG),
    'ingress.httpsBackend': yes(KONG),
  },
  'aws-alb': {
    'ingress.httpsRedirect': yes(ALB),
    'ingress.secretTls': no(ALB_CERTIFICATES),
    'ingress.grpcBackend': yes(ALB),
    'ingress.httpsBackend': yes(ALB),
  },
  'gce': {
    'ingress.httpsRedirect': { support: 'since', since: 'GKE 1.17.13-gke.2600', source: GKE },
    'ingress.secretTls': yes(GKE),
    // HTTP/2 to a backend is always HTTP/2 over TLS here: the annotation knows HTTP, HTTPS and HTTP2 alone.
    'ingress.grpcBackend': no(GCE),
    'ingress.httpsBackend': yes(GCE),
  },
  'generic': {
    'ingress.httpsRedirect': no(CORE),
    'ingress.secretTls': yes(CORE),
    // All that Kubernetes itself has for it is `appProtocol`, which the Service carries.
    'ingress.grpcBackend': yes(CORE),
    'ingress.httpsBackend': yes(CORE),
  },
};
