import * as fc from '../property';
import { Cluster, clusters } from './cluster';
import { addressEnd, decide, nameEnd, workloadEnd } from '../../src/reachability/decide';
import { ADMIN, BASELINE, NamespaceMatch, PortMatch, Rule, TieredPolicy, TieredRule } from '../../src/reachability/rules';
import { peersOf } from '../../src/reachability/rules/peers';
import { FlowSource, Reason, Trace } from '../../src/reachability/trace';
import { Workload } from '../../src/reachability/workload';
import { namePattern } from '../../src/sets/names';
import { isEverything, LabelSelector } from '../../src/sets/selector';

const workload = (is: (one: Workload) => boolean) => ({ snapshot }: Cluster) => snapshot.workloads.some(is);
const scope = (pods: boolean, nodes: boolean) => ({ snapshot: { facts: { blocks } } }: Cluster) => blocks?.pods === pods && blocks.nodes === nodes;
const core = (is: (rule: Rule) => boolean) => ({ rules }: Cluster) => rules.policies.some((policy) => policy.rules.some(is));
const tier = (is: (policy: TieredPolicy) => boolean) => ({ rules }: Cluster) => rules.tiered.some(is);
const tierRule = (is: (rule: TieredRule) => boolean) => tier((policy) => policy.rules.some(is));
const port = (is: (match: PortMatch) => boolean) => ({ ports }: Pick<Rule, 'ports'>) => ports !== 'all' && ports.some(is);
const peer = (kind: string) => ({ peers }: { readonly peers: 'anyone' | readonly { readonly kind: string }[] }) => (
  peers !== 'anyone' && peers.some((one) => one.kind === kind)
);
const block = (family: 4 | 6) => ({ rules }: Cluster) => peersOf(rules).some((one) => one.kind === 'addresses' && one.block.family === family);
const clash = (is: (a: TieredPolicy, b: TieredPolicy) => boolean) => ({ rules: { tiered } }: Cluster) => (
  tiered.some((a, i) => tiered.slice(0, i).some((b) => a.tier === b.tier && a.priority === b.priority && is(a, b)))
);

/** Every selector by which rules tell pods apart, as subjects or as peers. */
const podSelectorsOf = (rules: Cluster['rules']): LabelSelector[] => [
  ...[...rules.policies, ...rules.tiered].map(({ subject }) => subject.pods),
  ...peersOf(rules).flatMap((one) => (one.kind === 'pods' ? [one.pods] : [])),
];
const operator = (wanted: string) => ({ rules }: Cluster) => (
  podSelectorsOf(rules).some(({ matchExpressions }) => matchExpressions.some((one) => one.operator === wanted))
);
const namespaces = (is: (match: NamespaceMatch) => boolean) => ({ rules }: Cluster) => peersOf(rules).some((one) => one.kind === 'pods' && is(one.namespaces));

/** What the laws are only worth something if they meet it. */
const FEATURES: Readonly<Record<string, (cluster: Cluster) => boolean>> = {
  'a Pod': workload(({ kind }) => kind === 'Pod'),
  'a controller': workload(({ kind }) => kind !== 'Pod'),
  'a pod of known v4 address': workload(({ hostNetwork, addresses }) => !hostNetwork && addresses.some(({ family }) => family === 4)),
  'a pod of known v6 address': workload(({ hostNetwork, addresses }) => !hostNetwork && addresses.some(({ family }) => family === 6)),
  'a pod of both families': workload(({ hostNetwork, addresses }) => !hostNetwork && new Set(addresses.map(({ family }) => family)).size === 2),
  'a pod of unknown address': workload(({ hostNetwork, addresses }) => !hostNetwork && addresses.length === 0),
  'a pod on a known node': workload(({ hostNetwork, nodeAddresses }) => !hostNetwork && nodeAddresses.length > 0),
  'the host network, of known address': workload(({ hostNetwork, addresses, nodeAddresses }) => hostNetwork && addresses.length + nodeAddresses.length > 0),
  'the host network, of unknown address': workload(({ hostNetwork, addresses, nodeAddresses }) => hostNetwork && addresses.length + nodeAddresses.length === 0),
  'a container port with a name': workload(({ ports }) => ports.some(({ name }) => name !== undefined)),
  'one name for ports of two protocols': workload(({ ports }) => ports.some((a) => ports.some((b) => a.name === b.name && a.protocol !== b.protocol))),
  'a Node': ({ snapshot }) => snapshot.nodes.length > 0,
  'a Node of v4 address': ({ snapshot }) => snapshot.nodes.some(({ addresses }) => addresses.some(({ family }) => family === 4)),
  'a Node of v6 address': ({ snapshot }) => snapshot.nodes.some(({ addresses }) => addresses.some(({ family }) => family === 6)),
  'no podCidrs': ({ snapshot: { facts } }) => facts.podCidrs === undefined,
  'podCidrs of v4': ({ snapshot: { facts } }) => facts.podCidrs?.some(({ family }) => family === 4) === true,
  'podCidrs of v6': ({ snapshot: { facts } }) => facts.podCidrs?.some(({ family }) => family === 6) === true,
  'podCidrs that are none': ({ snapshot: { facts } }) => facts.podCidrs?.length === 0,
  'no nodeCidrs': ({ snapshot: { facts } }) => facts.nodeCidrs === undefined,
  'nodeCidrs of v4': ({ snapshot: { facts } }) => facts.nodeCidrs?.some(({ family }) => family === 4) === true,
  'nodeCidrs of v6': ({ snapshot: { facts } }) => facts.nodeCidrs?.some(({ family }) => family === 6) === true,
  'nodeCidrs that are none': ({ snapshot: { facts } }) => facts.nodeCidrs?.length === 0,
  'a NetworkPolicy that isolates ingress': ({ rules }) => rules.policies.some(({ isolates }) => isolates.includes('ingress')),
  'a NetworkPolicy that isolates egress': ({ rules }) => rules.policies.some(({ isolates }) => isolates.includes('egress')),
  'a rule for anyone': core(({ peers }) => peers === 'anyone'),
  'a rule for nobody': core(({ peers }) => peers !== 'anyone' && peers.length === 0),
  'a rule for pods': core(peer('pods')),
  'a selector of every pod': ({ rules }) => podSelectorsOf(rules).some(isEverything),
  'a selector of labels': ({ rules }) => podSelectorsOf(rules).some(({ matchLabels }) => Object.keys(matchLabels).length > 0),
  'an operator In': operator('In'),
  'an operator NotIn': operator('NotIn'),
  'an operator Exists': operator('Exists'),
  'an operator DoesNotExist': operator('DoesNotExist'),
  'a namespace by name': namespaces((match) => match.kind === 'named' && match.name !== 'absent'),
  'a namespace that is not there': namespaces((match) => match.kind === 'named' && match.name === 'absent'),
  'namespaces by labels': namespaces((match) => match.kind === 'labelled' && !isEverything(match.selector)),
  'every namespace': namespaces((match) => match.kind === 'labelled' && isEverything(match.selector)),
  'a block of v4': block(4),
  'a block of v6': block(6),
  'a block with an exception': core(({ peers }) => peers !== 'anyone' && peers.some((one) => one.kind === 'addresses' && one.except.length > 0)),
  'every port': core(({ ports }) => ports === 'all'),
  'every port of a protocol': core(port(({ kind }) => kind === 'every')),
  'a port by number': core(port((one) => one.kind === 'numbers' && one.first === one.last)),
  'a range of ports': core(port((one) => one.kind === 'numbers' && one.first < one.last)),
  'a port by name and protocol': core(port((one) => one.kind === 'name' && one.protocol !== undefined)),
  'a named port of ingress': core((rule) => rule.direction === 'ingress' && port(({ kind }) => kind === 'name')(rule)),
  'a named port of egress': core((rule) => rule.direction === 'egress' && port(({ kind }) => kind === 'name')(rule)),
  'a ClusterNetworkPolicy of the admin tier': tier(({ origin, tier: at }) => origin.kind === 'ClusterNetworkPolicy' && at === ADMIN),
  'a ClusterNetworkPolicy of the baseline tier': tier(({ origin, tier: at }) => origin.kind === 'ClusterNetworkPolicy' && at === BASELINE),
  'an AdminNetworkPolicy': tier(({ origin }) => origin.kind === 'AdminNetworkPolicy'),
  'a BaselineAdminNetworkPolicy': tier(({ origin }) => origin.kind === 'BaselineAdminNetworkPolicy'),
  'all tiers at once': ({ rules }) => rules.policies.length > 0 && new Set(rules.tiered.map(({ tier: at }) => at)).size === 2,
  'one priority twice': clash(() => true),
  'one priority and one name twice': clash((a, b) => a.origin.name === b.origin.name),
  'an accept': tierRule(({ action }) => action === 'accept'),
  'a deny': tierRule(({ action }) => action === 'deny'),
  'a pass': tierRule(({ action }) => action === 'pass'),
  'a peer of a tier that is pods': tierRule(peer('pods')),
  'a peer that is addresses': tierRule(peer('addresses')),
  'a peer that is nodes': tierRule(peer('nodes')),
  'a peer that is domain names': tierRule(peer('domainNames')),
  'a peer that is the cluster': tierRule(peer('cluster')),
  'blocks that take in nobody of the cluster': scope(false, false),
  'blocks that take in nodes, and no pods': scope(false, true),
  'blocks that take in pods, and no nodes': scope(true, false),
  'a peer of an unknown kind': tierRule(peer('unknown')),
  'a port of a tier by name': tierRule(port((one) => one.kind === 'name' && one.protocol === undefined)),
};

const SAMPLES = 1000;

/** Tells the share of each name in a number of things, and the names that none of them bears. */
function told(title: string, all: number, counts: ReadonlyMap<string, number>): string[] {
  const lines = [...counts].map(([name, count]) => `${`${(100 * count / all).toFixed(1)} %`.padStart(8)}  ${name}`);
  console.info([`${title}:`, ...lines].join('\n'));
  return [...counts].filter(([, count]) => count === 0).map(([name]) => name);
}

describe('the random clusters', () => {
  const sample = fc.sample(clusters, { numRuns: SAMPLES, seed: 1 });

  test('have everything that a verdict may hang on', () => {
    const counts = new Map(Object.entries(FEATURES).map(([name, is]) => [name, sample.filter(is).length]));
    expect(told(`shares of ${SAMPLES} clusters`, SAMPLES, counts)).toEqual([]);
  });

  test('lead to every reason that decide knows', () => {
    const counts = new Map<string, number>([...REASONS.flatMap((reason) => [`ingress: ${reason}`, `egress: ${reason}`]), 'own pod'].map((name) => [name, 0]));
    const outside = ['203.0.113.7', '192.168.0.1', '192.168.0.3', '10.0.0.9', '2001:db8::1', 'fd00::1'].map(addressEnd);
    let flows = 0;
    for (const { snapshot, rules } of sample) {
      const ends: FlowSource[] = [...snapshot.workloads.map(workloadEnd), ...outside];
      for (const source of ends) {
        for (const destination of [...ends, nameEnd(namePattern(['api', 'example', 'com']))]) {
          const { trace } = decide(snapshot, rules, { source, destination, protocol: 'TCP', port: 80 });
          flows++;
          for (const name of namesOf(trace)) counts.set(name, (counts.get(name) ?? 0) + 1);
        }
      }
    }
    // only a destination is let in by its node, and only a destination is a name
    const impossible = ['egress: ownNode', 'egress: nodeUnknown', 'egress: name'];
    expect(told(`shares of ${flows} flows`, flows, counts).filter((name) => !impossible.includes(name))).toEqual([]);
  });
});

/** All kinds of reasons, but for that of a side which whoever asks leaves out; the record fails to compile where one is missing. */
const REASONS = Object.keys({
  outside: 0, name: 0, hostNetwork: 0, notIsolated: 0, ownNode: 0, matched: 0, denied: 0, unmatched: 0, addressUnknown: 0, nodeUnknown: 0,
} satisfies Record<Exclude<Reason['kind'], 'stranger'>, number>);

function namesOf(trace: Trace): string[] {
  return trace.kind === 'ownPod' ? ['own pod'] : [trace.ingress, trace.egress].map(({ direction, reason }) => `${direction}: ${reason.kind}`);
}
