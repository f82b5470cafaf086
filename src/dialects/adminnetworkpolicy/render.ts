import { AdminNetworkPolicy, AdminNetworkPolicyPort, BaselineAdminNetworkPolicy } from './kinds';
import { BlockFacts, guardrailGaps, RenderedGuardrails, unsayableInTiers } from '../../model/guardrail-gap';
import { guardrailPolicies, GuardrailPolicy, portions } from '../../model/guardrail-policy';
import { tierSpecOf } from '../../model/guardrail-tiers';
import { GuardrailsModel } from '../../model/guardrails';
import { PortMatch } from '../../model/port';

/** So many ports of one rule the API takes. */
const PORTS_AT_MOST = 100;

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

function specOf(policy: GuardrailPolicy) {
  return tierSpecOf(policy, { action: policy.action === 'allow' ? 'Allow' : 'Deny', ports: portFields });
}

function portFields(ports: readonly PortMatch[]): { readonly ports?: readonly AdminNetworkPolicyPort[] }[] {
  return ports.length === 0 ? [{}] : portions(ports.map(portOf), PORTS_AT_MOST).map((portion) => ({ ports: portion }));
}

/** A range ends behind its start, and there is no port 0. */
function portOf({ protocol, port, endPort }: PortMatch): AdminNetworkPolicyPort {
  const [start, end] = port === undefined ? [1, 65_535] : [port, endPort ?? port];
  return start === end ? { portNumber: { protocol, port: start } } : { portRange: { protocol, start, end } };
}
