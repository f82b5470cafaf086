import { ALL_PROTOCOLS, PortSet, Protocol } from '../../sets/ports';

/** Ports by number, and by names that nobody can resolve, since the pods that would bear them are not there. */
export class SymbolicPorts {
  /** No port. */
  public static readonly none = new SymbolicPorts(PortSet.none, new Set(), new Set(), false);

  /** Every port, whatever its name. */
  public static readonly all = new SymbolicPorts(PortSet.all, new Set(), new Set(), true);

  /** Ports by their numbers. */
  public static numbered(ports: PortSet): SymbolicPorts {
    return ports.equals(PortSet.all) ? SymbolicPorts.all : new SymbolicPorts(ports, new Set(), new Set(), false);
  }

  /** The port of a name; without a protocol, that of any. */
  public static named(name: string, protocol?: Protocol): SymbolicPorts {
    return new SymbolicPorts(PortSet.none, new Set([`${protocol ?? ''} ${name}`]), new Set(), false);
  }

  private constructor(
    /** The ports that are known by number. */
    public readonly numbers: PortSet,
    private readonly names: ReadonlySet<string>,
    private readonly excluded: ReadonlySet<string>,
    /** Whether names that nobody has mentioned are in the set. */
    private readonly open: boolean,
  ) {}

  /** The ports of either set. */
  public union(other: SymbolicPorts): SymbolicPorts {
    const excluded = [...this.excluded, ...other.excluded].filter((name) => !this.has(name) && !other.has(name));
    const numbers = this.numbers.union(other.numbers);
    return new SymbolicPorts(numbers, new Set([...this.names, ...other.names]), new Set(excluded), this.open || other.open);
  }

  /** The ports of both sets. */
  public intersection(other: SymbolicPorts): SymbolicPorts {
    const names = [...this.names, ...other.names].filter((name) => this.has(name) && other.has(name));
    const excluded = new Set([...this.excluded, ...other.excluded]);
    return new SymbolicPorts(this.numbers.intersection(other.numbers), new Set(names), excluded, this.open && other.open);
  }

  /** The ports of this set that are not in the other. */
  public difference(other: SymbolicPorts): SymbolicPorts {
    const names = [...this.names].filter((name) => !other.has(name));
    return new SymbolicPorts(this.numbers.difference(other.numbers), new Set(names), new Set([...this.excluded, ...other.names]), this.open);
  }

  /** Whether the set has no port. */
  public isEmpty(): boolean {
    return this.numbers.isEmpty() && this.names.size === 0;
  }

  /** Whether every port is in the set. */
  public isAll(): boolean {
    return this.numbers.equals(PortSet.all);
  }

  /** Whether both sets have the same ports. */
  public equals(other: SymbolicPorts): boolean {
    if (!this.numbers.equals(other.numbers)) return false;
    return this.isAll() || (this.names.size === other.names.size && [...this.names].every((name) => other.names.has(name)));
  }

  /** The names of a protocol, sorted; without one, those that go with any. */
  public namesOf(protocol?: Protocol): string[] {
    const start = `${protocol ?? ''} `;
    return [...this.names].filter((name) => name.startsWith(start)).map((name) => name.slice(start.length)).sort();
  }

  private has(name: string): boolean {
    if (this.names.has(name)) return true;
    if (this.excluded.has(name)) return false;
    return this.open || ALL_PROTOCOLS.some((protocol) => name.startsWith(`${protocol} `) && isWhole(this.numbers, protocol));
  }
}

function isWhole(ports: PortSet, protocol: Protocol): boolean {
  return PortSet.of(protocol).difference(ports).isEmpty();
}
