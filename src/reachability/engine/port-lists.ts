import { Numbering } from './partition';
import { PairMemo, PortSets } from './port-sets';
import { PortSet } from '../../sets/ports';
import { PortMatch } from '../rules';
import { ContainerPort, Workload } from '../workload';

type Named = Extract<PortMatch, { readonly kind: 'name' }>;

/** The ports of rules by number: what they are with the names of ports resolved on some destination. */
export class PortLists {
  /** The number of the table of a destination without ports that have names. */
  public static readonly NO_NAMES = 0;

  private readonly lists: { readonly fixed: number; readonly named: readonly Named[] }[] = [];
  private readonly numbers = new Numbering();
  private readonly known = new Map<'all' | readonly PortMatch[], number>();
  private readonly names = new Set<string>();
  private readonly tables: (readonly ContainerPort[])[] = [[]];
  private readonly tableNumbers = new Numbering();
  private readonly resolved = new PairMemo((list, table) => this.resolve(list, table));

  public constructor(private readonly ports: PortSets) {
    this.tableNumbers.of('');
  }

  /** The number of the ports of a rule; readers give lists that are written alike as one. */
  public numberOf(matches: 'all' | readonly PortMatch[]): number {
    const number = this.known.get(matches) ?? this.numbered(matches);
    this.known.set(matches, number);
    return number;
  }

  private numbered(matches: 'all' | readonly PortMatch[]): number {
    const number = this.numbers.of(matches === 'all' ? 'all' : JSON.stringify(matches));
    if (number < this.lists.length) return number;
    const named = matches === 'all' ? [] : matches.flatMap((one) => (one.kind === 'name' ? [one] : []));
    for (const { name } of named) this.names.add(name);
    this.lists.push({ fixed: this.ports.numberOf(fixedPorts(matches)), named });
    return number;
  }

  /** Whether some ports depend on the destination. */
  public usesNames(list: number): boolean {
    return (this.lists[list]?.named.length ?? 0) > 0;
  }

  /** The number of the named ports of a workload: those alone whose names a rule has, so that all rules must be numbered first. */
  public tableOf({ hostNetwork, ports }: Workload): number {
    if (hostNetwork) return PortLists.NO_NAMES;
    const own = ports.filter(({ name }) => name !== undefined && this.names.has(name));
    const number = this.tableNumbers.of([...new Set(own.map(({ name, number: port, protocol }) => `${name}/${protocol}/${port}`))].sort().join());
    if (number === this.tables.length) this.tables.push(own);
    return number;
  }

  /** The ports, names resolved on a destination. */
  public on(list: number, table: number): number {
    return this.usesNames(list) ? this.resolved.of(list, table) : this.lists[list]?.fixed ?? PortSets.NONE;
  }

  private resolve(list: number, table: number): number {
    const { fixed, named } = this.lists[list] ?? { fixed: PortSets.NONE, named: [] };
    const found = (this.tables[table] ?? []).filter((port) => (
      named.some(({ name, protocol }) => name === port.name && (protocol === undefined || protocol === port.protocol))
    ));
    return found.reduce((sum, { protocol, number }) => this.ports.union(sum, this.ports.numberOf(PortSet.of(protocol, number))), fixed);
  }
}

function fixedPorts(matches: 'all' | readonly PortMatch[]): PortSet {
  if (matches === 'all') return PortSet.all;
  return matches.map(portsOf).reduce((sum, set) => sum.union(set), PortSet.none);
}

function portsOf(match: PortMatch): PortSet {
  switch (match.kind) {
    case 'every': return PortSet.of(match.protocol);
    case 'numbers': return PortSet.of(match.protocol, match.first, match.last);
    case 'name': return PortSet.none;
  }
}
