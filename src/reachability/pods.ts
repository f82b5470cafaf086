import { listAt, readLabels, ReadObject, shownValue, valueAt } from './objects';
import { ContainerPort, Controller, Workload, WorkloadKind } from './workload';
import { Address, parseAddress } from '../sets/address';
import { ALL_PROTOCOLS, isPort } from '../sets/ports';

/** The API groups and kinds that bring pods, and where each keeps its pod template; a Pod is its own. */
const TEMPLATES: Readonly<Record<string, readonly [WorkloadKind, ...string[]]>> = {
  '/Pod': ['Pod'],
  '/ReplicationController': ['ReplicationController', 'spec', 'template'],
  'apps/Deployment': ['Deployment', 'spec', 'template'],
  'apps/StatefulSet': ['StatefulSet', 'spec', 'template'],
  'apps/DaemonSet': ['DaemonSet', 'spec', 'template'],
  'apps/ReplicaSet': ['ReplicaSet', 'spec', 'template'],
  'batch/Job': ['Job', 'spec', 'template'],
  'batch/CronJob': ['CronJob', 'spec', 'jobTemplate', 'spec', 'template'],
};

/** The kind of a workload, and the keys that lead to its pod template; nothing if the object brings no pods. */
export function podTemplateOf({ apiVersion, kind }: Pick<ReadObject, 'apiVersion' | 'kind'>): readonly [WorkloadKind, ...string[]] | undefined {
  return TEMPLATES[`${apiVersion.includes('/') ? apiVersion.split('/')[0] : ''}/${kind}`];
}

/** The workload that an object is, if it is one with pods; a Pod that has run to its end holds no address, and is none. */
export function readWorkload(object: ReadObject): Workload | undefined {
  const template = podTemplateOf(object);
  if (template === undefined) return undefined;
  const [kind, ...path] = template;
  const phase = valueAt(object.value, ...path, 'status', 'phase');
  if (phase === 'Succeeded' || phase === 'Failed') return undefined;
  const controller = readController(object);
  return {
    kind,
    namespace: object.namespace,
    name: object.name,
    labels: readLabels(object, ...path, 'metadata', 'labels'),
    ports: readPorts(object, [...path, 'spec']),
    hostNetwork: valueAt(object.value, ...path, 'spec', 'hostNetwork') === true,
    addresses: readAddresses(object, 'podIP', [...path, 'status']),
    nodeAddresses: readAddresses(object, 'hostIP', [...path, 'status']),
    ...(controller === undefined ? {} : { controller }),
  };
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
    if (text === undefined || text === null || text === '') return [];
    const address = parseAddress(shownValue(text));
    if (!('problem' in address)) return [address];
    report([...status, field].join('.'), `\`${address.text}\` ${address.detail}`);
    return [];
  });
}
