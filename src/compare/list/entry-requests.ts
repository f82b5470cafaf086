import { ToldReach } from './one-of';
import { NarrowedPorts } from '../../reachability/connectivity';
import { Entry } from '../../reachability/rules/entries';
import { PortSet } from '../../sets/ports';
import { RequestMatch, segmentsOf } from '../../sets/requests/request';
import { intersectionOfRequests, Requests, requestsOf } from '../../sets/requests/request-set';

/**
 * What policies let through of the requests of an entry. Whoever serves it may change their paths, which nothing here knows, so that on ports where nothing gets through of
 * the paths of the entry it is perhaps open; their methods nobody changes.
 */
export function reachOfEntry(entry: Entry, reach: ToldReach): ToldReach {
  const [nothing, perhaps] = [portsWithout(methodsOf(entry), reach.narrowed), portsWithout(sentBy(entry), reach.narrowed)];
  return {
    allowed: reach.allowed.difference(perhaps).difference(nothing),
    unknown: reach.unknown.union(reach.allowed.intersection(perhaps)).difference(nothing),
    narrowed: reach.narrowed.map((one) => ({ ...one, ports: one.ports.difference(nothing) })).filter(({ ports }) => !ports.isEmpty()),
  };
}

/** The ports on which none of some requests gets through. */
function portsWithout(match: RequestMatch, narrowed: readonly NarrowedPorts[]): PortSet {
  if (narrowed.length === 0) return PortSet.none;
  const sent: Requests = requestsOf([match]);
  const without = narrowed.filter(({ requests }) => intersectionOfRequests(sent, requests).most.isEmpty());
  return without.reduce((sum, { ports }) => sum.union(ports), PortSet.none);
}

/** The method by which an HTTPRoute, and no other, takes requests in. */
function methodsOf({ origin, conditions = [] }: Entry): RequestMatch {
  const methods = origin.kind === 'HTTPRoute' ? conditions.flatMap((one) => /^method ([A-Z]+)$/.exec(one)?.[1] ?? []) : [];
  return { headers: [], ...(methods.length === 0 ? {} : { methods: methods.map((text) => ({ kind: 'exact', text })) }) };
}

function sentBy(entry: Entry): RequestMatch {
  const { path, pathMatch } = entry;
  const own = methodsOf(entry);
  if (path === undefined) return own;
  switch (pathMatch) {
    case 'exact': return { ...own, path: { anyOf: [{ kind: 'exact', text: path }], withQuery: false } };
    case 'prefix': return { ...own, path: { anyOf: segmentsOf(path), withQuery: false } };
    // each controller has patterns of its own
    case 'regex':
    case 'implementation':
    case undefined: return own;
  }
}
