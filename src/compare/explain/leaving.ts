import { isInside } from '../../reachability/decide/match';
import { departuresOf } from '../../reachability/decide/source-address';
import { nodeAddresses, podAddresses } from '../../reachability/engine/inside';
import { leavingsOf } from '../../reachability/engine/source-addresses';
import { SourceAddressRule } from '../../reachability/rules/source-addresses';
import { Snapshot } from '../../reachability/snapshot';
import { Flow, FlowEnd } from '../../reachability/trace';
import { Workload } from '../../reachability/workload';
import { uniqueWays, Way } from '../leaving/way';

/**
 * How a connection leaves the cluster; several ways where nobody knows which. Nothing for one that does not leave it, and where no object says anything of it: then
 * the cluster gives it whatever address it likes.
 */
export function waysOf(sources: readonly SourceAddressRule[], snapshot: Snapshot, { source, destination }: Flow): Way[] {
  if (sources.length === 0 || source.kind !== 'workload' || destination.kind === 'workload') return [];
  return uniqueWays(waysTo(sources, snapshot, source.workload, destination), snapshot);
}

/** Where a connection goes that leaves the cluster. */
type Outside = Exclude<FlowEnd, { kind: 'workload' }>;

function waysTo(sources: readonly SourceAddressRule[], snapshot: Snapshot, workload: Workload, destination: Outside): Way[] {
  if (destination.kind === 'address') {
    const { address } = destination;
    const departures = isInside(snapshot, address) ? [] : departuresOf(sources, snapshot, workload, address);
    return departures.map((departure) => ({ departure, family: address.family }));
  }
  // a name has any address outside, of either family
  const inside = podAddresses(snapshot).union(nodeAddresses(snapshot));
  return leavingsOf(sources, snapshot, workload).flatMap(({ addresses, departures }) => ([4, 6] as const)
    .filter((family) => addresses.difference(inside).intervals(family).length > 0)
    .flatMap((family) => departures.map((departure): Way => ({ departure, family }))));
}
