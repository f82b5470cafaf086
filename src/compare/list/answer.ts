import { joinedEnds, ListEnd, ListRow, listEndText } from './end';
import { EntryRow, entryRows, narrowedEntry } from './entry-rows';
import { Exposure, exposureOf } from './exposure';
import { ListInput, ListOptions } from './input';
import { isOneOf, isWide, Narrowing, portsWanted, wantsExposure } from './narrowing';
import { narrowedService, ServiceRow, serviceRows } from './service-rows';
import { SystemRows } from './system';
import { listEnd, wantedConnections } from './wanted';
import { wantedWaysOut } from './ways-out';
import { Connection, ConnectivityMap, MapEnd } from '../../reachability/connectivity';
import { objectText } from '../../reachability/objects';
import { EntryOmission } from '../../reachability/rules/entries';
import { order } from '../../sets/order';
import { WayOut } from '../leaving/ways-out';
import { ToldConnections } from '../names/told';
import { reachText } from '../words/text';

/** Who reaches whom on what. */
export interface ListAnswer {
  /** In the order of the ends; addresses that fare alike are one end. */
  readonly connections: readonly ListRow[];
  readonly entries: readonly EntryRow[];
  /** What brings nobody in; nothing where the list is narrowed. */
  readonly omissions: readonly EntryOmission[];
  /** By which addresses connections leave the cluster through gateways; empty where none does. */
  readonly leaves: readonly WayOut[];
  readonly services?: readonly ServiceRow[];
  readonly exposure?: Exposure;
}

/** The same, with connections that are worked out one by one: there may be more of them than the memory holds. */
export interface ListInParts extends Omit<ListAnswer, 'connections'> {
  readonly connections: () => Iterable<ListRow>;
}

/** Who reaches whom on what, as far as it is wanted. */
export function listOf(input: ListInput, options: ListOptions = {}): ListAnswer {
  const parts = listInParts(input, options);
  return { ...parts, connections: [...parts.connections()] };
}

/** Who reaches whom on what, as far as it is wanted, one connection after the other. */
export function listInParts(input: ListInput, options: ListOptions = {}): ListInParts {
  const { narrowing = {}, exposure = false, services = false, hidden, onHidden } = options;
  const map = input.connect(input.snapshot, input.rules);
  const system = hidden === undefined ? undefined : new SystemRows(hidden, input.snapshot, map);
  const isHidden = (is: boolean | undefined) => {
    if (is === true) onHidden?.();
    return is === true;
  };
  const exposed = exposure ? narrowedExposure(exposureOf(input.snapshot, input.rules), narrowing) : undefined;
  const lines = exposed?.lines.filter((line) => !isHidden(system?.hasExposure(line)));
  return {
    connections: () => connectionsOf(map, narrowing, (connection) => isHidden(system?.has(connection))),
    entries: entryRows(input, map).flatMap((row) => narrowedEntry(row, narrowing)),
    leaves: wantedWaysOut(input, map, narrowing, system?.traffic),
    omissions: isWide(narrowing) ? sortedOmissions(input.omissions) : [],
    ...(services ? { services: serviceRows(input).flatMap((row) => narrowedService(row, narrowing)) } : {}),
    ...(exposed === undefined || lines === undefined ? {} : { exposure: { ...exposed, lines } }),
  };
}

function sortedOmissions(omissions: readonly EntryOmission[]): EntryOmission[] {
  const key = ({ origin, path, text }: EntryOmission) => [origin.namespace, objectText(origin), path, text].join('\n');
  return [...omissions].sort((a, b) => order(key(a), key(b)));
}

/** Rows of one workload with addresses that have the same ports are one row: those behind the workload's others, and those of addresses in the end. */
export function* connectionsOf(
  map: ConnectivityMap, narrowing: Narrowing = {}, isHidden: (connection: Connection) => boolean = () => false,
): Iterable<ListRow> {
  const joined = new Map<string, ListRow>();
  let last: MapEnd | undefined;
  const told = new ToldConnections(map, (name) => (narrowing.to ?? []).length > 0 && isOneOf(narrowing.to, listEnd(name)));
  for (const connection of wantedConnections(map, narrowing)) {
    const { source, destination, ...ports } = told.of(connection);
    if (last?.kind === 'workload' && last !== source) {
      yield* joined.values();
      joined.clear();
    }
    last = source;
    const row = { source: listEnd(source), destination: listEnd(destination), ...narrowedPorts(ports, narrowing, listEnd(destination)) };
    if ((row.allowed.isEmpty() && row.unknown.isEmpty()) || isHidden(connection)) continue;
    if (source.kind === 'workload' && destination.kind !== 'cell') yield row;
    else join(joined, row);
  }
  yield* joined.values();
}

type Told = Pick<ListRow, 'allowed' | 'unknown' | 'narrowed'>;

function narrowedPorts({ narrowed, ...ports }: Told, { port }: Narrowing, destination: ListEnd): Told {
  const wanted = port === undefined ? undefined : portsWanted(port, destination);
  const told = wanted === undefined ? ports : { allowed: ports.allowed.intersection(wanted), unknown: ports.unknown.intersection(wanted) };
  if (narrowed === undefined) return told;
  const open = told.allowed.union(told.unknown);
  const left = narrowed.map((one) => ({ ...one, ports: one.ports.intersection(open) })).filter((one) => !one.ports.isEmpty());
  return left.length === 0 ? told : { ...told, narrowed: left };
}

function join(joined: Map<string, ListRow>, row: ListRow): void {
  const key = keyOf(row);
  const same = joined.get(key);
  joined.set(key, same === undefined ? row : {
    ...row,
    source: joinedEnds(same.source, row.source),
    destination: joinedEnds(same.destination, row.destination),
  });
}

function keyOf({ source, destination, ...reach }: ListRow): string {
  const texts = [source, destination].map((end) => (end.kind === 'addresses' ? '' : listEndText(end)));
  return [...texts, reachText(reach)].join(' ');
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
