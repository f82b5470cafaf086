/**
 * The shapes of `policy.networking.k8s.io/v1alpha2` ClusterNetworkPolicy, of both channels.
 *
 * @see https://network-policy-api.sigs.k8s.io/reference/spec/ (network-policy-api v0.2.0)
 */
import { LabelSelector } from '../kinds-selector';

/** Pods by both selectors; a missing namespace selector is every namespace. Pods on the host network are never among them. */
export interface NamespacedPods {
  readonly namespaceSelector?: LabelSelector;
  readonly podSelector: LabelSelector;
}

/** The pods of a policy: exactly one of the fields. */
export interface ClusterNetworkPolicySubject {
  readonly namespaces?: LabelSelector;
  readonly pods?: NamespacedPods;
}

/** Who may connect: exactly one of the fields. */
export interface ClusterNetworkPolicyIngressPeer {
  readonly namespaces?: LabelSelector;
  readonly pods?: NamespacedPods;
}

/** To whom it may connect: exactly one of the fields. */
export interface ClusterNetworkPolicyEgressPeer extends ClusterNetworkPolicyIngressPeer {
  /** Experimental. */
  readonly nodes?: LabelSelector;
  /** 1 to 25 blocks of addresses; pods may be in them, too. */
  readonly networks?: readonly string[];
  /** Experimental; 1 to 25 names, with `Accept` only. */
  readonly domainNames?: readonly string[];
}

/** Either one port or a range, whose end is the greater. */
export interface DestinationPort {
  readonly number?: number;
  readonly range?: { readonly start: number; readonly end: number };
}

/** Ports of a protocol. */
export interface ProtocolPorts {
  readonly destinationPort: DestinationPort;
}

/** What a connection is made with: exactly one of the fields. */
export interface ClusterNetworkPolicyProtocol {
  readonly tcp?: ProtocolPorts;
  readonly udp?: ProtocolPorts;
  readonly sctp?: ProtocolPorts;
  /** A container port of the destination pod, of any protocol. */
  readonly destinationNamedPort?: string;
}

/** What becomes of a connection: `Pass` goes on to the next tier. */
export type ClusterNetworkPolicyAction = 'Accept' | 'Deny' | 'Pass';

/** A rule about who may connect to the subject. */
export interface ClusterNetworkPolicyIngressRule {
  /** At most 100 characters. */
  readonly name?: string;
  readonly action: ClusterNetworkPolicyAction;
  /** 1 to 25. */
  readonly from: readonly ClusterNetworkPolicyIngressPeer[];
  /** 1 to 25; any where there are none. */
  readonly protocols?: readonly ClusterNetworkPolicyProtocol[];
}

/** A rule about to whom the subject may connect. */
export interface ClusterNetworkPolicyEgressRule {
  /** At most 100 characters. */
  readonly name?: string;
  readonly action: ClusterNetworkPolicyAction;
  /** 1 to 25. */
  readonly to: readonly ClusterNetworkPolicyEgressPeer[];
  /** 1 to 25; any where there are none. */
  readonly protocols?: readonly ClusterNetworkPolicyProtocol[];
}

/** A ClusterNetworkPolicy. */
export interface ClusterNetworkPolicy {
  readonly apiVersion: 'policy.networking.k8s.io/v1alpha2';
  readonly kind: 'ClusterNetworkPolicy';
  readonly metadata: { readonly name: string; readonly labels?: Readonly<Record<string, string>> };
  readonly spec: {
    readonly tier: 'Admin' | 'Baseline';
    /** From 0 to 1000, the lowest first. */
    readonly priority: number;
    readonly subject: ClusterNetworkPolicySubject;
    /** At most 25, the first that matches decides. */
    readonly ingress?: readonly ClusterNetworkPolicyIngressRule[];
    /** At most 25, the first that matches decides. */
    readonly egress?: readonly ClusterNetworkPolicyEgressRule[];
  };
}
