import { ListEnd } from './end';
import { includes, isOneOf, Narrowing } from './narrowing';
import { Connection, ConnectivityMap, MapEnd } from '../../reachability/connectivity';

/** An end of a map as one of a list. */
export function listEnd(end: MapEnd): ListEnd {
  switch (end.kind) {
    case 'workload': return end;
    case 'cell': return { kind: 'addresses', addresses: end.addresses };
    case 'name': return { kind: 'name', name: end.name };
  }
}

/** The places of the ends between which connections are wanted; none where all of them are. */
export interface WantedEnds {
  readonly sources: readonly number[];
  readonly destinations: readonly number[];
}

/** Looks every end up once, so that nothing is asked about pairs that nobody wants. */
export function wantedEnds({ ends }: ConnectivityMap, { from = [], to = [] }: Narrowing): WantedEnds | undefined {
  if (from.length === 0 && to.length === 0) return undefined;
  const placesOf = (names: readonly string[]) => ends.flatMap((end, place) => (isOneOf(names, listEnd(end)) ? [place] : []));
  return { sources: placesOf(from), destinations: placesOf(to) };
}

/** The connections between ends that are wanted, in the order of the ends. */
export function* wantedConnections(map: ConnectivityMap, narrowing: Narrowing): Iterable<Connection> {
  const { about, peers } = narrowing;
  const isAll = about === undefined && peers === undefined;
  for (const connection of candidates(map, narrowing)) {
    if (isAll || includes(narrowing, listEnd(connection.source), listEnd(connection.destination))) yield connection;
  }
}

function* candidates(map: ConnectivityMap, narrowing: Narrowing): Iterable<Connection> {
  const wanted = wantedEnds(map, narrowing);
  if (wanted === undefined) {
    yield* map.connections();
    return;
  }
  for (const source of wanted.sources) {
    for (const destination of wanted.destinations) {
      const connection = map.between(source, destination);
      if (!connection.allowed.isEmpty() || !connection.unknown.isEmpty()) yield connection;
    }
  }
}
