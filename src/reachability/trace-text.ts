import { objectText } from './objects';
import { Decision, FlowEnd, Reason, RuleReference, SideTrace, TieredReference } from './trace';
import { workloadText } from './workload';
import { nameText } from '../sets/names';
import { requestText } from '../sets/requests/request';
import { matchesText } from '../sets/requests/request-text';

/** A decision as sentences, each for a line of its own: the verdict, then what each side has to say. */
export function explained({ flow, request, verdict, trace }: Decision): readonly string[] {
  const [source, destination] = [endText(flow.source), endText(flow.destination)];
  const first = `${request === undefined ? '' : `${requestText(request)} from `}${source} to ${destination} on ${flow.port}/${flow.protocol}: ${verdict}`;
  if (trace.kind === 'ownPod') return [first, '  a pod cannot be kept from itself'];
  return [
    first,
    `  egress of ${source}: ${sideText(trace.egress, destination)}`,
    `  ingress of ${destination}: ${sideText(trace.ingress, source)}`,
  ];
}

function sideText({ passed, perhaps = [], reason }: SideTrace, other: string): string {
  const also = perhaps.length === 0 ? '' : `; whether ${perhaps.map(ruleText).join(' and ')} would be about ${other} is not known`;
  const text = `${reasonText(reason, other)}${also}`;
  return passed.length === 0 ? text : `passed on by ${passed.map(ruleText).join(', ')}; ${text}`;
}

function reasonText(reason: Reason, other: string): string {
  switch (reason.kind) {
    case 'outside':
    case 'name':
    case 'stranger':
    case 'hostNetwork':
    case 'notIsolated':
    case 'ownNode':
      return untouchedText(reason.kind, other);
    case 'matched': return `allowed by ${reason.rules.map(ruleText).join(' with ')}`;
    case 'denied': return deniedText(reason);
    case 'unmatched': return `isolated by ${reason.isolatedBy.map(objectText).join(', ')}, and no rule matches`;
    case 'addressUnknown': return unknownText(reason.rules, other);
    case 'nodeUnknown':
      return `isolated by ${reason.isolatedBy.map(objectText).join(', ')}, but ${other} may be on its own node, which is always let in`;
  }
}

/** Why a side lets a flow through though no rule is about it. */
export function untouchedText(because: 'outside' | 'name' | 'stranger' | 'hostNetwork' | 'notIsolated' | 'ownNode', other: string): string {
  switch (because) {
    case 'outside': return 'an address outside the manifests, which no policy governs';
    case 'name': return 'a name outside the cluster, where no policy governs';
    case 'stranger': return 'a pod that is not among the manifests, and is taken to let everything through';
    case 'hostNetwork': return 'on the host network, where no policy selects it';
    case 'notIsolated': return 'no policy isolates it';
    case 'ownNode': return `${other} is its own node, which is always let in`;
  }
}

function deniedText({ rules, isolatedBy }: Extract<Reason, { kind: 'denied' }>): string {
  const denied = `denied by ${rules.map(ruleText).join(' with ')}`;
  return isolatedBy.length === 0 ? denied : `${denied}, and else isolated by ${isolatedBy.map(objectText).join(', ')}`;
}

function unknownText(rules: readonly (RuleReference | TieredReference)[], other: string): string {
  const denies = (rule: RuleReference | TieredReference) => 'action' in rule && rule.action !== 'accept';
  const [allowing, denying] = [rules.filter((rule) => !denies(rule)), rules.filter(denies)];
  const parts = [
    ...(allowing.length > 0 ? [`${allowing.map(ruleText).join(', ')} would allow some addresses`] : []),
    ...(denying.length > 0 ? [`${denying.map(ruleText).join(', ')} would deny some addresses`] : []),
  ];
  return `${parts.join(', ')}, and whether ${other} is among them is not known`;
}

function ruleText(rule: RuleReference | TieredReference): string {
  return 'tier' in rule ? `${rule.action} rule ${rulePlaceText(rule)} in the ${rule.tier.name} tier` : rulePlaceText(rule);
}

/** The place of a rule, such as `ingress[0] of NetworkPolicy shop/web`, its name in parentheses if it has one. */
export function rulePlaceText(rule: RuleReference | TieredReference): string {
  const name = 'name' in rule && rule.name !== undefined ? ` (${rule.name})` : '';
  const parts = [...('part' in rule && rule.part !== undefined ? [rule.part] : []), ...('requests' in rule && rule.requests !== undefined ? [matchesText(rule.requests.matches)] : [])];
  const part = parts.length === 0 ? '' : `, for ${parts.join(' and ')} only,`;
  return `${ruleFieldOf(rule).replace(/^spec\./, '')}${name} of ${objectText(rule.origin)}${part}`;
}

/** The field of a rule in its object, such as `spec.ingress[0]`. */
export function ruleFieldOf(rule: RuleReference | TieredReference): string {
  return ('path' in rule ? rule.path : undefined) ?? `spec.${rule.direction}[${rule.index}]`;
}

/** The name of an end: a workload, with its address if it is asked for by it, an address, or a name outside. */
export function endText(end: FlowEnd): string {
  if (end.kind === 'address') return end.address.text;
  if (end.kind === 'name') return nameText(end.name);
  return end.address === undefined ? workloadText(end.workload) : `${workloadText(end.workload)} at ${end.address.text}`;
}
