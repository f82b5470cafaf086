import { ApiObject, App, Chart } from 'cdk8s';
import { Port } from '../../../src/api/connections/port';
import { HardenedWorkload } from '../../../src/api/pod/hardened-workload';
import { Health } from '../../../src/api/pod/health';
import { PodProps } from '../../../src/api/pod/pod-props';
import { Container, DeploymentSpec, PodSpec } from '../../../src/dialects/workload/kinds';

/** What differs from a plain workload named `web`. */
export interface WorkloadCase extends Partial<PodProps> {
  readonly ports?: readonly Port[];
  readonly name?: string;
}

/** A workload alone in its chart. */
export interface Made {
  readonly app: App;
  readonly chart: Chart;
  readonly workload: HardenedWorkload;
}

export const IMAGE = 'ghcr.io/acme/web:1.2.3';
export const HEALTH = Health.http({ live: '/livez', ready: '/readyz' });

/** Makes a workload as the microservice does. */
export function make({ name = 'web', ports = [Port.http(8080)], ...props }: WorkloadCase = {}): Made {
  const app = new App();
  const chart = new Chart(app, 'shop', { namespace: 'shop', disableResourceNameHashes: true });
  const selector = { 'app.kubernetes.io/instance': name, 'app.kubernetes.io/name': name };
  const workload = HardenedWorkload.create(chart, {
    name,
    namespaceName: 'shop',
    labels: { ...selector, 'app.kubernetes.io/part-of': 'shop' },
    annotations: {},
    podLabels: { ...selector, 'app.kubernetes.io/part-of': 'shop' },
    podAnnotations: {},
    selectorLabels: selector,
    ports: ports.map((port) => port._model()),
    props: { image: IMAGE, health: HEALTH, ...props },
  });
  return { app, chart, workload };
}

/** The spec of the Deployment as it is written. */
export function specOf({ workload }: Made): DeploymentSpec {
  return ApiObject.of(workload.deployment).toJson().spec;
}

/** The pod as it is written. */
export function podOf(made: Made): PodSpec {
  return specOf(made).template.spec;
}

/** One container of the pod as it is written. */
export function containerOf(made: Made, name = 'web'): Container {
  const { containers, initContainers = [] } = podOf(made);
  const found = [...containers, ...initContainers].find((container) => container.name === name);
  if (found === undefined) {
    throw new Error(`no container ${name}`);
  }
  return found;
}

/** What was thrown. */
export function thrownBy(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  return undefined;
}
