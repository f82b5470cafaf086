import { strangerOf, StrangerKind } from './strangers';
import { World } from './world';
import { AskedGuardrails } from '../../model/asked';
import { GuardrailsModel } from '../../model/guardrails';
import { NETWORK_POLICIES, Policy, RuleSet, TieredPolicy } from '../../reachability/rules';
import { workloadText } from '../../reachability/workload';
import { everything } from '../../sets/selector';

/**
 * The world with pods of whom guardrails speak and nobody else does: in namespaces of each tenant, of one that nobody declared, of nobody, and of the
 * platform.
 */
export function guardedWorld(world: World, { model }: AskedGuardrails): World {
  const known = new Set(world.snapshot.workloads.map(workloadText));
  const strangers = kindsOf(model).map(strangerOf).filter(({ workload }) => !known.has(workloadText(workload)));
  return {
    ...world,
    snapshot: {
      ...world.snapshot,
      namespaces: new Map([
        ...world.snapshot.namespaces,
        ...strangers.flatMap(({ workload, namespaceLabels }) => (namespaceLabels === undefined ? [] : [[workload.namespace, namespaceLabels] as const])),
      ]),
      workloads: [...world.snapshot.workloads, ...strangers.map(({ workload }) => workload)],
    },
    strangers: new Map([...world.strangers, ...strangers.map(({ workload, text }) => [workload, text] as const)]),
  };
}

/** The value of a label that nobody has declared for a tenant. */
const UNDECLARED = 'undeclared';

function kindsOf({ tenants, namespaces = [], platform, paths }: GuardrailsModel): StrangerKind[] {
  const ofSystem = paths.flatMap(({ peers }) => peers.flatMap((peer): StrangerKind[] => (
    peer.kind === 'pods' && peer.namespaces !== 'all' ? [{ namespace: 'name' in peer.namespaces ? peer.namespaces.name : peer.namespaces.labels, pods: peer.pods === 'all' ? {} : peer.pods }] : []
  )));
  const ofTenants: StrangerKind['namespace'][] = tenants === undefined ? [] : tenants.kind === 'namespaces'
    ? tenants.tenants.flatMap((tenant) => tenant.namespaces)
    : [...tenants.values, [UNDECLARED, ...tenants.values.map((value) => `${value}-${UNDECLARED}`)].find((value) => !tenants.values.includes(value)) ?? UNDECLARED]
      .map((value) => ({ [tenants.key]: value }));
  // a tenant that is told by its label has its pods in guarded namespaces, too
  return [...ofTenants, ...namespaces, ...platform].map((namespace): StrangerKind => ({ namespace, pods: {} })).concat(ofSystem);
}

/** What policies of namespaces may say, whoever may write them: all that guardrails have to hold against, and what holds where there are none. */
export type Hostility = 'allowEverything' | 'allowNothing' | 'none';

/** The rules of the cluster as they are written, with policies of namespaces that say the worst in the place of those that are written. */
export function hostileRules({ policies, tiered }: RuleSet, { snapshot }: World, { objects }: AskedGuardrails, hostility: Hostility): RuleSet {
  const isOurs = ({ origin }: Policy) => objects.some(({ kind, namespace, name }) => kind === origin.kind && namespace === origin.namespace && name === origin.name);
  const namespaces = hostility === 'none' ? [] : [...new Set(snapshot.workloads.map(({ namespace }) => namespace))];
  return { policies: [...policies.filter(isOurs), ...namespaces.map((namespace) => worstPolicy(namespace, hostility))], tiered: tiered.filter((policy) => !isOfNamespace(policy)) };
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
    origin: { kind: 'NetworkPolicy', namespace, name: opens ? 'that-allows-everything' : 'that-allows-nothing' },
    subject: { namespace, pods: everything },
    isolates: ['ingress', 'egress'],
    rules: opens ? [{ ...rule, direction: 'ingress' }, { ...rule, direction: 'egress' }] : [],
  };
}
