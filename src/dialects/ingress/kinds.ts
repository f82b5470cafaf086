/** A Service's port, by its name. */
export interface IngressBackend {
  readonly service: { readonly name: string; readonly port: { readonly name: string } };
}

/** One path of a host. */
export interface IngressPath {
  readonly path: string;
  readonly pathType: 'Exact' | 'Prefix';
  readonly backend: IngressBackend;
}

/** One host; without one, every host that no other rule names. */
export interface IngressRule {
  readonly host?: string;
  readonly http: { readonly paths: readonly IngressPath[] };
}

/** A certificate, and the hosts that it is for. */
export interface IngressTls {
  readonly hosts?: readonly string[];
  readonly secretName: string;
}

interface Metadata {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/**
 * An Ingress.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/service-resources/ingress-v1/ (Kubernetes 1.35)
 */
export interface Ingress {
  readonly apiVersion: 'networking.k8s.io/v1';
  readonly kind: 'Ingress';
  readonly metadata: Metadata;
  readonly spec: {
    readonly ingressClassName?: string;
    readonly rules: readonly IngressRule[];
    readonly tls?: readonly IngressTls[];
  };
  readonly [field: string]: unknown;
}

/**
 * Traefik's Middleware, as far as it redirects.
 *
 * @see https://doc.traefik.io/traefik/reference/routing-configuration/http/middlewares/redirectscheme/ (3.7)
 */
export interface Middleware {
  readonly apiVersion: 'traefik.io/v1alpha1';
  readonly kind: 'Middleware';
  readonly metadata: Metadata;
  readonly spec: { readonly redirectScheme: { readonly scheme: 'https'; readonly permanent: true } };
  readonly [field: string]: unknown;
}

/**
 * GKE's FrontendConfig, as far as it redirects.
 *
 * @see https://github.com/kubernetes/ingress-gce/blob/v1.41.1/pkg/apis/frontendconfig/v1beta1/types.go
 */
export interface FrontendConfig {
  readonly apiVersion: 'networking.gke.io/v1beta1';
  readonly kind: 'FrontendConfig';
  readonly metadata: Metadata;
  readonly spec: { readonly redirectToHttps: { readonly enabled: true; readonly responseCodeName: 'PERMANENT_REDIRECT' } };
  readonly [field: string]: unknown;
}

/** Every kind that this dialect writes. */
export type IngressObject = Ingress | Middleware | FrontendConfig;
