/**
 * The shape of `cilium.io/v2` CiliumEgressGatewayPolicy, which has no namespace.
 *
 * @see https://github.com/cilium/cilium/blob/v1.18.0/pkg/k8s/apis/cilium.io/client/crds/v2/ciliumegressgatewaypolicies.yaml
 */
import { KubeObject } from '../../../model/rendered';
import { LabelSelector } from '../../kinds-selector';

/** Which pods a policy is about: those that meet all of it. */
export interface CiliumEgressSelector {
  /** The labels of the namespace; absent means that `podSelector` alone tells, which knows the name of the namespace as a label. */
  readonly namespaceSelector?: LabelSelector;
  readonly podSelector?: LabelSelector;
  /** Pods on these nodes alone, from 1.18 on. */
  readonly nodeSelector?: LabelSelector;
}

/** The node through which connections leave, the first by its name of several, and the address that they then have. */
export interface CiliumEgressGateway {
  readonly nodeSelector: LabelSelector;
  /** An address that the node has; never beside `interface`. */
  readonly egressIP?: string;
  /** The first address of this interface; without either, that of the interface of the default route. */
  readonly interface?: string;
}

/** By which address the connections of some pods leave the cluster. */
export interface CiliumEgressGatewayPolicy extends KubeObject {
  readonly apiVersion: 'cilium.io/v2';
  readonly kind: 'CiliumEgressGatewayPolicy';
  readonly spec: {
    readonly selectors: readonly CiliumEgressSelector[];
    readonly destinationCIDRs: readonly string[];
    readonly excludedCIDRs?: readonly string[];
    readonly egressGateway: CiliumEgressGateway;
  };
}
