import { listAt, readLabels, ReadObject, valueAt } from './objects';
import { ContainerPort, Controller, Workload, WorkloadKind } from './workload';
import { Address, parseAddress } from '../sets/address';
import { ALL_PROTOCOLS, isPort } from '../sets/ports';

/** Where a kind of object has its pods. */
interface Shape {
  readonly kind: WorkloadKind;
  /** The path of its pod template; a Pod is its own. */
  readonly template: readonly string[];
  /** The path of the labels by which it finds its pods. A Job finds them by a label that it makes itself, so that it says nothing. */
  readonly selector?: readonly string[];
}

const TEMPLATE = ['spec', 'template'];
const SELECTOR = ['spec', 'selector', 'matchLabels'];

/** The API groups and kinds that bring pods. */
const SHAPES: Readonly<Record<string, Shape>> = {
  '/Pod': { kind: 'Pod', template: [] },
  '/ReplicationController': { kind: 'ReplicationController', template: TEMPLATE, selector: ['spec', 'selector'] },
  'apps/Deployment': { kind: 'Deployment', template: TEMPLATE, selector: SELECTOR },
  'apps/StatefulSet': { kind: 'StatefulSet', template: TEMPLATE, selector: SELECTOR },
  'apps/DaemonSet': { kind: 'DaemonSet', template: TEMPLATE, selector: SELECTOR },
  'apps/ReplicaSet': { kind: 'ReplicaSet', template: TEMPLATE, selector: SELECTOR },
  'batch/Job': { kind: 'Job', template: TEMPLATE },
  'batch/CronJob': { kind: 'CronJob', template: ['spec', 'jobTemplate', 'spec', 'template'] },
};

/** The kind of a workload, and the keys that lead to its pod template; nothing if the object brings no pods. */
export function podTemplateOf(object: Pick<ReadObject, 'apiVersion' | 'kind'>): Pick<Shape, 'kind' | 'template'> | undefined {
  return shapeOf(object);
}

function shapeOf({ apiVersion, kind }: Pick<ReadObject, 'apiVersion' | 'kind'>): Shape | undefined {
  return SHAPES[`${apiVersion.includes('/') ? apiVersion.split('/')[0] : ''}/${kind}`];
}

/** The workload that an object is, if it is one with pods; a Pod that has run to its end holds no address, and is none, nor is an old revision. */
export function readWorkload(object: ReadObject): Workload | undefined {
  const shape = shapeOf(object);
  if (shape === undefined) return undefined;
  const { kind, template: path } = shape;
  const phase = valueAt(object.value, ...path, 'status', 'phase');
  if (phase === 'Succeeded' || phase === 'Failed') return undefined;
  if (isOldRevision(object)) return undefined;
  const controller = readController(object);
  const selectorLabels = shape.selector === undefined ? {} : readLabels(object, ...shape.selector);
  return {
    kind,
    namespace: object.namespace,
    name: object.name,
    labels: readLabels(object, ...path, 'metadata', 'labels'),
    account: readAccount(object, [...path, 'spec']),
    ...(Object.keys(selectorLabels).length === 0 ? {} : { selectorLabels }),
    ports: readPorts(object, [...path, 'spec']),
    hostNetwork: valueAt(object.value, ...path, 'spec', 'hostNetwork') === true,
    addresses: readAddresses(object, 'podIP', [...path, 'status']),
    nodeAddresses: readAddresses(object, 'hostIP', [...path, 'status']),
    ...(controller === undefined ? {} : { controller }),
  };
}

/**
 * The ServiceAccount of pods: `default` where the template names none. `serviceAccount` is its name of old.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#PodSpec (Kubernetes 1.35, `serviceAccountName`)
 */
function readAccount({ value }: ReadObject, spec: readonly string[]): string {
  const names = ['serviceAccountName', 'serviceAccount'].map((field) => valueAt(value, ...spec, field));
  return names.find((name) => typeof name === 'string' && name !== '') as string | undefined ?? 'default'; // the condition says that it is a text
}

/**
 * Whether an object is a ReplicaSet that its Deployment keeps only to be able to go back to it: it has no pods, and labels of another time.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#clean-up-policy (Kubernetes 1.35)
 */
function isOldRevision({ kind, value }: ReadObject): boolean {
  return kind === 'ReplicaSet' && valueAt(value, 'spec', 'replicas') === 0
    && listAt(value, 'metadata', 'ownerReferences').some((owner) => valueAt(owner, 'controller') === true);
}

/**
 * The controller of a Pod; a static Pod names its node as its owner, which controls nothing.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/owners-dependents/ (Kubernetes 1.35)
 */
function readController({ kind, value }: ReadObject): Controller | undefined {
  if (kind !== 'Pod') return undefined;
  const owner = listAt(value, 'metadata', 'ownerReferences').find((one) => valueAt(one, 'controller') === true);
  const [ownerKind, name] = [valueAt(owner, 'kind'), valueAt(owner, 'name')];
  return typeof name !== 'string' || ownerKind === 'Node' ? undefined : { kind: typeof ownerKind === 'string' ? ownerKind : 'Pod', name };
}

/**
 * The ports of all containers that run as long as the pod does: init containers among them if they restart always.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/ (Kubernetes 1.35)
 */
function readPorts({ value, report }: ReadObject, spec: readonly string[]): ContainerPort[] {
  const sidecars = listAt(value, ...spec, 'initContainers').filter((container) => valueAt(container, 'restartPolicy') === 'Always');
  const containers = [...listAt(value, ...spec, 'containers'), ...sidecars];
  return containers.flatMap((container) => listAt(container, 'ports')).flatMap((port) => {
    const [name, number] = [valueAt(port, 'name'), valueAt(port, 'containerPort')];
    const protocol = ALL_PROTOCOLS.find((one) => one === (valueAt(port, 'protocol') ?? 'TCP'));
    if (protocol === undefined || typeof number !== 'number' || !isPort(number)) {
      report([...spec, 'containers'].join('.'), `the port \`${JSON.stringify(port)}\` has no number from 1 to 65535, or no known protocol`);
      return [];
    }
    return [{ ...(typeof name === 'string' ? { name } : {}), number, protocol }];
  });
}

/** `podIP` and `podIPs`, or the like: the plural has all of them, the singular the first. */
function readAddresses({ value, report }: ReadObject, field: string, status: readonly string[]): Address[] {
  const plural = listAt(value, ...status, `${field}s`).map((entry) => valueAt(entry, 'ip'));
  const texts = plural.length > 0 ? plural : [valueAt(value, ...status, field)];
  return texts.flatMap((text) => {
    // another value than a text is refused where the shapes of objects are looked at
    if (typeof text !== 'string' || text === '') return [];
    const address = parseAddress(text);
    if (!('problem' in address)) return [address];
    report([...status, field].join('.'), `\`${address.text}\` ${address.detail}`);
    return [];
  });
}
