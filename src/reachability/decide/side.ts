import { candidatesOf, isOwnNode, matchesPorts, reachOf } from './match';
import { Hit, outcomeOf, TierQuestion } from './tier';
import { CidrSet } from '../../sets/cidr-set';
import { matches } from '../../sets/selector';
import { Direction, Policy, RuleSet } from '../rules';
import { Snapshot } from '../snapshot';
import { Flow, Reason, RuleReference, SideTrace, TieredReference, Verdict } from '../trace';
import { Workload } from '../workload';

/** What may become of a side: the rules that may allow it and those that may deny it, over all addresses that the other side may have. */
interface Findings {
  readonly mayAllow: boolean;
  readonly mayDeny: boolean;
  readonly allowedBy: readonly (RuleReference | TieredReference)[];
  readonly deniedBy: readonly TieredReference[];
  /** The policies that isolate it, where its verdict hangs on them. */
  readonly isolatedBy: readonly Policy[];
  readonly passed: readonly TieredReference[];
}

/** What one side of a flow has to say. Each direction stands for itself: who is isolated in one is still subject to the baseline in the other. */
export function sideOf(direction: Direction, snapshot: Snapshot, rules: RuleSet, flow: Flow): SideTrace {
  const [subject, other] = direction === 'egress' ? [flow.source, flow.destination] : [flow.destination, flow.source];
  if (subject.kind === 'address') return { direction, verdict: 'allowed', passed: [], reason: { kind: 'outside' } };
  if (subject.workload.hostNetwork) return { direction, verdict: 'allowed', passed: [], reason: { kind: 'hostNetwork' } };
  const findings = findingsOf(rules, { direction, snapshot, flow, subject: subject.workload, other });
  const fromOwnNode = direction === 'ingress' ? isOwnNode(snapshot, subject.workload, other) : 'no';
  const isTouched = findings.mayDeny || findings.allowedBy.length > 0;
  if (fromOwnNode === 'yes' && isTouched) return { direction, verdict: 'allowed', passed: [], reason: { kind: 'ownNode' } };
  const verdict = verdictOf(findings);
  const isUnsure = fromOwnNode === 'unknown' && verdict === 'denied';
  return {
    direction, verdict: isUnsure ? 'unknown' : verdict, passed: findings.passed, reason: isUnsure ? nodeUnknown(findings) : reasonOf(findings, verdict),
  };
}

function verdictOf({ mayAllow, mayDeny }: Findings): Verdict {
  if (!mayDeny) return 'allowed';
  return mayAllow ? 'unknown' : 'denied';
}

/** The admin tier, then the NetworkPolicies, which decide for good about whom they isolate, then the baseline tier, then allow. */
function findingsOf(rules: RuleSet, question: TierQuestion): Findings {
  const { direction, snapshot, subject, other } = question;
  const admin = outcomeOf('admin', rules, question, candidatesOf(snapshot, other));
  const isolating = rules.policies.filter((policy) => policy.isolates.includes(direction) && governs(policy, subject));
  if (isolating.length === 0) {
    const baseline = outcomeOf('baseline', rules, question, admin.onward);
    const [accepted, denied] = [[...admin.accepted, ...baseline.accepted], [...admin.denied, ...baseline.denied]];
    return {
      mayAllow: accepted.length > 0 || !baseline.onward.isEmpty(),
      mayDeny: denied.length > 0,
      allowedBy: accepted.map(ruleOf),
      deniedBy: denied.map(ruleOf),
      isolatedBy: [],
      passed: [...admin.passed, ...baseline.passed],
    };
  }
  const { matched, covered } = matchedBy(isolating, question, admin.onward);
  const mayIsolate = !admin.onward.difference(covered).isEmpty();
  return {
    mayAllow: admin.accepted.length > 0 || matched.length > 0,
    mayDeny: admin.denied.length > 0 || mayIsolate,
    allowedBy: [...admin.accepted.map(ruleOf), ...matched],
    deniedBy: admin.denied.map(ruleOf),
    isolatedBy: mayIsolate ? isolating : [],
    passed: admin.passed,
  };
}

function ruleOf({ rule }: Hit): TieredReference {
  return rule;
}

function governs(policy: Policy, workload: Workload): boolean {
  return policy.subject.namespace === workload.namespace && matches(policy.subject.pods, workload.labels);
}

/** The rules that allow some of the addresses, and what they allow together; one rule alone if it allows all of them. */
function matchedBy(isolating: readonly Policy[], question: TierQuestion, addresses: CidrSet): { matched: RuleReference[]; covered: CidrSet } {
  const { direction, snapshot, flow, other } = question;
  const matched: RuleReference[] = [];
  let covered = CidrSet.none;
  for (const { origin, rules } of isolating) {
    for (const rule of rules) {
      if (rule.direction !== direction || !matchesPorts(rule.ports, flow)) continue;
      const { sure } = reachOf(rule.peers, snapshot, other, addresses);
      if (sure.isEmpty()) continue;
      const reference = { origin, direction, index: rule.index };
      if (sure.equals(addresses)) return { matched: [reference], covered: sure };
      matched.push(reference);
      covered = covered.union(sure);
    }
  }
  return { matched, covered };
}

function reasonOf({ allowedBy, deniedBy, isolatedBy }: Findings, verdict: Verdict): Reason {
  const isolating = isolatedBy.map(({ origin }) => origin);
  switch (verdict) {
    case 'allowed': return allowedBy.length === 0 ? { kind: 'notIsolated' } : { kind: 'matched', rules: allowedBy };
    case 'denied': return deniedBy.length === 0 ? { kind: 'unmatched', isolatedBy: isolating } : { kind: 'denied', rules: deniedBy, isolatedBy: isolating };
    case 'unknown': return { kind: 'addressUnknown', rules: [...allowedBy, ...deniedBy] };
  }
}

function nodeUnknown({ deniedBy, isolatedBy }: Findings): Reason {
  return { kind: 'nodeUnknown', isolatedBy: [...isolatedBy, ...deniedBy].map((one) => one.origin) };
}
