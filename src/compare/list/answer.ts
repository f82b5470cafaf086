import { joinedEnds, ListEnd, ListRow, listEndText } from './end';
import { EntryRow, entryRows, narrowedEntry } from './entry-rows';
import { Exposure, exposureOf } from './exposure';
import { ListInput, ListOptions } from './input';
import { includes, Narrowing, portsWanted, wantsExposure } from './narrowing';
import { SystemRows } from './system';
import { Connection, ConnectivityMap, MapEnd } from '../../reachability/connectivity';

/** Who reaches whom on what. */
export interface ListAnswer {
  /** In the order of the ends; addresses that fare alike are one end. */
  readonly connections: readonly ListRow[];
  readonly entries: readonly EntryRow[];
  readonly exposure?: Exposure;
  /** Whether there are system flows that were wanted, and left out. */
  readonly hides: boolean;
}

/** Who reaches whom on what, as far as it is wanted. */
export function listOf(input: ListInput, { narrowing = {}, exposure = false, hidden }: ListOptions = {}): ListAnswer {
  const map = input.connect(input.snapshot, input.rules);
  const system = hidden === undefined ? undefined : new SystemRows(hidden, input.snapshot, map);
  let hides = false;
  const isHidden = (is: boolean | undefined) => {
    hides ||= is === true;
    return is === true;
  };
  const connections = connectionsOf(map, narrowing, (connection) => isHidden(system?.has(connection)));
  const exposed = exposure ? narrowedExposure(exposureOf(input.snapshot, input.rules), narrowing) : undefined;
  const lines = exposed?.lines.filter((line) => !isHidden(system?.hasExposure(line)));
  return {
    connections,
    entries: entryRows(input, map).flatMap((row) => narrowedEntry(row, narrowing)),
    ...(exposed === undefined || lines === undefined ? {} : { exposure: { ...exposed, lines } }),
    hides,
  };
}

function listEnd(end: MapEnd): ListEnd {
  return end.kind === 'workload' ? end : { kind: 'addresses', addresses: end.addresses };
}

/** Rows of one workload with addresses that have the same ports are one row. */
function connectionsOf(map: ConnectivityMap, narrowing: Narrowing, isHidden: (connection: Connection) => boolean): ListRow[] {
  const rows = new Map<string, ListRow>();
  for (const connection of map.connections()) {
    const { source, destination, ...ports } = connection;
    const ends = [listEnd(source), listEnd(destination)] as const;
    const wanted = portsWanted(narrowing.port, ends[1]);
    const [allowed, unknown] = [ports.allowed.intersection(wanted), ports.unknown.intersection(wanted)];
    const row = { source: ends[0], destination: ends[1], allowed, unknown };
    if (!includes(narrowing, ...ends) || (row.allowed.isEmpty() && row.unknown.isEmpty()) || isHidden(connection)) continue;
    const key = keyOf(row, rows.size);
    const same = rows.get(key);
    rows.set(key, same === undefined ? row : {
      ...row,
      source: joinedEnds(same.source, row.source),
      destination: joinedEnds(same.destination, row.destination),
    });
  }
  return [...rows.values()];
}

function keyOf({ source, destination, allowed, unknown }: ListRow, unique: number): string {
  if (source.kind !== 'addresses' && destination.kind !== 'addresses') return `${unique}`;
  const texts = [source, destination].map((end) => (end.kind === 'addresses' ? '' : listEndText(end)));
  return [...texts, allowed.toString(), unknown.toString()].join(' ');
}

function narrowedExposure({ lines, unprotected }: Exposure, narrowing: Narrowing): Exposure {
  const { port } = narrowing;
  const wanted = lines.filter((line) => wantsExposure(narrowing, line.workload, line.direction));
  const number = typeof port?.port === 'number' ? portsWanted(port, { kind: 'controller' }) : undefined;
  return {
    lines: number === undefined ? wanted : wanted.filter(({ ports }) => !ports.numbers.intersection(number).isEmpty()),
    unprotected: unprotected.filter((side) => wantsExposure(narrowing, side.workload, side.direction)),
  };
}
