import { CorpusCase, inputOf } from './cases';
import { focusOf, narrowingOf } from './focus';
import { listOf } from '../../src/compare/list/answer';
import { ListEnd, workloadListEnd } from '../../src/compare/list/end';
import { ListInput } from '../../src/compare/list/input';
import { includes, Narrowing } from '../../src/compare/list/narrowing';
import { npGuardRows } from '../../src/compare/list/npguard/rows';
import { ConnectivityMap, MapEnd } from '../../src/reachability/connectivity';
import { Workload } from '../../src/reachability/workload';
import { PortSet } from '../../src/sets/ports';

/** What netpol-analyzer believes, and we do not. */
export type Belief =
  /** Policies select pods on the host network. */
  | 'host network'
  /** Pods lie outside every block of addresses. */
  | 'pods in blocks'
  /** The number in the backend of an Ingress may be the `targetPort` of a port of the Service. */
  | 'target port';

/** The beliefs without which the answer to a case would be another: where `--format npguard` and the other formats differ. */
export async function beliefsOf(one: CorpusCase): Promise<Belief[]> {
  const inputs = one.family === 'diff' ? [await inputOf(one, 'dir1'), await inputOf(one, 'dir2')] : [await inputOf(one)];
  const { workloads, peers, direction } = focusOf(one);
  const narrowing = narrowingOf({ workloads, peers, ...(direction === undefined ? {} : { direction }) });
  return [...new Set(inputs.flatMap((input) => [...ofPairs(input, narrowing), ...ofEntries(input, narrowing)]))].sort();
}

/** Every pair of workloads, and of a workload with IPv4 addresses, in the world of netpol-analyzer and in ours. */
function ofPairs({ snapshot, rules, connect }: ListInput, narrowing: Narrowing): Belief[] {
  const { world } = npGuardRows({ snapshot, rules, services: [], entries: [], omissions: [], connect });
  const [theirs, ours] = [connect(world.snapshot, rules, { podsInBlocks: 'outside' }), connect(snapshot, rules)];
  const own = new Map(snapshot.workloads.map((workload) => [keyOf(workload), workload]));
  const counterpart = theirs.ends.map((end) => counterpartOf(end, own, ours));
  return theirs.ends.flatMap((source, i) => theirs.ends.flatMap((destination, j): Belief[] => {
    const [from, to] = [counterpart[i] ?? -1, counterpart[j] ?? -1];
    if (from < 0 || to < 0 || !includes(narrowing, listEnd(source), listEnd(destination)) || isOneName(source, destination, world.nameOf)) return [];
    const { allowed, unknown } = ours.between(from, to);
    if (unknown.isEmpty() && allowed.equals(theirs.between(i, j).allowed)) return [];
    return [source, destination].some((end) => end.kind === 'workload' && own.get(keyOf(end.workload))?.hostNetwork === true) ? ['host network'] : ['pods in blocks'];
  }));
}

function keyOf({ kind, namespace, name }: Workload): string {
  return `${namespace}/${name}[${kind}]`;
}

function listEnd(end: MapEnd): ListEnd {
  if (end.kind === 'name') return end;
  return end.kind === 'workload' ? workloadListEnd(end.workload) : { kind: 'addresses', addresses: end.addresses };
}

function isOneName(source: MapEnd, destination: MapEnd, nameOf: (workload: Workload) => string): boolean {
  return source.kind === 'workload' && destination.kind === 'workload' && nameOf(source.workload) === nameOf(destination.workload);
}

/** The place of the same workload, or of a cell of the same addresses, as far as no pod holds them; none for IPv6, which only one of both knows. */
function counterpartOf(end: MapEnd, own: ReadonlyMap<string, Workload>, { ends }: ConnectivityMap): number {
  if (end.kind === 'workload') return ends.findIndex((one) => one.kind === 'workload' && one.workload === own.get(keyOf(end.workload)));
  if (end.kind === 'name' || end.addresses.intervals(4).length === 0) return -1;
  return ends.findIndex((one) => one.kind === 'cell' && one.addresses.intervals(4).length > 0 && !one.addresses.intersection(end.addresses).isEmpty());
}

/** What the controller reaches through Ingresses and Routes. */
function ofEntries(input: ListInput, narrowing: Narrowing): Belief[] {
  if (input.entries.length === 0) return [];
  const { rows, world } = npGuardRows(input, narrowing);
  const theirs = new Map(rows.filter(({ source }) => source.startsWith('{')).map(({ destination, ports }) => [destination, ports]));
  const ours = new Map<string, PortSet>();
  for (const { source, destination, allowed } of listOf(input, { narrowing }).entries) {
    const [representative] = destination === undefined ? [] : world.snapshot.workloads.filter((one) => keyOf(one) === keyOf(destination));
    if (source.kind !== 'controller' || representative === undefined || allowed.isEmpty()) continue;
    const name = world.nameOf(representative);
    ours.set(name, (ours.get(name) ?? PortSet.none).union(allowed));
  }
  const names = [...new Set([...theirs.keys(), ...ours.keys()])];
  return names.every((name) => (theirs.get(name) ?? PortSet.none).equals(ours.get(name) ?? PortSet.none)) ? [] : ['target port'];
}
