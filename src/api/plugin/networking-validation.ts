import { settingsOf } from './settings';
import { IValidationContext } from './validation-context';
import { acceptsLocks } from '../../files/lock-file';
import { refuse } from '../../model/finding';
import type { PluginSettings } from '../../plugin/settings';
import { FindingSeverity } from '../reachability/answers';

/** What a plug-in looks at: the `properties` of its entry in `cdk8s.yaml`. */
export interface NetworkingValidationProps {
  /**
   * Whether to look for the mistakes that people make most.
   *
   * @default true
   */
  readonly lint?: boolean;

  /**
   * The least finding of lint that fails the synth; all of them are reported.
   *
   * @default FindingSeverity.ERROR
   */
  readonly severity?: FindingSeverity;

  /**
   * A file of expectations, as `cdk8s-reach assert --expect` takes it, relative to the folder in which cdk8s runs.
   *
   * @default none: nothing is asserted
   */
  readonly expectFile?: string;

  /**
   * A lock, relative to the folder in which cdk8s runs.
   *
   * @default none: any connection may be opened
   */
  readonly lockFile?: string;

  /**
   * The CIDRs of pods, v4 and v6.
   *
   * @default those of the lock, else unknown: a pod may have any address
   */
  readonly podCidrs?: string[];

  /**
   * The CIDRs of nodes.
   *
   * @default those of the lock, else unknown: a node may have any address
   */
  readonly nodeCidrs?: string[];

  /**
   * The CIDRs of the API server, for policies that have a word for it.
   *
   * @default those of the lock, else unknown: it may have any address outside
   */
  readonly apiServerCidrs?: string[];

  /**
   * The network plugin of which only what it enforces counts, as `cdk8s-reach --plugin` takes it: `NAME[@VERSION][+CAPABILITY…]`, such as `cilium@1.18`.
   *
   * @default none: every policy that is read counts; the lock goes by what stands in it
   */
  readonly plugin?: string;
}

/**
 * A validation plug-in for `cdk8s.yaml`: lint, expectations and the lock at `cdk8s synth`, whatever library wrote the manifests.
 *
 * It runs after the files have been written, and a failure makes `cdk8s synth` exit with 2.
 */
export class NetworkingValidation {
  private readonly settings: PluginSettings;

  /** Throws `PLUGIN_INVALID` for a property that it does not have, or that has a bad value, and `LOCK_INVALID` for a `CDK8S_REACH_LOCK` that is not `accept`. */
  public constructor(props: NetworkingValidationProps = {}) {
    this.settings = settingsOf(props);
    const accepts = acceptsLocks(process.env);
    if (typeof accepts === 'object') {
      refuse('LOCK_INVALID', accepts.problem);
    }
  }

  /** Looks at the manifests, and reports: cdk8s-cli calls it. */
  public async validate(context: IValidationContext): Promise<void> {
    // loaded only now: nothing else of the library reads files. The cast says what require cannot
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const { validateManifests } = require('../../plugin/validate') as typeof import('../../plugin/validate');
    const { failures, warnings, notes } = await validateManifests(context.manifests, this.settings, process.cwd());
    for (const note of notes) {
      context.logger.log(`cdk8s-reach: ${note}`);
    }
    for (const violation of [...failures, ...warnings]) {
      context.report.addViolation(violation);
    }
    context.report.submit(failures.length > 0 ? 'failure' : 'success', { Failures: `${failures.length}`, Warnings: `${warnings.length}` });
  }
}
