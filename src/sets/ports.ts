import { differenceOf, includesPoint, intersectionOf, Interval, Intervals, normalized, sameIntervals, unionOf } from './intervals';

/** The transport protocols that a policy can name. */
export type Protocol = 'TCP' | 'UDP' | 'SCTP';

/** All of them, in the order in which they are written. */
export const ALL_PROTOCOLS: readonly Protocol[] = ['TCP', 'UDP', 'SCTP'];

/** The least and the greatest port. */
export const PORT_BOUNDS = { first: 1, last: 65535 } as const;

type Combine = (a: Intervals<number>, b: Intervals<number>) => Intervals<number>;

/** A set of ports, each with its protocol. */
export class PortSet {
  /** No port. */
  public static readonly none = new PortSet({ TCP: [], UDP: [], SCTP: [] });

  /** Every port of every protocol. */
  public static readonly all = ALL_PROTOCOLS.reduce((set, protocol) => set.union(PortSet.of(protocol)), PortSet.none);

  /**
   * The ports of one protocol from the first to the last, both included: one port if there is no last, all of them if there is no first.
   *
   * A port outside 1 to 65535, or a range that ends before it begins, is a mistake of the caller and raises a RangeError.
   */
  public static of(protocol: Protocol, first?: number, last?: number): PortSet {
    const start = first ?? PORT_BOUNDS.first;
    const final = last ?? first ?? PORT_BOUNDS.last;
    if (!isPort(start) || !isPort(final) || start > final) throw new RangeError(`no ports from ${start} to ${final}`);
    return new PortSet({ ...PortSet.none.ports, [protocol]: normalized([{ start, end: final + 1 }]) });
  }

  private constructor(private readonly ports: Readonly<Record<Protocol, Intervals<number>>>) {}

  /** The ports of either set. */
  public union(other: PortSet): PortSet {
    return this.combined(other, unionOf);
  }

  /** The ports of both sets. */
  public intersection(other: PortSet): PortSet {
    return this.combined(other, intersectionOf);
  }

  /** The ports of this set that are not in the other. */
  public difference(other: PortSet): PortSet {
    return this.combined(other, differenceOf);
  }

  /** Whether a port is in the set. */
  public has(protocol: Protocol, port: number): boolean {
    return includesPoint(this.ports[protocol], port);
  }

  /** Whether the set has no port. */
  public isEmpty(): boolean {
    return ALL_PROTOCOLS.every((protocol) => this.ports[protocol].length === 0);
  }

  /** Whether both sets have the same ports. */
  public equals(other: PortSet): boolean {
    return ALL_PROTOCOLS.every((protocol) => sameIntervals(this.ports[protocol], other.ports[protocol]));
  }

  /** The ports of one protocol as sorted, disjoint ranges, both ends included. */
  public ranges(protocol: Protocol): { readonly first: number; readonly last: number }[] {
    return this.ports[protocol].map(({ start, end }) => ({ first: start, last: end - 1 }));
  }

  /** The canonical text, such as `TCP 80,443,8000-8999, UDP 53`: equal sets have equal texts. */
  public toString(): string {
    if (this.isEmpty()) return 'none';
    if (this.equals(PortSet.all)) return 'all';
    const protocols = ALL_PROTOCOLS.filter((protocol) => this.ports[protocol].length > 0);
    return protocols.map((protocol) => `${protocol} ${this.ports[protocol].map(rangeText).join(',')}`).join(', ');
  }

  private combined(other: PortSet, combine: Combine): PortSet {
    const combinedOf = (protocol: Protocol) => combine(this.ports[protocol], other.ports[protocol]);
    return new PortSet({ TCP: combinedOf('TCP'), UDP: combinedOf('UDP'), SCTP: combinedOf('SCTP') });
  }
}

/** Whether a number is a port. */
export function isPort(port: number): boolean {
  return Number.isInteger(port) && port >= PORT_BOUNDS.first && port <= PORT_BOUNDS.last;
}

function rangeText({ start, end }: Interval<number>): string {
  return end - start === 1 ? `${start}` : `${start}-${end - 1}`;
}
