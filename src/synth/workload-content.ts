import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { emit } from './emit';
import { withAdditions } from '../dialects/workload/additions';
import { renderDeploymentSpec } from '../dialects/workload/deployment';
import { renderDisruptionSpec } from '../dialects/workload/disruption';
import { Shortfall, shortfalls } from '../dialects/workload/hardening';
import { DeploymentSpec, LabelSelector, PodSpec } from '../dialects/workload/kinds';
import { warningsOf } from '../dialects/workload/render';
import { Finding, refuse } from '../model/finding';
import { envName } from '../model/name';
import { EnvModel, PodModel } from '../model/pod';

/** What somebody else says of a Deployment that we render. */
export interface DeploymentAdditions {
  /** Labels by which the pods are found, ours among them. */
  readonly selector: LabelSelector;
  /** Labels and annotations of the pods, ours among them. */
  readonly metadata: DeploymentSpec['template']['metadata'];
  /** Whether an autoscaler sets the replicas. */
  readonly autoscaled: boolean;
  /** What was added to the pod, in JSON of the API; its first containers stand for ours and carry only what is new. */
  readonly pod?: object;
}

/** What the Deployment of a workload says: what was asked, the variables that edges inject, and what somebody added. */
export class WorkloadContent {
  private readonly injected = new Map<string, string>();
  /** Variables whose values are asked for when they are written, and what they were when that was last done. */
  private readonly late = new Map<string, () => string>();
  private rendered?: { readonly late: string; readonly spec: DeploymentSpec };

  public constructor(public readonly model: PodModel) {}

  /** Gives the main container one more variable. Refuses with ENV_DUPLICATE a name that has another value already, and with ENV_NAME_INVALID. */
  public injectEnv(name: string, value: string | (() => string)): void {
    const own = this.model.containers[0]?.env[envName('an injected variable', name)];
    const before = this.injected.get(name) ?? this.late.get(name) ?? (own?.kind === 'value' ? own.value : undefined);
    if (before !== value && (before ?? own) !== undefined) {
      refuse('ENV_DUPLICATE', `variable \`${name}\` of \`${this.model.name}\` cannot be \`${textOf(value)}\`: it is \`${before === undefined ? 'read from elsewhere' : textOf(before)}\` already; choose another name`);
    }
    if (typeof value === 'string') this.injected.set(name, value);
    else this.late.set(name, value);
    this.rendered = undefined;
  }

  /** The spec of the Deployment. */
  public specWith({ selector, metadata, autoscaled, pod }: DeploymentAdditions): object {
    const ours = this.spec();
    const { containers, initContainers } = this.model;
    const counts = { containers: containers.length, initContainers: initContainers.length };
    // JSON of the API, as its field says: what a pod does not have, nobody adds to one
    const spec = pod === undefined ? ours.template.spec : withAdditions(ours.template.spec, { pod: pod as PodSpec, ...counts });
    return { ...ours, replicas: autoscaled ? undefined : ours.replicas, selector, template: { metadata, spec } };
  }

  /** What deserves a look, whatever was added. */
  public warnings(): readonly Finding[] {
    return warningsOf(this.model);
  }

  /** Where the Deployment as it is written is less safe than what we rendered; nothing where a patch left no pod to look at. */
  public notHardened(deployment: { readonly spec?: { readonly template?: { readonly spec?: PodSpec } } }): readonly Finding[] {
    const written = deployment.spec?.template?.spec;
    const found = Array.isArray(written?.containers) ? shortfalls(this.spec().template.spec, written) : [];
    return found.map((shortfall) => ({ code: 'CONTAINER_NOT_HARDENED', text: this.textOf(shortfall) }));
  }

  private textOf({ container, weaknesses }: Shortfall): string {
    const subject = container === undefined ? `the pod of \`${this.model.name}\`` : `container \`${container}\` of \`${this.model.name}\``;
    const mend = container === undefined
      ? 'take back the volume or the patch that does it'
      : 'take it back, or declare the container in `containers`, `initContainers` or `sidecars`, whose `security` says what it costs';
    return `${subject} was added or patched and ${weaknesses.join(', ')}, which the restricted Pod Security Standard forbids: ${mend}`;
  }

  /** Rendered once for as long as no variable is injected or changes: the synthesis copies what it resolves. */
  private spec(): DeploymentSpec {
    const late = [...this.late].map(([name, produce]): [string, string] => [name, produce()]);
    const key = JSON.stringify(late);
    if (this.rendered?.late !== key) {
      const variables = [...this.injected, ...late];
      this.rendered = { late: key, spec: renderDeploymentSpec(variables.length === 0 ? this.model : this.withInjected(variables)) };
    }
    return this.rendered.spec;
  }

  private withInjected(variables: readonly (readonly [string, string])[]): PodModel {
    const injected: Record<string, EnvModel> = {};
    for (const [name, value] of variables) {
      injected[name] = { kind: 'value', value };
    }
    const containers = this.model.containers.map((container) => (
      container.role === 'main' ? { ...container, env: { ...container.env, ...injected } } : container
    ));
    return { ...this.model, containers };
  }
}

function textOf(value: string | (() => string)): string {
  return typeof value === 'string' ? value : value();
}

/** Creates the ServiceAccount of a workload at once, unless somebody else makes it. */
export function emitAccount(scope: Construct, id: string, { account, mountToken, labels, namespace }: PodModel): ApiObject | undefined {
  if (account.kind === 'existing') {
    return undefined;
  }
  const metadata = { name: account.name, namespace, labels, annotations: account.annotations };
  return emit(scope, id, { apiVersion: 'v1', kind: 'ServiceAccount', metadata }, { automountServiceAccountToken: () => mountToken });
}

/** Creates the disruption budget of a workload at once, unless it has none. */
export function emitBudget(scope: Construct, id: string, model: PodModel): ApiObject | undefined {
  if (model.disruption.kind === 'none') {
    return undefined;
  }
  const { name, namespace, labels } = model;
  const head = { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name, namespace, labels } };
  return emit(scope, id, head, { spec: () => renderDisruptionSpec(model) });
}
