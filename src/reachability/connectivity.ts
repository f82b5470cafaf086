import { NamedEnd } from './trace';
import { Workload } from './workload';
import { CidrSet } from '../sets/cidr-set';
import { NamePattern } from '../sets/names';
import { PortSet } from '../sets/ports';
import { PlainRequest } from '../sets/requests/request-plain';
import { Requests } from '../sets/requests/request-set';

/** One row or column of a connectivity map. */
export type MapEnd =
  | { readonly kind: 'workload'; readonly workload: Workload }
  /** Addresses that all rules treat alike, and that no workload of the snapshot is known to hold. */
  | { readonly kind: 'cell'; readonly addresses: CidrSet }
  /** Only ever a destination. */
  | NamedEnd;

/** What a connection is open on: surely, and perhaps. */
export interface Reach {
  readonly allowed: PortSet;
  /** Ports of which the manifests do not say enough; none of them is in `allowed`. */
  readonly unknown: PortSet;
}

/** Ports, whatever stands for them, on which not all requests of HTTP get through for sure, and those that do. */
export interface NarrowedOn<P> {
  readonly ports: P;
  readonly requests: Requests;
  /** The same as rules write it: one of each list, since each side has one. Absent where no such lists say exactly that. */
  readonly told?: readonly (readonly PlainRequest[])[];
}

/** The same with ports by their numbers. */
export type NarrowedPorts = NarrowedOn<PortSet>;

/** Ports on which queries of DNS are read on their way, and the names that may be asked for on them. */
export interface QueriedPorts {
  readonly ports: PortSet;
  readonly names: readonly NamePattern[];
}

/** What one end may reach of another, exactly. */
export interface Connection extends Reach {
  readonly source: MapEnd;
  readonly destination: MapEnd;
  /** Some of the ports that are not denied, each in one of these at most; absent where all requests get through that a connection is there for. */
  readonly narrowed?: readonly NarrowedPorts[];
}

/** What one direction alone lets through: ends that are subject to the same rules share a row. */
export interface DirectionRows {
  /** The row of an end as a subject. */
  readonly rowOf: (end: number) => number;
  /** The outcomes of a row, by the rule class of the other end. */
  readonly outcomes: (row: number) => Int32Array;
  /** The outcome of a row for one rule class. */
  readonly outcome: (row: number, ruleClass: number) => number;
  /** The rule classes to which a row lets something through, sorted, and the outcomes for them. */
  readonly reached: (row: number) => ReachedClasses;
  /** The ports of a row on which not all requests of a rule class get through for sure, whether connections do or not. */
  readonly narrowed: (row: number, ruleClass: number) => readonly NarrowedPorts[];
  /** The ports of a row on which queries of DNS to a rule class are read. */
  readonly queried: (row: number, ruleClass: number) => readonly QueriedPorts[];
}

/** Rule classes with the outcomes that are not denied, side by side. */
export interface ReachedClasses {
  readonly classes: Int32Array;
  readonly outcomes: Int32Array;
}

/** A map as its two sides have it: what a pair may do is what the egress of its source and the ingress of its destination both let through. */
export interface SharedRows {
  readonly egress: DirectionRows;
  readonly ingress: DirectionRows;
  /** The class of an end to the rules: of one class are ends that every row treats alike. */
  readonly ruleClassOf: (end: number) => number;
  /** The ends of a class, in order. */
  readonly members: (ruleClass: number) => readonly number[];
  /** The ports of an outcome. */
  readonly ports: (outcome: number) => Reach;
  /** Whether some rule tells requests of a connection apart. */
  readonly tellsRequests: boolean;
  /** Whether an end may be the node of others, which their ingress cannot shut out, whatever its row says. */
  readonly isNode: (end: number) => boolean;
  /** Whether some rule is about what comes over a connection: requests, or queries of DNS. */
  readonly readsConnections: boolean;
}

/** How the engine treats what manifests do not say. */
export interface ConnectivityOptions {
  /**
   * Whether a pod of unknown address may lie inside a block of addresses: `unknown` as a verdict, or `outside` as an assumption.
   *
   * @default 'unknown'
   */
  readonly podsInBlocks?: 'unknown' | 'outside';

  /**
   * Whether an address may be that of a name which a rule takes in: `unknown` as a verdict, or `apart`, where what names may do is looked at by their
   * names alone.
   *
   * @default 'unknown'
   */
  readonly addressesOfNames?: 'unknown' | 'apart';

  /**
   * Names that are ends whether rules of egress have them or not.
   *
   * @default those alone that rules have
   */
  readonly names?: readonly NamedEnd[];
}

/** Who reaches whom on what: all pairs, each pair computed when it is asked for, rows shared by ends that are alike. */
export interface ConnectivityMap {
  /** Workloads first, sorted, then cells by their first address, v4 before v6, then names, sorted by their texts. */
  readonly ends: readonly MapEnd[];
  /** The connection of one pair, by the places of its ends. A lone pod to itself, anything from a name, and a cell to a cell or to a name, is empty. */
  readonly between: (source: number, destination: number) => Connection;
  /**
   * The class of an end, where the map knows any: two ends of one class reach, and are reached by, every third end alike.
   */
  readonly classOf?: (end: number) => number;
  /** Whether an end is addresses that a name outside may have, where the map knows. */
  readonly isOutside?: (end: number) => boolean;
  /** The rows that the map is made of, where it is made of any. */
  readonly rows?: () => SharedRows;
  /** Every pair with something allowed or unknown, in the order of the ends. */
  readonly connections: () => Iterable<Connection>;
}
