import { IConstruct } from 'constructs';
import { lockScope } from '../../synth/lock-scope';

/** Where a lock is. */
export interface ConnectivityLockProps {
  /**
   * The file, relative to the folder in which the program runs.
   *
   * @default connectivity.lock
   */
  readonly file?: string;
}

/**
 * A lock: a file with a line for each connection, committed by the team. A synth that would open anything else fails, and says what.
 *
 * It is written by a synth with `CDK8S_REACH_LOCK=accept` in its environment, or by `cdk8s-reach lock --accept`.
 *
 * ```ts
 * declare const app: App;
 * ConnectivityLock.of(app);
 * ```
 */
export class ConnectivityLock {
  /**
   * Holds everything that goes to the cluster of a scope against a lock; a scope whose charts go to several clusters needs a lock for each.
   *
   * Throws `LOCK_INVALID` for an empty file, for a file that is the lock of another cluster already, and for a `CDK8S_REACH_LOCK` that is
   * not `accept`.
   */
  public static of(scope: IConstruct, props: ConnectivityLockProps = {}): ConnectivityLock {
    const file = props.file ?? 'connectivity.lock';
    lockScope(scope, file);
    return new ConnectivityLock(scope, file);
  }

  /** The file, relative to the folder in which the program runs. */
  public readonly file: string;

  /** The scope whose cluster is locked. */
  public readonly scope: IConstruct;

  private constructor(scope: IConstruct, file: string) {
    this.scope = scope;
    this.file = file;
  }
}
