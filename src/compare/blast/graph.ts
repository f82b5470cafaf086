import { passable } from './passing';
import { MapEnd, NarrowedPorts, Reach, SharedRows } from '../../reachability/connectivity';
import { ExactMap } from '../../reachability/engine/connectivity-of';
import { Workload } from '../../reachability/workload';
import { CidrSet } from '../../sets/cidr-set';
import { groupedBy } from '../../sets/groups';
import { NamePattern } from '../../sets/names';
import { PortSet } from '../../sets/ports';
import { ByName } from '../names/by-name';
import { SystemTraffic } from '../system/traffic';

/** Ends that every third one treats alike, so that they are within reach together. */
export interface Alike {
  /** Their places in the map, in order. */
  readonly places: readonly [first: number, ...others: number[]];
  /** None where they are addresses, or a name. */
  readonly workloads: readonly Workload[];
  readonly addresses: CidrSet;
  readonly name?: NamePattern;
  /** Ports on which others may call them for the cluster to work, and which do not count. */
  readonly system: PortSet;
}

/** Ends within one step of others. */
export interface Edge extends Reach {
  readonly to: Alike;
  /** Ports of these on which some requests alone get through; absent where there are none. */
  readonly narrowed?: readonly NarrowedPorts[];
}

/** Who reaches whom, by ends that are alike: a large cluster has many workloads, and fewer that differ. */
export class Graph {
  private readonly all: readonly Alike[];
  private readonly byPlace = new Map<number, Alike>();
  private readonly rows: SharedRows;
  private readonly byName: ByName;

  /** @param hides Whether system flows do not count: those of the traffic, and what comes from the addresses of a pod's own node. */
  public constructor(private readonly map: ExactMap, traffic: SystemTraffic, private readonly hides: boolean) {
    this.rows = map.rows();
    this.byName = new ByName(map);
    const placed = map.ends.map((end, place) => ({ end, place, system: hides ? systemPorts(end, traffic) : PortSet.none }));
    const groups = groupedBy(placed, ({ place, system }) => `${map.classOf(place)}/${system.toString()}`);
    this.all = [...groups.values()].flatMap(([first, ...others]) => {
      if (first === undefined) return [];
      const one: Alike = {
        places: [first.place, ...others.map(({ place }) => place)],
        workloads: [first, ...others].flatMap(({ end }) => (end.kind === 'workload' ? [end.workload] : [])),
        addresses: first.end.kind === 'cell' ? first.end.addresses : CidrSet.none,
        ...(first.end.kind === 'name' ? { name: first.end.name } : {}),
        system: first.system,
      };
      for (const place of one.places) this.byPlace.set(place, one);
      return [one];
    });
  }

  /** The ends that are like a workload, if it is among the manifests. */
  public of(workload: Workload): Alike | undefined {
    return this.byPlace.get(this.map.ends.findIndex((end) => end.kind === 'workload' && end.workload === workload));
  }

  /** Whom these ends reach in one step, in the order of the map. */
  public from(source: Alike): Edge[] {
    const { egress, isNode } = this.rows;
    const [place] = source.places;
    // a node may reach what lets nobody in
    const reached = isNode(place) ? this.all : this.inClasses(egress.reached(egress.rowOf(place)).classes);
    return sorted(reached).flatMap((to) => this.edge(source, to, to));
  }

  /** Who reaches these ends in one step, in the order of the map. */
  public into(destination: Alike): Edge[] {
    const { ingress, isNode } = this.rows;
    const admitted = this.inClasses(ingress.reached(ingress.rowOf(destination.places[0])).classes);
    const nodes = this.all.filter(({ workloads, places }) => isNode(places[0]) && (workloads.length > 0 || !this.hides));
    return sorted([...new Set([...admitted, ...nodes])]).flatMap((to) => this.edge(to, destination, to));
  }

  private inClasses(classes: Int32Array): Alike[] {
    return [...new Set([...classes].flatMap((one) => this.rows.members(one).flatMap((place) => this.byPlace.get(place) ?? [])))];
  }

  /** One of each stands for all; where they are the same, two of them do. */
  private edge(source: Alike, destination: Alike, to: Alike): Edge[] {
    const [from] = source.places;
    const into = destination.places.find((place) => place !== from);
    if (into === undefined) return [];
    const { system } = destination;
    const reach: Reach & Pick<Edge, 'narrowed'> = destination.name === undefined ? this.map.between(from, into) : this.byName.of(from, into);
    const { narrowed: told = [], ...whole } = reach;
    const { allowed, unknown, narrowed } = passable({ ...(system.isEmpty() ? whole : withoutPorts(whole, system)), narrowed: told });
    const open = narrowed.map((one) => ({ ...one, ports: one.ports.intersection(allowed.union(unknown)) })).filter(({ ports }) => !ports.isEmpty());
    return allowed.isEmpty() && unknown.isEmpty() ? [] : [{ to, allowed, unknown, ...(open.length === 0 ? {} : { narrowed: open }) }];
  }
}

function withoutPorts({ allowed, unknown }: Reach, ports: PortSet): Reach {
  return { allowed: allowed.difference(ports), unknown: unknown.difference(ports) };
}

function systemPorts(end: MapEnd, traffic: SystemTraffic): PortSet {
  switch (end.kind) {
    case 'workload': return traffic.portsOf(end.workload);
    case 'cell': return traffic.portsOfAddresses(end.addresses);
    case 'name': return PortSet.none;
  }
}

function sorted(ends: readonly Alike[]): Alike[] {
  return [...ends].sort((a, b) => a.places[0] - b.places[0]);
}
