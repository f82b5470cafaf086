import { Entry } from './rules/entries';
import { Service } from './rules/services';
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

/**
 * Why an entry leads to no workload: there is no such Service, it has no such port, it selects nobody, none of the pods behind it has
 * a port of the name, or somebody else keeps its endpoints.
 */
export type Nowhere = 'service' | 'port' | 'pods' | 'target' | 'endpoints';

/** An entry, followed through its Service. */
export interface ResolvedEntry {
  readonly entry: Entry;
  /** The Service behind; absent where there is none of that name. */
  readonly service?: Service;
  /** In the order of the workloads, whatever requests the backend gets. */
  readonly targets: readonly EntryTarget[];
  /** There where the entry has no targets, unless it leads out of the cluster. */
  readonly nowhere?: Nowhere;
  /** Where the entry leads out of the cluster: a DNS name, and the port there, if it is known. */
  readonly outside?: { readonly name: string; readonly port?: number };
}

/** The entries that Services make by themselves: every port of a NodePort, a LoadBalancer, or one that has external addresses. */
export function serviceEntries(services: readonly Service[]): Entry[] {
  return services.flatMap((service) => {
    const type = throughOf(service);
    if (type === undefined) return [];
    const { namespace, name } = service;
    return service.ports.map((port, i): Entry => ({
      origin: { kind: 'Service', namespace, name },
      at: `spec.ports[${i}]`,
      clients: 'addresses' as const,
      through: { type, ...(port.nodePort === undefined || type === 'externalIPs' ? {} : { nodePort: port.nodePort }) },
      backend: { namespace, service: name, port: port.name === undefined ? { kind: 'number', number: port.port } : { kind: 'name', name: port.name } },
    }));
  });
}

/** Nobody serves the external addresses of a Service that has no address in the cluster. */
function throughOf({ type, headless, externalIps }: Service): NonNullable<Entry['through']>['type'] | undefined {
  if (type === 'NodePort' || type === 'LoadBalancer') return type;
  return externalIps.length > 0 && !headless ? 'externalIPs' : undefined;
}

/** Entries by namespace, kind and name of their objects; those of one object stay in its order, which may mean something. */
export function sortedEntries(entries: readonly Entry[]): Entry[] {
  return [...entries].sort(({ origin: a }, { origin: b }) => order(a.namespace, b.namespace) || order(a.kind, b.kind) || order(a.name, b.name));
}

/** Those entries of which the backend gets any requests: one of weight 0 gets none, and brings nobody in. */
export function servedEntries(entries: readonly Entry[]): Entry[] {
  return entries.filter(({ share }) => share?.weight !== 0);
}

/** Follows entries through their Services to workloads and container ports. Controllers speak TCP to them, unless the entry says otherwise. */
export function resolvedEntries(entries: readonly Entry[], services: readonly Service[], snapshot: Snapshot): ResolvedEntry[] {
  const byName = new Map(services.map((service) => [`${service.namespace}/${service.name}`, service]));
  return entries.map((entry): ResolvedEntry => {
    const service = byName.get(`${entry.backend.namespace}/${entry.backend.service}`);
    if (service === undefined) return { entry, targets: [], nowhere: 'service' };
    const { externalName } = service;
    if (externalName !== undefined) return { entry, service, targets: [], outside: { name: externalName, ...outsidePort(entry, service) } };
    return { entry, service, ...behind(entry, service, snapshot) };
  });
}

/** The name of a Service outside says nothing of ports: a number goes through as it is, a name is that of a port of the Service. */
function outsidePort({ backend }: Entry, service: Service): { readonly port?: number } {
  if (backend.port === undefined) return {};
  if (backend.port.kind === 'number') return { port: backend.port.number };
  const [meant] = portsMeant(service, backend);
  return meant === undefined ? {} : { port: meant.port };
}

function behind(entry: Entry, service: Service, snapshot: Snapshot): Pick<ResolvedEntry, 'targets' | 'nowhere'> {
  const spoken = service.ports.filter(({ protocol }) => entry.clients === 'addresses' || protocol === (entry.protocol ?? 'TCP'));
  const ports = portsMeant({ ...service, ports: spoken }, entry.backend);
  if (ports.length === 0) return { targets: [], nowhere: 'port' };
  if (service.selector === undefined) return { targets: [], nowhere: 'endpoints' };
  const workloads = workloadsBehind(service, snapshot);
  const targets = workloads
    .map((workload) => ({ workload, ports: ports.reduce((sum, port) => sum.union(targetOn(port, workload)), PortSet.none) }))
    .filter((target) => !target.ports.isEmpty());
  return targets.length > 0 ? { targets } : { targets, nowhere: workloads.length === 0 ? 'pods' : 'target' };
}
