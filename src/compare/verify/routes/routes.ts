import { isRaw, serverText } from './doors';
import { ProofFinding, RouteFault } from '../finding';
import { PlacedEntry, Places } from '../places';
import { isNothing, isSamePart, sharedOut } from './shares';
import { twiceServed } from './twice';
import { Asked, AskedRoute } from '../../../model/asked';
import { EntryTarget, ResolvedEntry } from '../../../reachability/entries';
import { Entry, EntryOmission } from '../../../reachability/rules/entries';
import { Workload, workloadText } from '../../../reachability/workload';
import { PortSet } from '../../../sets/ports';
import { World } from '../world';

/** The ports on which some controller of the cluster gets into a workload, whoever declared it. */
export type ControllerPorts = (workload: Workload) => PortSet;

/** What the manifests bring in from outside, and what they do not though they might. */
export interface WaysIn {
  readonly entries: readonly ResolvedEntry[];
  readonly omissions: readonly EntryOmission[];
}

/**
 * Follows every host and path, and every port of an edge, through its Service to the pods: those that were declared lead to their workloads, each with
 * its part of the requests, and to nobody else; nobody else serves them; and no other leads to a managed workload whose policies let a controller in.
 */
export function* routeFindings(
  { routes, workloads, edges }: Asked, { entries, omissions }: WaysIn, world: World, controllerPorts: ControllerPorts,
): Iterable<ProofFinding> {
  // a Service that is an edge by itself is followed as every Service is
  const asked = routes.filter(({ edge }) => edges.find(({ name }) => name === edge)?.api !== 'service');
  const places = new Places(entries, asked, edges);
  for (const route of asked) yield* missingOf(route, places, omissions, world);
  const managed = new Set(workloads.map(({ id }) => `${id.namespace}/${id.name}[${id.kind}]`));
  for (const placed of places.all()) {
    const own = places.declared(placed);
    if (own[0] !== undefined && placed.entry.share === undefined && isLeftOut(placed, places.at(own[0]))) continue;
    const isOurs = ({ workload }: EntryTarget) => own.length > 0 || managed.has(workloadText(workload));
    for (const target of placed.targets) {
      const isDeclared = placed.entry.instead === undefined && own.some((route) => leadsTo(target, route, world));
      const open = isDeclared || !isOurs(target) ? PortSet.none : target.ports.intersection(controllerPorts(target.workload));
      if (!open.isEmpty()) yield excessOf(placed.entry, target, open, own[0]);
    }
  }
  yield* twiceServed(places, managed);
}

function* missingOf(route: AskedRoute, places: Places, omissions: readonly EntryOmission[], world: World): Iterable<ProofFinding> {
  const workload = world.find(route.workload);
  const found = places.at(route).filter(({ entry }) => entry.instead === undefined);
  // a workload that is gone has a finding of its own, and a Service that is elsewhere nobody can look at; nobody is sent where the weight is 0
  if (workload === undefined || route.share.weight === 0 || (route.mayBeElsewhere && found.some((entry) => isElsewhere(entry, route)))) return;
  const why = found.length === 0
    ? unservedFault(route, places, omissions)
    : faultOf(route, workload, found) ?? shareFault(route, found, places, world);
  if (why !== undefined) yield { kind: 'routeMissing', route, objects: found.map(({ entry }) => entry.origin), why };
}

/** Why no entry of the edge is at the place of a route. */
function unservedFault(route: AskedRoute, places: Places, omissions: readonly EntryOmission[]): RouteFault {
  const servers = [...new Set(places.anywhere(route).map(({ entry }) => serverText(entry)))].sort();
  if (servers.length > 0) return { kind: 'otherEdge', servers };
  const own = omissions.filter(({ origin, reason }) => (
    reason !== 'mesh' && origin.namespace === route.namespace && (origin.name === route.name || origin.name.startsWith(`${route.name}-`))
  ));
  return own.length > 0 ? { kind: 'omitted', omissions: own } : { kind: 'noRoute' };
}

/** Whether others take all the requests of an entry, as a canary of 100 percent does. */
function isLeftOut(placed: PlacedEntry, beside: readonly PlacedEntry[]): boolean {
  const own = sharedOut(beside.filter(({ entry }) => entry.instead === undefined)).find(({ placed: other }) => other.entry === placed.entry);
  return own !== undefined && isNothing(own.part);
}

function isElsewhere({ entry: { backend }, service }: ResolvedEntry, route: AskedRoute): boolean {
  return service === undefined && backend.service === route.service && backend.namespace === route.serviceNamespace;
}

function leadsTo(target: EntryTarget, { workload, port, protocol, share }: AskedRoute, world: World): boolean {
  return share.weight > 0 && world.find(workload) === target.workload && target.ports.has(protocol, port);
}

function faultOf({ port, protocol }: AskedRoute, workload: Workload, found: readonly PlacedEntry[]): RouteFault | undefined {
  const targets = found.flatMap((one) => one.targets);
  if (targets.length === 0) return { kind: 'leadsNowhere' };
  const own = targets.filter((target) => target.workload === workload);
  if (own.length === 0) return { kind: 'otherWorkload', others: [...new Set(targets.map((target) => target.workload))] };
  const ports = own.reduce((sum, target) => sum.union(target.ports), PortSet.none);
  return ports.has(protocol, port) ? undefined : { kind: 'otherPort', ports };
}

/** Whether another part of the requests goes to the port of a workload than all routes together ask for. */
function shareFault(route: AskedRoute, found: readonly PlacedEntry[], places: Places, world: World): RouteFault | undefined {
  const isSame = (other: AskedRoute) => other.port === route.port && world.find(other.workload) === world.find(route.workload);
  const beside = places.together(route);
  const whole = beside.reduce((sum, { share }) => sum + share.weight / share.of, 0);
  const asked = beside.filter(isSame).reduce((sum, { share }) => sum + share.weight / share.of, 0) / whole;
  const parts = sharedOut(found);
  const total = parts.reduce((sum, { part }) => sum + part, 0);
  const own = parts.filter(({ placed }) => placed.targets.some((target) => leadsTo(target, route, world))).reduce((sum, { part }) => sum + part, 0);
  const actual = total === 0 ? 0 : own / total;
  return isSamePart(asked, actual) ? undefined : { kind: 'otherShare', asked, found: actual };
}

function excessOf(entry: Entry, { workload: { kind, namespace, name } }: EntryTarget, ports: PortSet, route: AskedRoute | undefined): ProofFinding {
  const { origin, host, path, conditions, instead } = entry;
  return {
    kind: 'routeExcess',
    object: origin,
    isStream: isRaw(entry),
    ...(host === undefined ? {} : { host }),
    ...(path === undefined ? {} : { path }),
    ...(conditions === undefined ? {} : { conditions }),
    ...(instead === undefined ? {} : { instead }),
    workload: { kind, namespace, name },
    ports,
    ...(route === undefined ? {} : { route }),
  };
}
