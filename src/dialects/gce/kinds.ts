interface Metadata {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
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
