import { ACCOUNT } from './rules';
import { Address } from '../sets/address';
import { Protocol } from '../sets/ports';
import { LabelMap } from '../sets/selector';

/** The kinds of objects that bring pods. */
export const WORKLOAD_KINDS = [
  'CronJob', 'DaemonSet', 'Deployment', 'Job', 'Pod', 'ReplicaSet', 'ReplicationController', 'StatefulSet',
] as const;

/** A kind of object that brings pods. */
export type WorkloadKind = (typeof WORKLOAD_KINDS)[number];

/** A port that a container declares. */
export interface ContainerPort {
  readonly name?: string;
  readonly number: number;
  readonly protocol: Protocol;
}

/** The object that keeps a Pod alive, as its owner references have it; it need not be among the manifests. */
export interface Controller {
  readonly kind: string;
  readonly name: string;
}

/** A Deployment, a StatefulSet, a lone Pod…: one party, whose pods are all alike. */
export interface Workload {
  readonly kind: WorkloadKind;
  readonly namespace: string;
  readonly name: string;
  /** The labels of its pods. */
  readonly labels: LabelMap;
  /** The name of the ServiceAccount of its pods; absent where nobody knows it. */
  readonly account?: string;
  /** The labels by which its controller finds them, where the object says so; they need not be all of its conditions. */
  readonly selectorLabels?: LabelMap;
  /** The ports of its containers, and of the init containers that go on running beside them. */
  readonly ports: readonly ContainerPort[];
  /** Whether its pods have the addresses of their nodes, and are no pods to a policy. */
  readonly hostNetwork: boolean;
  /** The addresses of the pod, where they are known; more than one in a dual-stack cluster. */
  readonly addresses: readonly Address[];
  /** The addresses of the node that the pod runs on, where they are known. */
  readonly nodeAddresses: readonly Address[];
  /** Whose Pod it is, where the object says so. */
  readonly controller?: Controller;
}

/** What selectors of policies find the pods of a workload by: their labels, and their ServiceAccount. */
export function traitsOf(workload: Pick<Workload, 'labels' | 'account' | 'namespace'>): LabelMap {
  const { labels, account, namespace } = workload;
  if (account === undefined) return labels;
  const known = TRAITS.get(workload);
  if (known !== undefined) return known;
  const traits = { ...labels, [ACCOUNT.name]: account, [ACCOUNT.path]: `${namespace}/${account}` };
  TRAITS.set(workload, traits);
  return traits;
}

/** A workload never changes, and every selector asks for its traits. */
const TRAITS = new WeakMap<object, LabelMap>();

/** The name of a workload in texts, such as `shop/web[Deployment]`. */
export function workloadText(workload: Workload): string {
  return `${workload.namespace}/${workload.name}[${workload.kind}]`;
}

/** The party that a workload is: itself, or the controller to which a Pod belongs, such as `shop/web-5d4f[ReplicaSet]`. */
export function partyText({ controller, ...workload }: Workload): string {
  return controller === undefined ? workloadText(workload) : `${workload.namespace}/${controller.name}[${controller.kind}]`;
}
