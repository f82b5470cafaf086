import { ProofFinding, RouteFault } from './finding';
import { World } from './world';
import { Asked, AskedRoute } from '../../model/asked';
import { EntryTarget, ResolvedEntry } from '../../reachability/entries';
import { Entry } from '../../reachability/rules/entries';
import { Workload, workloadText } from '../../reachability/workload';
import { groupedBy } from '../../sets/groups';
import { PortSet } from '../../sets/ports';

/** The ports on which some controller of the cluster gets into a workload, whoever declared it. */
export type ControllerPorts = (workload: Workload) => PortSet;

/**
 * Follows every host and path through its Service to the pods: those that were declared lead to their workload and to nobody else, and no other
 * leads to a managed workload whose policies let a controller in.
 */
export function* routeFindings(
  { routes, workloads }: Asked, entries: readonly ResolvedEntry[], world: World, controllerPorts: ControllerPorts,
): Iterable<ProofFinding> {
  const byPlace = grouped(entries.filter(({ entry }) => entry.clients === 'controller'));
  for (const route of routes) {
    const workload = world.find(route.workload);
    const found = byPlace.get(placeOf({ ...route, pathMatch: route.match })) ?? [];
    // a workload that is gone has a finding of its own, and a Service that is elsewhere nobody can look at
    if (workload === undefined || (route.mayBeElsewhere && found.some((entry) => isElsewhere(entry, route)))) continue;
    const why = found.length === 0 ? { kind: 'noRoute' } as const : faultOf(route, workload, found.flatMap(({ targets }) => targets));
    if (why !== undefined) yield { kind: 'routeMissing', route, objects: found.map(({ entry }) => entry.origin), why };
  }
  const declared = grouped(routes.map((route) => ({ entry: { ...route, pathMatch: route.match }, route })));
  const managed = new Set(workloads.map(({ id }) => `${id.namespace}/${id.name}[${id.kind}]`));
  for (const [place, found] of byPlace) {
    const own = declared.get(place)?.map(({ route }) => route) ?? [];
    const isOurs = ({ workload }: EntryTarget) => own.length > 0 || managed.has(workloadText(workload));
    for (const { entry, targets } of found) {
      for (const target of targets) {
        const isDeclared = own.some(({ workload, port }) => world.find(workload) === target.workload && target.ports.has('TCP', port));
        const open = isDeclared || !isOurs(target) ? PortSet.none : target.ports.intersection(controllerPorts(target.workload));
        if (!open.isEmpty()) yield excessOf(entry, target, open, own[0]);
      }
    }
  }
}

function isElsewhere({ entry, service }: ResolvedEntry, route: AskedRoute): boolean {
  return service === undefined && entry.backend.service === route.service;
}

function excessOf(
  { origin, host, path }: Entry, { workload: { kind, namespace, name } }: EntryTarget, ports: PortSet, route: AskedRoute | undefined,
): ProofFinding {
  return {
    kind: 'routeExcess',
    object: origin,
    ...(host === undefined ? {} : { host }),
    ...(path === undefined ? {} : { path }),
    workload: { kind, namespace, name },
    ports,
    ...(route === undefined ? {} : { route }),
  };
}

function faultOf({ port }: AskedRoute, workload: Workload, targets: readonly EntryTarget[]): RouteFault | undefined {
  if (targets.length === 0) return { kind: 'leadsNowhere' };
  const own = targets.filter((target) => target.workload === workload);
  if (own.length === 0) return { kind: 'otherWorkload', others: targets.map((target) => target.workload) };
  const ports = own.reduce((sum, target) => sum.union(target.ports), PortSet.none);
  return ports.has('TCP', port) ? undefined : { kind: 'otherPort', ports };
}

interface Placed {
  readonly entry: { readonly host?: string; readonly path?: string; readonly pathMatch?: string; readonly conditions?: readonly string[] };
}

/** An absent host is every host, and an absent path every path. */
function placeOf({ host, path, pathMatch, conditions = [] }: Placed['entry']): string {
  return [host ?? '*', pathMatch ?? 'prefix', path ?? '/', ...conditions].join(' ');
}

function grouped<T extends Placed>(all: readonly T[]): Map<string, T[]> {
  return groupedBy(all, ({ entry }) => placeOf(entry));
}
