import { JointEnd, jointEnds } from './align';
import { Change, changeOf, DiffEnd, NO_REACH, Reach } from './change';
import { ConnectivityMap } from '../../reachability/connectivity';
import { Workload } from '../../reachability/workload';
import { CidrSet } from '../../sets/cidr-set';

/** What is not the same in two versions. */
export interface Diff {
  /** Workloads of the new version alone. */
  readonly added: readonly Workload[];
  /** Workloads of the old version alone. */
  readonly removed: readonly Workload[];
  /** In the order of the sources, then of the destinations: workloads first, then addresses. */
  readonly changes: readonly Change[];
}

/**
 * Compares who reaches whom in two versions, pair by pair, exactly.
 *
 * Ends that both maps hold to be alike are asked about once; addresses that came to change alike are told as one.
 */
export function diffOf(old: ConnectivityMap, current: ConnectivityMap): Diff {
  const ends = jointEnds(old, current);
  const groups = groupsOf(old, current, ends);
  const found: Found[] = [];
  for (const sources of groups) {
    for (const destinations of groups) found.push(...changesBetween(old, current, ends, sources, destinations));
  }
  for (const [place, end] of ends.entries()) {
    if (end.kind === 'workload') found.push(...changesOf(old, current, ends, [[place, place]]));
  }
  const changes = merged(ends, found).sort((a, b) => a.source - b.source || a.destination - b.destination).map(({ change }) => change);
  const onlyIn = (side: 'old' | 'new') => ends.flatMap((end) => (end.kind === 'workload' && presenceOf(end) === side ? [end.workload] : []));
  return { added: onlyIn('new'), removed: onlyIn('old'), changes };
}

/** A change by the places of its ends among the joint ones. */
interface Found {
  readonly source: number;
  readonly destination: number;
  readonly change: Change;
}

/** The places of ends that either map holds to be alike. */
function groupsOf(old: ConnectivityMap, current: ConnectivityMap, ends: readonly JointEnd[]): number[][] {
  const classIn = (map: ConnectivityMap, place: number | undefined) => (place === undefined ? '' : map.classOf?.(place) ?? place);
  const groups = new Map<string, number[]>();
  ends.forEach((end, place) => {
    const key = `${end.kind} ${classIn(old, end.old)} ${classIn(current, end.new)}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [place]);
    else group.push(place);
  });
  return [...groups.values()];
}

/** The changes between the members of two groups: one pair stands for all, a member to itself apart. */
function changesBetween(
  old: ConnectivityMap, current: ConnectivityMap, ends: readonly JointEnd[], sources: readonly number[], destinations: readonly number[],
): Found[] {
  const [source] = sources;
  const destination = destinations.find((place) => place !== source);
  if (source === undefined || destination === undefined) return [];
  if (ends[source]?.kind === 'cell' && ends[destination]?.kind === 'cell') return [];
  if (changesOf(old, current, ends, [[source, destination]]).length === 0) return [];
  const pairs = sources.flatMap((a) => destinations.filter((b) => b !== a).map((b): [number, number] => [a, b]));
  return changesOf(old, current, ends, pairs);
}

function changesOf(
  old: ConnectivityMap, current: ConnectivityMap, ends: readonly JointEnd[], pairs: readonly (readonly [number, number])[],
): Found[] {
  return pairs.flatMap(([source, destination]) => {
    const [from, to] = [ends[source], ends[destination]];
    if (from === undefined || to === undefined) return [];
    const before = reachIn(old, from.old, to.old);
    const after = reachIn(current, from.new, to.new);
    const change = changeOf(before, after);
    return change === undefined ? [] : [{ source, destination, change: { ...change, source: endOf(from), destination: endOf(to), before, after } }];
  });
}

function reachIn(map: ConnectivityMap, source: number | undefined, destination: number | undefined): Reach {
  return source === undefined || destination === undefined ? NO_REACH : map.between(source, destination);
}

function endOf(end: JointEnd): DiffEnd {
  return end.kind === 'workload'
    ? { kind: 'workload', workload: end.workload, presence: presenceOf(end) }
    : { kind: 'cell', addresses: end.addresses };
}

function presenceOf(end: JointEnd): 'both' | 'old' | 'new' {
  if (end.old === undefined) return 'new';
  return end.new === undefined ? 'old' : 'both';
}

/** The changes, those of one workload with addresses together where they are the same. */
function merged(ends: readonly JointEnd[], found: readonly Found[]): Found[] {
  const result: Found[] = [];
  const cells = new Map<string, Found[]>();
  for (const one of found) {
    if (ends[one.source]?.kind === 'workload' && ends[one.destination]?.kind === 'workload') {
      result.push(one);
      continue;
    }
    const { before, after } = one.change;
    const workload = ends[one.source]?.kind === 'workload' ? `${one.source}>` : `>${one.destination}`;
    const key = [workload, before.allowed, before.unknown, after.allowed, after.unknown].join('|');
    const same = cells.get(key);
    if (same === undefined) cells.set(key, [one]);
    else same.push(one);
  }
  for (const same of cells.values()) result.push(...withAllAddresses(same));
  return result;
}

function withAllAddresses(same: readonly Found[]): Found[] {
  const [first] = same;
  if (first === undefined) return [];
  const { source } = first.change;
  const addresses = same.flatMap(({ change }) => [change.source, change.destination])
    .reduce((sum, end) => (end.kind === 'cell' ? sum.union(end.addresses) : sum), CidrSet.none);
  const cell: DiffEnd = { kind: 'cell', addresses };
  return [{
    source: Math.min(...same.map((one) => one.source)),
    destination: Math.min(...same.map((one) => one.destination)),
    change: { ...first.change, ...(source.kind === 'cell' ? { source: cell } : { destination: cell }) },
  }];
}
