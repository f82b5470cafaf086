import { NetworkPolicy, NetworkPolicyPeer, NetworkPolicyPort, PolicyType } from './kinds';
import { FlowDirection } from '../../model/endpoint';
import { apiServerUnknown, BlockFacts, guardrailGaps, nodesUnsayable, RenderedGuardrails, UNKNOWN_PLACE, Unsayable } from '../../model/guardrail-gap';
import { GuardrailPeer, guardrailPolicies, GuardrailRule, NamespaceCondition } from '../../model/guardrail-policy';
import { GuardrailsModel, GuardrailStatement, statementsOf } from '../../model/guardrails';
import { PortMatch } from '../../model/port';
import { LabelSelector } from '../kinds-selector';

const API = 'core NetworkPolicy';

/**
 * What core NetworkPolicy can say of guardrails: in each namespace that is named, one policy of all pods that shuts what the baseline shuts, and opens
 * the ways that are always open. Policies of a namespace add to it, as they do to any other.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/#default-deny-all-ingress-and-all-egress-traffic (Kubernetes 1.35)
 */
export function renderCoreGuardrails(guardrails: GuardrailsModel, facts: BlockFacts): RenderedGuardrails {
  const { namespaces = [], baseline } = guardrails;
  const unsayable = statementsOf(guardrails).flatMap((statement): [GuardrailStatement, Unsayable][] => {
    const problem = problemOf(statement, guardrails, facts);
    return problem === undefined ? [] : [[statement, problem]];
  });
  return {
    objects: baseline.length === 0 ? [] : namespaces.map((namespace) => policyOf(guardrails, namespace)),
    gaps: guardrailGaps(guardrails, unsayable),
  };
}

const NAME_THEM = 'name the namespaces, as in `namespaces: [\'shop\']`, or give the cluster a network plugin with policies of the whole cluster';

function problemOf(statement: GuardrailStatement, guardrails: GuardrailsModel, facts: BlockFacts): Unsayable | undefined {
  const { namespaces, baseline, callers } = guardrails;
  switch (statement) {
    case 'neverOpen':
    case 'tenants':
      return { why: `${API} has no rules that deny`, instead: 'give the cluster a network plugin with policies of the whole cluster, or leave it to the policies of the namespaces' };
    case 'baseline':
      if (namespaces === undefined) return { why: `${API} is about one namespace, and nobody knows all of them`, instead: NAME_THEM };
      return callers === 'pods' && baseline.includes('ingress')
        ? { why: `${API} shuts pods towards everybody, or not at all`, instead: 'leave `callers` out' }
        : undefined;
    case 'dns':
    case 'metrics':
    case 'apiServer': return pathProblem(statement, guardrails, facts);
  }
}

/** Only in a namespace that is shut does opening a way shut nothing else. */
function pathProblem(
  name: GuardrailStatement, { namespaces, baseline, paths }: GuardrailsModel, { nodesInBlocks }: BlockFacts,
): Unsayable | undefined {
  if (namespaces === undefined) return { why: `${API} is about one namespace, and nobody knows all of them`, instead: NAME_THEM };
  const path = paths.find((one) => one.name === name);
  if (path === undefined) return undefined;
  if (!baseline.includes(path.direction)) {
    return { why: `in ${API} whatever opens a way shuts all others`, instead: `shut the ${path.direction} of pods by the baseline as well, or leave the path out` };
  }
  if (path.peers.some((peer) => peer.kind === 'apiServer' && peer.blocks.length === 0)) return apiServerUnknown(API);
  if (name === 'apiServer' && !nodesInBlocks) return nodesUnsayable(API);
  return path.peers.length > 0 ? undefined : UNKNOWN_PLACE;
}

function policyOf(guardrails: GuardrailsModel, namespace: string): NetworkPolicy {
  const { name, labels, baseline } = guardrails;
  const rules = guardrailPolicies(guardrails).admin.filter(({ action }) => action === 'allow');
  const open = (direction: FlowDirection) => rules.flatMap((policy) => policy[direction]).filter((rule) => rule.peers.flatMap(peersOf).length > 0);
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: `${name}-baseline`, namespace, labels },
    spec: {
      podSelector: {},
      policyTypes: baseline.map((direction): PolicyType => (direction === 'ingress' ? 'Ingress' : 'Egress')),
      ...(baseline.includes('ingress') ? { ingress: open('ingress').map((rule) => ({ from: rule.peers.flatMap(peersOf), ...portsOf(rule) })) } : {}),
      ...(baseline.includes('egress') ? { egress: open('egress').map((rule) => ({ to: rule.peers.flatMap(peersOf), ...portsOf(rule) })) } : {}),
    },
  };
}

function peersOf(peer: GuardrailPeer): NetworkPolicyPeer[] {
  switch (peer.kind) {
    case 'pods': return [{ namespaceSelector: selectorOf(peer.namespaces), podSelector: peer.pods === 'all' ? {} : { matchLabels: peer.pods } }];
    case 'addresses':
    case 'apiServer': return peer.blocks.map(({ cidr, except }) => ({ ipBlock: { cidr, ...(except.length === 0 ? {} : { except }) } }));
    // whoever opens to everybody has no place among ways of the system
    case 'everybody': return [];
  }
}

function selectorOf(conditions: readonly NamespaceCondition[]): LabelSelector {
  const single = conditions.flatMap((one) => (one.operator === 'In' && one.values.length === 1 ? [[one.key, one.values[0] ?? ''] as const] : []));
  return single.length === conditions.length ? { matchLabels: Object.fromEntries(single) } : { matchExpressions: conditions };
}

function portsOf({ ports }: GuardrailRule): { readonly ports?: readonly NetworkPolicyPort[] } {
  return ports.length === 0 ? {} : { ports: ports.map(portOf) };
}

function portOf({ protocol, port, endPort }: PortMatch): NetworkPolicyPort {
  return { ...(endPort === undefined ? {} : { endPort }), ...(port === undefined ? {} : { port }), protocol };
}
