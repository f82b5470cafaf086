import {
  ClusterNetworkPolicy, ClusterNetworkPolicyEgressPeer, ClusterNetworkPolicyIngressPeer, ClusterNetworkPolicyProtocol,
} from './kinds';
import { BlockFacts, guardrailGaps, RenderedGuardrails, unsayableInTiers } from '../../model/guardrail-gap';
import { GuardrailPeer, guardrailPolicies, GuardrailPolicy, GuardrailRule, NamespaceCondition, portions } from '../../model/guardrail-policy';
import { GuardrailsModel } from '../../model/guardrails';
import { PortMatch, Protocol } from '../../model/port';
import { LabelSelector } from '../kinds-selector';

/** So many protocols of one rule, and so many blocks of one peer, the API takes. */
const AT_MOST = 25;

/**
 * Guardrails as ClusterNetworkPolicies: one for each part, in the order of their priorities, and the baseline in its own tier.
 *
 * @see https://network-policy-api.sigs.k8s.io/reference/spec/ (network-policy-api v0.2.0)
 */
export function renderClusterPolicies(guardrails: GuardrailsModel, facts: BlockFacts): RenderedGuardrails {
  const policies = guardrailPolicies(guardrails);
  const { firstPriority } = guardrails;
  return {
    objects: [
      ...policies.admin.map((policy, i) => objectOf(guardrails, policy, { tier: 'Admin', priority: firstPriority + i })),
      ...(policies.baseline === undefined ? [] : [objectOf(guardrails, policies.baseline, { tier: 'Baseline', priority: firstPriority })]),
    ],
    gaps: guardrailGaps(guardrails, unsayableInTiers(policies, 'ClusterNetworkPolicy', facts)),
  };
}

function objectOf(
  { name, labels }: GuardrailsModel, { part, action, subject, ...rules }: GuardrailPolicy, place: Pick<ClusterNetworkPolicy['spec'], 'tier' | 'priority'>,
): ClusterNetworkPolicy {
  const verb = action === 'allow' ? 'Accept' : 'Deny';
  const ingress = rules.ingress.flatMap((rule) => {
    const callers = rule.peers.flatMap(podsPeers);
    return callers.length === 0 ? [] : rulesOf(rule).map((one) => ({ action: verb, from: callers, ...one } as const));
  });
  const egress = rules.egress.flatMap((rule) => {
    const called = rule.peers.flatMap(egressPeers);
    return called.length === 0 ? [] : rulesOf(rule).map((one) => ({ action: verb, to: called, ...one } as const));
  });
  return {
    apiVersion: 'policy.networking.k8s.io/v1alpha2',
    kind: 'ClusterNetworkPolicy',
    metadata: { name: `${name}-${part}`, labels },
    spec: {
      ...place,
      subject: { namespaces: selectorOf(subject) },
      ...(ingress.length === 0 ? {} : { ingress }),
      ...(egress.length === 0 ? {} : { egress }),
    },
  };
}

/** One rule for as many ports as the API takes in one; it is named for what it states. */
function rulesOf({ statement, ports }: GuardrailRule): { readonly name: string; readonly protocols?: readonly ClusterNetworkPolicyProtocol[] }[] {
  const protocols = ports.map(protocolOf);
  return protocols.length === 0 ? [{ name: statement }] : portions(protocols, AT_MOST).map((portion) => ({ name: statement, protocols: portion }));
}

function podsPeers(peer: GuardrailPeer): ClusterNetworkPolicyIngressPeer[] {
  if (peer.kind === 'everybody') return [{ namespaces: {} }];
  if (peer.kind !== 'pods') return [];
  const where = selectorOf(peer.namespaces);
  return [peer.pods === 'all' ? { namespaces: where } : { pods: { namespaceSelector: where, podSelector: { matchLabels: peer.pods } } }];
}

/** Whether blocks take in pods is the plugin's affair, so that everybody is both, said aloud. */
function egressPeers(peer: GuardrailPeer): ClusterNetworkPolicyEgressPeer[] {
  switch (peer.kind) {
    case 'pods': return podsPeers(peer);
    case 'addresses':
    case 'apiServer': return portions(peer.blocks.map(({ cidr }) => cidr), AT_MOST).map((networks) => ({ networks }));
    case 'everybody': return [{ namespaces: {} }, { networks: ['0.0.0.0/0', '::/0'] }];
  }
}

function selectorOf(conditions: readonly NamespaceCondition[]): LabelSelector {
  return conditions.length === 0 ? {} : { matchExpressions: conditions };
}

/** The schema refuses a protocol without ports, and a range that ends where it begins. */
function protocolOf({ protocol, port, endPort }: PortMatch): ClusterNetworkPolicyProtocol {
  const [start, end] = port === undefined ? [1, 65_535] : [port, endPort ?? port];
  const field: Readonly<Record<Protocol, keyof ClusterNetworkPolicyProtocol>> = { TCP: 'tcp', UDP: 'udp', SCTP: 'sctp' };
  return { [field[protocol]]: { destinationPort: start === end ? { number: start } : { range: { start, end } } } };
}
