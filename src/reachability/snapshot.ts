import { flattened, readLabels, readObject, SnapshotProblem } from './objects';
import { readWorkload } from './pods';
import { Workload, workloadText } from './workload';
import { Cidr } from '../sets/cidr';
import { LabelMap } from '../sets/selector';

/**
 * The label with the name of the namespace, which the API server puts on each.
 *
 * @see https://kubernetes.io/docs/reference/labels-annotations-taints/#kubernetes-io-metadata-name (Kubernetes 1.35)
 */
export const NAMESPACE_NAME_LABEL = 'kubernetes.io/metadata.name';

/** What manifests do not say, and somebody who knows the cluster may. */
export interface ClusterFacts {
  /** The blocks that hold the addresses of all pods; absent means that a pod may have any address. */
  readonly podCidrs?: readonly Cidr[];
  /** The blocks that hold the addresses of all nodes; absent means that a node may have any address. */
  readonly nodeCidrs?: readonly Cidr[];
  /** Labels of namespaces that have no object among the manifests. */
  readonly namespaceLabels?: Readonly<Record<string, LabelMap>>;
}

/** The manifests under analysis, reduced to what a verdict needs beside the policies. */
export interface Snapshot {
  /** The labels of each namespace, its name label always among them. */
  readonly namespaces: ReadonlyMap<string, LabelMap>;
  /** Sorted by namespace, name and kind. */
  readonly workloads: readonly Workload[];
  readonly facts: ClusterFacts;
  /** What could not be read. */
  readonly problems: readonly SnapshotProblem[];
}

/** Reads the namespaces and the workloads; policies are read by their dialects, and other objects do not matter to a verdict. */
export function snapshotOf(objects: readonly unknown[], facts: ClusterFacts = {}): Snapshot {
  const problems: SnapshotProblem[] = [];
  const namespaces = new Map<string, LabelMap>(Object.entries(facts.namespaceLabels ?? {}));
  const workloads: Workload[] = [];
  for (const raw of flattened(objects)) {
    const object = readObject(raw, problems);
    if (object === undefined) continue;
    if (object.kind === 'Namespace' && object.apiVersion === 'v1') {
      namespaces.set(object.name, { ...namespaces.get(object.name), ...readLabels(object, 'metadata', 'labels') });
    }
    const workload = readWorkload(object);
    if (workload !== undefined) workloads.push(workload);
  }
  for (const { namespace } of workloads) namespaces.set(namespace, namespaces.get(namespace) ?? {});
  const named = [...namespaces].map(([name, labels]): [string, LabelMap] => [name, { ...labels, [NAMESPACE_NAME_LABEL]: name }]);
  return { namespaces: new Map(named.sort(([a], [b]) => order(a, b))), workloads: workloads.sort(compareWorkloads), facts, problems };
}

/** The labels of a namespace; of one that nobody declared, only its name is known. */
export function namespaceLabels(snapshot: Snapshot, namespace: string): LabelMap {
  return snapshot.namespaces.get(namespace) ?? { [NAMESPACE_NAME_LABEL]: namespace };
}

/** The workload of a name such as `shop/web`, or `shop/web[Job]` where two kinds share it. */
export function findWorkload(snapshot: Snapshot, text: string): Workload | undefined {
  return snapshot.workloads.find((workload) => text === workloadText(workload) || text === `${workload.namespace}/${workload.name}`);
}

function compareWorkloads(a: Workload, b: Workload): number {
  return order(a.namespace, b.namespace) || order(a.name, b.name) || order(a.kind, b.kind);
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
