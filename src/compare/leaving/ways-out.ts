import { Way, waysBy, waysText } from './way';
import { ConnectivityMap, Reach, SharedRows } from '../../reachability/connectivity';
import { Leaving, Leavings } from '../../reachability/engine/source-addresses';
import { SourceAddressRule } from '../../reachability/rules/source-addresses';
import { Snapshot } from '../../reachability/snapshot';
import { Workload } from '../../reachability/workload';
import { IpFamily } from '../../sets/address';
import { CidrSet } from '../../sets/cidr-set';
import { groupedBy, listIn } from '../../sets/groups';
import { order } from '../../sets/order';
import { PortSet } from '../../sets/ports';
import { SystemTraffic } from '../system/traffic';

/** Manifests of which ways out are told, with the map of who reaches whom. */
export interface WaysOutInput {
  readonly map: ConnectivityMap;
  readonly snapshot: Snapshot;
  readonly sources?: readonly SourceAddressRule[];
}

/** Which connections count. */
export interface WaysOutOptions {
  /** Those on these ports. */
  readonly ports?: PortSet;
  /** Not those that are nothing else than these. */
  readonly system?: SystemTraffic;
}

/** Addresses of one family to which the connections of a workload leave the cluster in one of some ways, of which one is a gateway at least. */
export interface WayOut {
  readonly workload: Workload;
  readonly addresses: CidrSet;
  /** Of several nobody knows which. */
  readonly ways: readonly Way[];
}

/**
 * By which addresses the connections of workloads leave the cluster: of those alone that are open, or perhaps are, and that leave it.
 *
 * @see https://docs.cilium.io/en/stable/network/egress-gateway/egress-gateway/ (Cilium 1.18: what stays in the cluster goes through no gateway)
 */
export class WaysOut {
  private readonly leavings: Leavings;
  private readonly rows: SharedRows | undefined;
  private readonly places = new Map<Workload, number>();
  private readonly cells = new Map<number, CidrSet[]>();
  private readonly known = new Map<number, CidrSet>();

  public constructor(private readonly input: WaysOutInput, private readonly options: WaysOutOptions = {}) {
    const { map, snapshot, sources = [] } = input;
    this.leavings = new Leavings(sources, snapshot);
    this.rows = sources.length === 0 ? undefined : map.rows?.();
    for (const [place, end] of map.ends.entries()) {
      if (end.kind === 'workload') this.places.set(end.workload, place);
      if (end.kind === 'cell') listIn(this.cells, this.rows?.ruleClassOf(place) ?? place).push(end.addresses);
    }
  }

  /** Those that lead through gateways: by workload, then v4 before v6, then by the first address. */
  public all(): WayOut[] {
    const subjects = new Set(this.leavings.subjects);
    return this.input.snapshot.workloads.flatMap((workload) => (subjects.has(workload) ? this.of(workload) : []));
  }

  /** The same of one workload. */
  public of(workload: Workload): WayOut[] {
    const { snapshot } = this.input;
    const parts = this.partsOf(workload).flatMap(({ addresses, departures }) => ([4, 6] as const).flatMap((family) => {
      const own = CidrSet.ofIntervals(family, addresses.intervals(family));
      return own.isEmpty() ? [] : [{ family, addresses: own, ways: waysBy(departures, family, snapshot).sort(compareWays) }];
    }));
    return [...groupedBy(parts, ({ family, ways }) => `${family} ${waysText(ways)}`).values()].flatMap((alike) => (
      alike.slice(0, 1).map(({ family, ways }) => ({ family, workload, ways, addresses: CidrSet.unionOf(alike.map(({ addresses }) => addresses)) }))
    )).sort((a, b) => a.family - b.family || order(firstOf(a.addresses, a.family), firstOf(b.addresses, b.family)))
      .map(({ family: _, ...way }) => way);
  }

  /** The parts of the addresses that a workload reaches, or perhaps does, through a gateway, or perhaps so. */
  public partsOf(workload: Workload): Leaving[] {
    const led = this.leavings.of(workload).filter(({ departures }) => departures.some(({ kind }) => kind === 'gateway'));
    if (led.length === 0) return [];
    const reached = this.reachedBy(workload);
    return led.map((part) => ({ ...part, addresses: part.addresses.intersection(reached) })).filter(({ addresses }) => !addresses.isEmpty());
  }

  /** The addresses outside that a workload reaches, or perhaps does. */
  public reachedBy(workload: Workload): CidrSet {
    const place = this.places.get(workload);
    if (place === undefined) return CidrSet.none;
    const row = this.rows?.egress.rowOf(place) ?? place;
    const known = this.known.get(row) ?? this.outside(this.rows === undefined ? this.openFrom(place) : this.openInRow(this.rows, row));
    this.known.set(row, known);
    return known;
  }

  private outside(sets: readonly CidrSet[]): CidrSet {
    return CidrSet.unionOf(sets).difference(this.leavings.inside);
  }

  /** What a row of egress alone says is so: nobody shuts the ingress of addresses. */
  private openInRow(rows: SharedRows, row: number): CidrSet[] {
    const { classes, outcomes } = rows.egress.reached(row);
    return [...classes].flatMap((one, i) => (this.cells.get(one) ?? []).flatMap((cell) => this.openOf(cell, rows.ports(outcomes[i] ?? 0))));
  }

  private openFrom(source: number): CidrSet[] {
    const { map } = this.input;
    return [...this.cells].flatMap(([place, own]) => own.flatMap((cell) => this.openOf(cell, map.between(source, place))));
  }

  private openOf(cell: CidrSet, { allowed, unknown }: Reach): CidrSet[] {
    const { ports = PortSet.all, system } = this.options;
    const open = allowed.union(unknown).intersection(ports);
    const parts = system?.withoutFlows(cell, open) ?? [[cell, open] as const];
    return parts.flatMap(([addresses, rest]) => (rest.isEmpty() ? [] : [addresses]));
  }
}

/** Whoever leaves as ever comes last. */
function compareWays(a: Way, b: Way): number {
  const isLast = ({ departure }: Way) => Number(departure.kind === 'node');
  return isLast(a) - isLast(b) || order(waysText([a]), waysText([b]));
}

function firstOf(addresses: CidrSet, family: IpFamily): bigint {
  return addresses.intervals(family)[0]?.start ?? 0n;
}
