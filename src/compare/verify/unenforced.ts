import { evidence } from './words';
import { WorkloadId } from '../../model/asked';
import { decide, workloadEnd } from '../../reachability/decide';
import { snapshotOf } from '../../reachability/snapshot';
import { Workload, WORKLOAD_KINDS } from '../../reachability/workload';

/** One flow that a cluster without policies lets through: from anybody to a workload, whatever is declared of it. */
export function unenforcedWitness({ kind, namespace, name }: WorkloadId): string[] {
  const pod = { labels: {}, ports: [], hostNetwork: false, addresses: [], nodeAddresses: [] };
  const anybody: Workload = { ...pod, kind: 'Pod', namespace: 'any other namespace', name: 'every pod' };
  const workload: Workload = { ...pod, kind: WORKLOAD_KINDS.find((one) => one === kind) ?? 'Pod', namespace, name };
  const flow = { source: workloadEnd(anybody), destination: workloadEnd(workload), protocol: 'TCP', port: 443 } as const;
  return evidence(decide(snapshotOf([]), [], flow));
}
