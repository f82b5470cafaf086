import { joinedEnds, ListEnd, ListRow, listEndText, order } from './end';
import { EntryRow, entryRows, narrowedEntry } from './entry-rows';
import { Exposure, exposureOf } from './exposure';
import { ListInput, ListOptions } from './input';
import { includes, isWide, Narrowing, portsWanted, wantsExposure } from './narrowing';
import { narrowedService, ServiceRow, serviceRows } from './service-rows';
import { ConnectivityMap, MapEnd } from '../../reachability/connectivity';
import { EntryOmission } from '../../reachability/rules/entries';

/** Who reaches whom on what. */
export interface ListAnswer {
  /** In the order of the ends; addresses that fare alike are one end. */
  readonly connections: readonly ListRow[];
  readonly entries: readonly EntryRow[];
  /** What brings nobody in; nothing where the list is narrowed. */
  readonly omissions: readonly EntryOmission[];
  readonly services?: readonly ServiceRow[];
  readonly exposure?: Exposure;
}

/** Who reaches whom on what, as far as it is wanted. */
export function listOf(input: ListInput, { narrowing = {}, exposure = false, services = false }: ListOptions = {}): ListAnswer {
  const map = input.connect(input.snapshot, input.rules);
  return {
    connections: connectionsOf(map, narrowing),
    entries: entryRows(input, map).flatMap((row) => narrowedEntry(row, narrowing)),
    omissions: isWide(narrowing) ? sortedOmissions(input.omissions) : [],
    ...(services ? { services: serviceRows(input).flatMap((row) => narrowedService(row, narrowing)) } : {}),
    ...(exposure ? { exposure: narrowedExposure(exposureOf(input.snapshot, input.rules), narrowing) } : {}),
  };
}

function sortedOmissions(omissions: readonly EntryOmission[]): EntryOmission[] {
  const key = ({ origin, path, text }: EntryOmission) => [origin.namespace, origin.kind, origin.name, path, text].join('\n');
  return [...omissions].sort((a, b) => order(key(a), key(b)));
}

function listEnd(end: MapEnd): ListEnd {
  return end.kind === 'workload' ? end : { kind: 'addresses', addresses: end.addresses };
}

/** Rows of one workload with addresses that have the same ports are one row. */
function connectionsOf(map: ConnectivityMap, narrowing: Narrowing): ListRow[] {
  const rows = new Map<string, ListRow>();
  for (const { source, destination, ...ports } of map.connections()) {
    const ends = [listEnd(source), listEnd(destination)] as const;
    const wanted = portsWanted(narrowing.port, ends[1]);
    const [allowed, unknown] = [ports.allowed.intersection(wanted), ports.unknown.intersection(wanted)];
    const row = { source: ends[0], destination: ends[1], allowed, unknown };
    if (!includes(narrowing, ...ends) || (row.allowed.isEmpty() && row.unknown.isEmpty())) continue;
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
