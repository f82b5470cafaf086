import { Action, ClusterPolicyOrigin, Direction, PolicyOrigin, RuleRequests, Tier } from './rules';
import { Workload } from './workload';
import { Address } from '../sets/address';
import { CidrSet } from '../sets/cidr-set';
import { NamePattern } from '../sets/names';
import { Protocol } from '../sets/ports';
import { Request } from '../sets/requests/request';

/** Who makes a connection: a workload, if need be by one of its addresses, or an address that is no workload's. */
export type FlowSource =
  | { readonly kind: 'workload'; readonly workload: Workload; readonly address?: Address }
  | { readonly kind: 'address'; readonly address: Address };

/** One end of a flow; only its destination can be a name. */
export type FlowEnd = FlowSource | NamedEnd;

/**
 * A name outside the cluster, or the names of a pattern that nothing narrower is about. It has one address, and nobody knows which: any that may be
 * outside, or one of those that it is known to have.
 */
export interface NamedEnd {
  readonly kind: 'name';
  readonly name: NamePattern;
  readonly addresses?: CidrSet;
}

/** One connection that might be made; the port is the one on which the destination listens, never a Service's. */
export interface Flow {
  readonly source: FlowSource;
  readonly destination: FlowEnd;
  readonly protocol: Protocol;
  readonly port: number;
  /** Whether the connection is made to the address of a Service, which matters to a pod that reaches itself. */
  readonly throughService?: boolean;
  /** The side of a pod that is not among the manifests: nobody knows its policies, and it is taken to let everything through. */
  readonly strangerSide?: Direction;
}

/** What becomes of a flow; `unknown` where the manifests do not say enough. */
export type Verdict = 'allowed' | 'denied' | 'unknown';

/** One rule of one NetworkPolicy. */
export interface RuleReference {
  readonly origin: PolicyOrigin;
  readonly direction: Direction;
  readonly index: number;
}

/** One rule of one policy of a tier. */
export interface TieredReference {
  readonly origin: ClusterPolicyOrigin;
  readonly tier: Tier;
  readonly direction: Direction;
  readonly index: number;
  readonly name?: string;
  readonly path?: string;
  readonly part?: string;
  readonly requests?: RuleRequests;
  readonly action: Action;
}

/** Why one side of a flow lets it through, or does not. */
export type Reason =
  /** This side is an address, which no policy governs. */
  | { readonly kind: 'outside' }
  /** This side is a name outside the cluster, which no policy governs. */
  | { readonly kind: 'name' }
  /** This side is a pod that is not among the manifests, and is taken to let everything through. */
  | { readonly kind: 'stranger' }
  /** This side is on the host network, where no policy selects it. */
  | { readonly kind: 'hostNetwork' }
  /** No policy isolates this side in this direction. */
  | { readonly kind: 'notIsolated' }
  /** The source is the node of the destination, which is always let in. */
  | { readonly kind: 'ownNode' }
  /** These rules allow it; more than one if only together they cover every address that the other side may have. */
  | { readonly kind: 'matched'; readonly rules: readonly (RuleReference | TieredReference)[] }
  /** These rules of tiers deny it; where they do so for some addresses only, these policies isolate it from the others. */
  | { readonly kind: 'denied'; readonly rules: readonly TieredReference[]; readonly isolatedBy: readonly (PolicyOrigin | ClusterPolicyOrigin)[] }
  /** Isolated, and no rule of these policies allows it. */
  | { readonly kind: 'unmatched'; readonly isolatedBy: readonly (PolicyOrigin | ClusterPolicyOrigin)[] }
  /** These rules decide only for some of the addresses that the other side may have, or the names or nodes that it may be. */
  | { readonly kind: 'addressUnknown'; readonly rules: readonly (RuleReference | TieredReference)[] }
  /** Isolated or denied, but the source may be on the node of the destination. */
  | { readonly kind: 'nodeUnknown'; readonly isolatedBy: readonly (PolicyOrigin | ClusterPolicyOrigin)[] };

/** What one side of a flow has to say: its source about egress, its destination about ingress. */
export interface SideTrace {
  readonly direction: Direction;
  readonly verdict: Verdict;
  /** The rules of tiers that passed it on to the next tier, in the order in which they were asked. */
  readonly passed: readonly TieredReference[];
  /** The rules that may be about it, because of an address that nobody knows, where the verdict is the same if they are not; absent where there are none. */
  readonly perhaps?: readonly TieredReference[];
  readonly reason: Reason;
}

/** How a verdict came to be: from both sides, unless the flow does not leave the pod. */
export type Trace =
  | { readonly kind: 'ownPod' }
  | { readonly kind: 'sides'; readonly egress: SideTrace; readonly ingress: SideTrace };

/** A verdict with its trace. */
export interface Decision {
  readonly flow: Flow;
  /** The request that is made over the connection, where one is asked about. */
  readonly request?: Request;
  readonly verdict: Verdict;
  readonly trace: Trace;
}
