import { CalicoPolicyType, CalicoRule, EntityRule, GlobalNetworkPolicy, Tier } from './kinds';
import { protocolsOf } from './render-ports';
import { EVERYTHING, labelsExpression, SelectorExpression, selectorText } from './selector-text';
import { Labels } from '../../model/endpoint';
import { apiServerUnknown, guardrailGaps, RenderedGuardrails, unsayableRules } from '../../model/guardrail-gap';
import { GuardrailPeer, guardrailPolicies, GuardrailPolicy, GuardrailRule, NAMESPACE_NAME, NamespaceCondition } from '../../model/guardrail-policy';
import { GuardrailsModel } from '../../model/guardrails';

/**
 * Where the tiers stand: before those of ClusterNetworkPolicies (1000) and of namespaces (1,000,000), and behind the latter, before the baseline of
 * ClusterNetworkPolicies (10,000,000). What Calico's operator guards of its own comes first.
 *
 * @see https://docs.tigera.io/calico/latest/reference/resources/tier (Calico 3.32)
 */
const ORDERS = { admin: 500, baseline: 5_000_000 } as const;

/** What Calico calls a namespace, as a label of it that no host and no set of addresses has. */
const CALICO_NAME = 'projectcalico.org/name';

/**
 * Guardrails as GlobalNetworkPolicies in two tiers of their own, both of which pass on whatever they do not decide.
 *
 * @see https://docs.tigera.io/calico/latest/network-policy/policy-tiers/tiered-policy (Calico 3.32; tiers from 3.29 on)
 */
export function renderCalicoGuardrails(guardrails: GuardrailsModel): RenderedGuardrails {
  const policies = guardrailPolicies(guardrails);
  const { name, labels, firstPriority } = guardrails;
  const [before, behind] = [{ labels, tier: name }, { labels, tier: `${name}-baseline` }];
  return {
    objects: [
      ...(policies.admin.length === 0 ? [] : [tierOf(before, ORDERS.admin)]),
      ...policies.admin.map((policy, i) => policyOf(before, policy, firstPriority + i)),
      ...(policies.baseline === undefined ? [] : [tierOf(behind, ORDERS.baseline), policyOf(behind, policies.baseline, firstPriority)]),
    ],
    gaps: guardrailGaps(guardrails, unsayableRules(policies, {
      ingress: () => undefined,
      egress: ({ peers }) => (peers.some((peer) => peer.kind === 'apiServer' && peer.blocks.length === 0) ? apiServerUnknown('Calico') : undefined),
    })),
  };
}

interface Place {
  readonly tier: string;
  readonly labels: Labels;
}

function tierOf({ tier, labels }: Place, order: number): Tier {
  return { apiVersion: 'projectcalico.org/v3', kind: 'Tier', metadata: { name: tier, labels }, spec: { order, defaultAction: 'Pass' } };
}

/** Before 3.32 the name of a policy begins with that of its tier. */
function policyOf({ tier, labels }: Place, { part, action, subject, ingress, egress }: GuardrailPolicy, order: number): GlobalNetworkPolicy {
  const verb = action === 'allow' ? 'Allow' : 'Deny';
  const types: CalicoPolicyType[] = [...(ingress.length === 0 ? [] : ['Ingress' as const]), ...(egress.length === 0 ? [] : ['Egress' as const])];
  return {
    apiVersion: 'projectcalico.org/v3',
    kind: 'GlobalNetworkPolicy',
    metadata: { name: `${tier}.${part}`, labels },
    spec: {
      tier,
      order,
      selector: text(EVERYTHING),
      namespaceSelector: namespaceText(subject),
      types,
      ...(ingress.length === 0 ? {} : { ingress: ingress.flatMap((rule) => rulesOf(rule, verb, 'source')) }),
      ...(egress.length === 0 ? {} : { egress: egress.flatMap((rule) => rulesOf(rule, verb, 'destination')) }),
    },
  };
}

/** A rule has one other side and one protocol. */
function rulesOf({ peers, ports }: GuardrailRule, action: 'Allow' | 'Deny', side: 'source' | 'destination'): CalicoRule[] {
  return peers.flatMap(entitiesOf).flatMap((entity) => protocolsOf(ports).map(({ protocol, numbers }): CalicoRule => {
    const destination: EntityRule = { ...(side === 'destination' ? entity : {}), ...(numbers.length === 0 ? {} : { ports: numbers }) };
    return {
      action,
      ...(protocol === undefined ? {} : { protocol }),
      ...(side === 'source' && Object.keys(entity).length > 0 ? { source: entity } : {}),
      ...(Object.keys(destination).length === 0 ? {} : { destination }),
    };
  }));
}

function entitiesOf(peer: GuardrailPeer): EntityRule[] {
  switch (peer.kind) {
    case 'everybody': return [{}];
    case 'addresses':
    case 'apiServer': return peer.blocks.length === 0 ? [] : [{ nets: peer.blocks.map(({ cidr }) => cidr) }];
    case 'pods': return [{ ...(peer.pods === 'all' ? {} : { selector: text(labelsExpression(peer.pods)) }), namespaceSelector: namespaceText(peer.namespaces) }];
  }
}

/** Hosts and sets of addresses have no labels of namespaces, so that whatever must not be there would take them in: what is asked for has a namespace. */
function namespaceText(conditions: readonly NamespaceCondition[]): string {
  if (conditions.length === 0) return text(EVERYTHING);
  const own = conditions.map((one): SelectorExpression => (one.key === NAMESPACE_NAME ? { ...one, key: CALICO_NAME } : one));
  const isNamed = own.some(({ operator }) => operator !== 'NotIn');
  return text({ operator: 'All', of: [...(isNamed ? [] : [{ operator: 'Exists', key: CALICO_NAME } as const]), ...own] });
}

/** Labels and names are checked, and bounded, where they are declared. */
function text(expression: SelectorExpression): string {
  const said = selectorText(expression);
  if (!said.isSayable) throw new RangeError(said.problem);
  return said.text;
}
