import { renderDeploymentSpec } from './deployment';
import { renderDisruptionSpec } from './disruption';
import { Deployment, PodDisruptionBudget, ServiceAccount } from './kinds';
import { FIRST_UNPRIVILEGED_PORT, privilegedPorts } from './security';
import { Finding } from '../../model/finding';
import { ContainerModel, PodModel } from '../../model/pod';
import { KubeObject, Rendered } from '../../model/rendered';

/** A workload: its Deployment, the ServiceAccount that it runs as, and its disruption budget. */
export function renderWorkload(model: PodModel): Rendered<KubeObject> {
  const { name, namespace, labels } = model;
  const head = { name, namespace, labels };
  const deployment: Deployment = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { ...head, annotations: model.annotations },
    spec: renderDeploymentSpec(model),
  };
  const account: readonly ServiceAccount[] = model.account.kind === 'existing' ? [] : [{
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { ...head, name: model.account.name, annotations: model.account.annotations },
    automountServiceAccountToken: model.mountToken,
  }];
  const spec = renderDisruptionSpec(model);
  const budget: readonly PodDisruptionBudget[] = spec === undefined ? [] : [{
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: head,
    spec,
  }];
  return { objects: [deployment, ...account, ...budget], gaps: warningsOf(model) };
}

/** What is legal and written, and yet deserves a look. */
export function warningsOf(model: PodModel): readonly Finding[] {
  const findings = model.containers.flatMap(healthOf);
  const ports = privilegedPorts(model);
  if (ports.length > 0) {
    findings.push({
      code: 'PORT_PRIVILEGED',
      text: `\`${model.name}\` listens on ${quoted(ports)}, below ${FIRST_UNPRIVILEGED_PORT}: the pod gets the sysctl net.ipv4.ip_unprivileged_port_start so that it can without privileges, but scanners object; listen at or above ${FIRST_UNPRIVILEGED_PORT} and give the old number as servicePort`,
    });
  }
  return findings;
}

function healthOf({ name, health }: ContainerModel): Finding[] {
  const missing = [...(health.liveness ? [] : ['liveness']), ...(health.readiness ? [] : ['readiness'])];
  return missing.length === 0 ? [] : [{
    code: 'HEALTH_MISSING',
    text: `container \`${name}\` has no ${missing.join(' and no ')} probe, so Kubernetes cannot tell when it hangs or is not ready for calls: give it \`health\`, such as Health.http({ live: '/livez', ready: '/readyz' })`,
  }];
}

function quoted(numbers: readonly number[]): string {
  return numbers.map((number) => `\`${number}\``).join(', ');
}
