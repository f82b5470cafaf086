import { KubeObject } from '../../model/rendered';

/** How a client of the mesh picks one of the pods; Istio knows one of the two. */
export type LoadBalancer =
  | { readonly simple: 'ROUND_ROBIN' | 'LEAST_REQUEST' | 'RANDOM' }
  | { readonly consistentHash: { readonly useSourceIp: true } }
  /** A duration of `0s` makes a cookie of the session; without one nobody makes any. */
  | { readonly consistentHash: { readonly httpCookie: { readonly name: string; readonly path: string; readonly ttl: string } } };

/**
 * Istio's DestinationRule, as far as exposures have words for it.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/destination-rule/ (1.30.3)
 */
export interface DestinationRule extends KubeObject {
  readonly apiVersion: 'networking.istio.io/v1';
  readonly kind: 'DestinationRule';
  readonly spec: {
    /** The name of the Service; a name without dots is one of the rule's own namespace. */
    readonly host: string;
    readonly trafficPolicy: {
      readonly connectionPool?: { readonly tcp: { readonly connectTimeout: string } };
      readonly loadBalancer?: LoadBalancer;
    };
  };
}
