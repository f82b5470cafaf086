import { Cidr } from '../sets/cidr';
import { NamePattern } from '../sets/names';
import { Protocol } from '../sets/ports';
import { RequestMatch } from '../sets/requests/request';
import { LabelSelector } from '../sets/selector';

/** The side of a connection that a rule governs: `ingress` its destination, `egress` its source. */
export type Direction = 'ingress' | 'egress';

/** The object that a rule was read from. */
export interface PolicyOrigin {
  readonly kind: 'NetworkPolicy';
  readonly namespace: string;
  readonly name: string;
}

/**
 * The traits by which selectors of pods ask for a ServiceAccount, as if it was a label: by its name, or with the namespace before it. No label of Kubernetes can have
 * these keys, so that whoever asks for labels never asks for them.
 */
export const ACCOUNT = { name: 'its ServiceAccount', path: 'its ServiceAccount in full' } as const;

/** The pods that a policy governs. */
export interface Subject {
  readonly namespace: string;
  readonly pods: LabelSelector;
}

/** Namespaces: one by name, or those whose labels match. */
export type NamespaceMatch =
  | { readonly kind: 'named'; readonly name: string }
  | { readonly kind: 'labelled'; readonly selector: LabelSelector };

/** The other side of a rule. */
export type Peer =
  | { readonly kind: 'pods'; readonly namespaces: NamespaceMatch; readonly pods: LabelSelector }
  | {
    readonly kind: 'addresses';
    readonly block: Cidr;
    readonly except: readonly Cidr[];
    /** Whether it takes in addresses outside the cluster only, where the facts of the snapshot do not say whom blocks take in. */
    readonly outside?: true;
  };

/** Some ports of the destination. */
export type PortMatch =
  | { readonly kind: 'numbers'; readonly protocol: Protocol; readonly first: number; readonly last: number }
  /** A container port of the destination pod, by its name and its protocol; of any protocol where there is none. */
  | { readonly kind: 'name'; readonly protocol?: Protocol; readonly name: string }
  | { readonly kind: 'every'; readonly protocol: Protocol };

/** What one entry of a policy allows. */
export interface Rule {
  readonly direction: Direction;
  /** Its place among the rules of its direction in the object, from 0. */
  readonly index: number;
  readonly peers: 'anyone' | readonly Peer[];
  readonly ports: 'all' | readonly PortMatch[];
}

/**
 * What one policy means: its subjects let through, in each direction in which it isolates them, what its rules
 * or those of another policy allow, and nothing else.
 */
export interface Policy {
  readonly origin: PolicyOrigin;
  readonly subject: Subject;
  readonly isolates: readonly Direction[];
  /** Rules of the isolated directions only: the others are without effect. */
  readonly rules: readonly Rule[];
}

/** The kinds of policies of tiers; one whose name another API has, too, comes with its group. */
export type TieredPolicyKind =
  | 'AdminNetworkPolicy'
  | 'BaselineAdminNetworkPolicy'
  | 'CiliumClusterwideNetworkPolicy'
  | 'CiliumNetworkPolicy'
  | 'ClusterNetworkPolicy'
  | 'GlobalNetworkPolicy'
  | 'NetworkPolicy.projectcalico.org';

/** The object that a rule of a tier was read from. */
export interface ClusterPolicyOrigin {
  readonly kind: TieredPolicyKind;
  /** Absent where the kind has none. */
  readonly namespace?: string;
  readonly name: string;
}

/**
 * Where a policy stands. Tiers are asked by their order, the lowest first; NetworkPolicies have one of their own among them, which a tier of the same
 * order shares with them.
 */
export interface Tier {
  readonly name: string;
  readonly order: number;
}

/** The place of NetworkPolicies among the tiers, and, in the tier that they share, among the priorities: one that is not above it is asked before them. */
export const NETWORK_POLICIES = { order: 1_000_000, priority: 1000 } as const;

/** The tier before every NetworkPolicy. */
export const ADMIN: Tier = { name: 'admin', order: 1000 };

/** The tier behind them. */
export const BASELINE: Tier = { name: 'baseline', order: 10_000_000 };

/** What becomes of a connection that a rule of a tier matches: two are final for their direction, `pass` goes on to the next tier. */
export type Action = 'accept' | 'deny' | 'pass';

/** Whom a rule of a tier can name. */
export type NamedPeer =
  | Peer
  /** Nodes by their labels, which stand for the addresses of their objects. */
  | { readonly kind: 'nodes'; readonly nodes: LabelSelector }
  /** Everybody in the cluster: all workloads, those on the host network among them, and the addresses that only pods or nodes have. */
  | { readonly kind: 'cluster' };

/** The other side of a rule of a tier. */
export type TieredPeer =
  | NamedPeer
  /**
   * Names outside the cluster: never a workload's, and of an address nobody knows whether it is one of theirs. Only destinations of
   * accepted connections can be.
   */
  | { readonly kind: 'domainNames'; readonly names: readonly NamePattern[] }
  /** Whoever meets all of some conditions; without any it is anybody. */
  | MeetingPeer
  /**
   * A kind of peer that this version does not know: an `accept` that has it matches nobody, not even by its other peers, and any other rule
   * that has it denies all, on every port.
   */
  | { readonly kind: 'unknown' };

/** One condition on the other side of a rule: to be one of some, or to be none of them. */
export interface PeerCondition {
  readonly isNegated: boolean;
  readonly anyOf: readonly NamedPeer[];
}

/** Whoever meets all of some conditions, at one address; without any it is anybody. */
export interface MeetingPeer {
  readonly kind: 'meeting';
  readonly all: readonly PeerCondition[];
  /** False where nobody knows whether the rule takes such a connection in: by the port of its source, or by what no manifest says. */
  readonly isSure: boolean;
}

/** The requests that a rule lets through, of the connections that it takes in; what it says of connections is the same without them. */
export interface RuleRequests {
  /** Its field in the object, such as `spec.ingress[0].toPorts[0].rules.http`. */
  readonly at: string;
  /** Any of them. */
  readonly matches: readonly RequestMatch[];
}

/** One rule of a policy of a tier; within its policy the first that matches decides. */
export interface TieredRule {
  readonly direction: Direction;
  /** Its place among the rules of its direction in the object, from 0. */
  readonly index: number;
  readonly name?: string;
  /** Its field in the object, where that is another than `spec.DIRECTION[INDEX]`. */
  readonly path?: string;
  /** What of a connection it is about, where it is not all of it, and no requests of HTTP: such as `Kafka requests`. */
  readonly part?: string;
  /** What it accepts of a connection, where that is not all requests of HTTP; of a rule that accepts alone. */
  readonly requests?: RuleRequests;
  /** The names that may be asked for by it, where it is about queries of DNS that are read on their way. */
  readonly queries?: readonly NamePattern[];
  readonly action: Action;
  /** The subjects of the policy that it is about; absent means all of them. */
  readonly subject?: TieredSubject;
  readonly peers: readonly TieredPeer[];
  readonly ports: 'all' | readonly PortMatch[];
}

/** The pods that a policy of a tier, or one rule of it, governs; never any on the host network. */
export interface TieredSubject {
  readonly namespaces: NamespaceMatch;
  readonly pods: LabelSelector;
}

/** What one policy of a tier means. */
export interface TieredPolicy {
  readonly origin: ClusterPolicyOrigin;
  readonly tier: Tier;
  /** Within its tier, the lowest first. */
  readonly priority: number;
  /**
   * The directions in which a tier denies its subjects whatever none of its rules matches; where it names none, such a connection goes on to the next
   * tier.
   */
  readonly isolates: readonly Direction[];
  readonly subject: TieredSubject;
  readonly rules: readonly TieredRule[];
}

/** All policies of a cluster, as the engine and `decide` take them. */
export interface RuleSet {
  readonly policies: readonly Policy[];
  readonly tiered: readonly TieredPolicy[];
}
