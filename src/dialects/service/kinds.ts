import { KubeObject } from '../../model/rendered';

/** A port of a Service. */
export interface ServicePort {
  readonly name?: string;
  readonly port: number;
  /** The name of the container's port, so that a change of number stays in one place. */
  readonly targetPort?: string | number;
  readonly protocol: string;
  readonly appProtocol?: string;
  readonly nodePort?: number;
}

/** The fields of a Service that are written. */
export interface ServiceBody {
  readonly type: 'ClusterIP' | 'NodePort' | 'LoadBalancer' | 'ExternalName';
  readonly clusterIP?: 'None';
  readonly externalName?: string;
  readonly selector?: Readonly<Record<string, string>>;
  readonly ports?: readonly ServicePort[];
  readonly sessionAffinity?: 'ClientIP';
  readonly sessionAffinityConfig?: { readonly clientIP: { readonly timeoutSeconds: number } };
  readonly internalTrafficPolicy?: 'Cluster' | 'Local';
  readonly externalTrafficPolicy?: 'Cluster' | 'Local';
  readonly trafficDistribution?: string;
  readonly ipFamilies?: readonly string[];
  readonly ipFamilyPolicy?: string;
  readonly publishNotReadyAddresses?: boolean;
  readonly loadBalancerClass?: string;
  readonly loadBalancerSourceRanges?: readonly string[];
  readonly allocateLoadBalancerNodePorts?: boolean;
}

/**
 * A Service.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/service-resources/service-v1/ (v1.35)
 */
export interface Service extends KubeObject {
  readonly apiVersion: 'v1';
  readonly kind: 'Service';
  readonly spec: ServiceBody;
}
