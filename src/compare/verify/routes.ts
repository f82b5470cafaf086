import { ProofFinding, RouteFault } from './finding';
import { World } from './world';
import { Asked, AskedRoute } from '../../model/asked';
import { EntryTarget, ResolvedEntry } from '../../reachability/entries';
import { Workload, workloadText } from '../../reachability/workload';
import { PortSet } from '../../sets/ports';

/** The ports on which some controller of the cluster gets into a workload, whoever declared it. */
export type ControllerPorts = (workload: Workload) => PortSet;

/**
 * Follows every host and path through its Service to the pods: those that were declared lead to their workload and to nobody else, and no other
 * leads to a managed workload whose policies let a controller in.
 */
export function* routeFindings({ routes, workloads }: Asked, entries: readonly ResolvedEntry[], world: World, controllerPorts: ControllerPorts): Iterable<ProofFinding> {
  const byPlace = grouped(entries.filter(({ entry }) => entry.clients === 'controller'));
  const declared = grouped(routes.map((route) => ({ entry: { ...route, pathMatch: route.match }, route })));
  for (const route of routes) {
    const workload = world.find(route.workload);
    if (workload === undefined) continue;
    const found = byPlace.get(placeOf({ ...route, pathMatch: route.match })) ?? [];
    if (route.mayBeElsewhere && found.some(({ entry, service }) => service === undefined && entry.backend.service === route.service)) continue;
    const why = found.length === 0 ? { kind: 'noRoute' } as const : faultOf(route, workload, found.flatMap(({ targets }) => targets));
    if (why !== undefined) yield { kind: 'routeMissing', route, objects: found.map(({ entry }) => entry.origin), why };
  }
  const managed = new Set(workloads.map(({ id }) => `${id.namespace}/${id.name}[${id.kind}]`));
  for (const [place, found] of byPlace) {
    const own = declared.get(place)?.map(({ route }) => route) ?? [];
    for (const { entry, targets } of found) {
      for (const target of targets) {
        const route = own.find(({ workload, port }) => isSame(world.find(workload), target) && target.ports.has('TCP', port));
        if (route !== undefined) continue;
        const open = target.ports.intersection(controllerPorts(target.workload));
        const isOurs = own.length > 0 || managed.has(workloadText(target.workload));
        if (!isOurs || open.isEmpty()) continue;
        const { kind, namespace, name } = target.workload;
        yield {
          kind: 'routeExcess',
          object: entry.origin,
          ...(entry.host === undefined ? {} : { host: entry.host }),
          ...(entry.path === undefined ? {} : { path: entry.path }),
          workload: { kind, namespace, name },
          ports: open,
          ...(own[0] === undefined ? {} : { route: own[0] }),
        };
      }
    }
  }
}

function faultOf({ port }: AskedRoute, workload: Workload, targets: readonly EntryTarget[]): RouteFault | undefined {
  if (targets.length === 0) return { kind: 'leadsNowhere' };
  const own = targets.filter((target) => target.workload === workload);
  if (own.length === 0) return { kind: 'otherWorkload', others: targets.map((target) => target.workload) };
  const ports = own.reduce((sum, target) => sum.union(target.ports), PortSet.none);
  return ports.has('TCP', port) ? undefined : { kind: 'otherPort', ports };
}

function isSame(workload: Workload | undefined, target: EntryTarget): boolean {
  return workload === target.workload;
}

interface Placed {
  readonly entry: { readonly host?: string; readonly path?: string; readonly pathMatch?: string };
}

/** An absent host is every host, and an absent path every path. */
function placeOf({ host, path, pathMatch }: Placed['entry']): string {
  return `${host ?? '*'} ${pathMatch ?? 'prefix'} ${path ?? '/'}`;
}

function grouped<T extends Placed>(all: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) groups.set(placeOf(one.entry), [...groups.get(placeOf(one.entry)) ?? [], one]);
  return groups;
}
