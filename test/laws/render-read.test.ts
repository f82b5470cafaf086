import * as fc from '../property';
import { at, declared, Graph, GraphCluster, graphs, graphsOn, Intent, nameOf, NUMBERS, PEERS, peersOf } from './graph';
import { Edge, NetworkPlugin, Peer, PolicyApi } from '../../src';
import { allowedFlows, STRANGERS } from '../api/flows';
import { block, pod } from '../reachability/world';

const CONTROLLERS: readonly object[] = [
  pod('traefik/proxy', { labels: { 'app.kubernetes.io/name': 'traefik' } }),
  pod('haproxy-controller/proxy', { labels: { 'app.kubernetes.io/name': 'kubernetes-ingress' } }),
  pod('other/guest'),
  pod('keep/keeper', { spec: { serviceAccountName: 'guest' } }),
];
const OTHERS = ['traefik/proxy', 'haproxy-controller/proxy', 'other/guest', 'other/stranger', 'other/twin', 'keep/keeper', '203.0.113.9', '203.0.113.200', '2001:db8::9', '2001:db9::9'];
const PORTS = [...Object.values(NUMBERS), '80/TCP', '443/TCP', '8080/UDP'];

/** The flows that one declaration asks for, from its own words. */
function asked(graph: Graph, each: Intent): string[] {
  switch (each.kind) {
    case 'call':
      return [`${nameOf(graph, each.caller)} > ${nameOf(graph, each.callee)} on ${NUMBERS[each.port ?? 'http']}`];
    case 'replicas':
      return [`${nameOf(graph, each.node)} > ${nameOf(graph, each.node)} on ${NUMBERS[each.port ?? 'http']}`];
    case 'exposure':
      return [`${each.edge === 'public' ? 'traefik/proxy' : 'haproxy-controller/proxy'} > ${nameOf(graph, each.node)} on 8080/TCP`];
    case 'peer': {
      const own = at(peersOf(graph), each.peer).ends;
      const ends = own.concat(own.includes('other/guest') ? ['other/twin'] : []);
      return ends.map((end) => (each.outwards ? `${nameOf(graph, each.node)} > ${end} on 443/TCP` : `${end} > ${nameOf(graph, each.node)} on 8080/TCP`));
    }
  }
}

/** Holds what the policies of a graph let through, and what they do not, against its declarations. */
function expectExactly(graph: Graph): void {
  const open = graph.nodes.flatMap(({ kind }, position) => (kind === 'open' ? [nameOf(graph, position)] : []));
  const managed = graph.nodes.map((_, position) => nameOf(graph, position)).filter((name) => !open.includes(name));
  const world = declared(graph).world([...STRANGERS, ...CONTROLLERS], { podCidrs: [block('10.244.0.0/16'), block('fd00:10:244::/56')] });
  const expected = new Set(graph.intents.flatMap((each) => asked(graph, each)).filter((flow) => managed.some((name) => flow.includes(`${name} `))));
  expect(allowedFlows(world, { managed, others: [...OTHERS, ...open], ports: PORTS })).toEqual([...expected].sort());
}

test('what is read from the policies allows exactly the flows that were declared, over all pairs', () => {
  fc.assert(fc.property(graphs, expectExactly), { numRuns: fc.runs(30) });
});

/** Plugins with policies of their own, in both styles. */
const PLUGINS: readonly (readonly [string, NetworkPlugin])[] = [
  ['Calico beside core NetworkPolicy', NetworkPlugin.calico()],
  ['Calico alone', NetworkPlugin.calico({ policies: PolicyApi.OWN })],
  ['Canal beside core NetworkPolicy', NetworkPlugin.canal({ version: '3.30' })],
  ['Canal alone', NetworkPlugin.canal({ version: '3.30', policies: PolicyApi.OWN })],
  ...['1.15', '1.17', '1.20'].flatMap((version): [string, NetworkPlugin][] => [
    [`Cilium ${version} beside core NetworkPolicy`, NetworkPlugin.cilium({ version })],
    [`Cilium ${version} alone`, NetworkPlugin.cilium({ version, policies: PolicyApi.OWN })],
  ]),
];

test.each(PLUGINS)('so it does in the policies of %s, which know ServiceAccounts and groups of addresses, too', (_, plugin) => {
  const cluster: GraphCluster = {
    profile: { edges: [Edge.traefik('public'), Edge.haproxy('private')], plugin },
    peers: [
      ...PEERS,
      { peer: Peer.serviceAccount('guest', 'keep'), ends: ['keep/keeper'] },
      { peer: Peer.serviceAccount('nobody', 'other'), ends: [] },
      { peer: Peer.cidrGroup('partners', '203.0.113.0/25', '2001:db8::/32'), ends: ['203.0.113.9', '2001:db8::9'] },
    ],
  };
  fc.assert(fc.property(graphsOn(cluster), expectExactly), { numRuns: fc.runs(12) });
});

test('a workload of somebody else without a policy is never isolated, whatever is declared of it', () => {
  fc.assert(fc.property(graphs, (graph) => {
    const open = graph.nodes.flatMap(({ kind }, position) => (kind === 'open' ? [nameOf(graph, position)] : []));
    fc.pre(open.length > 0);
    const world = declared(graph).world(STRANGERS);
    for (const name of open) {
      expect([world.verdict('shop/stranger', name, 1), world.verdict(name, 'shop/stranger', 65535, 'SCTP')]).toEqual(['allowed', 'allowed']);
    }
  }), { numRuns: fc.runs(8) });
});
