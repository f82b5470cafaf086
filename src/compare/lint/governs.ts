import { NamespaceMatch, TieredPolicy } from '../../reachability/rules';
import { namespaceLabels, Snapshot } from '../../reachability/snapshot';
import { traitsOf, Workload } from '../../reachability/workload';
import { matches } from '../../sets/selector';

/** Whether a policy of a tier is about a workload; none is about one on the host network. */
export function governs({ subject }: Pick<TieredPolicy, 'subject'>, workload: Workload, snapshot: Snapshot): boolean {
  return !workload.hostNetwork && isNamespace(subject.namespaces, workload.namespace, snapshot) && matches(subject.pods, traitsOf(workload));
}

function isNamespace(match: NamespaceMatch, namespace: string, snapshot: Snapshot): boolean {
  return match.kind === 'named' ? match.name === namespace : matches(match.selector, namespaceLabels(snapshot, namespace));
}
