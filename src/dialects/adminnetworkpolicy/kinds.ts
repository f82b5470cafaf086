/**
 * The shapes of `policy.networking.k8s.io/v1alpha1` AdminNetworkPolicy and BaselineAdminNetworkPolicy, of both channels.
 *
 * @see https://github.com/kubernetes-sigs/network-policy-api/tree/v0.1.7/apis/v1alpha1
 */
import { LabelSelector } from '../kinds-selector';

/** Pods by both selectors. Pods on the host network are never among them. */
export interface NamespacedPod {
  /** The schema requires it; every namespace where it is left out. */
  readonly namespaceSelector?: LabelSelector;
  /** The schema requires it; every pod where it is left out. */
  readonly podSelector?: LabelSelector;
}

/** The pods of a policy: exactly one of the fields. */
export interface AdminNetworkPolicySubject {
  readonly namespaces?: LabelSelector;
  readonly pods?: NamespacedPod;
}

/** Who may connect: exactly one of the fields. */
export interface AdminNetworkPolicyIngressPeer {
  readonly namespaces?: LabelSelector;
  readonly pods?: NamespacedPod;
}

/** To whom the subject may connect: exactly one of the fields. */
export interface BaselineAdminNetworkPolicyEgressPeer extends AdminNetworkPolicyIngressPeer {
  /** Experimental. */
  readonly nodes?: LabelSelector;
  /** 1 to 25 blocks of addresses; pods may be in them, too. */
  readonly networks?: readonly string[];
}

/** To whom the subject of an AdminNetworkPolicy may connect: exactly one of the fields. */
export interface AdminNetworkPolicyEgressPeer extends BaselineAdminNetworkPolicyEgressPeer {
  /** Experimental; 1 to 25 names, with `Allow` only. */
  readonly domainNames?: readonly string[];
}

/** Some ports of the destination: exactly one of the fields. */
export interface AdminNetworkPolicyPort {
  /** The protocol is TCP where it is absent. */
  readonly portNumber?: { readonly protocol?: 'TCP' | 'UDP' | 'SCTP'; readonly port: number };
  /** The end is the greater; the protocol is TCP where it is absent. */
  readonly portRange?: { readonly protocol?: 'TCP' | 'UDP' | 'SCTP'; readonly start: number; readonly end: number };
  /** Experimental; a container port of the destination pod, of any protocol. */
  readonly namedPort?: string;
}

/** A rule about who may connect to the subject. */
export interface IngressRule<A extends string> {
  /** At most 100 characters. */
  readonly name?: string;
  readonly action: A;
  /** 1 to 100. */
  readonly from: readonly AdminNetworkPolicyIngressPeer[];
  /** 1 to 100; any where there are none. */
  readonly ports?: readonly AdminNetworkPolicyPort[];
}

/** A rule about to whom the subject may connect. */
export interface EgressRule<A extends string, P> {
  /** At most 100 characters. */
  readonly name?: string;
  readonly action: A;
  /** 1 to 100. */
  readonly to: readonly P[];
  /** 1 to 100; any where there are none. */
  readonly ports?: readonly AdminNetworkPolicyPort[];
}

/** A policy before every NetworkPolicy. */
export interface AdminNetworkPolicy {
  readonly apiVersion: 'policy.networking.k8s.io/v1alpha1';
  readonly kind: 'AdminNetworkPolicy';
  readonly metadata: { readonly name: string; readonly labels?: Readonly<Record<string, string>> };
  readonly spec: {
    /** From 0 to 1000, the lowest first. */
    readonly priority: number;
    readonly subject: AdminNetworkPolicySubject;
    /** At most 100, the first that matches decides. */
    readonly ingress?: readonly IngressRule<'Allow' | 'Deny' | 'Pass'>[];
    /** At most 100, the first that matches decides. */
    readonly egress?: readonly EgressRule<'Allow' | 'Deny' | 'Pass', AdminNetworkPolicyEgressPeer>[];
  };
}

/** The policy behind every NetworkPolicy. */
export interface BaselineAdminNetworkPolicy {
  readonly apiVersion: 'policy.networking.k8s.io/v1alpha1';
  readonly kind: 'BaselineAdminNetworkPolicy';
  readonly metadata: { readonly name: 'default'; readonly labels?: Readonly<Record<string, string>> };
  readonly spec: {
    readonly subject: AdminNetworkPolicySubject;
    /** At most 100, the first that matches decides. */
    readonly ingress?: readonly IngressRule<'Allow' | 'Deny'>[];
    /** At most 100, the first that matches decides. */
    readonly egress?: readonly EgressRule<'Allow' | 'Deny', BaselineAdminNetworkPolicyEgressPeer>[];
  };
}
