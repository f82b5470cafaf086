import { waysOf } from './leaving';
import { NearMiss, nearMisses } from './near-miss';
import { Remedy, remedyOf } from './remedy';
import { passingRequests } from './requests';
import { NarrowedPorts } from '../../reachability/connectivity';
import { decide } from '../../reachability/decide';
import { ClusterPolicyOrigin, Direction, Policy, PolicyOrigin, RuleSet } from '../../reachability/rules';
import { SourceAddressRule } from '../../reachability/rules/source-addresses';
import { Snapshot } from '../../reachability/snapshot';
import { Decision, Flow, Reason, RuleReference, SideTrace, TieredReference, Verdict } from '../../reachability/trace';
import { Way } from '../leaving/way';

/** One step of the way to the verdict of a side; `tier` is the name of one, or `networkPolicy`. */
export type Step =
  /** A rule that lets the flow through, denies it, or passes it on. */
  | { readonly kind: 'rule'; readonly tier: string; readonly effect: 'allows' | 'denies' | 'passes'; readonly rule: RuleReference | TieredReference }
  /** A rule that decides for some of the addresses only that the other side may have, or perhaps for none. */
  | { readonly kind: 'maybe'; readonly tier: string; readonly rule: RuleReference | TieredReference }
  /** A policy that isolates this side, and none of whose rules matches. */
  | { readonly kind: 'isolates'; readonly policy: PolicyOrigin | ClusterPolicyOrigin }
  /** A rule of such a policy that nearly does. */
  | { readonly kind: 'nearly'; readonly miss: NearMiss }
  /** Nobody had anything to say. */
  | { readonly kind: 'default'; readonly because: 'outside' | 'name' | 'stranger' | 'hostNetwork' | 'notIsolated' | 'ownNode' | 'maybeOwnNode' };

/** What one side of a flow has to say, step by step. */
export interface ExplainedSide {
  readonly direction: Direction;
  readonly verdict: Verdict;
  readonly steps: readonly Step[];
}

/** A verdict, the way to it, and the way out. */
export interface Explanation {
  readonly decision: Decision;
  /** Egress of the source, then ingress of the destination; empty for a pod and itself, which nothing can keep apart. */
  readonly sides: readonly ExplainedSide[];
  /** The requests that get through, where it is not all of them. */
  readonly requests?: NarrowedPorts;
  /** How it leaves the cluster, if anything is said of that; several ways where nobody knows which. Empty for a denied flow. */
  readonly leaves: readonly Way[];
  /** For a denied flow alone. */
  readonly remedy?: Remedy;
}

/** Decides one flow, and says why. */
export function explain(snapshot: Snapshot, rules: RuleSet, flow: Flow, sources: readonly SourceAddressRule[] = []): Explanation {
  const decision = decide(snapshot, rules, flow);
  const { trace, verdict } = decision;
  const sides = trace.kind === 'ownPod' ? [] : [trace.egress, trace.ingress];
  return {
    decision,
    sides: sides.map((side) => ({ direction: side.direction, verdict: side.verdict, steps: stepsOf(snapshot, rules, decision.flow, side) })),
    ...(verdict === 'denied' ? {} : passingRequests(snapshot, rules, decision.flow)),
    leaves: verdict === 'denied' ? [] : waysOf(sources, snapshot, decision.flow),
    ...(verdict === 'denied' ? { remedy: remedyOf(snapshot, rules, decision) } : {}),
  };
}

function stepsOf(snapshot: Snapshot, rules: RuleSet, flow: Flow, { direction, passed, perhaps = [], reason }: SideTrace): Step[] {
  const before = passed.map((rule): Step => ({ kind: 'rule', tier: rule.tier.name, effect: 'passes', rule }));
  const unsure = perhaps.map((rule): Step => ({ kind: 'maybe', tier: rule.tier.name, rule }));
  return [...before, ...unsure, ...stepsOfReason(snapshot, rules, flow, direction, reason)];
}

function stepsOfReason(snapshot: Snapshot, rules: RuleSet, flow: Flow, direction: Direction, reason: Reason): Step[] {
  const isolated = (origins: readonly (PolicyOrigin | ClusterPolicyOrigin)[]): Step[] => [
    ...origins.map((policy): Step => ({ kind: 'isolates', policy })),
    ...nearMisses(snapshot, rules.policies.filter((policy) => isAmong(policy, origins)), flow, direction).map((miss): Step => ({ kind: 'nearly', miss })),
  ];
  switch (reason.kind) {
    case 'outside':
    case 'name':
    case 'stranger':
    case 'hostNetwork':
    case 'notIsolated':
    case 'ownNode':
      return [{ kind: 'default', because: reason.kind }];
    case 'matched':
      return reason.rules.map((rule) => ({ kind: 'rule', tier: tierOf(rule), effect: 'allows', rule }));
    case 'denied':
      return [...reason.rules.map((rule): Step => ({ kind: 'rule', tier: rule.tier.name, effect: 'denies', rule })), ...isolated(reason.isolatedBy)];
    case 'unmatched':
      return isolated(reason.isolatedBy);
    case 'addressUnknown':
      return reason.rules.map((rule) => ({ kind: 'maybe', tier: tierOf(rule), rule }));
    case 'nodeUnknown':
      return [...isolated(reason.isolatedBy), { kind: 'default', because: 'maybeOwnNode' }];
  }
}

function tierOf(rule: RuleReference | TieredReference): string {
  return 'tier' in rule ? rule.tier.name : 'networkPolicy';
}

function isAmong({ origin }: Policy, origins: readonly (PolicyOrigin | ClusterPolicyOrigin)[]): boolean {
  return origins.some((one) => one.kind === origin.kind && one.namespace === origin.namespace && one.name === origin.name);
}
