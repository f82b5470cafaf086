import { renderContainer } from './container';
import { DeploymentSpec, PodSpec } from './kinds';
import { renderAffinity, renderSpread } from './scheduling';
import { renderPodSecurity } from './security';
import { planMounts } from './volumes';
import { PodModel, RolloutModel } from '../../model/pod';

/** What a Deployment says: how many pods, how they replace each other, and what they are. */
export function renderDeploymentSpec(model: PodModel): DeploymentSpec {
  return {
    minReadySeconds: model.minReadySeconds,
    progressDeadlineSeconds: model.progressDeadlineSeconds,
    replicas: model.replicas,
    revisionHistoryLimit: model.revisionHistoryLimit,
    selector: { matchLabels: model.selectorLabels },
    strategy: renderStrategy(model.rollout),
    template: { metadata: { labels: model.podLabels, annotations: model.podAnnotations }, spec: renderPodSpec(model) },
  };
}

/** The pod of a workload. */
export function renderPodSpec(model: PodModel): PodSpec {
  const { volumes, mounts } = planMounts([...model.containers, ...model.initContainers]);
  const [containers, initContainers] = [model.containers, model.initContainers]
    .map((list) => list.map((container) => renderContainer(container, mounts.get(container.name) ?? [])));
  return {
    affinity: renderAffinity(model),
    automountServiceAccountToken: model.mountToken,
    containers: containers ?? [],
    enableServiceLinks: false,
    imagePullSecrets: model.imagePullSecrets.length === 0 ? undefined : model.imagePullSecrets.map((name) => ({ name })),
    initContainers: initContainers?.length === 0 ? undefined : initContainers,
    nodeSelector: Object.keys(model.nodeSelector).length === 0 ? undefined : model.nodeSelector,
    priorityClassName: model.priorityClassName,
    restartPolicy: 'Always',
    runtimeClassName: model.runtimeClassName,
    securityContext: renderPodSecurity(model),
    serviceAccountName: model.account.name,
    terminationGracePeriodSeconds: model.gracePeriodSeconds,
    topologySpreadConstraints: renderSpread(model),
    volumes: volumes.length === 0 ? undefined : volumes,
  };
}

function renderStrategy(rollout: RolloutModel): DeploymentSpec['strategy'] {
  switch (rollout.kind) {
    case 'rollingUpdate':
      return { type: 'RollingUpdate', rollingUpdate: { maxSurge: rollout.maxSurge, maxUnavailable: rollout.maxUnavailable } };
    case 'recreate':
      return { type: 'Recreate' };
  }
}
