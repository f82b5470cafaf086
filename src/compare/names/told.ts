import { ByName } from './by-name';
import { Connection, ConnectivityMap, MapEnd } from '../../reachability/connectivity';

/** Connections as they are told: of those that lead to a name, what rules by names open. */
export class ToldConnections {
  private readonly byName: ByName;
  private readonly places: ReadonlyMap<MapEnd, number>;

  /** @param isWhole Whether a name is told of whole, with what is open, or perhaps is, because it is so of addresses. */
  public constructor(map: ConnectivityMap, private readonly isWhole: (name: MapEnd) => boolean) {
    this.byName = new ByName(map);
    const hasNames = map.ends.some(({ kind }) => kind === 'name');
    this.places = new Map(hasNames ? map.ends.map((end, place) => [end, place]) : []);
  }

  /** A connection with what is told of it, which may be nothing. */
  public of(connection: Connection): Connection {
    const { source, destination } = connection;
    if (destination.kind !== 'name' || this.isWhole(destination)) return connection;
    const [from, to] = [this.places.get(source), this.places.get(destination)];
    return from === undefined || to === undefined ? connection : { ...connection, ...this.byName.of(from, to) };
  }
}
