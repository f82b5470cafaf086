import { comesInBy, edgesOf, isRaw, takesRequests } from './routes/doors';
import { AskedRoute } from '../../model/asked';
import { EdgeModel } from '../../model/edge';
import { ResolvedEntry } from '../../reachability/entries';
import { Entry } from '../../reachability/rules/entries';
import { groupedBy } from '../../sets/groups';

/** An entry, and the edges that serve it. */
export interface PlacedEntry extends ResolvedEntry {
  readonly edges: readonly EdgeModel[];
}

/** The entries of controllers and the declared routes, found by their hosts. */
export class Places {
  private readonly entries: ReadonlyMap<string, readonly PlacedEntry[]>;
  private readonly routes: ReadonlyMap<string, readonly AskedRoute[]>;
  private readonly edgeByName: ReadonlyMap<string, EdgeModel>;

  public constructor(resolved: readonly ResolvedEntry[], routes: readonly AskedRoute[], edges: readonly EdgeModel[]) {
    const placed = resolved.filter(({ entry }) => entry.clients === 'controller').map((one) => ({ ...one, edges: edgesOf(one.entry, edges) }));
    this.entries = groupedBy(placed, ({ entry }) => entry.host ?? '*');
    this.routes = groupedBy(routes, ({ host }) => host ?? '*');
    this.edgeByName = new Map(edges.map((edge) => [edge.name, edge]));
  }

  /** Every entry of a controller. */
  public all(): PlacedEntry[] {
    return [...this.entries.values()].flat();
  }

  /** The edge of a route. */
  public edgeOf({ edge }: AskedRoute): EdgeModel | undefined {
    return this.edgeByName.get(edge);
  }

  /** The entries that answer the requests of a route, whoever serves them. */
  public anywhere(route: AskedRoute): PlacedEntry[] {
    const edge = this.edgeOf(route);
    return (this.entries.get(route.host ?? '*') ?? []).filter(({ entry }) => isAt(entry, route, edge));
  }

  /** Those of them that the edge of the route serves. */
  public at(route: AskedRoute): PlacedEntry[] {
    return this.anywhere(route).filter(({ edges }) => edges.some(({ name }) => name === route.edge));
  }

  /** The declared routes at the place of an entry, on the edges that serve it. */
  public declared({ entry, edges }: PlacedEntry): AskedRoute[] {
    return (this.routes.get(entry.host ?? '*') ?? []).filter((route) => (
      edges.some(({ name }) => name === route.edge) && isAt(entry, route, this.edgeOf(route))
    ));
  }

  /** The declared routes beside a route, itself among them, that share its requests. */
  public together(route: AskedRoute): AskedRoute[] {
    return (this.routes.get(route.host ?? '*') ?? []).filter((other) => other.edge === route.edge && keyOf(other) === keyOf(route));
  }
}

function keyOf({ path, match, conditions, edgePort, protocol }: AskedRoute): string {
  return JSON.stringify([path, match, conditions, edgePort, protocol]);
}

/** Whether an entry of the same host answers what a route asks for: the same requests, or the same port of the edge. */
function isAt(entry: Entry, route: AskedRoute, edge: EdgeModel | undefined): boolean {
  if (route.edgePort === undefined) {
    const isMeant = edge === undefined || takesRequests(entry, edge);
    return isMeant && !isRaw(entry) && requestsOf(entry) === requestsOf({ ...route, pathMatch: route.match });
  }
  const isWhole = (entry.path ?? '/') === '/' && (entry.conditions ?? []).length === 0;
  return isRaw(entry) && isWhole && (entry.protocol ?? 'TCP') === route.protocol && (edge === undefined || comesInBy(entry, edge, route.edgePort));
}

/** The requests of an entry, as a text: an absent path is every path, and what an implementation compares may be a pattern. */
export function requestsOf({ path, pathMatch = 'prefix', conditions = [] }: Pick<Entry, 'path' | 'pathMatch' | 'conditions'>): string {
  const match = pathMatch === 'implementation' ? 'regex' : pathMatch;
  return JSON.stringify([match, path ?? '/', ...[...conditions].sort()]);
}
