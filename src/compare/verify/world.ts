import { strangersOf } from './strangers';
import { Asked, AskedGuardrails, WorkloadId } from '../../model/asked';
import { RuleSet } from '../../reachability/rules';
import { Snapshot } from '../../reachability/snapshot';
import { Workload } from '../../reachability/workload';
import { workloadOf } from '../../reachability/workload-index';
import { LabelMap } from '../../sets/selector';

/** The manifests, and one pod for each kind of pods that may be in the cluster beside them. */
export interface World {
  readonly snapshot: Snapshot;
  /** The strangers' names in sentences; a workload that is not in here is among the manifests. */
  readonly strangers: ReadonlyMap<Workload, string>;
  /** The workload of the manifests that bears an identity. */
  readonly find: (id: WorkloadId) => Workload | undefined;
  readonly guardrails: readonly AskedGuardrails[];
}

/** Puts the strangers beside the workloads: those that somebody declared, those that some rule lets through, and anybody else. */
export function worldOf(snapshot: Snapshot, asked: Asked, rules: RuleSet): World {
  const strangers = strangersOf(snapshot, asked, rules);
  const labels = strangers.flatMap(({ workload, namespaceLabels }): [string, LabelMap][] => (
    namespaceLabels === undefined ? [] : [[workload.namespace, namespaceLabels]]
  ));
  return {
    snapshot: {
      ...snapshot,
      namespaces: new Map([...snapshot.namespaces, ...labels]),
      workloads: [...snapshot.workloads, ...strangers.map(({ workload }) => workload)],
    },
    strangers: new Map(strangers.map(({ workload, text }) => [workload, text])),
    guardrails: asked.guardrails,
    find: (id) => workloadOf(snapshot, id),
  };
}
