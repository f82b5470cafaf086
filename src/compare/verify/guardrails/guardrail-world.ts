import { GuardrailClaim, Hostility } from './guardrail-claim';
import { firstOfEachName } from './guardrail-names';
import { AskedGuardrails } from '../../../model/asked';
import { GuardrailsModel } from '../../../model/guardrails';
import { ClusterPolicyOrigin, NETWORK_POLICIES, Policy, PolicyOrigin, RuleSet, TieredPolicy } from '../../../reachability/rules';
import { NAMESPACE_NAME_LABEL, namespaceLabels } from '../../../reachability/snapshot';
import { workloadText } from '../../../reachability/workload';
import { labelsFailing, labelsMeeting } from '../../../sets/labels';
import { everything, LabelMap, LabelSelector, selectorText } from '../../../sets/selector';
import { kindOfEndpoint, NOWHERE, strangerOf, StrangerKind } from '../strangers';
import { World } from '../world';

/**
 * The world with pods of whom guardrails speak and nobody else does: in namespaces of each tenant, of one that nobody declared, of nobody, and of the
 * platform; of each there is one more for whatever labels a policy tells them apart by.
 */
export function guardedWorld(world: World, { model }: AskedGuardrails, rules: RuleSet): World {
  const known = new Set(world.snapshot.workloads.map(workloadText));
  const selectors = eachOnce(rules.tiered.flatMap(selectorsOf));
  const told = kindsOf(model).flatMap((kind) => [kind, ...selectors.flatMap((selector) => toldApart(kind, selector))]);
  const namespaceSelectors = selectors.flatMap(({ namespaces }) => namespaces ?? []);
  const kinds = [...told, ...labelledByName(model, world, (names) => firstOfEachName(names, rules, namespaceSelectors))];
  const all = new Map(kinds.map(strangerOf).map((stranger) => [workloadText(stranger.workload), stranger]));
  const strangers = [...all].filter(([text]) => !known.has(text)).map(([, stranger]) => stranger);
  return {
    ...world,
    snapshot: {
      ...world.snapshot,
      namespaces: new Map([
        ...world.snapshot.namespaces,
        ...strangers.flatMap(({ workload: { namespace }, namespaceLabels: labels }) => (labels === undefined ? [] : [[namespace, labels] as const])),
      ]),
      workloads: [...world.snapshot.workloads, ...strangers.map(({ workload }) => workload)],
    },
    strangers: new Map([...world.strangers, ...strangers.map(({ workload, text }) => [workload, text] as const)]),
  };
}

/** A value of a label that nobody has declared for a tenant. */
function undeclaredAmong(values: readonly string[]): string {
  const some = ['undeclared', ...values.map((_, i) => `undeclared-${i}`)];
  return some.find((value) => !values.includes(value)) ?? 'undeclared';
}

function kindsOf({ tenants, namespaces = [], platform, paths }: GuardrailsModel): StrangerKind[] {
  const ofSystem = paths.flatMap(({ peers }) => peers.flatMap((peer) => (peer.kind === 'pods' ? [kindOfEndpoint(peer)] : [])));
  const ofTenants: StrangerKind['namespace'][] = tenants === undefined ? [] : tenants.kind === 'namespaces'
    ? tenants.tenants.flatMap((tenant) => tenant.namespaces)
    : [...tenants.values, undeclaredAmong(tenants.values)].map((value) => ({ [tenants.key]: value }));
  // a tenant that is told by its label has its pods in guarded namespaces, too
  const everywhere = [NOWHERE, ...ofTenants, ...namespaces, ...platform].map((namespace): StrangerKind => ({ namespace, pods: {} }));
  // pods of one tenant exchange, which takes two of them
  return [...everywhere, ...ofSystem, ...ofTenants.map((namespace): StrangerKind => ({ namespace, pods: { app: 'another' } }))];
}

/**
 * Namespaces that guardrails name, and of which nobody knows the labels: they may have that of any tenant. Those of the platform, where somebody may have put it, and
 * those that are guarded, of which pods of one tenant exchange, which takes two of them.
 */
function labelledByName(
  { tenants, platform, namespaces = [] }: GuardrailsModel, { snapshot }: World, firstOfEach: (names: readonly string[]) => string[],
): StrangerKind[] {
  if (tenants?.kind !== 'label') return [];
  const values = [...tenants.values, undeclaredAmong(tenants.values)];
  const labelled = (names: readonly string[]) => firstOfEach(names.filter((name) => Object.keys(namespaceLabels(snapshot, name)).length <= 1))
    .flatMap((name) => values.map((value): LabelMap => ({ [NAMESPACE_NAME_LABEL]: name, [tenants.key]: value })));
  const guarded = labelled(namespaces);
  return [
    ...[...labelled(platform), ...guarded].map((namespace): StrangerKind => ({ namespace, pods: {} })),
    ...guarded.map((namespace): StrangerKind => ({ namespace, pods: { app: 'another' } })),
  ];
}

/** Pods by the labels of their namespace, by their own, or by both. */
interface PodsSelector {
  readonly namespaces?: LabelSelector;
  readonly pods?: LabelSelector;
}

/** What each selector of namespaces and each of pods asks for, once: it tells apart the same labels wherever it stands. */
function eachOnce(selectors: readonly PodsSelector[]): PodsSelector[] {
  const seen = { namespaces: new Set<string>(), pods: new Set<string>() };
  const isNew = (key: keyof PodsSelector, selector: LabelSelector | undefined) => {
    const text = selector === undefined ? undefined : selectorText(selector);
    if (text === undefined || seen[key].has(text)) return false;
    seen[key].add(text);
    return true;
  };
  return selectors.map(({ namespaces, pods }): PodsSelector => ({
    ...(namespaces !== undefined && isNew('namespaces', namespaces) ? { namespaces } : {}),
    ...(pods !== undefined && isNew('pods', pods) ? { pods } : {}),
  })).filter((one) => Object.keys(one).length > 0);
}

/** Whom a policy is about, and whom its rules name. */
function selectorsOf({ subject, rules }: TieredPolicy): PodsSelector[] {
  const peers = rules.flatMap((rule) => rule.peers.flatMap((peer) => (peer.kind === 'pods' ? [peer] : [])));
  const subjects = [subject, ...rules.flatMap((rule) => rule.subject ?? [])];
  return [...subjects, ...peers].map(({ namespaces, pods }) => ({ pods, ...(namespaces.kind === 'named' ? {} : { namespaces: namespaces.selector }) }));
}

/** The same with labels of which a selector takes notice; the labels of a namespace that is known by its name are what they are. */
function toldApart({ namespace, pods }: StrangerKind, selector: PodsSelector): StrangerKind[] {
  const given = typeof namespace === 'string' ? {} : namespace;
  const isFree = namespace === NOWHERE || typeof namespace !== 'string';
  const places = !isFree || selector.namespaces === undefined ? [] : beside(selector.namespaces, given)
    .filter((labels) => !Object.hasOwn(labels, NAMESPACE_NAME_LABEL) && Object.keys(labels).length > 0);
  const others = selector.pods === undefined ? [] : beside(selector.pods, pods);
  return [...places.map((labels) => ({ namespace: labels, pods })), ...others.map((labels) => ({ namespace, pods: labels }))];
}

function beside(selector: LabelSelector, given: LabelMap): LabelMap[] {
  const meeting = labelsMeeting(selector, given);
  return [...(meeting === undefined ? [] : [meeting]), ...labelsFailing(selector, given)];
}

/** What a claim is held against. */
export type ClaimScope = Pick<GuardrailClaim, 'against' | 'of'>;

/** The rules of the whole cluster that count, with policies of namespaces that say the worst in the place of those that are written. */
export function hostileRules(rules: RuleSet, { snapshot }: World, guardrails: AskedGuardrails, { against, of }: ClaimScope): RuleSet {
  const namespaces = against === 'none' ? [] : [...new Set(snapshot.workloads.map(({ namespace }) => namespace))];
  const isOurs = ({ origin }: Policy | TieredPolicy) => isOfGuardrails(origin, guardrails);
  return {
    policies: [...rules.policies.filter(isOurs), ...namespaces.map((namespace) => worstPolicy(namespace, against))],
    tiered: of === 'own' ? rules.tiered.filter(isOurs) : ofCluster(rules),
  };
}

/** The place behind every policy that is asked before NetworkPolicies, and before every other one that is asked behind them. */
const BEHIND = NETWORK_POLICIES.priority * (1 + Number.EPSILON);

/**
 * What hostile rules come to for a map: one policy says the worst in every namespace, so that pods which nothing else tells apart are subject to the same policies.
 * It stands where NetworkPolicies do, of which each has a namespace and would make pods of another row of each.
 */
export function sharedHostility(rules: RuleSet, guardrails: AskedGuardrails, { against, of }: ClaimScope): RuleSet {
  const isOurs = ({ origin }: Policy | TieredPolicy) => isOfGuardrails(origin, guardrails);
  const tiered = of === 'own' ? rules.tiered.filter(isOurs) : ofCluster(rules);
  return { policies: rules.policies.filter(isOurs), tiered: against === 'none' ? tiered : [...tiered, worstOfAll(against)] };
}

function worstOfAll(hostility: Hostility): TieredPolicy {
  const rule = { index: 0, action: 'accept', peers: [{ kind: 'meeting', all: [], isSure: true }], ports: 'all' } as const;
  return {
    origin: { kind: 'GlobalNetworkPolicy', name: nameOfWorst(hostility) },
    tier: { name: 'networkPolicy', order: NETWORK_POLICIES.order },
    priority: BEHIND,
    isolates: ['ingress', 'egress'],
    subject: { namespaces: { kind: 'labelled', selector: everything }, pods: everything },
    rules: hostility === 'allowEverything' ? [{ ...rule, direction: 'ingress' }, { ...rule, direction: 'egress' }] : [],
  };
}

function nameOfWorst(hostility: Hostility): string {
  return hostility === 'allowEverything' ? 'that-allows-everything' : 'that-allows-nothing';
}

/** Whether there are policies of the whole cluster beside those of guardrails. */
export function hasOthers(rules: RuleSet, guardrails: AskedGuardrails): boolean {
  return ofCluster(rules).some(({ origin }) => !isOfGuardrails(origin, guardrails));
}

/** Whether a policy is an object of guardrails. */
export function isOfGuardrails(origin: PolicyOrigin | ClusterPolicyOrigin, { objects }: AskedGuardrails): boolean {
  return objects.some(({ kind, namespace, name }) => kind === origin.kind && name === origin.name && namespace === ('namespace' in origin ? origin.namespace : undefined));
}

function ofCluster({ tiered }: RuleSet): TieredPolicy[] {
  return tiered.filter((policy) => !isOfNamespace(policy));
}

/** A policy of one namespace that stands where NetworkPolicies do, or behind them. */
function isOfNamespace({ origin: { kind }, tier }: TieredPolicy): boolean {
  return OF_NAMESPACES.includes(kind) && tier.order >= NETWORK_POLICIES.order;
}

const OF_NAMESPACES: readonly string[] = ['CiliumNetworkPolicy', 'NetworkPolicy.projectcalico.org'];

function worstPolicy(namespace: string, hostility: Hostility): Policy {
  const opens = hostility === 'allowEverything';
  const rule = { index: 0, peers: 'anyone', ports: 'all' } as const;
  return {
    origin: { kind: 'NetworkPolicy', namespace, name: nameOfWorst(hostility) },
    subject: { namespace, pods: everything },
    isolates: ['ingress', 'egress'],
    rules: opens ? [{ ...rule, direction: 'ingress' }, { ...rule, direction: 'egress' }] : [],
  };
}
