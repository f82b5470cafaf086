import { NarrowedPorts, Reach } from '../../reachability/connectivity';
import { order } from '../../sets/order';
import { piecesOf } from '../../sets/pieces';
import { PortSet } from '../../sets/ports';
import { plainText } from '../../sets/requests/request-plain';
import { ALL_REQUESTS, Requests, RequestSet } from '../../sets/requests/request-set';
import { isWider } from '../diff/requests';

/** What is open, and the ports on which it is so for some requests alone. */
export interface ToldReach extends Reach {
  readonly narrowed: readonly NarrowedPorts[];
}

/** What one of several clients may do, on the ports of a reach. */
type Option = Omit<NarrowedPorts, 'ports'>;

/**
 * The requests of one of several clients, nobody knows of which, on ports that are surely open to it, and on others. What all of them may do is told; where they differ, it
 * is told what any of them may do on ports that are perhaps open, and nothing of ports that surely are.
 */
export function narrowedOfOne({ allowed, unknown }: Reach, clients: readonly ToldReach[]): readonly NarrowedPorts[] {
  const told = clients.flatMap(({ narrowed }) => narrowed.map(({ ports }) => ports));
  if (told.length === 0) return [];
  const opens = clients.map((client) => client.allowed.union(client.unknown));
  const all = told.reduce((sum, ports) => sum.union(ports)).intersection(allowed.union(unknown));
  return piecesOf(all, [...told, ...opens, allowed]).flatMap((piece): NarrowedPorts[] => {
    const isOn = (ports: PortSet) => !ports.intersection(piece).isEmpty();
    const options = clients.filter((_, i) => isOn(opens[i] ?? PortSet.none)).map(({ narrowed }): Option => (
      narrowed.find(({ ports }) => isOn(ports)) ?? { requests: ALL_REQUESTS }
    ));
    const one = isOn(allowed) ? ofSure(options) : ofAny(options);
    return one === undefined ? [] : [{ ...one, ports: piece }];
  });
}

function ofSure(options: readonly Option[]): Option | undefined {
  const [first] = options;
  const isOne = first === undefined || options.every(({ requests }) => isSame(requests, first.requests));
  if (isOne) return first?.requests === ALL_REQUESTS ? undefined : first;
  const least = options.map(({ requests }) => requests.least).reduce((sum, one) => sum.intersection(one) ?? RequestSet.none);
  return { requests: { least, most: mostOf(options) } };
}

function ofAny(options: readonly Option[]): Option | undefined {
  const [first] = options;
  if (first === undefined || options.some(({ requests }) => requests === ALL_REQUESTS)) return undefined;
  if (options.every(({ requests }) => isSame(requests, first.requests))) return first;
  const lists = options.flatMap(({ told }) => (told?.length === 1 ? told : []));
  const written = [...new Map(lists.flat().map((one) => [plainText(one), one]))].sort(([a], [b]) => order(a, b)).map(([, one]) => one);
  return { requests: { least: RequestSet.none, most: mostOf(options) }, ...(lists.length === options.length ? { told: [written] } : {}) };
}

function mostOf(options: readonly Option[]): RequestSet {
  return options.map(({ requests }) => requests.most).reduce((sum, one) => sum.union(one) ?? RequestSet.all);
}

/** Whether two reaches are the same, requests and all. */
export function isSameNarrowed(some: readonly NarrowedPorts[] = [], others: readonly NarrowedPorts[] = []): boolean {
  return some.length === others.length && some.every(({ ports, requests }, i) => {
    const other = others[i];
    return other !== undefined && ports.equals(other.ports) && isSame(requests, other.requests);
  });
}

function isSame(a: Requests, b: Requests): boolean {
  return a === b || (!isWider(a, b) && !isWider(b, a));
}
