import { EntryBackend } from './rules/entries';
import { Service, ServicePort } from './rules/services';
import { Snapshot } from './snapshot';
import { Workload } from './workload';
import { workloadsLabelled } from './workload-index';
import { PortSet } from '../sets/ports';

/** One port of a Service, and where it leads on one workload: nowhere, if the workload has no port of that name. */
export interface ServiceTarget {
  readonly port: ServicePort;
  readonly workload: Workload;
  readonly ports: PortSet;
}

/** The workloads behind a Service: those of its namespace that its selector matches, on the host network or not. */
export function workloadsBehind({ namespace, selector }: Service, snapshot: Snapshot): readonly Workload[] {
  return selector === undefined ? [] : workloadsLabelled(snapshot, namespace, selector);
}

/** Where each port of a Service leads, in the order of the ports, then of the workloads. */
export function serviceTargets(service: Service, snapshot: Snapshot): ServiceTarget[] {
  const workloads = workloadsBehind(service, snapshot);
  return service.ports.flatMap((port) => workloads.map((workload) => ({ port, workload, ports: targetOn(port, workload) })));
}

/**
 * The container ports on which a port of a Service arrives at a workload. A number need not be declared by a container; a name is
 * resolved among the declared ports, by the protocol of the Service's port.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports (Kubernetes 1.35)
 */
export function targetOn({ target, protocol }: ServicePort, workload: Workload): PortSet {
  if (target.kind === 'number') return PortSet.of(protocol, target.number);
  const named = workload.ports.filter((port) => port.name === target.name && port.protocol === protocol);
  return named.reduce((sum, port) => sum.union(PortSet.of(protocol, port.number)), PortSet.none);
}

/** The ports of a Service that a backend means: at most one, or all where it names none. */
export function portsMeant(service: Service, { port, byTarget }: EntryBackend): readonly ServicePort[] {
  if (port === undefined) return service.ports;
  const bySelf = service.ports.find((one) => (port.kind === 'name' ? one.name === port.name : one.port === port.number));
  if (bySelf !== undefined) return [bySelf];
  const behind = byTarget === true ? service.ports.find(({ target }) => sameTarget(target, port)) : undefined;
  return behind === undefined ? [] : [behind];
}

function sameTarget(a: ServicePort['target'], b: ServicePort['target']): boolean {
  if (a.kind === 'number') return b.kind === 'number' && a.number === b.number;
  return b.kind === 'name' && a.name === b.name;
}

/** The ports that the containers of a workload declare. */
export function declaredPorts(workload: Workload): PortSet {
  return workload.ports.reduce((sum, port) => sum.union(PortSet.of(port.protocol, port.number)), PortSet.none);
}
