import { NarrowedPorts } from '../../reachability/connectivity';
import { piecesOf } from '../../sets/pieces';
import { PortSet } from '../../sets/ports';
import { ALL_REQUESTS, Requests, RequestSet } from '../../sets/requests/request-set';

/** The ports on which the first lets requests through that the second does not, of those that both have open. */
export function widerRequests(some: readonly NarrowedPorts[], others: readonly NarrowedPorts[], both: PortSet): PortSet {
  if (some.length + others.length === 0) return PortSet.none;
  const cuts = [...some, ...others].map(({ ports }) => ports);
  const all = cuts.reduce((sum, ports) => sum.union(ports), PortSet.none).intersection(both);
  const on = (narrowed: readonly NarrowedPorts[], piece: PortSet) => (
    narrowed.find(({ ports }) => !ports.intersection(piece).isEmpty())?.requests ?? ALL_REQUESTS
  );
  return piecesOf(all, cuts).filter((piece) => isWider(on(some, piece), on(others, piece))).reduce((sum, piece) => sum.union(piece), PortSet.none);
}

/** Whether the first has a request, for sure or perhaps, that the second has not as surely. */
export function isWider(a: Requests, b: Requests): boolean {
  return hasMore(a.least, b.least) || hasMore(a.most, b.most);
}

/** What is too large to be compared counts as more. */
function hasMore(a: RequestSet, b: RequestSet): boolean {
  return a !== b && a.difference(b)?.isEmpty() !== true;
}
