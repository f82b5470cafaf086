import { PeerContext } from './read-peers';
import { readCiliumRule, RuleRead } from './read-rule';
import { EndpointMatch, readSubjectSelector } from './read-selector';
import { Field } from '../../fields/field';
import { ClusterPolicyOrigin, Direction, NETWORK_POLICIES, Tier, TieredPolicy } from '../../reachability/rules';

/**
 * Where the policies of Cilium stand: beside NetworkPolicies, with which they allow together, and shut out together whatever none of them allows.
 *
 * @see https://docs.cilium.io/en/stable/network/kubernetes/policy/ (Cilium 1.18)
 */
export const CILIUM: Tier = { name: 'cilium', order: NETWORK_POLICIES.order };

/** What is denied comes before whatever any policy allows, of whichever kind. @see https://docs.cilium.io/en/stable/security/policy/language/#deny-policies (Cilium 1.18) */
const DENY_PRIORITY = 0;

/** What one specification of a policy comes to. */
export interface SpecRead {
  /** What it denies, then what it allows. */
  readonly policies: readonly TieredPolicy[];
  /** What of it is not read, as sentences. */
  readonly notes: readonly string[];
  readonly readsDns: boolean;
  readonly needsDns: boolean;
}

const LISTS = [
  ['ingress', 'ingress', false], ['ingressDeny', 'ingress', true], ['egress', 'egress', false], ['egressDeny', 'egress', true],
] as const;

/** One specification, which is `spec` or one of `specs`. */
export function readSpec(field: Field, origin: ClusterPolicyOrigin, context: PeerContext): SpecRead {
  const members = field.members(
    'endpointSelector', 'nodeSelector', 'ingress', 'ingressDeny', 'egress', 'egressDeny', 'enableDefaultDeny', 'labels', 'description', 'log',
  );
  const { endpointSelector, nodeSelector, enableDefaultDeny } = members;
  if (!endpointSelector.isPresent() && !nodeSelector.isPresent()) field.refuse('SUBJECT_EMPTY', 'a policy needs an `endpointSelector`; `{}` is every pod');
  if (endpointSelector.isPresent() && nodeSelector.isPresent()) field.refuse('SUBJECT_MIXED', 'a policy has either an `endpointSelector` or a `nodeSelector`');
  if (context.home !== undefined && nodeSelector.isPresent()) {
    nodeSelector.refuse('FIELD_UNKNOWN', 'a `nodeSelector` is for policies of the whole cluster; write a CiliumClusterwideNetworkPolicy');
  }
  if (!LISTS.some(([name]) => members[name].isPresent())) field.refuse('LIST_EMPTY', 'a policy needs one of ingress, ingressDeny, egress, egressDeny');
  const lists = LISTS.map(([name, direction, isDeny]) => (
    { direction, isDeny, rules: members[name].items().map((rule, i) => readCiliumRule(rule, i, { direction, isDeny, path: `${field.path}.${name}` }, context)) }
  ));
  const shut = enableDefaultDeny.members('ingress', 'egress');
  const isolates = (['ingress', 'egress'] as const).filter((direction): direction is Direction => (
    // a direction without rules is left alone, unless the policy says otherwise
    shut[direction].flag() ?? lists.some((list) => list.direction === direction && list.rules.length > 0)
  ));
  const subject = endpointSelector.isPresent() ? readSubjectSelector(endpointSelector, context.home) : undefined;
  const all = lists.flatMap(({ rules }) => rules);
  const note = subject === undefined ? NODES_NOTE : unreadSubject(subject);
  if (subject === undefined || note !== undefined) return { policies: [], notes: [note ?? NODES_NOTE], readsDns: false, needsDns: false };
  const policyOf = (isDeny: boolean): TieredPolicy => ({
    origin,
    tier: CILIUM,
    priority: isDeny ? DENY_PRIORITY : NETWORK_POLICIES.priority,
    isolates: isDeny ? [] : isolates,
    subject: { namespaces: subject.namespaces, pods: subject.pods },
    rules: lists.filter((list) => list.isDeny === isDeny).flatMap(({ rules }) => rules.flatMap((rule) => rule.rules)),
  });
  const denying = policyOf(true);
  return {
    policies: [...(denying.rules.length === 0 ? [] : [denying]), policyOf(false)],
    notes: [],
    readsDns: some(all, 'readsDns'),
    needsDns: some(all, 'needsDns'),
  };
}

function some(rules: readonly RuleRead[], what: 'readsDns' | 'needsDns'): boolean {
  return rules.some((rule) => rule[what]);
}

const NODES_NOTE = 'a policy of nodes is not read: what it allows and denies on the host network is no part of the answer';

/** Why whom a policy is about cannot be told. */
function unreadSubject({ untold, reserved }: EndpointMatch): string | undefined {
  if (reserved.length > 0) return `\`reserved:${reserved.join('`, `reserved:')}\` is no workload, so that the policy is about nobody here`;
  return untold.length === 0 ? undefined : `which pods have the label \`${untold.join('`, `')}\` is not known, so that the policy is not read`;
}
