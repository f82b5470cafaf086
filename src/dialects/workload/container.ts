import { renderEnv, renderEnvImports } from './env';
import { Container, ContainerPort, VolumeMount } from './kinds';
import { renderPreStop, renderProbe } from './probes';
import { renderSecurity } from './security';
import { ContainerModel, containerPorts } from '../../model/pod';
import { PortModel } from '../../model/port';

/** A container, with the mounts that the plan of its pod gives it. */
export function renderContainer(model: ContainerModel, mounts: readonly VolumeMount[]): Container {
  const preStop = renderPreStop(model.preStop);
  return {
    name: model.name,
    image: model.image,
    imagePullPolicy: model.imagePullPolicy,
    command: filled(model.command),
    args: filled(model.args),
    workingDir: model.workingDir,
    ports: filled(containerPorts(model).map(renderPort)),
    env: filled(renderEnv(model.env)),
    envFrom: filled(renderEnvImports(model.envImports)),
    resources: model.resources,
    livenessProbe: renderProbe(model.health.liveness),
    readinessProbe: renderProbe(model.health.readiness),
    startupProbe: renderProbe(model.health.startup),
    lifecycle: preStop && { preStop },
    volumeMounts: filled(mounts),
    securityContext: renderSecurity(model.security),
    restartPolicy: model.role === 'sidecar' ? 'Always' : undefined,
  };
}

function renderPort({ name, number, protocol }: PortModel): ContainerPort {
  return { name, containerPort: number, protocol };
}

function filled<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length === 0 ? undefined : list;
}
