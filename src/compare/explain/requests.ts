import { ConnectivityMap, NarrowedPorts } from '../../reachability/connectivity';
import { connectivityOf } from '../../reachability/engine/connectivity-of';
import { RuleSet } from '../../reachability/rules';
import { Snapshot } from '../../reachability/snapshot';
import { Flow, FlowEnd } from '../../reachability/trace';
import { nameText } from '../../sets/names';
import { PortSet } from '../../sets/ports';

/** The requests that get through over a connection, where some rule of the cluster tells requests apart and not all of them do. */
export function passingRequests(
  snapshot: Snapshot, rules: RuleSet, { source, destination, protocol, port }: Flow,
): { readonly requests?: NarrowedPorts } {
  if (!rules.tiered.some((policy) => policy.rules.some(({ requests }) => requests !== undefined))) return {};
  const map = connectivityOf(snapshot, rules, destination.kind === 'name' ? { names: [destination] } : {});
  const [from, to] = [placeOf(map, source), placeOf(map, destination)];
  const found = from < 0 || to < 0 ? undefined : map.between(from, to).narrowed?.find(({ ports }) => ports.has(protocol, port));
  return found === undefined ? {} : { requests: { ...found, ports: PortSet.of(protocol, port) } };
}

/** The place of an end in a map. */
function placeOf({ ends }: ConnectivityMap, end: FlowEnd): number {
  return ends.findIndex((one) => {
    switch (end.kind) {
      case 'workload': return one.kind === 'workload' && one.workload === end.workload;
      case 'address': return one.kind === 'cell' && one.addresses.has(end.address);
      case 'name': return one.kind === 'name' && nameText(one.name) === nameText(end.name);
    }
  });
}
