import { ApiObject } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { HardenedDeployment } from './hardened-deployment';
import { PodFrame, podModel } from './pod-model';
import { PodProps } from './pod-props';
import { renderDeploymentSpec } from '../../dialects/workload/deployment';
import { renderDisruptionSpec } from '../../dialects/workload/disruption';
import { Shortfall, shortfalls } from '../../dialects/workload/hardening';
import { DeploymentSpec, PodSpec } from '../../dialects/workload/kinds';
import { warningsOf } from '../../dialects/workload/render';
import { Finding, refuse } from '../../model/finding';
import { envName } from '../../model/name';
import { EnvModel, PodModel } from '../../model/pod';
import { PortModel } from '../../model/port';
import { emit } from '../../synth/emit';

/** Where a workload belongs, and what the user said of its pods. */
export interface HardenedWorkloadProps extends PodFrame {
  readonly props: PodProps;
}

/**
 * The workload half of a microservice: its Deployment, ServiceAccount and disruption budget, hardened by default.
 *
 * The objects exist from the start; what they say is rendered when they are written.
 */
export class HardenedWorkload {
  /**
   * Creates the objects below the scope, as `Deployment`, `ServiceAccount` and `DisruptionBudget`.
   *
   * Refuses what is wrong with the code that the property documents.
   */
  public static create(scope: Construct, frame: HardenedWorkloadProps): HardenedWorkload {
    return new HardenedWorkload(scope, podModel(frame, frame.props), frame.props.replicas);
  }

  /** The Deployment, with everything that cdk8s-plus can do to it. */
  public readonly deployment: kplus.Deployment;

  /** The ServiceAccount, unless somebody else makes it. */
  public readonly serviceAccount?: ApiObject;

  /** The disruption budget, unless there is none. */
  public readonly disruptionBudget?: ApiObject;

  /** The ports of all its containers, those of the main container first. */
  public readonly ports: readonly PortModel[];

  private readonly hardened: HardenedDeployment;
  private readonly injected = new Map<string, string>();
  private readonly warnings: readonly Finding[];
  private rendered?: DeploymentSpec;

  private constructor(scope: Construct, private readonly model: PodModel, replicas: number | undefined) {
    const { name, namespace, labels, annotations, account, mountToken } = model;
    const metadata = { name, namespace, labels };
    this.ports = [...model.containers, ...model.initContainers].flatMap((container) => container.ports);
    this.warnings = warningsOf(model);
    this.hardened = new HardenedDeployment(scope, 'Deployment', {
      model,
      metadata: { ...metadata, annotations },
      replicas,
      spec: () => this.spec(),
    });
    this.deployment = this.hardened;
    if (account.kind === 'own') {
      const head = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { ...metadata, name: account.name, annotations: account.annotations } };
      this.serviceAccount = emit(scope, 'ServiceAccount', head, { automountServiceAccountToken: () => mountToken });
    }
    if (model.disruption.kind !== 'none') {
      const head = { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata };
      this.disruptionBudget = emit(scope, 'DisruptionBudget', head, { spec: () => renderDisruptionSpec(model) });
    }
  }

  /**
   * Gives the main container one more variable; the same value twice is once.
   *
   * Refuses with ENV_DUPLICATE a name that has another value already, and with ENV_NAME_INVALID.
   */
  public injectEnv(name: string, value: string): void {
    const own = this.model.containers[0]?.env[envName('an injected variable', name)];
    const before = this.injected.get(name) ?? (own?.kind === 'value' ? own.value : undefined);
    if (before !== value && (before ?? own) !== undefined) {
      refuse('ENV_DUPLICATE', `variable \`${name}\` of \`${this.model.name}\` cannot be \`${value}\`: it is \`${before ?? 'read from elsewhere'}\` already; choose another name`);
    }
    this.injected.set(name, value);
    this.rendered = undefined;
  }

  /** What is wrong with the whole, or deserves a look. Pure; writes the Deployment only where something was added to it. */
  public findings(): Finding[] {
    return this.hardened.isTouched ? [...this.warnings, ...this.notHardened()] : [...this.warnings];
  }

  private notHardened(): readonly Finding[] {
    const written = this.written();
    const found = written === undefined ? [] : shortfalls(this.spec().template.spec, written);
    return found.map((shortfall) => ({ code: 'CONTAINER_NOT_HARDENED', text: this.textOf(shortfall) }));
  }

  private textOf({ container, weaknesses }: Shortfall): string {
    const subject = container === undefined ? `the pod of \`${this.model.name}\`` : `container \`${container}\` of \`${this.model.name}\``;
    const mend = container === undefined
      ? 'take back the volume or the patch that does it'
      : 'take it back, or declare the container in `containers`, `initContainers` or `sidecars`, whose `security` says what it costs';
    return `${subject} was added or patched and ${weaknesses.join(', ')}, which the restricted Pod Security Standard forbids: ${mend}`;
  }

  /** The pod as it is written, patches and all; nothing where it cannot be written, since then the synth itself says why. */
  private written(): PodSpec | undefined {
    try {
      // toJson gives anything; a patch may have broken it, so each step is looked at
      const json = this.hardened.written.toJson() as { spec?: { template?: { spec?: PodSpec } } };
      const pod = json.spec?.template?.spec;
      return Array.isArray(pod?.containers) ? pod : undefined;
    } catch {
      return undefined;
    }
  }

  /** What we say of the Deployment, rendered once for as long as no variable is injected. */
  private spec(): DeploymentSpec {
    this.rendered ??= renderDeploymentSpec(this.injected.size === 0 ? this.model : this.withInjected());
    return this.rendered;
  }

  private withInjected(): PodModel {
    const injected: Record<string, EnvModel> = {};
    for (const [name, value] of this.injected) {
      injected[name] = { kind: 'value', value };
    }
    const containers = this.model.containers.map((container) => (
      container.role === 'main' ? { ...container, env: { ...container.env, ...injected } } : container
    ));
    return { ...this.model, containers };
  }
}
