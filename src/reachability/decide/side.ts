import { candidatesOf, isOwnNode, matchesPorts, reachOf } from './match';
import { addressesOf, Asked, askPolicies, GoverningTier, Hit, TierQuestion, tiersFor } from './tier';
import { CidrSet } from '../../sets/cidr-set';
import { Request } from '../../sets/requests/request';
import { matches } from '../../sets/selector';
import { Direction, NETWORK_POLICIES, Policy, RuleSet, TieredPolicy } from '../rules';
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
  readonly isolatedBy: readonly (Policy | TieredPolicy)[];
  readonly passed: readonly TieredReference[];
  /** Those of all these rules that may be about no address at all that the other side may have. */
  readonly unsure: readonly TieredReference[];
}

/** What one side of a flow has to say. Each direction stands for itself: who is isolated in one is still subject to the baseline in the other. */
export function sideOf(direction: Direction, snapshot: Snapshot, rules: RuleSet, flow: Flow, request?: Request): SideTrace {
  const [subject, other] = direction === 'egress' ? [flow.source, flow.destination] : [flow.destination, flow.source];
  if (flow.strangerSide === direction) return { direction, verdict: 'allowed', passed: [], reason: { kind: 'stranger' } };
  if (subject.kind !== 'workload') return { direction, verdict: 'allowed', passed: [], reason: { kind: subject.kind === 'name' ? 'name' : 'outside' } };
  if (subject.workload.hostNetwork) return { direction, verdict: 'allowed', passed: [], reason: { kind: 'hostNetwork' } };
  const asked = { direction, snapshot, flow, subject: subject.workload, other };
  const findings = findingsOf(rules, request === undefined ? asked : { ...asked, request });
  const fromOwnNode = direction === 'ingress' ? isOwnNode(snapshot, subject.workload, flow.source) : 'no';
  const isTouched = findings.mayDeny || findings.allowedBy.length > 0;
  if (fromOwnNode === 'yes' && isTouched) return { direction, verdict: 'allowed', passed: [], reason: { kind: 'ownNode' } };
  const verdict = verdictOf(findings);
  const isUnsure = fromOwnNode === 'unknown' && verdict === 'denied';
  const perhaps = perhapsOf(findings, verdict);
  return {
    direction,
    verdict: isUnsure ? 'unknown' : verdict,
    passed: findings.passed.filter((rule) => !findings.unsure.includes(rule)),
    ...(perhaps.length === 0 ? {} : { perhaps }),
    reason: isUnsure ? nodeUnknown(findings) : reasonOf(findings, verdict),
  };
}

/** The rules that may be about the flow, where nothing hangs on whether they are: an unknown verdict hangs on all but those that would have passed it on. */
function perhapsOf({ allowedBy, deniedBy, passed, unsure }: Findings, verdict: Verdict): TieredReference[] {
  const deciding: readonly (RuleReference | TieredReference)[] = [...allowedBy, ...deniedBy];
  return unsure.filter((rule) => (verdict === 'unknown' ? passed : [...deciding, ...passed]).includes(rule));
}

function verdictOf({ mayAllow, mayDeny }: Findings): Verdict {
  if (!mayDeny) return 'allowed';
  return mayAllow ? 'unknown' : 'denied';
}

/** What has been said so far of a side, over all addresses that the other side may have. */
class SideFindings implements Findings {
  public readonly allowedBy: (RuleReference | TieredReference)[] = [];
  public readonly deniedBy: TieredReference[] = [];
  public readonly isolatedBy: (Policy | TieredPolicy)[] = [];
  public readonly passed: TieredReference[] = [];
  public readonly unsure: TieredReference[] = [];
  public mayAllow = false;
  public mayDeny = false;

  /** Takes down what rules of a tier say; what they pass on comes back. */
  public take({ accepted, denied, passed }: Asked): CidrSet {
    this.mayAllow ||= accepted.length > 0;
    this.mayDeny ||= denied.length > 0;
    this.allowedBy.push(...accepted.map(ruleOf));
    this.deniedBy.push(...denied.map(ruleOf));
    this.passed.push(...passed.map(ruleOf));
    this.unsure.push(...[...accepted, ...denied, ...passed].filter(({ isSure }) => !isSure).map(ruleOf));
    return addressesOf(passed);
  }

  /** Takes down that whatever is left is denied, if anything is. */
  public shut(left: CidrSet, by: readonly (Policy | TieredPolicy)[]): void {
    if (left.isEmpty()) return;
    this.mayDeny = true;
    this.isolatedBy.push(...by);
  }
}

/**
 * The tiers in their order, and in theirs the NetworkPolicies: those who isolate decide for good about their subjects, with the other policies of the
 * tier that they share. What nobody decides is allowed.
 */
function findingsOf(rules: RuleSet, question: TierQuestion): Findings {
  const found = new SideFindings();
  const tiers = tiersFor(rules, question);
  let open = candidatesOf(question.snapshot, question.other);
  for (const tier of tiers.filter(({ order }) => order < NETWORK_POLICIES.order)) open = throughTier(tier, question, open, found);
  open = throughShared(tiers.find(({ order }) => order === NETWORK_POLICIES.order), rules, question, open, found);
  for (const tier of tiers.filter(({ order }) => order > NETWORK_POLICIES.order)) open = throughTier(tier, question, open, found);
  found.mayAllow ||= !open.isEmpty();
  return found;
}

/** What a tier leaves to the next one. */
function throughTier({ policies, isolating }: GoverningTier, question: TierQuestion, open: CidrSet, found: SideFindings): CidrSet {
  const asked = askPolicies(policies, question, open);
  const passed = found.take(asked);
  if (isolating.length === 0) return passed.union(asked.unmatched);
  found.shut(asked.unmatched, isolating);
  return passed;
}

/** What is left by the NetworkPolicies, and by the policies of the tier that they share: some are asked before them, some behind. */
function throughShared(
  tier: GoverningTier | undefined, { policies }: RuleSet, question: TierQuestion, open: CidrSet, found: SideFindings,
): CidrSet {
  const own = tier?.policies ?? [];
  const early = askPolicies(own.filter(({ priority }) => priority <= NETWORK_POLICIES.priority), question, open);
  const skipped = found.take(early);
  const core = policies.filter((policy) => policy.isolates.includes(question.direction) && governs(policy, question.subject));
  const { matched, covered } = matchedBy(core, question, early.unmatched);
  found.mayAllow ||= matched.length > 0;
  found.allowedBy.push(...matched);
  const late = askPolicies(own.filter(({ priority }) => priority > NETWORK_POLICIES.priority), question, early.unmatched.difference(covered));
  const passed = skipped.union(found.take(late));
  const isolating = [...core, ...tier?.isolating ?? []];
  if (isolating.length === 0) return passed.union(late.unmatched);
  found.shut(late.unmatched, isolating);
  return passed;
}

function ruleOf({ rule }: Hit): TieredReference {
  return rule;
}

/** Whether a policy selects a workload that is not on the host network. */
export function governs(policy: Policy, workload: Workload): boolean {
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

function reasonOf({ allowedBy, deniedBy, isolatedBy, unsure }: Findings, verdict: Verdict): Reason {
  const isolating = isolatedBy.map(({ origin }) => origin);
  const isSure = (rule: RuleReference | TieredReference) => !unsure.some((one) => one === rule);
  const [allowing, denying] = [allowedBy.filter(isSure), deniedBy.filter(isSure)];
  switch (verdict) {
    case 'allowed': return allowing.length === 0 ? { kind: 'notIsolated' } : { kind: 'matched', rules: allowing };
    case 'denied': return denying.length === 0 ? { kind: 'unmatched', isolatedBy: isolating } : { kind: 'denied', rules: denying, isolatedBy: isolating };
    case 'unknown': return { kind: 'addressUnknown', rules: [...allowedBy, ...deniedBy] };
  }
}

function nodeUnknown({ deniedBy, isolatedBy }: Findings): Reason {
  return { kind: 'nodeUnknown', isolatedBy: [...isolatedBy, ...deniedBy].map((one) => one.origin) };
}
