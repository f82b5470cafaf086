import { refuse } from '../../model/finding';
import { labelKey } from '../../model/name';
import { SpreadModel } from '../../model/pod';

/** Across what the replicas spread, and how evenly. */
export interface SpreadProps {
  /**
   * The labels of nodes whose values keep replicas apart.
   * @default `kubernetes.io/hostname` and `topology.kubernetes.io/zone`
   */
  readonly topologyKeys?: string[];

  /**
   * How many pods more one place may have than another.
   * @default 1
   */
  readonly maxSkew?: number;
}

const TOPOLOGY_KEYS = ['kubernetes.io/hostname', 'topology.kubernetes.io/zone'];

/**
 * How the replicas keep apart, so that a node or a zone that fails takes few of them along.
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/ (v1.35)
 */
export class Spread {
  /** Apart where there is room: a small cluster still runs all replicas. Throws `SCHEDULING_INVALID`, `LABEL_INVALID`. */
  public static preferred(props: SpreadProps = {}): Spread {
    return Spread.by('preferred', props);
  }

  /**
   * Apart or not at all: a replica that finds no node of its own waits. Throws `SCHEDULING_INVALID`, `LABEL_INVALID`.
   *
   * A rolling update needs a free node for each pod that it adds.
   */
  public static required(props: SpreadProps = {}): Spread {
    return Spread.by('required', props);
  }

  /** Wherever the scheduler likes; kube-linter, kube-score and Polaris object. */
  public static none(): Spread {
    return new Spread({ kind: 'none' });
  }

  private static by(kind: 'preferred' | 'required', { topologyKeys = TOPOLOGY_KEYS, maxSkew = 1 }: SpreadProps): Spread {
    if (topologyKeys.length === 0) {
      refuse('SCHEDULING_INVALID', 'a spread has no topologyKeys: name at least one label of nodes, or use Spread.none()');
    }
    if (!Number.isInteger(maxSkew) || maxSkew < 1) {
      refuse('SCHEDULING_INVALID', `maxSkew \`${maxSkew}\` of a spread is not a number of pods: give a whole number from 1 on`);
    }
    topologyKeys.forEach((key) => labelKey('the topology key of a spread,', key));
    return new Spread({ kind, topologyKeys: [...new Set(topologyKeys)].sort(), maxSkew });
  }

  private constructor(private readonly model: SpreadModel) {}

  /**
   * The spread as data.
   * @internal
   */
  public _model(): SpreadModel {
    return this.model;
  }
}
