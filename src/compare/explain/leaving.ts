import { isInside } from '../../reachability/decide/match';
import { departuresOf } from '../../reachability/decide/source-address';
import { departureText } from '../../reachability/departure-text';
import { leavingsOf } from '../../reachability/engine/source-addresses';
import { Departure, SourceAddressRule } from '../../reachability/rules/source-addresses';
import { Snapshot } from '../../reachability/snapshot';
import { Flow, FlowEnd } from '../../reachability/trace';
import { Workload } from '../../reachability/workload';
import { IpFamily } from '../../sets/address';
import { matches } from '../../sets/selector';

/** One way by which a connection may leave the cluster. */
export interface Way {
  readonly departure: Departure;
  /** Of the addresses to which it goes. */
  readonly family: IpFamily;
  /** The node that is the gateway, as far as the Nodes among the manifests tell; nothing where none of them is. Absent where there are none, or no gateway. */
  readonly node?: string | undefined;
}

/**
 * How a connection leaves the cluster; several ways where nobody knows which. Nothing for one that does not leave it, and where no object says anything of it: then
 * the cluster gives it whatever address it likes.
 */
export function waysOf(sources: readonly SourceAddressRule[], snapshot: Snapshot, { source, destination }: Flow): Way[] {
  if (sources.length === 0 || source.kind !== 'workload' || destination.kind === 'workload') return [];
  const ways = waysTo(sources, snapshot, source.workload, destination);
  return [...new Map(ways.map((way) => [departureText(way.departure, way.family), withNode(way, snapshot)])).values()];
}

/** The first node by its name that meets the selector of a gateway. */
function withNode(way: Way, { nodes }: Snapshot): Way {
  const { departure } = way;
  if (departure.kind === 'node' || nodes.length === 0) return way;
  return { ...way, node: nodes.find(({ labels }) => matches(departure.gateway.nodes, labels))?.name };
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
  return leavingsOf(sources, snapshot, workload).flatMap(({ addresses, departures }) => ([4, 6] as const)
    .filter((family) => addresses.intervals(family).length > 0)
    .flatMap((family) => departures.map((departure): Way => ({ departure, family }))));
}
