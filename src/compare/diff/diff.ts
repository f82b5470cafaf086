import { JointEnd, jointEnds } from './align';
import { Change, changeOf, DiffEnd, DiffReach, NO_REACH } from './change';
import { Group, suspectsOf } from './suspects';
import { WayChange } from './ways';
import { ConnectivityMap } from '../../reachability/connectivity';
import { Workload } from '../../reachability/workload';
import { CidrSet } from '../../sets/cidr-set';
import { groupedBy, listIn } from '../../sets/groups';
import { PortSet } from '../../sets/ports';
import { byNameIn } from '../names/by-name';
import { reachText } from '../words/text';

/** What is not the same in two versions. */
export interface Diff {
  /** Workloads of the new version alone. */
  readonly added: readonly Workload[];
  /** Workloads of the old version alone. */
  readonly removed: readonly Workload[];
  /** In the order of the sources, then of the destinations: workloads first, then addresses, then names. */
  readonly changes: readonly Change[];
  /** What has become of the ways out of the cluster; absent where nobody has looked at them. */
  readonly leaves?: readonly WayChange[];
}

/**
 * Compares who reaches whom in two versions, pair by pair, exactly.
 *
 * Ends that both maps hold to be alike are asked about once, and only where rows of the maps differ; addresses that came to change alike are told as one.
 */
export function diffOf(old: ConnectivityMap, current: ConnectivityMap): Diff {
  const ends = jointEnds(old, current);
  const told = ends.map(endOf);
  const groups = groupsOf(old, current, ends);
  const found: Found[] = [];
  for (const { sources, destinations, what } of changedGroups(old, current, ends, groups)) {
    for (const a of sources) for (const b of destinations) if (a !== b) found.push(...foundAt(told, a, b, what));
  }
  for (const [place, end] of ends.entries()) {
    const what = end.kind === 'workload' ? changeBetween(old, current, end, end) : undefined;
    if (what !== undefined) found.push(...foundAt(told, place, place, what));
  }
  const changes = merged(ends, found).sort((a, b) => a.source - b.source || a.destination - b.destination).map(({ change }) => change);
  const onlyIn = (side: 'old' | 'new') => ends.flatMap((end) => (end.kind === 'workload' && presenceOf(end) === side ? [end.workload] : []));
  return { added: onlyIn('new'), removed: onlyIn('old'), changes };
}

/** So many changes are told: more exhaust the memory, and nobody reads them. */
export const CHANGES_AT_MOST = 500_000;

/** Whether two versions may differ in more connections than are told: found out without a look at every pair. */
export function differsWidely(old: ConnectivityMap, current: ConnectivityMap): boolean {
  return old.ends.length * current.ends.length > CHANGES_AT_MOST && changesIn(old, current) > CHANGES_AT_MOST;
}

/** How many pairs of ends are not the same, at most. */
function changesIn(old: ConnectivityMap, current: ConnectivityMap): number {
  const ends = jointEnds(old, current);
  let count = ends.length;
  const groups = groupsOf(old, current, ends);
  for (const { sources, destinations } of changedGroups(old, current, ends, groups)) count += sources.length * destinations.length;
  return count;
}

/** A change by the places of its ends among the joint ones. */
interface Found {
  readonly source: number;
  readonly destination: number;
  readonly change: Change;
}

/** Ends that both maps hold to be alike. */
function groupsOf(old: ConnectivityMap, current: ConnectivityMap, ends: readonly JointEnd[]): Group[] {
  const classIn = (map: ConnectivityMap, place: number | undefined) => (place === undefined ? '' : map.classOf?.(place) ?? place);
  const groups = groupedBy(ends.entries(), ([, end]) => `${end.kind} ${classIn(old, end.old)} ${classIn(current, end.new)}`);
  return [...groups.values()].map((members) => ({ members: members.map(([place]) => place), old: members[0]?.[1].old, new: members[0]?.[1].new }));
}

/** The members of two groups between which the same has changed. */
interface ChangedGroups {
  readonly sources: readonly number[];
  readonly destinations: readonly number[];
  readonly what: What;
}

/** The groups between which something has changed: one pair stands for all, a member to itself apart. */
function* changedGroups(
  old: ConnectivityMap, current: ConnectivityMap, ends: readonly JointEnd[], groups: readonly Group[],
): Iterable<ChangedGroups> {
  const suspects = suspectsOf(old, current, groups);
  for (const [place, { members: sources }] of groups.entries()) {
    for (const suspect of suspects(place)) {
      const destinations = groups[suspect]?.members ?? [];
      // where both are one group of several, the pairs are of two of them
      const source = sources.find((one) => destinations.length > 1 || one !== destinations[0]);
      const destination = destinations.find((one) => one !== source);
      if (source === undefined || destination === undefined) continue;
      const what = changeBetween(old, current, ends[source], ends[destination]);
      if (what !== undefined) yield { sources, destinations, what };
    }
  }
}

type What = Omit<Change, 'source' | 'destination'>;

/** What has become of one pair; undefined if nothing has. */
function changeBetween(old: ConnectivityMap, current: ConnectivityMap, source?: JointEnd, destination?: JointEnd): What | undefined {
  if (source === undefined || destination === undefined || source.kind === 'name') return undefined;
  if (source.kind === 'cell' && destination.kind !== 'workload') return undefined;
  if (destination.kind === 'name') return changeByName([old, source.old, destination.old], [current, source.new, destination.new]);
  const before = reachIn(old, source.old, destination.old);
  const after = reachIn(current, source.new, destination.new);
  const change = changeOf(before, after);
  return change === undefined ? undefined : { ...change, before: reachOf(before), after: reachOf(after) };
}

/** What has become of a name. What every address has gained, or lost, is told of these. */
function changeByName(old: PlacedPair, current: PlacedPair): What | undefined {
  const [was, is] = [openIn(old), openIn(current)];
  const told = is.ports.difference(was.ports).intersection(is.ofAll).union(was.ports.difference(is.ports).intersection(was.ofAll));
  const before = reachOf({ ...was, allowed: was.ports.difference(told), unknown: PortSet.none });
  const after = reachOf({ ...is, allowed: is.ports.difference(told), unknown: PortSet.none });
  const change = changeOf(before, after);
  return change === undefined ? undefined : { ...change, before, after };
}

/** A pair by its places in a version; an end that is not there has none. */
type PlacedPair = readonly [map: ConnectivityMap, source: number | undefined, name: number | undefined];

/** What is open of a name, and what is of every address. */
interface OpenByName extends Pick<DiffReach, 'narrowed'> {
  readonly ports: PortSet;
  readonly ofAll: PortSet;
}

function openIn([map, source, name]: PlacedPair): OpenByName {
  const { allowed, narrowed } = reachIn(map, source, name);
  const ofAll = source === undefined ? PortSet.none : byNameIn(map).openOfAll(source);
  return { ports: allowed, ofAll, ...(narrowed === undefined ? {} : { narrowed }) };
}

function reachOf({ allowed, unknown, narrowed }: DiffReach): DiffReach {
  return { allowed, unknown, ...(narrowed === undefined ? {} : { narrowed }) };
}

function foundAt(told: readonly DiffEnd[], source: number, destination: number, what: What): Found[] {
  const [from, to] = [told[source], told[destination]];
  return from === undefined || to === undefined ? [] : [{ source, destination, change: { ...what, source: from, destination: to } }];
}

function reachIn(map: ConnectivityMap, source: number | undefined, destination: number | undefined): DiffReach {
  return source === undefined || destination === undefined ? NO_REACH : map.between(source, destination);
}

function endOf(end: JointEnd): DiffEnd {
  switch (end.kind) {
    case 'workload': return { kind: 'workload', workload: end.workload, presence: presenceOf(end) };
    case 'cell': return { kind: 'cell', addresses: end.addresses };
    case 'name': return { kind: 'name', name: end.name };
  }
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
    if (ends[one.source]?.kind === 'workload' && ends[one.destination]?.kind !== 'cell') {
      result.push(one);
      continue;
    }
    const { before, after } = one.change;
    const workload = ends[one.source]?.kind === 'workload' ? `${one.source}>` : `>${one.destination}`;
    listIn(cells, [workload, reachText(before), reachText(after)].join('|')).push(one);
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
