import { AwsVpcCniProps, CiliumProps, KubeRouterProps, NetworkPluginProps, OwnPoliciesProps, VersionedPluginProps } from './network-plugin-props';
import { PluginModel, PluginName, pluginOf, PLUGINS, versionProblem } from '../../clusters/plugins';
import { ClusterProfileModel } from '../../clusters/profile';
import { refuse } from '../../model/finding';
import { PluginCapability } from '../../model/plugin-capability';

/**
 * The network plugin of a cluster: which policies it enforces, and how it understands them.
 *
 * What is known of each, with its sources, stands in docs/plugins.md. Throws `CLUSTER_PROFILE_INVALID` for a version that is none, or that is older than
 * what is known.
 */
export class NetworkPlugin {
  /** Any plugin that enforces core NetworkPolicy, and nothing beyond it that could be counted on. */
  public static conformant(props: NetworkPluginProps = {}): NetworkPlugin {
    return pluginFrom('conformant', props);
  }

  /**
   * Calico, open source, from 3.29 on.
   *
   * @see https://docs.tigera.io/calico/3.32/about/
   */
  public static calico(props: OwnPoliciesProps = {}): NetworkPlugin {
    return pluginFrom('calico', props);
  }

  /**
   * Flannel's network with Calico's policies; the version is Calico's.
   *
   * @see https://github.com/projectcalico/calico/blob/v3.32.0/manifests/canal.yaml (Calico 3.32.0)
   */
  public static canal(props: OwnPoliciesProps = {}): NetworkPlugin {
    return pluginFrom('canal', props);
  }

  /**
   * Cilium, from 1.14 on.
   *
   * @see https://docs.cilium.io/en/stable/network/kubernetes/policy/ (Cilium 1.18)
   */
  public static cilium(props: CiliumProps = {}): NetworkPlugin {
    const { kubeProxyReplacement: serviceProxy, egressGateway, nodesInBlocks, podsInBlocks } = props;
    return pluginFrom('cilium', props, { serviceProxy, egressGateway, nodesInBlocks, podsInBlocks });
  }

  /**
   * kube-router, from 2.0 on: the whole of it, or its policies alone, as in K3s.
   *
   * @see https://github.com/cloudnativelabs/kube-router/blob/v2.11.1/docs/user-guide.md (2.11.1)
   */
  public static kubeRouter(props: KubeRouterProps = {}): NetworkPlugin {
    return pluginFrom('kubeRouter', props, { serviceProxy: props.runServiceProxy });
  }

  /**
   * Flannel alone: it enforces no policy, which is reported as `NOT_ENFORCED`.
   *
   * @see https://github.com/flannel-io/flannel/blob/v0.28.9/README.md#network-policy
   */
  public static flannel(props: NetworkPluginProps = {}): NetworkPlugin {
    return pluginFrom('flannel', props);
  }

  /**
   * kindnet, the network of kind; the version is that of kind.
   *
   * @see https://github.com/kubernetes-sigs/kind/blob/v0.32.0/images/kindnetd/cmd/kindnetd/main.go (kind 0.32.0)
   */
  public static kindnet(props: VersionedPluginProps = {}): NetworkPlugin {
    return pluginFrom('kindnet', props);
  }

  /**
   * The VPC CNI of AWS, with its network policy agent where `enableNetworkPolicy` says so.
   *
   * @see https://docs.aws.amazon.com/eks/latest/userguide/cni-network-policy.html (VPC CNI 1.21)
   */
  public static awsVpcCni(props: AwsVpcCniProps = {}): NetworkPlugin {
    return pluginFrom('awsVpcCni', props, {
      networkPolicy: props.enableNetworkPolicy,
      ownClusterPolicies: props.enableNetworkPolicy,
      denyRules: props.enableNetworkPolicy,
      tiers: props.enableNetworkPolicy,
    });
  }

  /**
   * Antrea, from 1.14 on.
   *
   * @see https://github.com/antrea-io/antrea/blob/v2.7.0/docs/feature-gates.md (Antrea 2.7.0)
   */
  public static antrea(props: VersionedPluginProps = {}): NetworkPlugin {
    return pluginFrom('antrea', props);
  }

  /**
   * OVN-Kubernetes, the network of OpenShift.
   *
   * @see https://ovn-kubernetes.io/features/network-security-controls/network-policy/ (December 2024)
   */
  public static ovnKubernetes(props: NetworkPluginProps = {}): NetworkPlugin {
    return pluginFrom('ovnKubernetes', props);
  }

  /**
   * Dataplane V2 of GKE.
   *
   * @see https://docs.cloud.google.com/kubernetes-engine/docs/concepts/dataplane-v2 (September 2025)
   */
  public static gkeDataplaneV2(props: NetworkPluginProps = {}): NetworkPlugin {
    return pluginFrom('gkeDataplaneV2', props);
  }

  /**
   * A plugin of some data.
   * @internal
   */
  public static _of(model: PluginModel, accepted?: string): NetworkPlugin {
    return new NetworkPlugin(model, accepted);
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

function pluginFrom(name: PluginName, props: OwnPoliciesProps, settings: Partial<Record<PluginCapability, boolean>> = {}): NetworkPlugin {
  const { version, overrides = {}, acceptUnenforced, policies } = props;
  if (acceptUnenforced?.trim() === '') {
    refuse('CLUSTER_PROFILE_INVALID', 'acceptUnenforced is empty: give the reason for which open pods are fine here, or leave it out');
  }
  const problem = version === undefined ? undefined : versionProblem(PLUGINS[name], version);
  if (problem !== undefined) refuse('CLUSTER_PROFILE_INVALID', `version \`${version}\` of a network plugin ${problem}`);
  const on = (Object.keys(settings) as PluginCapability[]).filter((capability) => settings[capability] === true); // the keys of a record over these names
  const facts = { version, on, said: overrides, ...(policies === undefined ? {} : { policies }) };
  return NetworkPlugin._of(pluginOf(PLUGINS[name], facts), acceptUnenforced);
}
