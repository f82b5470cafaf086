import { ClusterNetworkPolicy, ClusterNetworkPolicyProtocol } from './kinds';
import { BlockFacts, guardrailGaps, RenderedGuardrails, unsayableInTiers } from '../../model/guardrail-gap';
import { guardrailPolicies, GuardrailPolicy, portions } from '../../model/guardrail-policy';
import { tierSpecOf } from '../../model/guardrail-tiers';
import { GuardrailsModel } from '../../model/guardrails';
import { PortMatch, Protocol } from '../../model/port';

/** So many protocols of one rule the API takes. */
const PROTOCOLS_AT_MOST = 25;

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

function objectOf({ name, labels }: GuardrailsModel, policy: GuardrailPolicy, place: Pick<ClusterNetworkPolicy['spec'], 'tier' | 'priority'>): ClusterNetworkPolicy {
  return {
    apiVersion: 'policy.networking.k8s.io/v1alpha2',
    kind: 'ClusterNetworkPolicy',
    metadata: { name: `${name}-${policy.part}`, labels },
    spec: { ...place, ...tierSpecOf(policy, { action: policy.action === 'allow' ? 'Accept' : 'Deny', ports: protocolFields }) },
  };
}

function protocolFields(ports: readonly PortMatch[]): { readonly protocols?: readonly ClusterNetworkPolicyProtocol[] }[] {
  return ports.length === 0 ? [{}] : portions(ports.map(protocolOf), PROTOCOLS_AT_MOST).map((portion) => ({ protocols: portion }));
}

/** The schema refuses a protocol without ports, and a range that ends where it begins. */
function protocolOf({ protocol, port, endPort }: PortMatch): ClusterNetworkPolicyProtocol {
  const [start, end] = port === undefined ? [1, 65_535] : [port, endPort ?? port];
  const field: Readonly<Record<Protocol, keyof ClusterNetworkPolicyProtocol>> = { TCP: 'tcp', UDP: 'udp', SCTP: 'sctp' };
  return { [field[protocol]]: { destinationPort: start === end ? { number: start } : { range: { start, end } } } };
}
