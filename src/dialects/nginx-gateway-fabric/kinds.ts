import { Metadata } from '../kinds-metadata';

/** The route for which a policy is: always the whole of it. */
export interface PolicyTarget {
  readonly group: 'gateway.networking.k8s.io';
  readonly kind: 'GRPCRoute' | 'HTTPRoute';
  readonly name: string;
}

/**
 * What clients may send, as far as exposures need it.
 *
 * @see https://github.com/nginx/nginx-gateway-fabric/blob/e55bfe339/apis/v1alpha1/clientsettingspolicy_types.go (2.7)
 */
export interface ClientSettingsPolicy {
  readonly apiVersion: 'gateway.nginx.org/v1alpha1';
  readonly kind: 'ClientSettingsPolicy';
  readonly metadata: Metadata;
  readonly spec: { readonly targetRef: PolicyTarget; readonly body: { readonly maxSize: string } };
  readonly [field: string]: unknown;
}

/**
 * How long NGINX waits for the pods, as far as exposures need it.
 *
 * @see https://github.com/nginx/nginx-gateway-fabric/blob/e55bfe339/apis/v1alpha1/proxysettingspolicy_types.go (2.7)
 */
export interface ProxySettingsPolicy {
  readonly apiVersion: 'gateway.nginx.org/v1alpha1';
  readonly kind: 'ProxySettingsPolicy';
  readonly metadata: Metadata;
  readonly spec: {
    readonly targetRefs: readonly PolicyTarget[];
    readonly timeout: { readonly connect?: string; readonly read?: string; readonly send?: string };
  };
  readonly [field: string]: unknown;
}

/** So many requests for each value of the key. */
export interface RateLimitRule {
  readonly rate: string;
  readonly key: string;
  readonly burst?: number;
  readonly noDelay?: true;
}

/**
 * How many requests NGINX lets through, as far as exposures need it.
 *
 * @see https://github.com/nginx/nginx-gateway-fabric/blob/e55bfe339/apis/v1alpha1/ratelimitpolicy_types.go (2.7)
 */
export interface RateLimitPolicy {
  readonly apiVersion: 'gateway.nginx.org/v1alpha1';
  readonly kind: 'RateLimitPolicy';
  readonly metadata: Metadata;
  readonly spec: {
    readonly targetRefs: readonly PolicyTarget[];
    readonly rateLimit: {
      readonly local: { readonly rules: readonly RateLimitRule[] };
      readonly rejectCode: 429;
    };
  };
  readonly [field: string]: unknown;
}

/** Which of the pods gets the next request, in the words of NGINX. */
export type LoadBalancingMethod = 'ip_hash' | 'least_conn' | 'random' | 'round_robin';

/**
 * How NGINX talks to a Service, as far as exposures need it.
 *
 * @see https://github.com/nginx/nginx-gateway-fabric/blob/e55bfe339/apis/v1alpha1/upstreamsettingspolicy_types.go (2.7)
 */
export interface UpstreamSettingsPolicy {
  readonly apiVersion: 'gateway.nginx.org/v1alpha1';
  readonly kind: 'UpstreamSettingsPolicy';
  readonly metadata: Metadata;
  readonly spec: {
    readonly targetRefs: readonly { readonly group: ''; readonly kind: 'Service'; readonly name: string }[];
    readonly loadBalancingMethod: LoadBalancingMethod;
  };
  readonly [field: string]: unknown;
}

/** What NGINX Gateway Fabric is told beside the routes. */
export type Policy = ClientSettingsPolicy | ProxySettingsPolicy | RateLimitPolicy | UpstreamSettingsPolicy;
