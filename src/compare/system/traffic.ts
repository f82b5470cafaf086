import { SystemFlow } from './flow';
import { namespaceLabels, Snapshot } from '../../reachability/snapshot';
import { Workload } from '../../reachability/workload';
import { CidrSet } from '../../sets/cidr-set';
import { PortSet } from '../../sets/ports';
import { LabelMap, LabelSelector, matches, selectorOf } from '../../sets/selector';
import { Outsiders } from '../list/side';

/** Which part of what is open belongs to system flows. */
export class SystemTraffic {
  /** The system flows to addresses. */
  private readonly toAddresses: readonly { readonly addresses: CidrSet; readonly ports: PortSet }[];
  private readonly known = new Map<Workload, PortSet>();

  public constructor(private readonly flows: readonly SystemFlow[], private readonly snapshot: Snapshot) {
    this.toAddresses = flows.flatMap(({ to, ports }) => (to.kind === 'addresses' ? [{ addresses: to.addresses, ports }] : []));
  }

  /** The ports of a workload that any other may reach. */
  public portsOf(workload: Workload): PortSet {
    const known = this.known.get(workload);
    if (known !== undefined) return known;
    const home = namespaceLabels(this.snapshot, workload.namespace);
    const ports = this.portsWhere((namespaces, pods) => !workload.hostNetwork && meets(namespaces, home) && meets(pods, workload.labels));
    this.known.set(workload, ports);
    return ports;
  }

  /** The ports of addresses, all of which must belong to a system flow. */
  public portsOfAddresses(addresses: CidrSet): PortSet {
    return this.toAddresses.reduce((sum, flow) => (addresses.difference(flow.addresses).isEmpty() ? sum.union(flow.ports) : sum), PortSet.none);
  }

  /** What is left of ports that are open to addresses, cut where a system flow to addresses begins or ends. */
  public withoutFlows(addresses: CidrSet, ports: PortSet): readonly (readonly [CidrSet, PortSet])[] {
    return this.toAddresses.reduce<readonly (readonly [CidrSet, PortSet])[]>((rest, flow) => rest.flatMap(([own, open]) => {
      const common = own.intersection(flow.addresses);
      return common.isEmpty() ? [[own, open]] : [[own.difference(common), open], [common, open.difference(flow.ports)]];
    }), [[addresses, ports]]);
  }

  /** The ports of pods that are not among the manifests: of those alone that are sure to be the pods of a system flow. */
  public portsOfOutsiders({ namespaces, pods }: Outsiders): PortSet {
    return this.portsWhere((where, labels) => asksFor(namespaces, where) && asksFor(pods, labels));
  }

  private portsWhere(isMeant: (namespaces: LabelMap, pods: LabelMap) => boolean): PortSet {
    return this.flows.reduce((sum, { to, ports }) => (to.kind === 'pods' && isMeant(to.namespaces, to.pods) ? sum.union(ports) : sum), PortSet.none);
  }
}

function meets(wanted: LabelMap, labels: LabelMap): boolean {
  return matches(selectorOf(wanted), labels);
}

/** Whether whatever a selector matches has these labels. */
function asksFor({ matchLabels, matchExpressions }: LabelSelector, labels: LabelMap): boolean {
  return Object.entries(labels).every(([key, value]) => matchLabels[key] === value || matchExpressions.some((one) => (
    one.key === key && one.operator === 'In' && one.values.every((each) => each === value)
  )));
}
