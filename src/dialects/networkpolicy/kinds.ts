/**
 * The shapes of `networking.k8s.io/v1` NetworkPolicy.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1/ (Kubernetes 1.35)
 */
import { LabelSelector } from '../kinds-selector';

/** A block of addresses, v4 or v6, without some blocks inside it. */
export interface IpBlock {
  readonly cidr: string;
  readonly except?: readonly string[];
}

/** The other side: either an `ipBlock`, or one or both of the selectors, which must then both match. */
export interface NetworkPolicyPeer {
  readonly podSelector?: LabelSelector;
  readonly namespaceSelector?: LabelSelector;
  readonly ipBlock?: IpBlock;
}

/** Some ports of a protocol, or all of them. */
export interface NetworkPolicyPort {
  /** TCP where it is absent. */
  readonly protocol?: 'TCP' | 'UDP' | 'SCTP';
  /** A number, or the name of a container port of the destination pod; absent means every port of the protocol. */
  readonly port?: number | string;
  /** The last port of a range that begins at a numeric `port`, inclusive. */
  readonly endPort?: number;
}

/** Who may connect to the subject; a missing or empty list means anyone, on any port. */
export interface NetworkPolicyIngressRule {
  readonly from?: readonly NetworkPolicyPeer[];
  readonly ports?: readonly NetworkPolicyPort[];
}

/** To whom the subject may connect; a missing or empty list means anyone, on any port. */
export interface NetworkPolicyEgressRule {
  readonly to?: readonly NetworkPolicyPeer[];
  readonly ports?: readonly NetworkPolicyPort[];
}

/** The directions that a policy can isolate. */
export type PolicyType = 'Ingress' | 'Egress';

/** What a policy says. */
export interface NetworkPolicySpec {
  /** The subjects; empty, or absent (the schema of Kubernetes 1.35 does not require it), means every pod of the namespace. */
  readonly podSelector?: LabelSelector;
  readonly policyTypes?: readonly PolicyType[];
  readonly ingress?: readonly NetworkPolicyIngressRule[];
  readonly egress?: readonly NetworkPolicyEgressRule[];
}

/** A NetworkPolicy. */
export interface NetworkPolicy {
  readonly apiVersion: 'networking.k8s.io/v1';
  readonly kind: 'NetworkPolicy';
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec: NetworkPolicySpec;
}
