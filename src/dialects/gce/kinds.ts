import { Metadata } from '../kinds-metadata';

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

/** What Google's load balancer does with the requests of the ports that name it. */
export interface BackendSpec {
  readonly timeoutSec?: number;
  readonly sessionAffinity?: { readonly affinityType: 'CLIENT_IP' };
}

/**
 * GKE's BackendConfig, as far as exposures ask for it.
 *
 * @see https://github.com/kubernetes/ingress-gce/blob/v1.41.1/pkg/apis/backendconfig/v1/types.go
 */
export interface BackendConfig {
  readonly apiVersion: 'cloud.google.com/v1';
  readonly kind: 'BackendConfig';
  readonly metadata: Metadata;
  readonly spec: BackendSpec;
  readonly [field: string]: unknown;
}
