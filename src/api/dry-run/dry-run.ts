import { IConstruct } from 'constructs';
import { beginDryRun } from '../../synth/dry-run-scope';
import { Registry } from '../../synth/registry';

/** What can be said of a dry run. */
export interface DryRunProps {
  /**
   * Why, and until when: a line of text, which every synth prints with the warning `DRY_RUN`.
   *
   * @default none
   */
  readonly reason?: string;
}

/**
 * A dry run: the policies of a scope show what they would do, and do it not, until somebody takes it out of the program.
 *
 * On Calico and Canal they are written as staged policies, those of `PlatformGuardrails` as well; on Cilium, where guardrails have none, as policies that shut nothing. The synth says what is open because of it (`DRY_RUN`), and
 * proves what would be enforced as well: what would be shut though it is declared, or open though it is not, is an error before anybody goes live.
 *
 * ```ts
 * declare const app: App;
 * const legacy = new Chart(app, 'legacy', { namespace: 'legacy' });
 * DryRun.of(legacy, { reason: 'until the flow logs of a month have been looked at' });
 * ```
 *
 * @see https://docs.tigera.io/calico/3.32/network-policy/staged-network-policies (from Calico 3.30 on)
 * @see https://docs.cilium.io/en/stable/security/policy/intro/#endpoint-default-policy (`enableDefaultDeny`, from Cilium 1.16 on)
 */
export class DryRun {
  /**
   * Tries out the policies of everything below a scope. A network plugin that has nothing for it is reported as `CANNOT_EXPRESS`.
   *
   * Throws `DRY_RUN_INVALID` for a reason that is not one line of text, and where the scope is in a dry run already, or a policy below it was made before.
   */
  public static of(scope: IConstruct, props: DryRunProps = {}): DryRun {
    beginDryRun(scope, props.reason);
    Registry.of(scope).reportUnder(scope);
    return new DryRun(scope);
  }

  /** The scope whose policies are tried out. */
  public readonly scope: IConstruct;

  private constructor(scope: IConstruct) {
    this.scope = scope;
  }
}
