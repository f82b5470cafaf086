import { NarrowedPorts, Reach, SharedRows } from '../../reachability/connectivity';
import { ExactMap } from '../../reachability/engine/connectivity-of';
import { bothNarrowed } from '../../reachability/engine/pair-requests';
import { Workload } from '../../reachability/workload';
import { CidrSet } from '../../sets/cidr-set';
import { groupedBy } from '../../sets/groups';
import { coversName, NamePattern } from '../../sets/names';
import { PortSet } from '../../sets/ports';
import { ByName } from '../names/by-name';

/** Workloads that all rules treat alike. */
export interface WorkloadClass {
  readonly id: number;
  readonly workloads: readonly Workload[];
  /** Whether they are on the host network, where no policy holds them. */
  readonly onHost: boolean;
}

/** Addresses that all rules treat alike. */
export interface AddressClass {
  readonly id: number;
  readonly addresses: CidrSet;
}

/** A name with the ports on which it may be reached. */
export interface NamedPorts {
  readonly name: NamePattern;
  readonly ports: PortSet;
  /** Ports on which some requests alone get through. */
  readonly narrowed: readonly NarrowedPorts[];
}

/**
 * What policies let through between classes of ends, so that what is alike is asked about once.
 *
 * What comes from a pod's own node is left out: no policy keeps it out, so that it is nobody's decision.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/ (Kubernetes 1.35: "traffic to and from the node where a Pod is running is always allowed")
 */
export class ClassReach {
  public readonly workloads: readonly WorkloadClass[];
  /** By their ids. */
  public readonly addresses: ReadonlyMap<number, AddressClass>;
  private readonly rows: SharedRows;
  private readonly names: readonly { readonly name: NamePattern; readonly place: number }[];
  private readonly byName: ByName;
  private readonly known = new Map<number, Map<number, Reach>>();

  public constructor(map: ExactMap) {
    const { ends } = map;
    this.rows = map.rows();
    this.byName = new ByName(map);
    this.names = ends.flatMap((end, place) => (end.kind === 'name' ? [{ name: end.name, place }] : []));
    const placed = ends.map((end, place) => ({ end, id: this.rows.ruleClassOf(place) }));
    const workloads = placed.flatMap(({ end, id }) => (end.kind === 'workload' ? [{ id, workload: end.workload }] : []));
    this.workloads = [...groupedBy(workloads, ({ id }) => id)].map(([id, members]) => (
      { id, workloads: members.map(({ workload }) => workload), onHost: members.some(({ workload }) => workload.hostNetwork) }
    ));
    this.addresses = new Map(placed.flatMap(({ end, id }) => (end.kind === 'cell' ? [[id, { id, addresses: end.addresses }]] : [])));
  }

  /** What a class may do with another, by their ids. */
  public between(source: number, destination: number): Reach {
    const { egress, ingress } = this.rows;
    return this.both(
      egress.outcome(this.rowOf('egress', source), destination),
      ingress.outcome(this.rowOf('ingress', destination), source),
    );
  }

  /** The ports on which some requests alone get through between two classes. */
  public narrowed(source: number, destination: number): readonly NarrowedPorts[] {
    const { egress, ingress, tellsRequests } = this.rows;
    if (!tellsRequests) return [];
    return bothNarrowed(egress.narrowed(this.rowOf('egress', source), destination), ingress.narrowed(this.rowOf('ingress', destination), source));
  }

  /** The ids of the classes to which the egress of a class alone lets something through. */
  public reachedBy(source: number): Int32Array {
    return this.rows.egress.reached(this.rowOf('egress', source)).classes;
  }

  /** The ids of the classes which the ingress of a class alone lets in. */
  public admittedBy(destination: number): Int32Array {
    return this.rows.ingress.reached(this.rowOf('ingress', destination)).classes;
  }

  /** The names that rules by names let a class reach; one that a wider name has the ports of is none of them. */
  public namesOf(source: number): NamedPorts[] {
    const [place = 0] = this.rows.members(source);
    const row = this.rowOf('egress', source);
    const all = this.names.map(({ name, place: of }): NamedPorts => (
      { name, ports: this.byName.of(place, of).allowed, narrowed: this.rows.egress.narrowed(row, this.rows.ruleClassOf(of)) }
    ));
    const open = all.filter(({ ports }) => !ports.isEmpty());
    return open.flatMap(({ name, ports, narrowed }) => {
      const wider = open.filter((other) => other.name !== name && coversName(other.name, name));
      const own = wider.reduce((rest, other) => rest.difference(other.ports), ports);
      return own.isEmpty() ? [] : [{ name, ports: own, narrowed }];
    });
  }

  private rowOf(direction: 'egress' | 'ingress', id: number): number {
    return this.rows[direction].rowOf(this.rows.members(id)[0] ?? 0);
  }

  private both(egress: number, ingress: number): Reach {
    const byEgress = this.known.get(egress) ?? new Map<number, Reach>();
    this.known.set(egress, byEgress);
    const known = byEgress.get(ingress);
    if (known !== undefined) return known;
    const [out, into] = [this.rows.ports(egress), this.rows.ports(ingress)];
    const allowed = out.allowed.intersection(into.allowed);
    const reach = { allowed, unknown: possibleOf(out).intersection(possibleOf(into)).difference(allowed) };
    byEgress.set(ingress, reach);
    return reach;
  }
}

function possibleOf({ allowed, unknown }: Reach): PortSet {
  return allowed.union(unknown);
}
