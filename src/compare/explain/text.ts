import { Edit } from './edit';
import { ExplainedSide, Explanation, Step } from './explain';
import { NearMiss, portsText } from './near-miss';
import { Remedy } from './remedy';
import { editYaml } from './snippet';
import { fieldPlace, SourceLookup } from './source';
import { ClusterPolicyOrigin, PolicyOrigin } from '../../reachability/rules';
import { Flow, FlowEnd, RuleReference, TieredReference } from '../../reachability/trace';
import { workloadText } from '../../reachability/workload';

/** An explanation as a person reads it: the verdict, both sides, and the smallest change for a denied flow. */
export function explanationText({ decision, sides, remedy }: Explanation, sourceOf: SourceLookup = () => undefined): string {
  const { flow, verdict } = decision;
  const lines = [
    `${endText(flow.source)} to ${endText(flow.destination)} on ${flow.port}/${flow.protocol}: ${verdict}`,
    ...(sides.length === 0 ? ['  a pod cannot be kept from itself'] : sides.flatMap((side) => sideLines(side, flow, sourceOf))),
    ...(remedy === undefined ? [] : remedyLines(remedy, sourceOf)),
  ];
  return `${lines.join('\n')}\n`;
}

/** The name of an end: a workload, with its address if it is asked for by it, or an address. */
export function endText(end: FlowEnd): string {
  if (end.kind === 'address') return end.address.text;
  return end.address === undefined ? workloadText(end.workload) : `${workloadText(end.workload)} at ${end.address.text}`;
}

/** The name of a policy, such as `NetworkPolicy shop/web`. */
export function policyText(origin: PolicyOrigin | ClusterPolicyOrigin): string {
  return 'namespace' in origin ? `${origin.kind} ${origin.namespace}/${origin.name}` : `${origin.kind} ${origin.name}`;
}

function sideLines({ direction, verdict, steps }: ExplainedSide, flow: Flow, sourceOf: SourceLookup): string[] {
  const [subject, other] = direction === 'egress' ? [flow.source, flow.destination] : [flow.destination, flow.source];
  return [`  ${direction} of ${endText(subject)}: ${verdict}`, ...steps.map((step) => `    ${stepText(step, endText(other), flow, sourceOf)}`)];
}

/** One step as a sentence, with the place of what it is about. */
export function stepText(step: Step, other: string, flow: Pick<Flow, 'port' | 'protocol'>, sourceOf: SourceLookup): string {
  switch (step.kind) {
    case 'rule': return `${TIER_TEXTS[step.tier]}: ${ruleText(step.rule, sourceOf)} ${step.effect} it${step.effect === 'passes' ? ' on to the next tier' : ''}`;
    case 'maybe': return `${TIER_TEXTS[step.tier]}: ${ruleText(step.rule, sourceOf)} is about some addresses only, and whether ${other} has one of them is not known`;
    case 'isolates': return `${policyText(step.policy)}${placeText(step.policy, 'spec', sourceOf)} isolates it, and no rule matches`;
    case 'nearly': return nearText(step.miss, other, flow, sourceOf);
    case 'default': return DEFAULT_TEXTS[step.because](other);
  }
}

const TIER_TEXTS = { admin: 'admin tier', networkPolicy: 'network policies', baseline: 'baseline tier' } as const;

const DEFAULT_TEXTS: Readonly<Record<Extract<Step, { kind: 'default' }>['because'], (other: string) => string>> = {
  outside: () => 'an address outside the manifests, which no policy governs',
  hostNetwork: () => 'on the host network, where no policy selects it',
  notIsolated: () => 'no policy isolates it, and by default everything is allowed',
  ownNode: (other) => `${other} is its own node, which is always let in`,
  maybeOwnNode: (other) => `${other} may be its own node, which is always let in`,
};

function nearText({ rule, lacks, ports }: NearMiss, other: string, { port, protocol }: Pick<Flow, 'port' | 'protocol'>, sourceOf: SourceLookup): string {
  return lacks === 'port'
    ? `nearly: ${ruleText(rule, sourceOf)} takes ${other} in, on ${portsText(ports)} and not on ${port}/${protocol}`
    : `nearly: ${ruleText(rule, sourceOf)} is about ${portsText(ports)}, and does not take ${other} in`;
}

function ruleText(rule: RuleReference | TieredReference, sourceOf: SourceLookup): string {
  const path = `spec.${rule.direction}[${rule.index}]`;
  const name = 'name' in rule && rule.name !== undefined ? ` (${rule.name})` : '';
  return `${rule.direction}[${rule.index}]${name} of ${policyText(rule.origin)}${placeText(rule.origin, path, sourceOf)}`;
}

function placeText(origin: PolicyOrigin | ClusterPolicyOrigin, path: string, sourceOf: SourceLookup): string {
  const place = fieldPlace(sourceOf(origin.kind, 'namespace' in origin ? origin.namespace : undefined, origin.name), path);
  return place === undefined ? '' : ` (${place.file}:${place.line})`;
}

function remedyLines(remedy: Remedy, sourceOf: SourceLookup): string[] {
  if (remedy.kind === 'none') return [`no change is known that would allow it: ${remedy.why}`];
  const outcome = remedy.verdict === 'allowed' ? 'the smallest change that allows it' : 'the smallest change that may allow it; the manifests do not say enough to be sure';
  return [`${outcome}:`, ...remedy.edits.flatMap((edit) => [`  ${editText(edit, sourceOf)}:`, ...editYaml(edit).trimEnd().split('\n').map((line) => `    ${line}`)])];
}

/** A change as a sentence. */
export function editText(edit: Edit, sourceOf: SourceLookup): string {
  switch (edit.kind) {
    case 'newPolicy': return `a new ${policyText(edit.policy.origin)}`;
    case 'addRule': return `one more rule of \`spec.${edit.rule.direction}\` in ${policyText(edit.policy)}${placeText(edit.policy, `spec.${edit.rule.direction}`, sourceOf)}`;
    case 'insertRule':
      return `a rule before \`spec.${edit.rule.direction}[${edit.rule.index}]\` in ${policyText(edit.policy)}${placeText(edit.policy, `spec.${edit.rule.direction}[${edit.rule.index}]`, sourceOf)}`;
  }
}
