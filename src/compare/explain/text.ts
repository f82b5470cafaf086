import { Edit } from './edit';
import { ExplainedSide, Explanation, Step } from './explain';
import { NearMiss, portsText } from './near-miss';
import { Remedy } from './remedy';
import { editYaml } from './snippet';
import { fieldPlace, SourceLookup } from './source';
import { objectText } from '../../reachability/objects';
import { ClusterPolicyOrigin, PolicyOrigin } from '../../reachability/rules';
import { Flow, RuleReference, TieredReference } from '../../reachability/trace';
import { endText, ruleFieldOf, rulePlaceText, untouchedText } from '../../reachability/trace-text';
import { wayText } from '../leaving/way';
import { linesText } from '../words/lines';
import { passingText } from '../words/requests';

/** An explanation as a person reads it: the verdict, both sides, and the smallest change for a denied flow. */
export function explanationText({ decision, sides, requests, leaves, remedy }: Explanation, sourceOf: SourceLookup = () => undefined): string {
  const { flow, verdict } = decision;
  const lines = [
    `${endText(flow.source)} to ${endText(flow.destination)} on ${flow.port}/${flow.protocol}: ${verdict}`,
    ...(sides.length === 0 ? ['  a pod cannot be kept from itself'] : sides.flatMap((side) => sideLines(side, flow, sourceOf))),
    ...(requests === undefined ? [] : [`  requests: ${passingText(requests.told)} only`]),
    ...leaves.map((way, i) => `  ${i === 0 ? 'leaves the cluster' : 'or'} ${wayText(way, sourceOf)}`),
    ...(remedy === undefined ? [] : remedyLines(remedy, sourceOf)),
  ];
  return linesText(lines);
}

function sideLines({ direction, verdict, steps }: ExplainedSide, flow: Flow, sourceOf: SourceLookup): string[] {
  const [subject, other] = direction === 'egress' ? [flow.source, flow.destination] : [flow.destination, flow.source];
  return [`  ${direction} of ${endText(subject)}: ${verdict}`, ...steps.map((step) => `    ${stepText(step, endText(other), flow, sourceOf)}`)];
}

/** One step as a sentence, with the place of what it is about. */
export function stepText(step: Step, other: string, flow: Pick<Flow, 'port' | 'protocol'>, sourceOf: SourceLookup): string {
  switch (step.kind) {
    case 'rule': return `${tierText(step.tier)}: ${ruleText(step.rule, sourceOf)} ${step.effect} it${step.effect === 'passes' ? ' on to the next tier' : ''}`;
    case 'maybe': return `${tierText(step.tier)}: ${ruleText(step.rule, sourceOf)} is about some addresses only, and whether ${other} has one of them is not known`;
    case 'isolates': return `${objectText(step.policy)}${placeText(step.policy, 'spec', sourceOf)} isolates it, and no rule matches`;
    case 'nearly': return nearText(step.miss, other, flow, sourceOf);
    case 'default': return defaultText(step.because, other);
  }
}

function tierText(tier: string): string {
  return tier === 'networkPolicy' ? 'network policies' : `${tier} tier`;
}

function defaultText(because: Extract<Step, { kind: 'default' }>['because'], other: string): string {
  switch (because) {
    case 'notIsolated': return `${untouchedText(because, other)}, and by default everything is allowed`;
    case 'maybeOwnNode': return `${other} may be its own node, which is always let in`;
    case 'outside':
    case 'name':
    case 'stranger':
    case 'hostNetwork':
    case 'ownNode':
      return untouchedText(because, other);
  }
}

function nearText({ rule, lacks, ports }: NearMiss, other: string, { port, protocol }: Pick<Flow, 'port' | 'protocol'>, sourceOf: SourceLookup): string {
  return lacks === 'port'
    ? `nearly: ${ruleText(rule, sourceOf)} takes ${other} in, on ${portsText(ports)} and not on ${port}/${protocol}`
    : `nearly: ${ruleText(rule, sourceOf)} is about ${portsText(ports)}, and does not take ${other} in`;
}

function ruleText(rule: RuleReference | TieredReference, sourceOf: SourceLookup): string {
  return `${rulePlaceText(rule)}${placeText(rule.origin, ruleFieldOf(rule), sourceOf)}`;
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
    case 'newPolicy': return `a new ${objectText(edit.policy.origin)}`;
    case 'addRule': return `one more rule of \`spec.${edit.rule.direction}\` in ${objectText(edit.policy)}${placeText(edit.policy, `spec.${edit.rule.direction}`, sourceOf)}`;
    case 'insertRule':
      return `a rule before \`spec.${edit.rule.direction}[${edit.rule.index}]\` in ${objectText(edit.policy)}${placeText(edit.policy, `spec.${edit.rule.direction}[${edit.rule.index}]`, sourceOf)}`;
  }
}
