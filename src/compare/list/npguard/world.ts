import { RuleSet } from '../../../reachability/rules';
import { Snapshot } from '../../../reachability/snapshot';
import { Workload } from '../../../reachability/workload';
import { LabelSelector, matches } from '../../../sets/selector';

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
  const selectors = podSelectorsOf(rules);
  const names = new Map<Workload, string>();
  const groups = groupBy(snapshot.workloads, ({ namespace, name, kind, controller }) => (
    controller === undefined ? `${namespace}/${name}[${kind}]` : `${namespace}/${controller.name}[${controller.kind}]`
  ));
  for (const [name, members] of groups) {
    const alike = members.every((member) => treatment(selectors, member) === treatment(selectors, members[0]));
    const shown = alike ? members.slice(0, 1) : members;
    for (const workload of shown) {
      const ordinary = { ...workload, hostNetwork: false, addresses: [], nodeAddresses: [] };
      names.set(ordinary, alike ? name : `${workload.namespace}/${workload.name}[${workload.kind}]`);
    }
  }
  const { namespaceLabels } = snapshot.facts;
  return {
    snapshot: { ...snapshot, workloads: [...names.keys()], facts: namespaceLabels === undefined ? {} : { namespaceLabels } },
    nameOf: (workload) => names.get(workload) ?? `${workload.namespace}/${workload.name}[${workload.kind}]`,
  };
}

function groupBy(workloads: readonly Workload[], keyOf: (workload: Workload) => string): Map<string, Workload[]> {
  const groups = new Map<string, Workload[]>();
  for (const workload of workloads) {
    const key = keyOf(workload);
    groups.set(key, [...(groups.get(key) ?? []), workload]);
  }
  return groups;
}

function podSelectorsOf({ policies, tiered }: RuleSet): LabelSelector[] {
  const ofRules = [...policies, ...tiered].flatMap(({ subject, rules }) => [
    subject.pods,
    ...rules.flatMap(({ peers }) => (peers === 'anyone' ? [] : peers.flatMap((peer) => (peer.kind === 'pods' ? [peer.pods] : [])))),
  ]);
  return ofRules;
}

/** What rules can tell about a pod apart from its namespace: which selectors match it, and its named ports. */
function treatment(selectors: readonly LabelSelector[], workload: Workload | undefined): string {
  if (workload === undefined) return '';
  const named = workload.ports.filter(({ name }) => name !== undefined).map(({ name, number, protocol }) => `${name} ${number} ${protocol}`);
  return `${selectors.map((selector) => (matches(selector, workload.labels) ? '1' : '0')).join('')} ${named.sort().join()}`;
}
