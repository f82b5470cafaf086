/** A connectivity map out of nothing but `decide`: exact, slow, and independent of the engine. */
import { Connection, ConnectivityMap, MapEnd } from '../../../src/reachability/connectivity';
import { decide, nameEnd } from '../../../src/reachability/decide';
import { candidatesOf } from '../../../src/reachability/decide/match';
import { Peer, PortMatch, RuleSet, TieredPeer } from '../../../src/reachability/rules';
import { Snapshot } from '../../../src/reachability/snapshot';
import { FlowSource, Verdict } from '../../../src/reachability/trace';
import { ADDRESS_BITS, addressText } from '../../../src/sets/address';
import { coverOf, IpFamily } from '../../../src/sets/cidr';
import { CidrSet } from '../../../src/sets/cidr-set';
import { EVERY_NAME, NamePattern } from '../../../src/sets/names';
import { ALL_PROTOCOLS, PortSet } from '../../../src/sets/ports';

/** Asks about one representative of every range of ports, and of every cell of addresses, within which no rule draws a line. */
export function slowMapOf(snapshot: Snapshot, rules: RuleSet, names: readonly NamePattern[] = []): ConnectivityMap {
  const ends: MapEnd[] = [
    ...snapshot.workloads.map((workload): MapEnd => ({ kind: 'workload', workload })),
    ...cellsOf(snapshot, rules).map((addresses): MapEnd => ({ kind: 'cell', addresses })),
    ...names.map((name): MapEnd => ({ kind: 'name', name })),
  ];
  const starts = portStartsOf(snapshot, rules);
  const between = (source: number, destination: number): Connection => {
    const [from, to] = [at(ends, source), at(ends, destination)];
    const isEmpty = isEmptyPair(from, to, source === destination);
    return { source: from, destination: to, ...reachOf(snapshot, rules, from, to, isEmpty ? [] : starts) };
  };
  function* connections(): Iterable<Connection> {
    for (const source of ends.keys()) {
      for (const destination of ends.keys()) {
        const connection = between(source, destination);
        if (!connection.allowed.isEmpty() || !connection.unknown.isEmpty()) yield connection;
      }
    }
  }
  const outside = candidatesOf(snapshot, nameEnd(EVERY_NAME));
  const isOutside = (place: number) => {
    const end = at(ends, place);
    return end.kind === 'cell' && !end.addresses.intersection(outside).isEmpty();
  };
  return { ends, between, connections, isOutside };
}

function at<T>(list: readonly T[], place: number): T {
  const item = list[place];
  if (item === undefined) throw new RangeError(`nothing at ${place}`);
  return item;
}

function isEmptyPair(source: MapEnd, destination: MapEnd, isSame: boolean): boolean {
  if (source.kind === 'name') return true;
  if (source.kind === 'cell') return destination.kind !== 'workload';
  return isSame && source.workload.kind === 'Pod';
}

function reachOf(
  snapshot: Snapshot, rules: RuleSet, source: MapEnd, destination: MapEnd, starts: readonly number[],
): { allowed: PortSet; unknown: PortSet } {
  const found: Record<Verdict, PortSet> = { allowed: PortSet.none, denied: PortSet.none, unknown: PortSet.none };
  for (const protocol of ALL_PROTOCOLS) {
    starts.forEach((port, i) => {
      const { verdict } = decide(snapshot, rules, { source: sourceOf(source), destination: destination.kind === 'name' ? destination : sourceOf(destination), protocol, port });
      found[verdict] = found[verdict].union(PortSet.of(protocol, port, (starts[i + 1] ?? 65536) - 1));
    });
  }
  return { allowed: found.allowed, unknown: found.unknown };
}

function sourceOf(end: MapEnd): FlowSource {
  if (end.kind === 'workload') return end;
  if (end.kind === 'name') throw new Error('nothing comes from a name');
  const family: IpFamily = end.addresses.intervals(4).length > 0 ? 4 : 6;
  const value = at(end.addresses.intervals(family), 0).start;
  return { kind: 'address', address: { family, value, text: addressText(family, value) } };
}

function peersOf({ policies, tiered }: RuleSet): TieredPeer[] {
  const plain: Peer[] = policies.flatMap((policy) => policy.rules.flatMap((rule) => (rule.peers === 'anyone' ? [] : rule.peers)));
  return [...plain, ...tiered.flatMap((policy) => policy.rules.flatMap((rule) => rule.peers))];
}

/** The first port of every range within which no rule draws a line. */
function portStartsOf({ workloads }: Snapshot, { policies, tiered }: RuleSet): number[] {
  const matches: PortMatch[] = [...policies, ...tiered].flatMap((policy) => policy.rules.flatMap((rule) => (rule.ports === 'all' ? [] : rule.ports)));
  const edges = matches.flatMap((match) => (match.kind === 'numbers' ? [match.first, match.last + 1] : []));
  const declared = workloads.flatMap(({ ports }) => ports.flatMap(({ number }) => [number, number + 1]));
  return [...new Set([1, ...edges, ...declared])].filter((port) => port <= 65535).sort((a, b) => a - b);
}

function cellsOf({ workloads, facts }: Snapshot, rules: RuleSet): CidrSet[] {
  const blocks = peersOf(rules).flatMap((peer) => (peer.kind === 'addresses' ? [peer.block, ...peer.except] : []));
  const nodes = workloads.flatMap(({ nodeAddresses }) => nodeAddresses);
  const held = workloads.filter(({ hostNetwork }) => !hostNetwork).flatMap(({ addresses }) => addresses);
  return ([4, 6] as const).flatMap((family) => {
    const lines = [...blocks, ...(facts.nodeCidrs ?? [])].filter((one) => one.family === family).flatMap(({ first, last }) => [first, last + 1n]);
    const points = [...nodes, ...held].filter((one) => one.family === family).flatMap(({ value }) => [value, value + 1n]);
    const end = 2n ** BigInt(ADDRESS_BITS[family]);
    const starts = [...new Set([0n, ...lines, ...points])].filter((value) => value < end).sort((a, b) => (a < b ? -1 : 1));
    return starts
      .filter((start) => !held.some((one) => one.family === family && one.value === start))
      .map((start) => CidrSet.of(coverOf(family, [{ start, end: starts.find((next) => next > start) ?? end }])));
  });
}
