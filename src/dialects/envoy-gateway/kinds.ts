import { Metadata } from '../kinds-metadata';

/** The route for which a policy is. */
export interface PolicyTarget {
  readonly group: 'gateway.networking.k8s.io';
  readonly kind: 'GRPCRoute' | 'HTTPRoute' | 'TCPRoute';
  readonly name: string;
}

interface Targeted {
  readonly targetRefs: readonly PolicyTarget[];
  /** Joins the policy with that of the Gateway, which would be switched off for the route otherwise. */
  readonly mergeType: 'StrategicMerge';
}

/** What a request is tried again for, in the words of Envoy. */
export type RetryTrigger = '5xx' | 'connect-failure' | 'reset' | 'retriable-status-codes';

/** Which of the pods gets the next request. */
export type LoadBalancer =
  | { readonly type: 'LeastRequest' | 'Random' | 'RoundRobin' }
  | { readonly type: 'ConsistentHash'; readonly consistentHash: { readonly type: 'SourceIP' } }
  | { readonly type: 'ConsistentHash'; readonly consistentHash: { readonly type: 'Cookie'; readonly cookie: { readonly name: string; readonly ttl: string } } };

/** A bucket of requests: one for everybody, or one for each address of a block. */
export interface RateLimitRule {
  readonly clientSelectors?: readonly { readonly sourceCIDR: { readonly type: 'Distinct'; readonly value: string } }[];
  readonly limit: { readonly requests: number; readonly unit: 'Hour' | 'Minute' | 'Second' };
}

/** What a BackendTrafficPolicy says beside its targets. */
export interface BackendTraffic {
  readonly loadBalancer?: LoadBalancer;
  readonly rateLimit?: { readonly local: { readonly rules: readonly RateLimitRule[] } };
  readonly requestBuffer?: { readonly limit: string };
  readonly retry?: {
    readonly numRetries: number;
    readonly perRetry?: { readonly timeout: string };
    readonly retryOn: { readonly httpStatusCodes?: readonly number[]; readonly triggers: readonly RetryTrigger[] };
  };
  readonly timeout?: {
    readonly http?: { readonly requestTimeout?: string; readonly streamIdleTimeout?: string };
    readonly tcp?: { readonly connectTimeout: string };
  };
}

/**
 * How Envoy talks to the pods of a route, and how much of it, as far as exposures need it.
 *
 * @see https://github.com/envoyproxy/gateway/blob/v1.9.0/api/v1alpha1/backendtrafficpolicy_types.go
 */
export interface BackendTrafficPolicy {
  readonly apiVersion: 'gateway.envoyproxy.io/v1alpha1';
  readonly kind: 'BackendTrafficPolicy';
  readonly metadata: Metadata;
  readonly spec: Targeted & BackendTraffic;
  readonly [field: string]: unknown;
}

/** What a SecurityPolicy says beside its targets. */
export interface Security {
  readonly authorization?: {
    readonly defaultAction: 'Deny';
    readonly rules: readonly { readonly action: 'Allow'; readonly principal: { readonly clientCIDRs: readonly string[] } }[];
  };
  readonly cors?: {
    readonly allowOrigins: readonly string[];
    readonly allowMethods: readonly string[];
    readonly allowHeaders?: readonly string[];
    readonly exposeHeaders?: readonly string[];
    readonly allowCredentials?: true;
    readonly maxAge?: string;
  };
}

/**
 * Whom Envoy lets in, as far as exposures need it.
 *
 * @see https://github.com/envoyproxy/gateway/blob/v1.9.0/api/v1alpha1/securitypolicy_types.go
 */
export interface SecurityPolicy {
  readonly apiVersion: 'gateway.envoyproxy.io/v1alpha1';
  readonly kind: 'SecurityPolicy';
  readonly metadata: Metadata;
  readonly spec: Targeted & Security;
  readonly [field: string]: unknown;
}
