import { isOnHost, ANY } from './end-text';
import { LockEnd, LockLine } from './line';
import { PortSet } from '../../sets/ports';

/** The ports on which a workload may call any pod, and on which any pod may call it. */
export type AnyPod = Readonly<Record<'egress' | 'ingress', PortSet>>;

/** A workload that no line about any pod speaks of. */
export const NO_ANY_POD: AnyPod = { egress: PortSet.none, ingress: PortSet.none };

/**
 * What two workloads may do by the lines about any pod: the first calls any pod, and any pod calls the second. A pair that may do just that has no
 * line of its own, since in a cluster without policies there would be one for all pairs. It follows for no workload on the host network,
 * which is no pod to a policy, and not from a workload to itself.
 */
export function impliedPorts(source: AnyPod, destination: AnyPod): PortSet {
  return source.egress.intersection(destination.ingress);
}

/** Whether lines about any pod say anything of two workloads. */
export function isImplicit(source: LockEnd, destination: LockEnd): boolean {
  return source.kind === 'workload' && destination.kind === 'workload' && source.name !== destination.name && !isOnHost(source.name) && !isOnHost(destination.name);
}

/** What lines say of any pod, by the names of workloads. */
export function anyPodOf(lines: readonly LockLine[]): ReadonlyMap<string, AnyPod> {
  const found = new Map<string, AnyPod>();
  for (const { source, destination, ports } of lines) {
    const direction = isAnyPod(source) ? 'ingress' : 'egress';
    const own = direction === 'ingress' ? destination : source;
    if (own.kind !== 'workload' || !(isAnyPod(source) || isAnyPod(destination))) continue;
    found.set(own.name, { ...(found.get(own.name) ?? NO_ANY_POD), [direction]: ports.numbers });
  }
  return found;
}

function isAnyPod(end: LockEnd): boolean {
  return end.kind === 'pods' && end.namespaces === ANY && end.pods === ANY;
}
