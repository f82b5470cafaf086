import { isOnHost, ANY } from './end-text';
import { LockEnd, LockPair } from './line';
import { cutBeyond, Portion, portionsOf } from './portions';
import { bothLockRequests, LockRequests } from './requests';
import { NarrowedPorts } from '../../reachability/connectivity';
import { CidrSet } from '../../sets/cidr-set';
import { PortSet } from '../../sets/ports';
import { SymbolicPorts } from '../list/ports';

/** Ports that are open, for all requests or for some. */
export interface OpenPorts {
  readonly ports: PortSet;
  /** Absent where all requests get through. */
  readonly requests?: LockRequests;
}

/** The ports on which a workload may call any pod, and on which any pod may call it. */
export type AnyPod = Readonly<Record<'egress' | 'ingress', readonly OpenPorts[]>>;

/** A workload that no line about any pod speaks of. */
export const NO_ANY_POD: AnyPod = { egress: [], ingress: [] };

/**
 * What two workloads may do by the lines about any pod: the first calls any pod, and any pod calls the second. A pair that may do just that has no
 * line of its own, since in a cluster without policies there would be one for all pairs. It follows for no workload on the host network,
 * which is no pod to a policy, and not from a workload to itself.
 */
export function impliedPorts(source: AnyPod, destination: AnyPod): readonly OpenPorts[] {
  return commonPorts(source.egress, destination.ingress);
}

/** What is open by both of two lists. */
export function commonPorts(some: readonly OpenPorts[], others: readonly OpenPorts[]): readonly OpenPorts[] {
  return some.flatMap((one) => others.flatMap((other): OpenPorts[] => {
    const ports = one.ports.intersection(other.ports);
    if (ports.isEmpty()) return [];
    if (one.requests === undefined || other.requests === undefined) {
      const requests = one.requests ?? other.requests;
      return [{ ports, ...(requests === undefined ? {} : { requests }) }];
    }
    const requests = bothLockRequests(one.requests, other.requests);
    return requests.set.most.isEmpty() ? [] : [{ ports, requests }];
  }));
}

/** The ports of portions that have numbers. */
export function openNumbers(portions: readonly Portion[]): OpenPorts[] {
  const open = portions.map(({ ports, requests }): OpenPorts => ({ ports: ports.numbers, ...(requests === undefined ? {} : { requests }) }));
  return open.filter(({ ports }) => !ports.isEmpty());
}

/** Open ports as portions of all addresses. */
export function impliedPortions(implied: readonly OpenPorts[]): Portion[] {
  return implied.map((one) => ({ ...one, addresses: CidrSet.all, ports: SymbolicPorts.numbered(one.ports) }));
}

/** Whether a connection is what lines about any pod say, no more and no less. */
export function isImplied(ports: PortSet, narrowed: readonly NarrowedPorts[], implied: readonly OpenPorts[]): boolean {
  if (narrowed.length === 0 && implied.every(({ requests }) => requests === undefined)) {
    return ports.equals(implied.reduce((sum, one) => sum.union(one.ports), PortSet.none));
  }
  const [own, theirs] = [portionsOf(CidrSet.all, ports, narrowed), impliedPortions(implied)];
  return cutBeyond(own, theirs).length === 0 && cutBeyond(theirs, own).length === 0;
}

/** Whether lines about any pod say anything of two workloads. */
export function isImplicit(source: LockEnd, destination: LockEnd): boolean {
  return source.kind === 'workload' && destination.kind === 'workload' && source.name !== destination.name && !isOnHost(source.name) && !isOnHost(destination.name);
}

/** What portions say of any pod, by the names of workloads. */
export function anyPodOf(all: Iterable<{ readonly pair: LockPair; readonly portion: Portion }>): ReadonlyMap<string, AnyPod> {
  const found = new Map<string, AnyPod>();
  for (const { pair: { source, destination }, portion } of all) {
    const direction = isAnyPod(source) ? 'ingress' : 'egress';
    const own = direction === 'ingress' ? destination : source;
    if (own.kind !== 'workload' || !(isAnyPod(source) || isAnyPod(destination))) continue;
    const known = found.get(own.name) ?? NO_ANY_POD;
    found.set(own.name, { ...known, [direction]: [...known[direction], ...openNumbers([portion])] });
  }
  return found;
}

function isAnyPod(end: LockEnd): boolean {
  return end.kind === 'pods' && end.namespaces === ANY && end.pods === ANY;
}
