/**
 * Random microservices that call each other: what was declared, as data, and the App that declares it.
 */
import { ClusterProfileProps, Peer, Port, SecureMicroservice, Workload } from '../../src';
import { Manifest, Shop, statefulSet } from '../api/shop';
import * as fc from '../property';

/** A workload of the graph; the same name may be in several namespaces. */
export interface Node {
  readonly namespace: string;
  readonly name: string;
  /** Ours; somebody else's with a policy of its own; or somebody else's that is never isolated. */
  readonly kind: 'ours' | 'closed' | 'open';
}

type PortName = 'http' | 'metrics' | 'gossip';

/** One declaration; nodes by their position. */
export type Intent =
  | { readonly kind: 'call'; readonly id: number; readonly caller: number; readonly callee: number; readonly port?: PortName; readonly byCallee: boolean; readonly env: boolean; readonly reason?: string }
  | { readonly kind: 'replicas'; readonly id: number; readonly node: number; readonly port?: PortName }
  | { readonly kind: 'peer'; readonly id: number; readonly node: number; readonly peer: number; readonly outwards: boolean }
  | { readonly kind: 'exposure'; readonly id: number; readonly node: number; readonly edge: 'public' | 'private' };

export interface Graph {
  readonly nodes: readonly Node[];
  readonly intents: readonly Intent[];
  /** On which cluster; absent means the one of the tests. */
  readonly cluster?: GraphCluster;
}

/** A cluster on which graphs are declared. */
export interface GraphCluster {
  readonly profile: ClusterProfileProps;
  /** Whom intents name there. */
  readonly peers: readonly GraphPeer[];
}

/** A peer outside the graph, and which of the tests' other ends it is. */
export interface GraphPeer {
  readonly peer: Peer;
  readonly ends: readonly string[];
}

/** The ports of every node. */
export const NUMBERS: Readonly<Record<PortName, string>> = { http: '8080/TCP', metrics: '9100/TCP', gossip: '7946/UDP' };

/** Peers outside the graph that core NetworkPolicy has words for. */
export const PEERS: readonly GraphPeer[] = [
  { peer: Peer.cidr('203.0.113.0/24', { excluding: ['203.0.113.128/25'] }), ends: ['203.0.113.9'] },
  { peer: Peer.cidrs('203.0.113.200/32', '2001:db8::/32'), ends: ['203.0.113.200', '2001:db8::9'] },
  { peer: Peer.pods({ labels: { app: 'stranger' }, namespaceName: 'other' }), ends: ['other/stranger'] },
  { peer: Peer.namespaceNamed('other'), ends: ['other/stranger', 'other/guest'] },
];

const NAMESPACES = ['a', 'b', 'c'];

const node = fc.record<Node>({
  namespace: fc.constantFrom(...NAMESPACES),
  name: fc.constantFrom('web', 'api', 'db'),
  kind: fc.oneof({ weight: 4, arbitrary: fc.constant('ours' as const) }, { weight: 1, arbitrary: fc.constantFrom('closed' as const, 'open' as const) }),
});

/** Graphs of up to six nodes in up to three namespaces. */
export const graphs: fc.Arbitrary<Graph> = graphsOn();

/** The same on some cluster. */
export function graphsOn(cluster?: GraphCluster): fc.Arbitrary<Graph> {
  return fc
    .uniqueArray(node, { minLength: 2, maxLength: 6, selector: ({ namespace, name }) => `${namespace}/${name}` })
    .chain((nodes) => fc.array(intent(nodes.length, cluster?.peers ?? PEERS), { maxLength: 10 }).map((intents) => ({
      nodes,
      intents: intents.map((each, id) => ({ ...each, id })).filter((each) => isPossible(nodes, each)),
      ...(cluster === undefined ? {} : { cluster }),
    })));
}

function intent(count: number, peers: readonly GraphPeer[]): fc.Arbitrary<Intent> {
  const index = fc.nat({ max: count - 1 });
  const port = fc.option(fc.constantFrom<PortName>('http', 'metrics', 'gossip'), { nil: undefined });
  const reason = fc.option(fc.constantFrom('asks', 'tells'), { nil: undefined });
  const id = fc.constant(0);
  return fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({ kind: fc.constant('call' as const), id, caller: index, callee: index, port, byCallee: fc.boolean(), env: fc.boolean(), reason }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('replicas' as const), id, node: index, port }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('peer' as const), id, node: index, peer: fc.nat({ max: peers.length - 1 }), outwards: fc.boolean() }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('exposure' as const), id, node: index, edge: fc.constantFrom('public' as const, 'private' as const) }) },
  );
}

/** Nobody calls itself, and what is not ours gets neither variables nor exposures. */
function isPossible(nodes: readonly Node[], each: Intent): boolean {
  switch (each.kind) {
    case 'call':
      return each.caller !== each.callee && (!each.env || nodes[each.caller]?.kind === 'ours');
    case 'exposure':
      return nodes[each.node]?.kind === 'ours';
    case 'replicas':
    case 'peer':
      return true;
  }
}

/** The App of a graph; the declarations come in the order of the lists, and as soon as both ends are there. */
export function declared(graph: Graph, nodeOrder = indices(graph.nodes), intentOrder = indices(graph.intents)): Shop {
  const shop = new Shop(graph.cluster?.profile);
  const made = new Map<number, SecureMicroservice | Workload>();
  const waiting = new Set(intentOrder);
  for (const position of nodeOrder) {
    made.set(position, make(shop, at(graph.nodes, position)));
    for (const each of [...waiting]) {
      const wanted = at(graph.intents, each);
      if (endsOf(wanted).every((end) => made.has(end))) {
        waiting.delete(each);
        declare(wanted, peersOf(graph), (end) => made.get(end) ?? missing());
      }
    }
  }
  return shop;
}

function make(shop: Shop, { namespace, name, kind }: Node): SecureMicroservice | Workload {
  const ports = [Port.http(8080, { servicePort: 80 }), Port.metrics(9100), Port.udp(7946, { name: 'gossip' })];
  if (kind === 'ours') {
    return shop.service(name, { ports }, namespace);
  }
  const chart = shop.chartOf(namespace);
  return Workload.fromExisting(chart, name, { workload: statefulSet(chart, name, { app: name }), ports, serviceName: name, ownPolicy: kind === 'closed' });
}

function declare(each: Intent, peers: readonly GraphPeer[], nodeAt: (position: number) => SecureMicroservice | Workload): void {
  switch (each.kind) {
    case 'call': {
      const [caller, callee] = [nodeAt(each.caller), nodeAt(each.callee)];
      const env = each.env ? `N${each.callee}_${(each.port ?? 'http').toUpperCase()}` : undefined;
      return each.byCallee
        ? callee.connections.allowFrom(caller, { env, reason: each.reason, port: each.port })
        : caller.connections.allowTo(each.port === undefined ? callee : callee.port(each.port), { env, reason: each.reason });
    }
    case 'replicas':
      return nodeAt(each.node).connections.allowInternally(each.port === undefined ? {} : { ports: [each.port] });
    case 'peer': {
      const { peer } = at(peers, each.peer);
      return each.outwards ? nodeAt(each.node).connections.allowTo(peer.on(Port.https())) : nodeAt(each.node).connections.allowFrom(peer);
    }
    case 'exposure': {
      const microservice = nodeAt(each.node);
      if (microservice instanceof SecureMicroservice) microservice.expose(`x${each.id}`, { hosts: [`x${each.id}.example.com`], edge: each.edge });
    }
  }
}

/** Whom the intents of a graph name. */
export function peersOf({ cluster }: Graph): readonly GraphPeer[] {
  return cluster?.peers ?? PEERS;
}

/** The nodes that an intent is about. */
export function endsOf(each: Intent): number[] {
  return each.kind === 'call' ? [each.caller, each.callee] : [each.node];
}

/** `namespace/name` of a node. */
export function nameOf(graph: Graph, position: number): string {
  const { namespace, name } = at(graph.nodes, position);
  return `${namespace}/${name}`;
}

/** The objects of an App, each under `kind namespace/name`, as the bytes that are written. */
export function objectsOf(shop: Shop): Map<string, string> {
  const written: Manifest[] = shop.manifests();
  const objects = new Map(written.map((object) => [`${object.kind} ${object.metadata.namespace ?? ''}/${object.metadata.name}`, JSON.stringify(object)]));
  expect(objects.size).toBe(written.length);
  return new Map([...objects].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function indices(list: readonly unknown[]): number[] {
  return list.map((_, position) => position);
}

export function at<T>(list: readonly T[], position: number): T {
  return list[position] ?? missing();
}

function missing(): never {
  throw new Error('there is no such node');
}
