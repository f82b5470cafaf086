import { workloadListEnd } from './end';
import { ListInput } from './input';
import { includes, Narrowing, portsWanted } from './narrowing';
import { Section } from './section';
import { listEnd } from './wanted';
import { ConnectivityMap } from '../../reachability/connectivity';
import { Workload, workloadText } from '../../reachability/workload';
import { CidrSet } from '../../sets/cidr-set';
import { wayJson, waysText } from '../leaving/way';
import { WayOut, WaysOut } from '../leaving/ways-out';
import { SystemTraffic } from '../system/traffic';
import { addressesJson, workloadJson } from '../words/json';
import { addressesText } from '../words/text';

/** By which addresses connections leave the cluster through gateways, as far as it is wanted; to a name they may leave in every way that there is for its address. */
export function wantedWaysOut(input: ListInput, map: ConnectivityMap, narrowing: Narrowing, system: SystemTraffic | undefined): WayOut[] {
  const { snapshot, sources } = input;
  if (sources === undefined) return [];
  const ports = portsWanted(narrowing.port, { kind: 'addresses', addresses: CidrSet.all });
  const ways = new WaysOut({ map, snapshot, sources }, { ports, ...(system === undefined ? {} : { system }) }).all();
  const named = namedWorkloads(map, narrowing);
  return ways.filter(({ workload, addresses }) => (
    includes(narrowing, workloadListEnd(workload), { kind: 'addresses', addresses }) || named.has(workload)
  ));
}

/** The workloads that reach a name that is asked for. */
function namedWorkloads(map: ConnectivityMap, narrowing: Narrowing): ReadonlySet<Workload> {
  const found = new Set<Workload>();
  if ([narrowing.to, narrowing.about, narrowing.peers].every((names) => (names ?? []).length === 0)) return found;
  const names = [...map.ends.entries()].filter(([, { kind }]) => kind === 'name');
  for (const [source, end] of map.ends.entries()) {
    if (end.kind !== 'workload') continue;
    const isNamed = names.some(([place, name]) => {
      if (!includes(narrowing, listEnd(end), listEnd(name))) return false;
      const { allowed, unknown } = map.between(source, place);
      return !allowed.union(unknown).intersection(portsWanted(narrowing.port, listEnd(name))).isEmpty();
    });
    if (isNamed) found.add(end.workload);
  }
  return found;
}

/** The ways out of the cluster. */
export function waysOutSection(ways: readonly WayOut[]): Section {
  return {
    title: 'ways out of the cluster',
    headings: ['source', 'destination', 'leaves'],
    rows: ways.map(({ workload, addresses, ways: own }) => [workloadText(workload), addressesText(addresses), waysText(own)]),
  };
}

/** A way out as JSON. */
export function wayOutJson({ workload, addresses, ways }: WayOut): object {
  return { source: workloadJson(workload), destination: addressesJson(addresses), ways: ways.map((way) => wayJson(way)) };
}
