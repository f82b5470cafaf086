import { isNamed, NamedPods, namedPodsOf } from '../../../reachability/controllers';
import { RuleSet } from '../../../reachability/rules';
import { Snapshot } from '../../../reachability/snapshot';
import { partyText, Workload, workloadText } from '../../../reachability/workload';
import { groupedBy } from '../../../sets/groups';

/** A snapshot as netpol-analyzer sees it, and the names that it gives to workloads. */
export interface NpGuardWorld {
  /** Without addresses, nodes and host networks; the pods of one controller are one workload. */
  readonly snapshot: Snapshot;
  /** The name of a workload of the snapshot, such as `shop/web-5d4f[ReplicaSet]`. */
  readonly nameOf: (workload: Workload) => string;
}

/**
 * The world of netpol-analyzer: pods are told apart by their controller alone, have no addresses, and are all on the pod network.
 *
 * Pods of one controller that policies tell apart are refused there; here each goes by its own name.
 */
export function npGuardWorld(snapshot: Snapshot, rules: RuleSet): NpGuardWorld {
  const named = namedPodsOf(rules);
  const names = new Map<Workload, string>();
  const groups = groupedBy(snapshot.workloads, partyText);
  for (const [name, members] of groups) {
    const alike = members.every((member) => treatment(named, snapshot, member) === treatment(named, snapshot, members[0]));
    const shown = alike ? members.slice(0, 1) : members;
    for (const workload of shown) {
      const ordinary = { ...workload, hostNetwork: false, addresses: [], nodeAddresses: [] };
      names.set(ordinary, alike ? name : workloadText(workload));
    }
  }
  const { namespaceLabels } = snapshot.facts;
  return {
    snapshot: { ...snapshot, workloads: [...names.keys()], facts: namespaceLabels === undefined ? {} : { namespaceLabels } },
    nameOf: (workload) => names.get(workload) ?? workloadText(workload),
  };
}

/** What rules can tell about a pod: who names it, and its named ports. */
function treatment(named: readonly NamedPods[], snapshot: Snapshot, workload: Workload | undefined): string {
  if (workload === undefined) return '';
  const ports = workload.ports.filter(({ name }) => name !== undefined).map(({ name, number, protocol }) => `${name} ${number} ${protocol}`);
  return `${named.map((one) => (isNamed(one, snapshot, workload) ? '1' : '0')).join('')} ${ports.sort().join()}`;
}
