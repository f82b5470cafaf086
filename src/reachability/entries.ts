import { Entry, Service } from './rules/services';
import { portsMeant, targetOn, workloadsBehind } from './services';
import { Snapshot } from './snapshot';
import { Workload } from './workload';
import { order } from '../sets/order';
import { PortSet } from '../sets/ports';

/** One workload that an entry leads to, and the container ports on which it arrives there, whatever policies say. */
export interface EntryTarget {
  readonly workload: Workload;
  readonly ports: PortSet;
}

/** An entry, followed through its Service. */
export interface ResolvedEntry {
  readonly entry: Entry;
  /** The Service behind; absent where there is none of that name. */
  readonly service?: Service;
  /** In the order of the workloads; empty where the Service has no such port, or selects nobody. */
  readonly targets: readonly EntryTarget[];
}

/** The entries that Services make by themselves: every port of a NodePort or a LoadBalancer. */
export function serviceEntries(services: readonly Service[]): Entry[] {
  return services.filter(({ type }) => type === 'NodePort' || type === 'LoadBalancer').flatMap(({ namespace, name, ports }) => (
    ports.map((port) => ({
      origin: { kind: 'Service', namespace, name },
      clients: 'addresses' as const,
      backend: { namespace, service: name, port: port.name === undefined ? { kind: 'number', number: port.port } : { kind: 'name', name: port.name } },
    }))
  ));
}

/** Entries by namespace, kind and name of their objects; those of one object stay in its order, which may mean something. */
export function sortedEntries(entries: readonly Entry[]): Entry[] {
  return [...entries].sort(({ origin: a }, { origin: b }) => order(a.namespace, b.namespace) || order(a.kind, b.kind) || order(a.name, b.name));
}

/** Follows entries through their Services to workloads and container ports. Controllers speak TCP to them, unless the entry says otherwise. */
export function resolvedEntries(entries: readonly Entry[], services: readonly Service[], snapshot: Snapshot): ResolvedEntry[] {
  const byName = new Map(services.map((service) => [`${service.namespace}/${service.name}`, service]));
  return entries.map((entry) => {
    const service = byName.get(`${entry.backend.namespace}/${entry.backend.service}`);
    return service === undefined ? { entry, targets: [] } : { entry, service, targets: targetsOf(entry, service, snapshot) };
  });
}

function targetsOf(entry: Entry, service: Service, snapshot: Snapshot): EntryTarget[] {
  const spoken = service.ports.filter(({ protocol }) => entry.clients === 'addresses' || protocol === (entry.protocol ?? 'TCP'));
  const ports = portsMeant({ ...service, ports: spoken }, entry.backend);
  return workloadsBehind(service, snapshot)
    .map((workload) => ({ workload, ports: ports.reduce((sum, port) => sum.union(targetOn(port, workload)), PortSet.none) }))
    .filter((target) => !target.ports.isEmpty());
}
