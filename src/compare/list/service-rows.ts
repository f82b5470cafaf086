import { workloadListEnd } from './end';
import { ListInput } from './input';
import { isOneOf, isWide, Narrowing, portsWanted } from './narrowing';
import { Nowhere } from '../../reachability/entries';
import { Service, ServicePort } from '../../reachability/rules/services';
import { serviceTargets, workloadsBehind } from '../../reachability/services';
import { Workload } from '../../reachability/workload';
import { PortSet } from '../../sets/ports';

/** Where one port of a Service leads, as far as one workload; whether policies let anybody get there is said by the connections. */
export interface ServiceRow {
  readonly service: Service;
  /** Absent where the Service has no ports: it is then a name, and nothing else. */
  readonly port?: ServicePort;
  /** Absent where it leads to no workload. */
  readonly destination?: Workload;
  /** The container ports of the destination. */
  readonly ports: PortSet;
  /** Why it leads nowhere, if it does. */
  readonly nowhere?: Extract<Nowhere, 'pods' | 'target' | 'endpoints'>;
}

/** The rows of all Services: by Service, then by port, then by workload. */
export function serviceRows({ services, snapshot }: Pick<ListInput, 'services' | 'snapshot'>): ServiceRow[] {
  return services.flatMap((service): ServiceRow[] => {
    const workloads = workloadsBehind(service, snapshot);
    if (workloads.length === 0) {
      const nowhere = service.externalName !== undefined ? {} : { nowhere: service.selector === undefined ? 'endpoints' as const : 'pods' as const };
      const row = { service, ports: PortSet.none, ...nowhere };
      return service.ports.length === 0 ? [row] : service.ports.map((port) => ({ ...row, port }));
    }
    // without ports the name stands for the pods, whose ports are their own
    if (service.ports.length === 0) return workloads.map((destination) => ({ service, destination, ports: PortSet.all }));
    return serviceTargets(service, snapshot).map(({ port, workload, ports }) => (
      { service, port, destination: workload, ports, ...(ports.isEmpty() ? { nowhere: 'target' as const } : {}) }
    ));
  });
}

/** A row as far as it is wanted; nobody in particular is its source. */
export function narrowedService(row: ServiceRow, narrowing: Narrowing): ServiceRow[] {
  const { destination } = row;
  if (isWide(narrowing)) return [row];
  if (destination === undefined) return [];
  const end = workloadListEnd(destination);
  if (![narrowing.to, narrowing.about].every((names) => isOneOf(names, end))) return [];
  const ports = row.ports.intersection(portsWanted(narrowing.port, end));
  return narrowing.port !== undefined && ports.isEmpty() ? [] : [{ ...row, ports }];
}
