import { ExposureLine } from './exposure';
import { SymbolicPorts } from './ports';
import { Connection, ConnectivityMap, MapEnd } from '../../reachability/connectivity';
import { Snapshot } from '../../reachability/snapshot';
import { PortSet } from '../../sets/ports';
import { SystemFlow } from '../system/flow';
import { SystemTraffic } from '../system/traffic';

/**
 * Tells which rows are nothing but system flows: the DNS of the cluster, and what comes from a pod's own node, which no policy keeps out. A row with
 * anything else in it is told whole.
 */
export class SystemRows {
  public readonly traffic: SystemTraffic;
  private readonly places: ReadonlyMap<MapEnd, number>;
  private readonly rows;

  public constructor(flows: readonly SystemFlow[], snapshot: Snapshot, map: ConnectivityMap) {
    this.traffic = new SystemTraffic(flows, snapshot);
    this.places = new Map(map.ends.map((end, place) => [end, place]));
    this.rows = map.rows?.();
  }

  /** Whether a connection is one. */
  public has(connection: Connection): boolean {
    const { destination, allowed, unknown } = connection;
    const ports = allowed.union(unknown);
    if (destination.kind === 'workload') {
      return ports.difference(this.traffic.portsOf(destination.workload)).isEmpty() || this.isFromNode(connection);
    }
    if (destination.kind === 'name') return false;
    return ports.difference(this.traffic.portsOfAddresses(destination.addresses)).isEmpty();
  }

  /** Whether what a workload may do with pods that are not among the manifests is one. */
  public hasExposure({ direction, outsiders, ports }: ExposureLine): boolean {
    if (direction === 'ingress' || outsiders === undefined || ports.isEmpty()) return false;
    return ports.difference(SymbolicPorts.numbered(this.traffic.portsOfOutsiders(outsiders))).isEmpty();
  }

  /** Whether policies shut a connection, so that only the node itself gets through. */
  private isFromNode({ source, destination }: Connection): boolean {
    const [from, to] = [this.places.get(source), this.places.get(destination)];
    if (this.rows === undefined || from === undefined || to === undefined || !this.rows.isNode(from)) return false;
    const { ingress, ruleClassOf, ports } = this.rows;
    const { allowed, unknown } = ports(ingress.outcome(ingress.rowOf(to), ruleClassOf(from)));
    return allowed.union(unknown).equals(PortSet.none);
  }
}
