import { isNothing, shareOf } from './share';
import { refuse } from '../../model/finding';
import { DisruptionModel, Share } from '../../model/pod';

/** What else a budget says. */
export interface DisruptionProps {
  /**
   * Whether pods that are not ready may always be evicted.
   * @default true; without it one broken pod holds up the drain of its node, and kube-linter objects
   */
  readonly evictUnhealthy?: boolean;
}

/**
 * How many pods an eviction may take at once, as when a node is drained.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/disruptions/#pod-disruption-budgets (v1.35)
 */
export class Disruption {
  /** At most so many replicas are gone at once: a number, or a percentage such as `25%`. Throws `DISRUPTION_INVALID`. */
  public static maxUnavailable(share: number | string, props: DisruptionProps = {}): Disruption {
    if (isNothing(shareOf('DISRUPTION_INVALID', 'maxUnavailable', share))) {
      refuse('DISRUPTION_INVALID', `maxUnavailable \`${share}\` lets no pod be evicted, so no node could be drained: allow at least 1`);
    }
    return Disruption.budget('maxUnavailable', share, props);
  }

  /** At least so many replicas stay: a number, or a percentage such as `50%`. Throws `DISRUPTION_INVALID`. */
  public static minAvailable(share: number | string, props: DisruptionProps = {}): Disruption {
    if (shareOf('DISRUPTION_INVALID', 'minAvailable', share) === '100%') {
      refuse('DISRUPTION_INVALID', 'minAvailable `100%` lets no pod be evicted, so no node could be drained: ask for less');
    }
    return Disruption.budget('minAvailable', share, props);
  }

  /** No budget: a drain may take all replicas at once; kube-linter, kube-score and Polaris object. */
  public static none(): Disruption {
    return new Disruption({ kind: 'none' });
  }

  private static budget(kind: 'maxUnavailable' | 'minAvailable', share: Share, props: DisruptionProps): Disruption {
    return new Disruption({ kind, share, evictUnhealthy: props.evictUnhealthy ?? true });
  }

  private constructor(private readonly model: DisruptionModel) {}

  /**
   * The budget as data, held against the replicas.
   * @internal
   */
  public _model(replicas: number): DisruptionModel {
    const { model } = this;
    if (model.kind === 'minAvailable' && typeof model.share === 'number' && replicas > 0 && model.share >= replicas) {
      refuse('DISRUPTION_INVALID', `minAvailable \`${model.share}\` of ${replicas} replicas lets no pod be evicted, so no node could be drained: ask for less, or add replicas`);
    }
    return model;
  }
}
