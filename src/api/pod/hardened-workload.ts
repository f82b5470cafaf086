import { ApiObject } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { HardenedDeployment } from './hardened-deployment';
import { PodFrame, podModel } from './pod-model';
import { PodProps } from './pod-props';
import { Finding } from '../../model/finding';
import { PodModel } from '../../model/pod';
import { PortModel } from '../../model/port';
import { emitAccount, emitBudget, WorkloadContent } from '../../synth/workload-content';

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
  private readonly content: WorkloadContent;
  private readonly warnings: readonly Finding[];

  private constructor(scope: Construct, model: PodModel, replicas: number | undefined) {
    this.content = new WorkloadContent(model);
    this.ports = [...model.containers, ...model.initContainers].flatMap((container) => container.ports);
    this.warnings = this.content.warnings();
    this.hardened = new HardenedDeployment(scope, 'Deployment', { content: this.content, replicas });
    this.deployment = this.hardened;
    this.serviceAccount = emitAccount(scope, 'ServiceAccount', model);
    this.disruptionBudget = emitBudget(scope, 'DisruptionBudget', model);
  }

  /**
   * Gives the main container one more variable; the same value twice is once.
   *
   * Refuses with ENV_DUPLICATE a name that has another value already, and with ENV_NAME_INVALID.
   */
  public injectEnv(name: string, value: string | (() => string)): void {
    this.content.injectEnv(name, value);
  }

  /** What is wrong with the whole, or deserves a look. Pure; writes the Deployment only where something was added to it. */
  public findings(): Finding[] {
    return this.hardened.isTouched ? [...this.warnings, ...this.notHardened()] : [...this.warnings];
  }

  /** What cannot be written is no finding: the synth itself says where and why. */
  private notHardened(): readonly Finding[] {
    try {
      return this.content.notHardened(this.hardened.written.toJson());
    } catch {
      return [];
    }
  }
}
