import {
  CiliumClusterwideNetworkPolicy, CiliumEgressRule, CiliumIngressRule, CiliumPolicySpec, CiliumPort, CiliumPortRule, EndpointSelector,
} from './kinds';
import { FlowDirection } from '../../model/endpoint';
import { BlockFacts, guardrailGaps, RenderedGuardrails, Unsayable, unsayableRules } from '../../model/guardrail-gap';
import {
  GuardrailPeer, guardrailPolicies, GuardrailPolicies, GuardrailPolicy, GuardrailRule, NAMESPACE_NAME, NamespaceCondition, portions,
} from '../../model/guardrail-policy';
import { GuardrailsModel, GuardrailStatement } from '../../model/guardrails';
import { PortMatch } from '../../model/port';
import { LabelSelectorRequirement } from '../kinds-selector';

/** So many ports the API takes in one rule. */
const PORTS_AT_MOST = 40;

/** What Cilium calls the namespace of a pod, as a label that nothing else has, and what stands before the labels of that namespace. */
const [POD_NAMESPACE, NAMESPACE_LABELS] = ['k8s:io.kubernetes.pod.namespace', 'k8s:io.cilium.k8s.namespace.labels.'];

/** What a version of Cilium can say. */
export interface CiliumGuardrailFacts extends BlockFacts {
  /** Whether a policy that denies can leave open whatever it does not deny. */
  readonly additivePolicies: boolean;
  readonly portRanges: boolean;
  readonly sctp: boolean;
}

/**
 * Guardrails as CiliumClusterwideNetworkPolicies. There is no order: what any policy denies is denied, whatever others allow, and what any allows is
 * open unless it is denied. So whatever must stay open is left out of those to whom it is denied: the namespaces of the platform, and everybody who is no pod.
 *
 * @see https://docs.cilium.io/en/stable/security/policy/deny/ (Cilium 1.18)
 * @see https://github.com/cilium/cilium/pull/30572 (`enableDefaultDeny`, Cilium 1.16)
 */
export function renderCiliumGuardrails(guardrails: GuardrailsModel, facts: CiliumGuardrailFacts): RenderedGuardrails {
  const policies = guardrailPolicies(guardrails);
  const { baseline } = policies;
  // a policy that says nothing is refused
  const admin = policies.admin.filter(({ ingress, egress }) => [...ingress, ...egress].some(({ peers }) => peers.length > 0));
  return {
    objects: [...admin, ...(baseline === undefined ? [] : [baseline])].map((policy) => objectOf(guardrails, policy, policy === baseline)),
    gaps: guardrailGaps(guardrails, [...unsayable(policies, facts), ...beforeAdditive(policies, guardrails, facts)]),
  };
}

function unsayable(policies: GuardrailPolicies, facts: CiliumGuardrailFacts): [GuardrailStatement, Unsayable][] {
  const ofRule = (rule: GuardrailRule) => (rule.statement === 'baseline' && rule.peers.some(({ kind }) => kind === 'pods') ? {
    why: 'a pod that Cilium shuts is shut towards everybody, or not at all',
    instead: 'leave `callers` out',
  } : portProblem(rule, facts));
  return unsayableRules(policies, { ingress: ofRule, egress: ofRule });
}

function portProblem({ ports }: GuardrailRule, { portRanges, sctp }: CiliumGuardrailFacts): Unsayable | undefined {
  if (!portRanges && ports.some(({ port, endPort }) => endPort !== undefined && endPort !== port)) {
    return { why: 'Cilium before 1.16 has no ranges of ports', instead: 'name the ports one by one, or take 1.16' };
  }
  return sctp || ports.every(({ protocol }) => protocol !== 'SCTP') ? undefined
    : { why: 'SCTP is not turned on in Cilium', instead: 'leave those ports out, or turn it on and say `sctp` in `overrides` of the plugin' };
}

/** Before 1.16 whatever is said of a direction of a pod shuts the rest of it: which is fine where the baseline does. */
function beforeAdditive(
  { admin }: GuardrailPolicies, { baseline }: GuardrailsModel, { additivePolicies }: CiliumGuardrailFacts,
): [GuardrailStatement, Unsayable][] {
  if (additivePolicies) return [];
  return (['ingress', 'egress'] as const).filter((direction) => !baseline.includes(direction)).flatMap((direction) => (
    admin.flatMap((policy) => policy[direction]).map(({ statement }): [GuardrailStatement, Unsayable] => [statement, {
      why: 'before Cilium 1.16 a policy of the cluster shuts whatever it does not allow',
      instead: `shut the ${direction} of pods by the baseline as well, or take 1.16`,
    }])
  ));
}

function objectOf({ name, labels }: GuardrailsModel, policy: GuardrailPolicy, isBaseline: boolean): CiliumClusterwideNetworkPolicy {
  return {
    apiVersion: 'cilium.io/v2',
    kind: 'CiliumClusterwideNetworkPolicy',
    metadata: { name: `${name}-${policy.part}`, labels },
    spec: { endpointSelector: selectorOf(policy.subject), ...(isBaseline ? shutting(policy) : saying(policy)) },
  };
}

/** A rule that takes in nobody shuts its direction. */
function shutting(policy: GuardrailPolicy): Omit<CiliumPolicySpec, 'endpointSelector'> {
  const shuts = (direction: FlowDirection) => policy[direction].length > 0;
  return { ...(shuts('ingress') ? { ingress: [{}] } : {}), ...(shuts('egress') ? { egress: [{}] } : {}), enableDefaultDeny: { ingress: shuts('ingress'), egress: shuts('egress') } };
}

function saying({ action, ...rules }: GuardrailPolicy): Omit<CiliumPolicySpec, 'endpointSelector'> {
  const [ingress, egress] = [rules.ingress.flatMap(ingressRules), rules.egress.flatMap(egressRules)];
  const [comingIn, goingOut] = action === 'allow' ? ['ingress', 'egress'] as const : ['ingressDeny', 'egressDeny'] as const;
  return {
    ...(ingress.length === 0 ? {} : { [comingIn]: ingress }),
    ...(egress.length === 0 ? {} : { [goingOut]: egress }),
    enableDefaultDeny: { ingress: false, egress: false },
  };
}

function ingressRules({ peers, ports }: GuardrailRule): CiliumIngressRule[] {
  return peers.flatMap((peer) => portsOf(ports).map((toPorts): CiliumIngressRule => ({ ...callersOf(peer), ...toPorts })));
}

function callersOf(peer: GuardrailPeer): CiliumIngressRule {
  switch (peer.kind) {
    case 'everybody': return { fromEntities: ['all'] };
    case 'pods': return { fromEndpoints: [podsOf(peer)] };
    case 'addresses': return { fromCIDR: peer.blocks.map(({ cidr }) => cidr) };
    case 'apiServer': return { fromEntities: ['kube-apiserver'] };
  }
}

function egressRules({ peers, ports }: GuardrailRule): CiliumEgressRule[] {
  return peers.flatMap((peer) => portsOf(ports).map((toPorts): CiliumEgressRule => ({ ...calledOf(peer), ...toPorts })));
}

/** Cilium knows the API server wherever it is. */
function calledOf(peer: GuardrailPeer): CiliumEgressRule {
  switch (peer.kind) {
    case 'everybody': return { toEntities: ['all'] };
    case 'pods': return { toEndpoints: [podsOf(peer)] };
    case 'addresses': return { toCIDR: peer.blocks.map(({ cidr }) => cidr) };
    case 'apiServer': return { toEntities: ['kube-apiserver'] };
  }
}

function podsOf({ namespaces, pods }: Extract<GuardrailPeer, { readonly kind: 'pods' }>): EndpointSelector {
  const labels = pods === 'all' ? {} : { matchLabels: Object.fromEntries(Object.entries(pods).map(([key, value]) => [`k8s:${key}`, value])) };
  return { ...labels, ...selectorOf(namespaces) };
}

/**
 * Pods of namespaces. Parties that are no pods, health checks and nodes above all, have no label of a namespace, and would meet whatever wants it to be
 * different: so it has to be there.
 */
function selectorOf(conditions: readonly NamespaceCondition[]): EndpointSelector {
  const own = conditions.map((one): LabelSelectorRequirement => ({ ...one, key: one.key === NAMESPACE_NAME ? POD_NAMESPACE : `${NAMESPACE_LABELS}${one.key}` }));
  const isThere = own.some(({ operator }) => operator !== 'NotIn');
  return { matchExpressions: isThere ? own : [...own, { key: POD_NAMESPACE, operator: 'Exists' }] };
}

function portsOf(ports: readonly PortMatch[]): { readonly toPorts?: readonly CiliumPortRule[] }[] {
  return ports.length === 0 ? [{}] : portions(ports, PORTS_AT_MOST).map((some) => ({ toPorts: [{ ports: some.map(portOf) }] }));
}

/** Port 0 is every port. */
function portOf({ protocol, port = 0, endPort }: PortMatch): CiliumPort {
  return { port: String(port), ...(endPort === undefined || endPort === port ? {} : { endPort }), protocol };
}
