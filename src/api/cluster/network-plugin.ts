import { PluginModel, PLUGINS } from '../../clusters/plugins';
import { ClusterProfileModel } from '../../clusters/profile';
import { refuse } from '../../model/finding';

/** What has to be said where no policy is enforced. */
export interface FlannelProps {
  /**
   * Why a cluster is fine in which every pod reaches every other one. The finding becomes a warning that holds the reason.
   *
   * @default none: the finding `NOT_ENFORCED` fails the synth
   */
  readonly acceptUnenforced?: string;
}

/** The network plugin of a cluster: whether anybody enforces the policies. */
export class NetworkPlugin {
  /** Any plugin that enforces core NetworkPolicy, such as Calico, Canal, Cilium or kube-router. */
  public static conformant(): NetworkPlugin {
    return new NetworkPlugin(PLUGINS.conformant);
  }

  /**
   * Flannel alone: it enforces no policy, which is reported as `NOT_ENFORCED`.
   *
   * @see https://github.com/flannel-io/flannel/blob/v0.28.9/README.md#network-policy
   */
  public static flannel(props: FlannelProps = {}): NetworkPlugin {
    if (props.acceptUnenforced?.trim() === '') {
      refuse('CLUSTER_PROFILE_INVALID', 'acceptUnenforced is empty: give the reason for which open pods are fine here, or leave it out');
    }
    return new NetworkPlugin(PLUGINS.flannel, props.acceptUnenforced);
  }

  private constructor(private readonly model: PluginModel, private readonly accepted?: string) {}

  /**
   * The plugin as data, and why it is accepted where it enforces nothing.
   * @internal
   */
  public _plugin(): Pick<ClusterProfileModel, 'plugin' | 'unenforcedAccepted'> {
    return { plugin: this.model, unenforcedAccepted: this.accepted };
  }
}
