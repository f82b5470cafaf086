import { addressesKey } from './addresses-text';
import { LockRequests, lockRequests } from './requests';
import { NarrowedOn, NarrowedPorts } from '../../reachability/connectivity';
import { CidrSet } from '../../sets/cidr-set';
import { groupedBy } from '../../sets/groups';
import { Cuttable, withoutAll } from '../../sets/pieces';
import { ALL_PROTOCOLS, PortSet } from '../../sets/ports';
import { ALL_REQUESTS, differenceOfRequests, Requests } from '../../sets/requests/request-set';
import { SymbolicPorts } from '../list/ports';
import { NarrowedSymbolic } from '../list/side-requests';

/** Some addresses with what is open to them: the addresses of an end, or all there are where no end has any. */
export interface Portion {
  readonly addresses: CidrSet;
  readonly ports: SymbolicPorts;
  /** Absent where all requests get through. */
  readonly requests?: LockRequests;
}

/**
 * The same, told by the ports: those with the same addresses together, so that what one rule opens stays one line, whatever others open beside
 * it. However the portions are cut, what comes out is the same.
 */
export function byPorts(portions: readonly Portion[]): Portion[] {
  if (portions.every(({ requests }) => requests === undefined)) return ofSameRequests(portions);
  const groups = groupedBy(portions, ({ requests }) => requests?.key ?? requests);
  return [...groups.values()].flatMap((group) => group.slice(0, 1).flatMap(({ requests }) => (
    ofSameRequests(group).map((one) => (requests === undefined ? one : { ...one, requests }))
  )));
}

function ofSameRequests(portions: readonly Portion[]): Portion[] {
  const merged = byAddresses(portions);
  if (merged.length < 2) return merged;
  const found = new Map<string, { addresses: CidrSet; ports: PortSet }>();
  for (const ports of elementary(merged)) {
    const addresses = unionOf(merged.filter((portion) => !portion.ports.numbers.intersection(ports).isEmpty()));
    if (addresses.isEmpty()) continue;
    const key = addressesKey(addresses);
    found.set(key, { addresses, ports: ports.union(found.get(key)?.ports ?? PortSet.none) });
  }
  return [...found.values()].map(({ addresses, ports }) => ({ addresses, ports: SymbolicPorts.numbered(ports) }));
}

/** Portions of the same ports as one. */
function byAddresses(portions: readonly Portion[]): Portion[] {
  if (portions.length < 2) return [...portions];
  const groups = groupedBy(portions, ({ ports }) => ports.numbers.toString());
  return [...groups.values()].flatMap((group) => group.slice(0, 1).map(({ ports }) => ({ ports, addresses: unionOf(group) })));
}

/** Ranges of ports that no portion cuts. */
function elementary(portions: readonly Portion[]): PortSet[] {
  return ALL_PROTOCOLS.flatMap((protocol) => {
    const ranges = portions.flatMap(({ ports }) => ports.numbers.ranges(protocol));
    const starts = [...new Set(ranges.flatMap(({ first, last }) => [first, last + 1]))].sort((a, b) => a - b);
    return starts.slice(0, -1).map((start, i) => PortSet.of(protocol, start, (starts[i + 1] ?? start + 1) - 1));
  });
}

function unionOf(portions: readonly Portion[]): CidrSet {
  return CidrSet.unionOf(portions.map(({ addresses }) => addresses));
}

/** What the first have beyond the second, cut where it has to be. */
export function beyond(portions: readonly Portion[], others: readonly Portion[]): Portion[] {
  return byPorts(cutBeyond(portions, others));
}

/** The same in pieces, as they come. */
export function cutBeyond(portions: readonly Portion[], others: readonly Portion[]): Portion[] {
  if (portions.every((one) => others.some((other) => isSame(one, other)))) return [];
  return portions.flatMap((portion) => {
    let rest: Portion[] = [portion];
    for (const other of others) {
      rest = rest.flatMap((one) => {
        const { addresses, ports } = one;
        const common = addresses.intersection(other.addresses);
        if (common.isEmpty()) return [one];
        const outside = [{ ...one, addresses: addresses.difference(common) }, { ...one, addresses: common, ports: ports.difference(other.ports) }];
        return [...outside, ...requestsBeyond({ ...one, addresses: common }, other)].filter(isAny);
      });
    }
    return rest;
  });
}

/** The requests on common ports that the other does not let through. */
function requestsBeyond(one: Portion, { ports, requests: other }: Portion): Portion[] {
  if (other === undefined) return [];
  const set: Requests = differenceOfRequests(one.requests?.set ?? ALL_REQUESTS, other.set);
  const told = one.requests?.told === undefined ? {} : { told: one.requests.told };
  return set.most.isEmpty() ? [] : [{ ...one, ports: one.ports.intersection(ports), requests: { ...told, set } }];
}

/** What is open to some addresses; where some requests alone get through and nobody can tell which, it is as if all of them did. */
export function portionsOf(addresses: CidrSet, ports: PortSet, narrowed: readonly NarrowedPorts[] = []): Portion[] {
  return openPorts(ports, narrowed).map((one) => ({ ...one, addresses, ports: SymbolicPorts.numbered(one.ports) })).filter(isAny);
}

/** The same of ports by number and by name. */
export function symbolicPortions(ports: SymbolicPorts, narrowed: readonly NarrowedSymbolic[] = []): Portion[] {
  return openPorts(ports, narrowed).map((one) => ({ ...one, addresses: CidrSet.all })).filter(isAny);
}

function openPorts<P extends Cuttable<P>>(ports: P, narrowed: readonly NarrowedOn<P>[]): { readonly ports: P; readonly requests?: LockRequests }[] {
  const told = narrowed.flatMap(({ told: some, ports: own }) => (
    some === undefined ? [] : [{ ports: own.intersection(ports), requests: lockRequests(some) }]
  ));
  const whole = withoutAll(ports, told.map((one) => one.ports));
  return [{ ports: whole }, ...told.filter(({ requests }) => !requests.set.most.isEmpty())];
}

/** Portions of all addresses: those of the same requests together, and none of what is open for all of them. */
export function byRequests(portions: readonly Portion[]): Portion[] {
  if (portions.length < 2) return [...portions];
  const groups = groupedBy(portions, ({ requests }) => requests?.key ?? requests);
  const merged = [...groups.values()].flatMap((group) => group.slice(0, 1).map((one) => ({ ...one, ports: portsOf(group) })));
  const whole = portsOf(merged.filter(({ requests }) => requests === undefined));
  return merged.map((one) => (one.requests === undefined ? one : { ...one, ports: one.ports.difference(whole) })).filter(isAny);
}

/** The ports of some portions together. */
export function portsOf(portions: readonly Pick<Portion, 'ports'>[]): SymbolicPorts {
  return portions.reduce((sum, { ports }) => sum.union(ports), SymbolicPorts.none);
}

function isSame(one: Portion, other: Portion): boolean {
  const [mine, theirs] = [one, other].map(({ requests }) => requests?.key ?? requests);
  return one.ports.equals(other.ports) && one.addresses.equals(other.addresses) && mine === theirs;
}

function isAny({ addresses, ports }: Portion): boolean {
  return !addresses.isEmpty() && !ports.isEmpty();
}
