import { Account } from './account';
import { containerModel } from './container-model';
import { AdditionalContainerProps } from './container-props';
import { Disruption } from './disruption';
import { Drain, PodProps } from './pod-props';
import { Rollout } from './rollout';
import { podSecurityModel } from './security-model';
import { Spread } from './spread';
import { Labels } from '../../model/endpoint';
import { refuse } from '../../model/finding';
import { annotationSet, dnsLabel1123, dnsSubdomain, labelSet } from '../../model/name';
import { ContainerModel, PodModel, PodSecurityModel, PreStopModel, TextMap } from '../../model/pod';
import { PortModel } from '../../model/port';

const REPLICAS = 3;
const SLEEP_SECONDS = 5;
const GRACE_PERIOD_SECONDS = 30;
const PROGRESS_DEADLINE_SECONDS = 600;
const REVISION_HISTORY_LIMIT = 5;
const INT32_MAX = 2 ** 31 - 1;

/** What a workload takes from its microservice. */
export interface PodFrame {
  readonly name: string;
  readonly namespaceName?: string;
  readonly labels: Labels;
  readonly annotations: TextMap;
  readonly podLabels: Labels;
  readonly podAnnotations: TextMap;
  readonly selectorLabels: Labels;
  /** The ports of the main container. */
  readonly ports: readonly PortModel[];
}

/** A workload with every default filled in. Refuses with the code of whatever is wrong. */
export function podModel(frame: PodFrame, props: PodProps): PodModel {
  dnsLabel1123('the name of a workload,', frame.name);
  const replicas = whole('REPLICAS_INVALID', 'replicas', props.replicas ?? REPLICAS, 0);
  const security = podSecurityModel(props.podSecurity);
  const model: PodModel = {
    name: frame.name,
    namespace: frame.namespaceName,
    labels: frame.labels,
    annotations: frame.annotations,
    podLabels: podLabelsOf(frame, props),
    podAnnotations: { ...annotationSet('the annotations of the pods', props.podAnnotations ?? {}), ...frame.podAnnotations },
    selectorLabels: frame.selectorLabels,
    replicas,
    ...containersOf(frame, props, security),
    account: (props.serviceAccount ?? Account.own())._model(frame.name),
    mountToken: props.mountServiceAccountToken ?? false,
    imagePullSecrets: (props.imagePullSecrets ?? []).map((name) => dnsSubdomain('an image pull secret,', name)),
    security,
    gracePeriodSeconds: graceOf(props.drain),
    rollout: (props.rollout ?? Rollout.rollingUpdate())._model(),
    ...paceOf(props),
    disruption: (props.disruption ?? Disruption.maxUnavailable(1))._model(replicas),
    spread: (props.spread ?? Spread.preferred())._model(),
    priorityClassName: props.priorityClassName && dnsSubdomain('the priority class', props.priorityClassName),
    runtimeClassName: props.runtimeClassName && dnsSubdomain('the runtime class', props.runtimeClassName),
    nodeSelector: labelSet('the node selector', props.nodeSelector ?? {}),
  };
  checkContainers([...model.containers, ...model.initContainers], model.gracePeriodSeconds);
  return model;
}

function containersOf(frame: PodFrame, props: PodProps, podSecurity: PodSecurityModel): Pick<PodModel, 'containers' | 'initContainers'> {
  const preStop = sleepOf(props.drain);
  const main = containerModel({ role: 'main', name: props.containerName ?? frame.name, ports: frame.ports, podSecurity, preStop }, props);
  const others = (role: ContainerModel['role'], list: readonly AdditionalContainerProps[] = []): readonly ContainerModel[] => list.map((other) => {
    const ports = (other.ports ?? []).map((port) => port._model());
    return containerModel({ role, name: other.name, ports, podSecurity, preStop }, other);
  });
  return {
    containers: [main, ...others('additional', props.containers)],
    initContainers: [...others('sidecar', props.sidecars), ...others('init', props.initContainers)],
  };
}

function podLabelsOf({ podLabels, selectorLabels }: PodFrame, props: PodProps): Labels {
  const own = labelSet('the labels of the pods', props.podLabels ?? {});
  for (const [key, value] of Object.entries(own)) {
    if (selectorLabels[key] !== undefined && selectorLabels[key] !== value) {
      refuse('LABEL_INVALID', `pod label \`${key}\` cannot be \`${value}\`: the pods are selected by \`${selectorLabels[key]}\`; choose another key`);
    }
  }
  return { ...podLabels, ...own, ...selectorLabels };
}

function paceOf(props: PodProps): Pick<PodModel, 'minReadySeconds' | 'progressDeadlineSeconds' | 'revisionHistoryLimit'> {
  const minReadySeconds = whole('ROLLOUT_INVALID', 'minReadySeconds', props.minReadySeconds ?? 0, 0);
  const deadline = whole('ROLLOUT_INVALID', 'progressDeadlineSeconds', props.progressDeadlineSeconds ?? PROGRESS_DEADLINE_SECONDS, 1);
  if (deadline <= minReadySeconds) {
    refuse('ROLLOUT_INVALID', `progressDeadlineSeconds \`${deadline}\` is not above minReadySeconds \`${minReadySeconds}\`, so every rollout would fail: raise it`);
  }
  return {
    minReadySeconds: props.minReadySeconds,
    progressDeadlineSeconds: deadline,
    revisionHistoryLimit: whole('ROLLOUT_INVALID', 'revisionHistoryLimit', props.revisionHistoryLimit ?? REVISION_HISTORY_LIMIT, 0),
  };
}

function graceOf(drain: Drain = {}): number {
  return whole('DRAIN_INVALID', 'gracePeriodSeconds', drain.gracePeriodSeconds ?? GRACE_PERIOD_SECONDS, 1);
}

function sleepOf(drain: Drain = {}): PreStopModel {
  const seconds = whole('DRAIN_INVALID', 'sleepSeconds', drain.sleepSeconds ?? SLEEP_SECONDS, 0);
  return seconds === 0 ? { kind: 'none' } : { kind: 'sleep', seconds };
}

function checkContainers(containers: readonly ContainerModel[], gracePeriodSeconds: number): void {
  const names = new Set<string>();
  const ports = new Map<string, string>();
  const directories = new Map<string, string>();
  for (const container of containers) {
    if (names.has(container.name)) {
      refuse('CONTAINER_NAME_DUPLICATE', `two containers of one pod are named \`${container.name}\`: give each a name of its own`);
    }
    names.add(container.name);
    checkPorts(container, ports);
    checkDirectories(container, directories);
    if (container.preStop.kind === 'sleep' && container.preStop.seconds >= gracePeriodSeconds) {
      refuse('DRAIN_INVALID', `container \`${container.name}\` sleeps \`${container.preStop.seconds}\` of ${gracePeriodSeconds} seconds, so it is killed before it can end: raise gracePeriodSeconds or sleep less`);
    }
  }
}

/** All containers of a pod share one network: a number can be taken once, and a name must mean one port. */
function checkPorts({ name: container, ports }: ContainerModel, seen: Map<string, string>): void {
  for (const { name, number, protocol, endPort } of ports) {
    const keys = [`named \`${name}\``, ...(endPort === undefined ? [`\`${number}\` over ${protocol}`] : [])];
    for (const key of keys) {
      const other = seen.get(key);
      if (other !== undefined) {
        refuse('PORT_DUPLICATE', `port ${key} is declared twice in one pod, by container \`${other}\` and container \`${container}\`: all its containers share one network; change one of them`);
      }
      seen.set(key, container);
    }
  }
}

function checkDirectories({ mounts }: ContainerModel, seen: Map<string, string>): void {
  for (const { volume } of mounts) {
    if (volume.kind === 'emptyDir' && volume.name !== undefined) {
      const size = `${volume.sizeLimit}${volume.inMemory ? ' in memory' : ''}`;
      const other = seen.get(volume.name) ?? size;
      if (other !== size) {
        refuse('MOUNT_INVALID', `shared directory \`${volume.name}\` has \`${other}\` in one container and \`${size}\` in another: give it the same size everywhere`);
      }
      seen.set(volume.name, size);
    }
  }
}

function whole(code: 'REPLICAS_INVALID' | 'ROLLOUT_INVALID' | 'DRAIN_INVALID', what: string, value: number, least: number): number {
  if (!Number.isInteger(value) || value < least || value > INT32_MAX) {
    refuse(code, `${what} \`${value}\` is not a whole number from ${least} on`);
  }
  return value;
}
