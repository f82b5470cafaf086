import { Edit } from './edit';
import { ExplainedSide, Explanation, Step } from './explain';
import { Remedy } from './remedy';
import { editYaml } from './snippet';
import { fieldPlace, SourceLookup } from './source';
import { editText, stepText } from './text';
import { ClusterPolicyOrigin, PolicyOrigin } from '../../reachability/rules';
import { Flow, FlowEnd, RuleReference, TieredReference } from '../../reachability/trace';
import { endText, ruleFieldOf } from '../../reachability/trace-text';
import { wayJson } from '../leaving/way';
import { nameJson, workloadJson } from '../words/json';

/** The value of `schema` in an explanation as JSON; docs/schema/explain-v1.json is its schema. */
export const EXPLAIN_SCHEMA = 'cdk8s-reach/explain/v1';

/** An explanation as JSON. */
export function explanationJson(
  { decision: { flow, verdict }, sides, requests, leaves, remedy }: Explanation, sourceOf: SourceLookup = () => undefined,
): object {
  return {
    schema: EXPLAIN_SCHEMA,
    source: endJson(flow.source),
    destination: endJson(flow.destination),
    protocol: flow.protocol,
    port: flow.port,
    verdict,
    sides: sides.map((side) => sideJson(side, flow, sourceOf)),
    ...(requests === undefined ? {} : { requests: requests.told === undefined ? {} : { http: requests.told } }),
    ...(leaves.length === 0 ? {} : { leaves: leaves.map((way) => wayJson(way, sourceOf)) }),
    ...(remedy === undefined ? {} : { remedy: remedyJson(remedy, sourceOf) }),
  };
}

function endJson(end: FlowEnd): object {
  if (end.kind === 'name') return nameJson(end.name);
  const address = end.address === undefined ? {} : { address: end.address.text };
  return end.kind === 'address' ? address : { ...workloadJson(end.workload), ...address };
}

function sideJson({ direction, verdict, steps }: ExplainedSide, flow: Flow, sourceOf: SourceLookup): object {
  const other = endText(direction === 'egress' ? flow.destination : flow.source);
  return { direction, verdict, steps: steps.map((step) => ({ ...stepJson(step, sourceOf), text: stepText(step, other, flow, sourceOf) })) };
}

function stepJson(step: Step, sourceOf: SourceLookup): object {
  switch (step.kind) {
    case 'rule': return { step: step.effect, tier: step.tier, ...ruleJson(step.rule, sourceOf) };
    case 'maybe': return { step: step.kind, tier: step.tier, ...ruleJson(step.rule, sourceOf) };
    case 'isolates': return { step: step.kind, policy: originJson(step.policy, 'spec', sourceOf) };
    case 'nearly': return { step: step.kind, lacks: step.miss.lacks, ...ruleJson(step.miss.rule, sourceOf) };
    case 'default': return { step: step.kind, because: step.because };
  }
}

function ruleJson(rule: RuleReference | TieredReference, sourceOf: SourceLookup): object {
  const path = ruleFieldOf(rule);
  return { policy: originJson(rule.origin, path, sourceOf), rule: path };
}

function originJson(origin: PolicyOrigin | ClusterPolicyOrigin, path: string, sourceOf: SourceLookup): object {
  const namespace = 'namespace' in origin ? origin.namespace : undefined;
  const place = fieldPlace(sourceOf(origin.kind, namespace, origin.name), path);
  return { kind: origin.kind, ...(namespace === undefined ? {} : { namespace }), name: origin.name, ...place };
}

function remedyJson(remedy: Remedy, sourceOf: SourceLookup): object {
  if (remedy.kind === 'none') return { edits: [], why: remedy.why };
  return { verdict: remedy.verdict, edits: remedy.edits.map((edit) => editJson(edit, sourceOf)) };
}

function editJson(edit: Edit, sourceOf: SourceLookup): object {
  const origin = edit.kind === 'newPolicy' ? edit.policy.origin : edit.policy;
  return { edit: edit.kind, policy: originJson(origin, 'spec', sourceOf), text: editText(edit, sourceOf), yaml: editYaml(edit) };
}
