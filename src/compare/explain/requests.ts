import { ConnectivityMap, NarrowedPorts } from '../../reachability/connectivity';
import { connectivityOf, ExactMap } from '../../reachability/engine/connectivity-of';
import { Direction, RuleSet } from '../../reachability/rules';
import { Snapshot } from '../../reachability/snapshot';
import { Flow, FlowEnd } from '../../reachability/trace';
import { nameText } from '../../sets/names';
import { PortSet, Protocol } from '../../sets/ports';

/** The requests that get through over a connection, where some rule of the cluster tells requests apart and not all of them do. */
export function passingRequests(snapshot: Snapshot, rules: RuleSet, flow: Flow): { readonly requests?: NarrowedPorts } {
  const requests = new PassingRequests(snapshot, rules).of(flow);
  return requests === undefined ? {} : { requests };
}

/** The same of one connection after the other. */
export class PassingRequests {
  private readonly isTold: boolean;
  private readonly maps = new Map<string, ExactMap>();

  public constructor(private readonly snapshot: Snapshot, private readonly rules: RuleSet) {
    this.isTold = rules.tiered.some((policy) => policy.rules.some(({ requests }) => requests !== undefined));
  }

  /** The requests that get through; nothing where all of them do. */
  public of({ source, destination, protocol, port }: Flow): NarrowedPorts | undefined {
    if (!this.isTold) return undefined;
    const map = this.mapFor(destination);
    const [from, to] = [placeOf(map, source), placeOf(map, destination)];
    return from < 0 || to < 0 ? undefined : onPort(map.between(from, to).narrowed, protocol, port);
  }

  /** The same as far as one end has a say, on the host network or not. */
  public ofSide(direction: Direction, { source, destination, protocol, port }: Flow): NarrowedPorts | undefined {
    if (!this.isTold) return undefined;
    const map = this.mapFor(destination);
    const [from, to] = [placeOf(map, source), placeOf(map, destination)];
    if (from < 0 || to < 0) return undefined;
    const [own, other] = direction === 'egress' ? [from, to] : [to, from];
    const rows = map.rows();
    return onPort(rows[direction].narrowed(rows[direction].rowOf(own), rows.ruleClassOf(other)), protocol, port);
  }

  private mapFor(destination: FlowEnd): ExactMap {
    const key = destination.kind === 'name' ? nameText(destination.name) : '';
    const known = this.maps.get(key) ?? connectivityOf(this.snapshot, this.rules, destination.kind === 'name' ? { names: [destination] } : {});
    this.maps.set(key, known);
    return known;
  }
}

function onPort(narrowed: readonly NarrowedPorts[] | undefined, protocol: Protocol, port: number): NarrowedPorts | undefined {
  const found = narrowed?.find(({ ports }) => ports.has(protocol, port));
  return found === undefined ? undefined : { ...found, ports: PortSet.of(protocol, port) };
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
