import { ConnectivityMap, Reach } from '../../reachability/connectivity';
import { PortSet } from '../../sets/ports';

const KNOWN = new WeakMap<ConnectivityMap, ByName>();

/** What rules by names open in a map, looked up once. */
export function byNameIn(map: ConnectivityMap): ByName {
  const known = KNOWN.get(map) ?? new ByName(map);
  KNOWN.set(map, known);
  return known;
}

/**
 * What rules by names open. What rules by addresses open is open to a name, too, for sure or perhaps, as it is to the addresses: that is told of these, so
 * that a name which one workload may reach is no news of every other.
 */
export class ByName {
  private readonly cells: readonly number[];
  private readonly open = new Map<number, PortSet>();
  private readonly rows;

  public constructor(private readonly map: ConnectivityMap) {
    this.rows = map.rows?.();
    this.cells = map.ends.flatMap((end, place) => (end.kind === 'cell' && map.isOutside?.(place) !== false ? [place] : []));
  }

  /** What a workload may reach of a name by rules that name it. */
  public of(source: number, name: number): Reach {
    const { allowed } = this.map.between(source, name);
    return { allowed: allowed.isEmpty() ? allowed : allowed.difference(this.openOfAll(source)), unknown: PortSet.none };
  }

  /** The ports that are surely open of every address outside, so that no name is needed for them. */
  public openOfAll(source: number): PortSet {
    const row = this.rows?.egress.rowOf(source) ?? source;
    const known = this.open.get(row) ?? this.openOfCells(source);
    this.open.set(row, known);
    return known;
  }

  private openOfCells(source: number): PortSet {
    return this.cells.reduce((sum, cell) => (sum.isEmpty() ? sum : sum.intersection(this.map.between(source, cell).allowed)), PortSet.all);
  }
}
