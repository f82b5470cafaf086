import { isNothing, shareOf } from './share';
import { refuse } from '../../model/finding';
import { RolloutModel } from '../../model/pod';

/** How fast new pods replace old ones. */
export interface RollingUpdateProps {
  /**
   * How many pods more than the replicas there may be: a number, or a percentage such as `25%`.
   * @default `25%`
   */
  readonly maxSurge?: number | string;

  /**
   * How many of the replicas may be missing: a number, or a percentage such as `25%`.
   * @default 0: a new pod is ready before an old one goes
   */
  readonly maxUnavailable?: number | string;
}

/**
 * How a change of a workload reaches its pods.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#strategy (v1.35)
 */
export class Rollout {
  /** New pods replace old ones a few at a time. Throws `ROLLOUT_INVALID`. */
  public static rollingUpdate(props: RollingUpdateProps = {}): Rollout {
    const maxSurge = shareOf('ROLLOUT_INVALID', 'maxSurge', props.maxSurge ?? '25%');
    const maxUnavailable = shareOf('ROLLOUT_INVALID', 'maxUnavailable', props.maxUnavailable ?? 0);
    if (isNothing(maxSurge) && isNothing(maxUnavailable)) {
      refuse('ROLLOUT_INVALID', 'maxSurge and maxUnavailable are both nothing, so no pod could ever be replaced: raise one of them');
    }
    return new Rollout({ kind: 'rollingUpdate', maxSurge, maxUnavailable });
  }

  /** All old pods end before the first new one starts: nobody serves in between, and kube-linter and kube-score object. */
  public static recreate(): Rollout {
    return new Rollout({ kind: 'recreate' });
  }

  private constructor(private readonly model: RolloutModel) {}

  /**
   * The rollout as data.
   * @internal
   */
  public _model(): RolloutModel {
    return this.model;
  }
}
