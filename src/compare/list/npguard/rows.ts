import { externalCells } from './cells';
import { NpGuardWorld, npGuardWorld } from './world';
import { ConnectivityMap } from '../../../reachability/connectivity';
import { resolvedEntries } from '../../../reachability/entries';
import { RuleSet } from '../../../reachability/rules';
import { declaredPorts } from '../../../reachability/services';
import { Workload } from '../../../reachability/workload';
import { coverOf } from '../../../sets/cidr';
import { CidrSet } from '../../../sets/cidr-set';
import { order } from '../../../sets/order';
import { PortSet } from '../../../sets/ports';
import { controllerReach } from '../controller';
import { ListEnd, listEndText, workloadListEnd } from '../end';
import { ListInput } from '../input';
import { includes, Narrowing } from '../narrowing';
import { wantedConnections } from '../wanted';

export type { ListInput as NpGuardInput } from '../input';

/** One row of netpol-analyzer's list, its ends by name. */
export interface NpGuardRow {
  readonly source: string;
  readonly destination: string;
  readonly ports: PortSet;
  /** The workload whose connection with addresses outside this is, if it is one. */
  readonly external?: Workload;
}

/** The rows of netpol-analyzer's list, sorted, and the world that they are about. */
export function npGuardRows(input: ListInput, narrowing: Narrowing = {}): { readonly rows: NpGuardRow[]; readonly world: NpGuardWorld } {
  const world = npGuardWorld(input.snapshot, input.rules);
  const map = input.connect(world.snapshot, input.rules, { podsInBlocks: 'outside' });
  const rows = [
    ...amongWorkloads(map, world, narrowing),
    ...withAddresses(map, input.rules, world, narrowing),
    ...fromEntries(input, world, narrowing),
  ];
  return { world, rows: rows.sort((a, b) => order(a.source, b.source) || order(a.destination, b.destination)) };
}

function amongWorkloads(map: ConnectivityMap, { nameOf }: NpGuardWorld, narrowing: Narrowing): NpGuardRow[] {
  const rows: NpGuardRow[] = [];
  for (const { source, destination, allowed } of wantedConnections(map, narrowing)) {
    // that program knows no names of hosts
    if (source.kind !== 'workload' || destination.kind !== 'workload' || allowed.isEmpty()) continue;
    const [from, to] = [nameOf(source.workload), nameOf(destination.workload)];
    if (from === to) continue;
    rows.push({ source: from, destination: to, ports: allowed });
  }
  return rows;
}

/** A cell is told apart from its neighbours even where they are treated alike, so the map is asked for each. */
function withAddresses(map: ConnectivityMap, rules: RuleSet, { nameOf }: NpGuardWorld, narrowing: Narrowing): NpGuardRow[] {
  const workloads = map.ends.flatMap((end, place) => (end.kind === 'workload' ? [{ ...end, place }] : []));
  return (['ingress', 'egress'] as const).flatMap((direction) => externalCells(map, rules, direction).flatMap((cell) => {
    const outside: ListEnd = { kind: 'addresses', addresses: CidrSet.of(coverOf(4, [cell.interval])) };
    return workloads.flatMap(({ workload, place }): NpGuardRow[] => {
      const end = workloadListEnd(workload);
      const [row, wanted] = direction === 'ingress'
        ? [{ source: cell.text, destination: nameOf(workload), ports: map.between(cell.place, place).allowed }, includes(narrowing, outside, end)]
        : [{ source: nameOf(workload), destination: cell.text, ports: map.between(place, cell.place).allowed }, includes(narrowing, end, outside)];
      return wanted && !row.ports.isEmpty() ? [{ ...row, external: workload }] : [];
    });
  }));
}

/** The kinds of entries that netpol-analyzer knows. */
const ENTRY_KINDS: readonly string[] = ['Ingress', 'Route'];

/**
 * The controller reaches the ports that containers declare, through all Ingresses and Routes together, whatever their weights. The port of a
 * backend may be the target port of a port of the Service, too.
 */
function fromEntries({ connect, rules, services, entries }: ListInput, { snapshot, nameOf }: NpGuardWorld, narrowing: Narrowing): NpGuardRow[] {
  const known = entries.filter(({ origin }) => ENTRY_KINDS.includes(origin.kind));
  const lenient = known.map((entry) => ({ ...entry, backend: { ...entry.backend, byTarget: true } }));
  const resolved = resolvedEntries(lenient, services, snapshot);
  if (resolved.length === 0) return [];
  const reach = controllerReach(connect, snapshot, rules, resolved, { podsInBlocks: 'outside' });
  const ports = new Map<Workload, PortSet>();
  for (const target of resolved.flatMap(({ targets }) => targets)) {
    const declared = target.ports.intersection(declaredPorts(target.workload));
    ports.set(target.workload, (ports.get(target.workload) ?? PortSet.none).union(declared));
  }
  const controller: ListEnd = { kind: 'controller' };
  return [...ports].flatMap(([workload, behind]) => {
    const allowed = behind.intersection(reach(workload).allowed);
    if (allowed.isEmpty() || !includes(narrowing, controller, workloadListEnd(workload))) return [];
    return [{ source: listEndText(controller), destination: nameOf(workload), ports: allowed }];
  });
}
