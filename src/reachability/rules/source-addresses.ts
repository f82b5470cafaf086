import { Address } from '../../sets/address';
import { Cidr } from '../../sets/cidr';
import { LabelSelector } from '../../sets/selector';
import { TieredSubject } from '../rules';

/** The address that a connection has once it has left a node. */
export type LeavesBy =
  /** This one, which the node has. */
  | { readonly kind: 'address'; readonly address: Address }
  /** The first one of an interface of the node, of whichever family. */
  | { readonly kind: 'interface'; readonly name: string }
  /** The first one of the interface by which the node reaches everybody. */
  | { readonly kind: 'defaultRoute' };

/** Nodes through which connections leave, of which one is chosen, and the address that they then have. */
export interface EgressGateway {
  readonly nodes: LabelSelector;
  readonly leavesBy: LeavesBy;
}

/** Pods whose connections are led through a gateway. */
export interface SourceSubject extends TieredSubject {
  /** Whether it is about pods on some nodes alone: nobody knows where a pod runs. */
  readonly onSomeNodes: boolean;
}

/** The object that says by which address connections leave. */
export interface SourceAddressOrigin {
  readonly kind: 'CiliumEgressGatewayPolicy';
  readonly name: string;
}

/** What one object says of the addresses by which connections leave the cluster. */
export interface SourceAddressRule {
  readonly origin: SourceAddressOrigin;
  /** The pods that meet one of them. */
  readonly subjects: readonly SourceSubject[];
  /** The addresses to which it applies; those of the cluster itself never count. */
  readonly destinations: readonly Cidr[];
  /** Those to which it does not. */
  readonly excluded: readonly Cidr[];
  /** One of them for each pod; of several nobody knows which. */
  readonly gateways: readonly EgressGateway[];
}

/** How a connection leaves the cluster. */
export type Departure =
  /** By whatever address the cluster gives it: that of the pod's node, as a rule. */
  | { readonly kind: 'node' }
  /** Through a gateway, because of this object. */
  | { readonly kind: 'gateway'; readonly gateway: EgressGateway; readonly origin: SourceAddressOrigin };
