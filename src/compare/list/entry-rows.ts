import { controllerReach, perhapsReach, toldReach } from './controller';
import { joinedEnds, ListEnd, workloadListEnd } from './end';
import { reachOfEntry } from './entry-requests';
import { ListInput } from './input';
import { includes, isWide, Narrowing, portsWanted } from './narrowing';
import { isSameNarrowed, narrowedOfOne, ToldReach } from './one-of';
import { ConnectivityMap, NarrowedPorts } from '../../reachability/connectivity';
import { EntryTarget, Nowhere, ResolvedEntry, resolvedEntries, serviceEntries } from '../../reachability/entries';
import { Entry } from '../../reachability/rules/entries';
import { Workload } from '../../reachability/workload';
import { CidrSet } from '../../sets/cidr-set';
import { PortSet } from '../../sets/ports';

/** One way in from outside, as far as a workload behind it. */
export interface EntryRow {
  readonly entry: Entry;
  readonly source: ListEnd;
  /** Absent where the entry leads to no workload. */
  readonly destination?: Workload;
  /** Why it leads nowhere, if it does: because its backend gets no `requests`, or the Service leads nowhere. */
  readonly nowhere?: Nowhere | 'requests';
  /** Where it leads out of the cluster, if it does. */
  readonly outside?: ResolvedEntry['outside'];
  readonly allowed: PortSet;
  readonly unknown: PortSet;
  /** Ports to which the entry leads, and from which policies keep its clients. */
  readonly blocked: PortSet;
  /** Ports that are not shut on which some requests alone get through; absent where there are none. */
  readonly narrowed?: readonly NarrowedPorts[];
}

/** The rows of all entries, those of Services behind the others. */
export function entryRows({ connect, snapshot, rules, services, entries }: ListInput, map: ConnectivityMap): EntryRow[] {
  const resolved = resolvedEntries([...entries, ...serviceEntries(services)], services, snapshot);
  const reach = perhapsReach(controllerReach(connect, snapshot, rules, resolved.filter(({ entry }) => entry.clients === 'controller'), {}), snapshot, rules, map);
  const places = new Map(map.ends.map((end, place) => [end.kind === 'workload' ? end.workload : undefined, place]));
  const nodes = snapshot.facts.nodeCidrs === undefined ? CidrSet.all : CidrSet.of(snapshot.facts.nodeCidrs);
  return resolved.flatMap((one) => {
    const { entry, targets, ...why } = one;
    if (entry.share?.weight === 0) return [withoutWorkload(entry, { nowhere: 'requests' })];
    if (targets.length === 0) return [withoutWorkload(entry, why)];
    return targets.flatMap((target): EntryRow[] => {
      if (entry.clients === 'controller') return [rowOf(entry, { kind: 'controller' }, target, reach(target.workload))];
      return addressRows(one, target, map, places.get(target.workload), nodes);
    });
  });
}

const EVERYBODY: ListEnd = { kind: 'addresses', addresses: CidrSet.all };

function withoutWorkload(entry: Entry, { nowhere, outside }: Pick<EntryRow, 'nowhere' | 'outside'>): EntryRow {
  const source: ListEnd = entry.clients === 'controller' ? { kind: 'controller' } : EVERYBODY;
  const why = { ...(nowhere === undefined ? {} : { nowhere }), ...(outside === undefined ? {} : { outside }) };
  return { entry, source, ...why, allowed: PortSet.none, unknown: PortSet.none, blocked: PortSet.none };
}

function rowOf(entry: Entry, source: ListEnd, { workload, ports }: EntryTarget, whole: ToldReach): EntryRow {
  const reach = reachOfEntry(entry, whole);
  const [allowed, unknown] = [ports.intersection(reach.allowed), ports.intersection(reach.unknown)];
  const told = narrowedOn(reach.narrowed, allowed.union(unknown));
  return { entry, source, destination: workload, allowed, unknown, blocked: ports.difference(allowed).difference(unknown), ...told };
}

function narrowedOn(narrowed: readonly NarrowedPorts[] | undefined, ports: PortSet): Pick<EntryRow, 'narrowed'> {
  if (narrowed === undefined) return {};
  const own = narrowed.map((one) => ({ ...one, ports: one.ports.intersection(ports) })).filter((one) => !one.ports.isEmpty());
  return own.length === 0 ? {} : { narrowed: own };
}

/**
 * The clients of a NodePort or a LoadBalancer. Where pods see them, each kind of client is a row. Where pods see nodes, it comes
 * to what nodes may do, and since a pod's own node always may, nothing is ever surely blocked.
 *
 * @see https://kubernetes.io/docs/tutorials/services/source-ip/ (Kubernetes 1.35)
 */
function addressRows(
  { entry, service }: ResolvedEntry, target: EntryTarget, map: ConnectivityMap, place: number | undefined, nodes: CidrSet,
): EntryRow[] {
  if (place === undefined) return [withoutWorkload(entry, { nowhere: 'pods' })];
  const clients = service?.sourceRanges ?? CidrSet.all;
  const seen = service?.externalTraffic === 'local' ? clients : nodes;
  const cells = map.ends.flatMap((end, source) => {
    const addresses = end.kind === 'cell' ? end.addresses.intersection(seen) : CidrSet.none;
    return addresses.isEmpty() ? [] : [{ addresses, reach: toldReach(map.between(source, place)) }];
  });
  if (service?.externalTraffic !== 'local') {
    const allowed = cells.reduce((sum, { reach }) => sum.intersection(reach.allowed), cells.length === 0 ? PortSet.none : PortSet.all);
    const both = { allowed, unknown: PortSet.all.difference(allowed) };
    const narrowed = narrowedOfOne(both, cells.map(({ reach }) => reach));
    return [rowOf(entry, { kind: 'addresses', addresses: clients }, target, { ...both, narrowed })];
  }
  const rows: EntryRow[] = [];
  for (const { addresses, reach } of cells) {
    const row = rowOf(entry, { kind: 'addresses', addresses }, target, reach);
    const known = rows.findIndex((other) => isSameRow(row, other));
    const same = rows[known];
    if (same === undefined) rows.push(row);
    else rows[known] = { ...row, source: joinedEnds(same.source, row.source) };
  }
  return rows;
}

function isSameRow(one: EntryRow, other: EntryRow): boolean {
  return one.allowed.equals(other.allowed) && one.unknown.equals(other.unknown) && isSameNarrowed(one.narrowed, other.narrowed);
}

/** A row as far as it is wanted. */
export function narrowedEntry(row: EntryRow, narrowing: Narrowing): EntryRow[] {
  const { source, destination } = row;
  if (destination === undefined) return isWide(narrowing) ? [row] : [];
  const end = workloadListEnd(destination);
  const wanted = portsWanted(narrowing.port, end);
  const { narrowed: told, ...rest } = row;
  const narrowed = {
    ...rest,
    allowed: row.allowed.intersection(wanted),
    unknown: row.unknown.intersection(wanted),
    blocked: row.blocked.intersection(wanted),
    ...narrowedOn(told, wanted),
  };
  const empty = [narrowed.allowed, narrowed.unknown, narrowed.blocked].every((ports) => ports.isEmpty());
  return empty || !includes(narrowing, source, end) ? [] : [narrowed];
}
