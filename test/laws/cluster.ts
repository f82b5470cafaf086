/**
 * Random clusters: few names, labels, addresses and ports, so that rules and workloads meet each other often.
 */
import {
  ACCOUNT, ADMIN, BASELINE, Direction, NamedPeer, NamespaceMatch, NETWORK_POLICIES, Peer, Policy, PortMatch, Rule, RuleSet, TieredPeer, TieredPolicy,
  TieredRule,
} from '../../src/reachability/rules';
import { NAMESPACE_NAME_LABEL, Snapshot } from '../../src/reachability/snapshot';
import { Workload } from '../../src/reachability/workload';
import { Address, parseAddress } from '../../src/sets/address';
import { Cidr, isProblem } from '../../src/sets/cidr';
import { NamePattern, namePattern } from '../../src/sets/names';
import { everything, LabelCondition, LabelRequirement, LabelSelector } from '../../src/sets/selector';
import * as fc from '../property';
import { block } from '../reachability/world';

/** A snapshot with all rules of its cluster. */
export interface Cluster {
  readonly snapshot: Snapshot;
  readonly rules: RuleSet;
}

const NAMESPACES = ['a', 'b'];
const DIRECTIONS: readonly Direction[] = ['ingress', 'egress'];

const nodeAddress = fc.constantFrom('192.168.0.1', '192.168.0.2', '192.168.4.1', 'fd00::1').map(address);
const podAddress = fc.constantFrom('10.0.0.1', '10.0.0.2', '10.128.0.1', '2001:db8::1', '2001:db8:1::1').map(address);
const cidr: fc.Arbitrary<Cidr> = fc.constantFrom(
  '0.0.0.0/0', '::/0', '10.0.0.0/8', '10.0.0.0/9', '10.0.0.0/30', '10.0.0.1/32',
  '192.168.0.0/16', '192.168.0.0/31', '203.0.113.0/24', '2001:db8::/32', '2001:db8::/48', 'fd00::1/128',
).map(block);

const labels = fc.record({ app: fc.constantFrom('web', 'api', 'db'), tier: fc.constantFrom('front', 'back') }, { requiredKeys: [] })
  .map((one) => ({ ...one }));
const values = fc.constantFrom<string[]>(['web'], ['web', 'api'], ['db'], ['front'], ['back', 'front', 'back']);
const requirement: fc.Arbitrary<LabelRequirement> = fc.oneof(
  fc.record({ key: fc.constantFrom('app', 'tier'), operator: fc.constantFrom('In' as const, 'NotIn' as const), values }),
  fc.record({ key: fc.constantFrom('app', 'tier'), operator: fc.constantFrom('Exists' as const, 'DoesNotExist' as const) }),
);
const selector: fc.Arbitrary<LabelSelector> = fc.oneof(
  { weight: 2, arbitrary: fc.constant(everything) },
  { weight: 2, arbitrary: labels.map((matchLabels) => ({ matchLabels, matchExpressions: [] })) },
  { weight: 1, arbitrary: fc.record({ matchLabels: labels, matchExpressions: fc.array(requirement, { maxLength: 2 }) }) },
);
const namespaceSelector: fc.Arbitrary<LabelSelector> = fc.oneof(
  selector,
  fc.constantFrom(...NAMESPACES).map((name) => ({ matchLabels: { [NAMESPACE_NAME_LABEL]: name }, matchExpressions: [] })),
);
const namespaces: fc.Arbitrary<NamespaceMatch> = fc.oneof(
  fc.constantFrom(...NAMESPACES, 'absent').map((name) => ({ kind: 'named' as const, name })),
  namespaceSelector.map((one) => ({ kind: 'labelled' as const, selector: one })),
);

const protocol = fc.constantFrom('TCP' as const, 'UDP' as const, 'SCTP' as const);
const portNumber = fc.constantFrom(80, 443, 65535);
const portName = fc.constantFrom('http', 'dns');
const portMatch: fc.Arbitrary<PortMatch> = fc.oneof(
  fc.record({ kind: fc.constant('numbers' as const), protocol, first: portNumber, length: fc.constantFrom(0, 1, 400) })
    .map(({ length, ...one }) => ({ ...one, last: Math.min(one.first + length, 65535) })),
  fc.record({ kind: fc.constant('name' as const), protocol, name: portName }),
  fc.record({ kind: fc.constant('name' as const), name: portName }),
  fc.record({ kind: fc.constant('every' as const), protocol }),
);
const ports = fc.oneof({ weight: 1, arbitrary: fc.constant('all' as const) }, { weight: 2, arbitrary: fc.array(portMatch, { minLength: 1, maxLength: 2 }) });

const peer: fc.Arbitrary<Peer> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('pods' as const), namespaces, pods: selector }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('addresses' as const), block: cidr, except: fc.array(cidr, { maxLength: 1 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('addresses' as const), block: cidr, except: fc.array(cidr, { maxLength: 1 }), outside: fc.constant(true as const) }) },
);
const rule: fc.Arbitrary<Omit<Rule, 'index'>> = fc.record({
  direction: fc.constantFrom(...DIRECTIONS),
  peers: fc.oneof({ weight: 1, arbitrary: fc.constant('anyone' as const) }, { weight: 4, arbitrary: fc.array(peer, { maxLength: 2 }) }),
  ports,
});
const policy = fc.record({
  namespace: fc.constantFrom(...NAMESPACES),
  pods: selector,
  isolates: fc.subarray([...DIRECTIONS], { minLength: 1 }),
  rules: fc.array(rule, { maxLength: 3 }),
});

/** Names that an API may write, of one zone and of two, so that one takes another in, or a part of it. */
export const domainName: fc.Arbitrary<NamePattern> = fc.constantFrom(
  namePattern(['api', 'example', 'com']), namePattern(['www', 'example', 'com']), namePattern(['a', 'api', 'example', 'com']), namePattern(['example', 'com'], true),
  namePattern(['api', 'example', 'com'], true), namePattern(['example', 'org']),
);

const tieredPeer: fc.Arbitrary<TieredPeer> = fc.oneof(
  { weight: 6, arbitrary: peer },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('nodes' as const), nodes: selector }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('domainNames' as const), names: fc.array(domainName, { minLength: 1, maxLength: 2 }) }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'unknown' as const }) },
  { weight: 2, arbitrary: fc.constant({ kind: 'cluster' as const }) },
);
const tieredRule: fc.Arbitrary<Omit<TieredRule, 'index'>> = fc.record({
  direction: fc.constantFrom(...DIRECTIONS),
  action: fc.constantFrom('accept' as const, 'deny' as const, 'pass' as const),
  peers: fc.array(tieredPeer, { minLength: 1, maxLength: 2 }),
  ports,
});
const EVERY_POD = { namespaces: { kind: 'labelled' as const, selector: everything }, pods: everything };
/** Few names and priorities, so that policies of one tier often share both, and are told apart by their kind alone. */
const place = fc.oneof(
  fc.record({ kind: fc.constantFrom('ClusterNetworkPolicy' as const, 'AdminNetworkPolicy' as const), tier: fc.constant(ADMIN) }),
  fc.record({ kind: fc.constantFrom('ClusterNetworkPolicy' as const, 'BaselineAdminNetworkPolicy' as const), tier: fc.constant(BASELINE) }),
);
const tieredPolicy = fc.record({
  place,
  name: fc.constantFrom('default', 'default', 'edge'),
  priority: fc.constantFrom(0, 0, 1),
  subject: fc.oneof(fc.record({ namespaces, pods: selector }), fc.constant(EVERY_POD)),
  rules: fc.array(tieredRule, { minLength: 1, maxLength: 3 }),
}).map(({ place: { kind, tier }, name, priority, rules, subject }): Omit<TieredPolicy, 'rules'> & { readonly rules: typeof rules } => ({
  // there is one BaselineAdminNetworkPolicy, of that name and without a priority of its own
  ...(kind === 'BaselineAdminNetworkPolicy' ? { origin: { kind, name: 'default' }, priority: 0 } : { origin: { kind, name }, priority }),
  tier,
  isolates: [],
  subject,
  rules,
}));
/** No two of one kind and name, which no cluster has. */
const tieredPolicies = fc.uniqueArray(tieredPolicy, { maxLength: 4, selector: ({ origin }) => `${origin.kind} ${origin.name}` });

/** The rules of a cluster, of every tier. */
export const ruleSets: fc.Arbitrary<RuleSet> = fc
  .record({ policies: fc.array(policy, { maxLength: 3 }), tiered: tieredPolicies })
  .map(({ policies, tiered }) => ({
    policies: policies.map(({ namespace, pods, isolates, rules }, i): Policy => ({
      origin: { kind: 'NetworkPolicy', namespace, name: `p${i}` },
      subject: { namespace, pods },
      isolates,
      rules: rules.filter(({ direction }) => isolates.includes(direction)).map((one, index) => ({ ...one, index })),
    })),
    tiered: tiered.map(({ rules, ...one }): TieredPolicy => ({ ...one, rules: rules.map((each, index) => ({ ...each, index })) })),
  }));

const workload: fc.Arbitrary<Workload> = fc.record({
  kind: fc.constantFrom('Pod' as const, 'Deployment' as const),
  namespace: fc.constantFrom(...NAMESPACES),
  name: fc.constantFrom('one', 'two', 'three', 'four'),
  labels,
  account: fc.option(fc.constantFrom('default', 'builder'), { nil: undefined }),
  ports: fc.array(fc.record({ name: portName, number: portNumber, protocol }), { maxLength: 2 }),
  hostNetwork: fc.oneof({ weight: 2, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
  addresses: fc.array(podAddress, { maxLength: 2 }),
  nodeAddresses: fc.array(nodeAddress, { maxLength: 2 }),
}).map((one) => (one.hostNetwork ? { ...one, addresses: one.addresses.length > 0 ? one.nodeAddresses : [] } : one));

const snapshots: fc.Arbitrary<Snapshot> = fc.record({
  namespaceLabels: fc.record({ a: labels, b: labels }),
  workloads: fc.uniqueArray(workload, { minLength: 1, maxLength: 5, selector: ({ namespace, name, kind }) => `${namespace}/${name}/${kind}` }),
  nodes: fc.array(fc.record({ labels, addresses: fc.array(nodeAddress, { maxLength: 2 }) }), { maxLength: 2 }),
  podCidrs: fc.constantFrom(undefined, ['10.0.0.0/8'], ['10.0.0.0/9', '2001:db8::/48'], []),
  nodeCidrs: fc.constantFrom(undefined, ['192.168.0.0/16'], ['192.168.0.0/30', 'fd00::/16'], []),
  blocks: fc.option(fc.record({ pods: fc.boolean(), nodes: fc.boolean() }), { nil: undefined }),
}).map(({ namespaceLabels, workloads, nodes, podCidrs, nodeCidrs, blocks }): Snapshot => ({
  namespaces: new Map(Object.entries(namespaceLabels).map(([name, own]) => [name, { ...own, [NAMESPACE_NAME_LABEL]: name }])),
  workloads,
  nodes: nodes.map(({ labels: own, addresses }, i) => ({ name: `node-${i}`, labels: own, addresses, internalAddresses: addresses })),
  facts: { podCidrs: podCidrs?.map(block), nodeCidrs: nodeCidrs?.map(block), ...(blocks === undefined ? {} : { blocks }) },
  problems: [],
}));

/** What rules ask of the ServiceAccounts of pods, by their names alone and with their namespaces. */
const accounts: fc.Arbitrary<LabelRequirement> = fc.record({
  asked: fc.constantFrom({ key: ACCOUNT.name, values: ['builder'] }, { key: ACCOUNT.path, values: ['a/builder', 'b/default'] }),
  operator: fc.constantFrom('In' as const, 'NotIn' as const),
}).map(({ asked, operator }) => ({ ...asked, operator }));

const condition: fc.Arbitrary<LabelCondition> = fc.letrec<{ readonly any: LabelCondition }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    requirement,
    accounts,
    fc.record({
      key: fc.constantFrom('app', 'tier'),
      operator: fc.constantFrom('Contains' as const, 'StartsWith' as const, 'EndsWith' as const),
      text: fc.constantFrom('b', 'we', ''),
    }),
    fc.record({ operator: fc.constantFrom('All' as const, 'Any' as const), of: fc.array(tie('any'), { maxLength: 2 }) }),
    fc.record({ operator: fc.constant('Not' as const), of: tie('any') }),
  ),
})).any;
const richSelector: fc.Arbitrary<LabelSelector> = fc.oneof(
  selector, condition.map((where) => ({ ...everything, where })), accounts.map((one) => ({ ...everything, matchExpressions: [one] })),
);
const richPeer: fc.Arbitrary<Peer> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('pods' as const), namespaces, pods: richSelector }) },
  { weight: 2, arbitrary: peer },
);
const namedPeer: fc.Arbitrary<NamedPeer> = fc.oneof(
  { weight: 4, arbitrary: richPeer },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('nodes' as const), nodes: richSelector }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'cluster' as const }) },
);
const meeting: fc.Arbitrary<TieredPeer> = fc.record({
  kind: fc.constant('meeting' as const),
  all: fc.array(fc.record({ isNegated: fc.boolean(), anyOf: fc.array(namedPeer, { maxLength: 2 }) }), { maxLength: 3 }),
  isSure: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
});
/** What rules of plugins say beyond those of Kubernetes: conditions on the other side, and subjects of their own. */
const rich = fc.record({
  peers: fc.option(fc.array(fc.oneof(meeting, richPeer), { minLength: 1, maxLength: 2 }), { nil: undefined }),
  subject: fc.record({ namespaces, pods: richSelector }),
}, { requiredKeys: [] });
type Rich = Partial<Pick<TieredRule, 'peers' | 'subject'>>;
const enriched = (rules: readonly TieredRule[], extras: readonly Rich[]): TieredRule[] => (
  rules.map((one, i) => ({ ...one, ...Object.fromEntries(Object.entries(extras[i] ?? {}).filter(([, value]) => value !== undefined)) }))
);

/** The same rules in tiers of any plugin: before, among and behind the NetworkPolicies, some of which shut out what they do not match. */
const freeTiers: fc.Arbitrary<RuleSet> = fc.record({
  rules: ruleSets,
  places: fc.array(fc.record({
    tier: fc.constantFrom(
      ADMIN, BASELINE, { name: 'security', order: 500 }, { name: 'platform', order: 200_000 },
      { name: 'default', order: NETWORK_POLICIES.order }, { name: 'default', order: NETWORK_POLICIES.order }, { name: 'last', order: 20_000_000 },
    ),
    priority: fc.constantFrom(0, 1, NETWORK_POLICIES.priority, NETWORK_POLICIES.priority + 1, 2000),
    isolates: fc.subarray([...DIRECTIONS]),
  }), { minLength: 4, maxLength: 4 }),
  extras: fc.array(fc.array(rich, { maxLength: 3 }), { minLength: 4, maxLength: 4 }),
}).map(({ rules, places, extras }) => ({
  ...rules, tiered: rules.tiered.map((one, i): TieredPolicy => ({ ...one, ...places[i], rules: enriched(one.rules, extras[i] ?? []) })),
}));

/** Clusters whose tiers stand anywhere. */
export const freeClusters: fc.Arbitrary<Cluster> = fc.record({ snapshot: snapshots, rules: freeTiers });

/** Clusters of up to five workloads. */
export const clusters: fc.Arbitrary<Cluster> = fc.record({ snapshot: snapshots, rules: ruleSets });

/** An address that is well formed. */
export function address(text: string): Address {
  const parsed = parseAddress(text);
  if (isProblem(parsed)) throw new Error(`${text} ${parsed.detail}`);
  return parsed;
}
