import { isSubject, matchesPorts, Reach, reachOf } from './match';
import { CidrSet } from '../../sets/cidr-set';
import { Direction, RuleSet, Tier, TieredPolicy, TieredRule } from '../rules';
import { compareOfOnePriority } from '../rules/precedence';
import { Snapshot } from '../snapshot';
import { Flow, FlowEnd, TieredReference } from '../trace';
import { Workload } from '../workload';

/** A rule, and the addresses of the other side that it may decide about. */
export interface Hit {
  readonly rule: TieredReference;
  readonly addresses: CidrSet;
}

/** What a tier makes of the addresses that the other side may have; where nobody knows, one address comes to several ends. */
export interface TierOutcome {
  readonly accepted: readonly Hit[];
  readonly denied: readonly Hit[];
  /** The rules that pass on to the next tier. */
  readonly passed: readonly TieredReference[];
  /** What the next tier has to decide: what was passed on, and what no rule matches. */
  readonly onward: CidrSet;
}

/** One side of a flow, as a tier looks at it. */
export interface TierQuestion {
  readonly direction: Direction;
  readonly snapshot: Snapshot;
  readonly flow: Flow;
  readonly subject: Workload;
  readonly other: FlowEnd;
}

/**
 * Asks the rules of a tier in the order of priority, then of the rules in their policy: the first that matches decides. Of policies of
 * one priority the API leaves open which comes first, and our own definition says it.
 *
 * @see https://network-policy-api.sigs.k8s.io/api-overview/#actions (network-policy-api v0.2.0)
 */
export function outcomeOf(tier: Tier, { tiered }: RuleSet, question: TierQuestion, candidates: CidrSet): TierOutcome {
  const { direction, snapshot, flow, subject, other } = question;
  const hits: { accept: Hit[]; deny: Hit[]; pass: Hit[] } = { accept: [], deny: [], pass: [] };
  let open = candidates;
  const policies = tiered.filter((policy) => policy.tier === tier && isSubject(policy, snapshot, subject));
  for (const policy of [...policies].sort(comparePlaces)) {
    for (const rule of rulesOf(policy, direction)) {
      const { sure, maybe } = reachOfRule(rule, snapshot, flow, other, open);
      const addresses = sure.union(maybe);
      if (addresses.isEmpty()) continue;
      hits[failsClosed(rule) ? 'deny' : rule.action].push({ rule: referenceOf(policy, rule), addresses });
      open = open.difference(sure);
    }
  }
  const onward = hits.pass.reduce((sum, { addresses }) => sum.union(addresses), open);
  return { accepted: hits.accept, denied: hits.deny, passed: hits.pass.map(({ rule }) => rule), onward };
}

function comparePlaces(a: TieredPolicy, b: TieredPolicy): number {
  return a.priority - b.priority || compareOfOnePriority(a.origin, b.origin);
}

function rulesOf({ rules }: TieredPolicy, direction: Direction): TieredRule[] {
  return rules.filter((rule) => rule.direction === direction).sort((a, b) => a.index - b.index);
}

function failsClosed(rule: TieredRule): boolean {
  return rule.peers.some(({ kind }) => kind === 'unknown');
}

/**
 * What a rule takes in. One that fails closed matches no traffic if it accepts, and else all of it, whatever its other peers and its ports.
 *
 * @see https://network-policy-api.sigs.k8s.io/reference/spec/ (network-policy-api v0.2.0, the peers of rules)
 */
function reachOfRule(rule: TieredRule, snapshot: Snapshot, flow: Flow, other: FlowEnd, open: CidrSet): Reach {
  if (failsClosed(rule)) return { sure: rule.action === 'accept' ? CidrSet.none : open, maybe: CidrSet.none };
  return matchesPorts(rule.ports, flow) ? reachOf(rule.peers, snapshot, other, open) : { sure: CidrSet.none, maybe: CidrSet.none };
}

function referenceOf({ origin, tier }: TieredPolicy, { direction, index, name, action }: TieredRule): TieredReference {
  return { origin, tier, direction, index, ...(name === undefined ? {} : { name }), action };
}
