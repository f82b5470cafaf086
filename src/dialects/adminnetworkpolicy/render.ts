import {
  AdminNetworkPolicy, AdminNetworkPolicyEgressPeer, AdminNetworkPolicyIngressPeer, AdminNetworkPolicyPort, BaselineAdminNetworkPolicy, EgressRule,
  IngressRule,
} from './kinds';
import { BlockFacts, guardrailGaps, RenderedGuardrails, unsayableInTiers } from '../../model/guardrail-gap';
import { GuardrailPeer, guardrailPolicies, GuardrailPolicy, GuardrailRule, NamespaceCondition, portions } from '../../model/guardrail-policy';
import { GuardrailsModel } from '../../model/guardrails';
import { PortMatch } from '../../model/port';
import { LabelSelector } from '../kinds-selector';

/** So many ports of one rule the API takes, and so many blocks of one peer. */
const [PORTS_AT_MOST, BLOCKS_AT_MOST] = [100, 25];

/**
 * Guardrails as AdminNetworkPolicies, each with a priority of its own, and the one BaselineAdminNetworkPolicy that a cluster can have.
 *
 * @see https://github.com/kubernetes-sigs/network-policy-api/tree/v0.1.7/apis/v1alpha1
 */
export function renderAdminPolicies(guardrails: GuardrailsModel, facts: BlockFacts): RenderedGuardrails {
  const policies = guardrailPolicies(guardrails);
  return {
    objects: [
      ...policies.admin.map((policy, i) => adminPolicy(guardrails, policy, guardrails.firstPriority + i)),
      ...(policies.baseline === undefined ? [] : [baselinePolicy(guardrails, policies.baseline)]),
    ],
    gaps: guardrailGaps(guardrails, unsayableInTiers(policies, 'AdminNetworkPolicy', facts)),
  };
}

function adminPolicy({ name, labels }: GuardrailsModel, policy: GuardrailPolicy, priority: number): AdminNetworkPolicy {
  return {
    apiVersion: 'policy.networking.k8s.io/v1alpha1',
    kind: 'AdminNetworkPolicy',
    metadata: { name: `${name}-${policy.part}`, labels },
    spec: { priority, ...specOf(policy) },
  };
}

/** The API has one name for it, whoever writes it. */
function baselinePolicy({ labels }: GuardrailsModel, policy: GuardrailPolicy): BaselineAdminNetworkPolicy {
  return { apiVersion: 'policy.networking.k8s.io/v1alpha1', kind: 'BaselineAdminNetworkPolicy', metadata: { name: 'default', labels }, spec: specOf(policy) };
}

interface Spec {
  readonly subject: AdminNetworkPolicy['spec']['subject'];
  readonly ingress?: readonly IngressRule<'Allow' | 'Deny'>[];
  readonly egress?: readonly EgressRule<'Allow' | 'Deny', AdminNetworkPolicyEgressPeer>[];
}

function specOf({ action, subject, ...rules }: GuardrailPolicy): Spec {
  const verb = action === 'allow' ? 'Allow' : 'Deny';
  const ingress = rules.ingress.flatMap((rule) => {
    const callers = rule.peers.flatMap(podsPeers);
    return callers.length === 0 ? [] : rulesOf(rule).map((one) => ({ action: verb, from: callers, ...one } as const));
  });
  const egress = rules.egress.flatMap((rule) => {
    const called = rule.peers.flatMap(egressPeers);
    return called.length === 0 ? [] : rulesOf(rule).map((one) => ({ action: verb, to: called, ...one } as const));
  });
  return {
    subject: { namespaces: selectorOf(subject) },
    ...(ingress.length === 0 ? {} : { ingress }),
    ...(egress.length === 0 ? {} : { egress }),
  };
}

/** One rule for as many ports as the API takes in one; it is named for what it states. */
function rulesOf({ statement, ports }: GuardrailRule): { readonly name: string; readonly ports?: readonly AdminNetworkPolicyPort[] }[] {
  const all = ports.map(portOf);
  return all.length === 0 ? [{ name: statement }] : portions(all, PORTS_AT_MOST).map((portion) => ({ name: statement, ports: portion }));
}

function podsPeers(peer: GuardrailPeer): AdminNetworkPolicyIngressPeer[] {
  if (peer.kind === 'everybody') return [{ namespaces: {} }];
  if (peer.kind !== 'pods') return [];
  const where = selectorOf(peer.namespaces);
  return [peer.pods === 'all' ? { namespaces: where } : { pods: { namespaceSelector: where, podSelector: { matchLabels: peer.pods } } }];
}

/** Whether blocks take in pods is the plugin's affair, so that everybody is both, said aloud. */
function egressPeers(peer: GuardrailPeer): AdminNetworkPolicyEgressPeer[] {
  switch (peer.kind) {
    case 'pods': return podsPeers(peer);
    case 'addresses':
    case 'apiServer': return portions(peer.blocks.map(({ cidr }) => cidr), BLOCKS_AT_MOST).map((networks) => ({ networks }));
    case 'everybody': return [{ namespaces: {} }, { networks: ['0.0.0.0/0', '::/0'] }];
  }
}

function selectorOf(conditions: readonly NamespaceCondition[]): LabelSelector {
  return conditions.length === 0 ? {} : { matchExpressions: conditions };
}

/** A range ends behind its start, and there is no port 0. */
function portOf({ protocol, port, endPort }: PortMatch): AdminNetworkPolicyPort {
  const [start, end] = port === undefined ? [1, 65_535] : [port, endPort ?? port];
  return start === end ? { portNumber: { protocol, port: start } } : { portRange: { protocol, start, end } };
}
