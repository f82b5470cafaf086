import { NodeFacts, readNode } from './nodes';
import { flattened, objectText, readLabels, ReadObject, readObject, SnapshotProblem, valueAt } from './objects';
import { readWorkload } from './pods';
import { NamespaceMatch } from './rules';
import { isReserved } from './rules/reserved';
import { Workload, workloadText } from './workload';
import { Cidr } from '../sets/cidr';
import { order } from '../sets/order';
import { LabelMap, matches } from '../sets/selector';

/**
 * The label with the name of the namespace, which the API server puts on each.
 *
 * @see https://kubernetes.io/docs/reference/labels-annotations-taints/#kubernetes-io-metadata-name (Kubernetes 1.35)
 */
export const NAMESPACE_NAME_LABEL = 'kubernetes.io/metadata.name';

/** Who in the cluster is in a block of addresses that has theirs; whoever is outside it always is. */
export interface BlockScope {
  readonly pods: boolean;
  /** Nodes, and the pods on their network. */
  readonly nodes: boolean;
}

/** What manifests do not say, and somebody who knows the cluster may. */
export interface ClusterFacts {
  /** The blocks that hold the addresses of all pods; absent means that a pod may have any address. */
  readonly podCidrs?: readonly Cidr[];
  /** The blocks that hold the addresses of all nodes; absent means that a node may have any address. */
  readonly nodeCidrs?: readonly Cidr[];
  /** Whom in the cluster the blocks of policies take in, where the network plugin goes by more than the address; absent means whoever has it. */
  readonly blocks?: BlockScope;
  /** The blocks that hold the addresses of the API server, and nobody else; absent means that it may have any outside, or that of a node. */
  readonly apiServer?: readonly Cidr[];
  /** Whether `**.` before a name in a policy is one label or more, and not one alone; absent means it is, as the newest plugins have it. */
  readonly deepNames?: boolean;
  /** Labels of namespaces that have no object among the manifests. */
  readonly namespaceLabels?: Readonly<Record<string, LabelMap>>;
}

/** The manifests under analysis, reduced to what a verdict needs beside the policies. */
export interface Snapshot {
  /** The labels of each namespace, its name label always among them. */
  readonly namespaces: ReadonlyMap<string, LabelMap>;
  /** Sorted by namespace, name and kind. */
  readonly workloads: readonly Workload[];
  /** The nodes that have an object among the manifests, sorted by name. */
  readonly nodes: readonly NodeFacts[];
  readonly facts: ClusterFacts;
  /** What could not be read. */
  readonly problems: readonly SnapshotProblem[];
}

/** Reads the namespaces, the nodes and the workloads; policies are read by their dialects, and other objects do not matter to a verdict. */
export function snapshotOf(objects: readonly unknown[], facts: ClusterFacts = {}): Snapshot {
  const problems: SnapshotProblem[] = [];
  const read = flattened(objects).flatMap((raw) => readObject(raw, problems) ?? []);
  const nodes = onePerName(read, readNode).sort((a, b) => order(a.name, b.name));
  const nodesByName = new Map(nodes.map((node): [unknown, NodeFacts] => [node.name, node]));
  const workloads = onePerName(read, (object) => readPlacedWorkload(object, nodesByName));
  const namespaces = new Map<string, LabelMap>(Object.entries(facts.namespaceLabels ?? {}));
  for (const { name, labels } of onePerName(read, readNamespace)) namespaces.set(name, { ...namespaces.get(name), ...labels });
  for (const { namespace } of workloads) namespaces.set(namespace, namespaces.get(namespace) ?? {});
  const named = [...namespaces].map(([name, labels]): [string, LabelMap] => [name, { ...labels, [NAMESPACE_NAME_LABEL]: name }]);
  return { namespaces: new Map(named.sort(([a], [b]) => order(a, b))), workloads: workloads.sort(compareWorkloads), nodes, facts, problems };
}

/** What objects are read to, of which two of one kind, namespace and name are a problem: which of them is meant, nobody can tell. */
function onePerName<T>(objects: readonly ReadObject[], read: (object: ReadObject) => T | undefined): T[] {
  const seen = new Set<string>();
  return objects.flatMap((object) => {
    const found = read(object);
    if (found === undefined) return [];
    const key = objectText(object);
    if (seen.has(key)) object.report('metadata.name', `there is another ${object.kind} of the name \`${object.name}\`; one of them replaces the other`);
    seen.add(key);
    return [found];
  });
}

function readNamespace(object: ReadObject): { readonly name: string; readonly labels: LabelMap } | undefined {
  if (object.kind !== 'Namespace' || object.apiVersion !== 'v1') return undefined;
  return { name: object.name, labels: readLabels(object, 'metadata', 'labels') };
}

/** A workload, with the addresses of the node on which it says that it runs. */
function readPlacedWorkload(object: ReadObject, nodes: ReadonlyMap<unknown, NodeFacts>): Workload | undefined {
  const workload = readWorkload(object);
  if (workload?.kind !== 'Pod' || workload.nodeAddresses.length > 0) return workload;
  const node = nodes.get(valueAt(object.value, 'spec', 'nodeName'));
  return node === undefined ? workload : { ...workload, nodeAddresses: node.internalAddresses };
}

/** The labels of a namespace; of one that nobody declared, only its name is known. */
export function namespaceLabels(snapshot: Snapshot, namespace: string): LabelMap {
  return snapshot.namespaces.get(namespace) ?? { [NAMESPACE_NAME_LABEL]: namespace };
}

/** The workloads of a name such as `shop/web`: several, where kinds share it, of which `shop/web[Job]` is one. */
export function workloadsNamed({ workloads }: Snapshot, text: string): Workload[] {
  return workloads.filter((workload) => text === workloadText(workload) || text === `${workload.namespace}/${workload.name}`);
}

/** Whether a workload is in some namespaces. */
export function matchesNamespace(namespaces: NamespaceMatch, snapshot: Snapshot, { namespace }: Pick<Workload, 'namespace'>): boolean {
  if (namespaces.kind === 'named') return namespaces.name === namespace;
  return !isReserved(namespace) && matches(namespaces.selector, namespaceLabels(snapshot, namespace));
}

/** The first workload of a name. */
export function findWorkload(snapshot: Snapshot, text: string): Workload | undefined {
  return workloadsNamed(snapshot, text)[0];
}

function compareWorkloads(a: Workload, b: Workload): number {
  return order(a.namespace, b.namespace) || order(a.name, b.name) || order(a.kind, b.kind);
}
