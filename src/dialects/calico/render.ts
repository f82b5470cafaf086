import { CalicoRule, EntityRule, NetworkPolicy } from './kinds';
import { entitiesOf, unsayableGap } from './render-entity';
import { networkSetsOf } from './render-groups';
import { protocolsOf } from './render-ports';
import { httpOf, untoldRequests } from './render-requests';
import { labelsExpression, selectorText } from './selector-text';
import { isSupported } from '../../model/capability';
import { Flow, isGroup, PolicySubject } from '../../model/endpoint';
import { Finding } from '../../model/finding';
import { PolicyDialect, PolicyFacts } from '../../model/policy-dialect';
import { subjectGaps } from '../../model/policy-gap';
import { reasonsOf } from '../../model/reasons';
import { Rendered } from '../../model/rendered';

/**
 * Where our policies stand in the tier that they share with the NetworkPolicies of Kubernetes: as those do. They only allow, so that together they let through what
 * any of them does, and the tier denies the rest.
 *
 * @see https://docs.tigera.io/calico/latest/network-policy/policy-tiers/tiered-policy#default-behavior (Calico 3.32)
 */
const PLACE = { tier: 'default', order: 1000 } as const;

/** The policies of Calico, for Calico itself and for Canal. */
export const CALICO_POLICIES: PolicyDialect = {
  head: { apiVersion: 'projectcalico.org/v3', kind: 'NetworkPolicy' },
  id: 'CalicoNetworkPolicy',
  namesParties: false,
  take: (_, flows, facts) => flows.filter((flow) => isBeyondCore(flow, facts)),
  untold: untoldRequests,
  shared: networkSetsOf,
  render,
};

/** Core NetworkPolicy knows neither requests nor ServiceAccounts, and has no object for a group of addresses. */
function isBeyondCore({ peers, requests }: Flow, { enforces }: PolicyFacts): boolean {
  return requests !== undefined || peers.some((peer) => isGroup(peer) || (peer.kind === 'account' && isSupported(enforces.serviceAccounts)));
}

/**
 * One NetworkPolicy of Calico for one workload: both directions always, some rules for each edge. A name needs no tier before it in the tier `default`.
 *
 * @see https://docs.tigera.io/calico/latest/reference/resources/networkpolicy (Calico 3.32)
 */
function render(subject: PolicySubject, { isAlone }: PolicyFacts): Rendered<NetworkPolicy> {
  const [ingress, egress] = [subject.ingress.map((flow) => rulesOf(flow, 'source')), subject.egress.map((flow) => rulesOf(flow, 'destination'))];
  const pods = selectorText(labelsExpression(subject.podLabels));
  const gaps = [...ingress, ...egress].flatMap((one) => one.gaps);
  return {
    objects: [{
      apiVersion: 'projectcalico.org/v3',
      kind: 'NetworkPolicy',
      metadata: { name: subject.name, namespace: subject.namespace, labels: subject.labels, ...reasonsOf(subject) },
      spec: {
        ...PLACE,
        selector: pods.isSayable ? pods.text : NOBODY,
        types: ['Ingress', 'Egress'],
        ingress: ingress.flatMap(({ rules }) => rules),
        egress: egress.flatMap(({ rules }) => rules),
      },
    }],
    // beside a NetworkPolicy it is that one that says so
    gaps: [...(isAlone ? subjectGaps(subject) : []), ...(pods.isSayable ? [] : [unsayableGap(pods.problem, `whatever ${subject.name} may do`)]), ...gaps],
  };
}

/** A policy whose pods cannot be said governs none. */
const NOBODY = '!all()';

interface RenderedRules {
  readonly rules: readonly CalicoRule[];
  readonly gaps: readonly Finding[];
}

/** The rules of a flow: each has one other side, one protocol and one request. */
function rulesOf({ peers, ports, requests, key }: Flow, side: 'source' | 'destination'): RenderedRules {
  const sides = peers.map((peer) => entitiesOf(peer, key));
  const rules = sides.flatMap(({ entities }) => entities).flatMap((entity) => protocolsOf(ports).flatMap(({ protocol, numbers }) => {
    const destination: EntityRule = { ...(side === 'destination' ? entity : {}), ...(numbers.length === 0 ? {} : { ports: numbers }) };
    const rule: CalicoRule = {
      action: 'Allow',
      ...(protocol === undefined ? {} : { protocol }),
      ...(side === 'source' && !isEmpty(entity) ? { source: entity } : {}),
      ...(isEmpty(destination) ? {} : { destination }),
    };
    return requests === undefined ? [rule] : requests.map((request): CalicoRule => ({ ...rule, http: httpOf(request) }));
  }));
  return { rules, gaps: sides.flatMap(({ gaps }) => gaps) };
}

function isEmpty(entity: EntityRule): boolean {
  return Object.keys(entity).length === 0;
}
