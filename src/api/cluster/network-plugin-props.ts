import { PluginOverrides } from './plugin-overrides';

/** What is known of the network plugin of one cluster. */
export interface NetworkPluginProps {
  /**
   * What it does in this cluster, whatever is known of it elsewhere.
   *
   * @default nothing: it does what docs/plugins.md says
   */
  readonly overrides?: PluginOverrides;

  /**
   * Why a cluster is fine in which every pod reaches every other one, where the plugin enforces no policy. The finding becomes a warning that holds the reason.
   *
   * @default none: the finding `NOT_ENFORCED` fails the synth
   */
  readonly acceptUnenforced?: string;
}

/** What is known of a network plugin that differs from version to version. */
export interface VersionedPluginProps extends NetworkPluginProps {
  /**
   * Its version, as in `1.18` or `1.18.2`. One that is newer than those of docs/plugins.md counts as the newest of them.
   *
   * @default the newest of docs/plugins.md
   */
  readonly version?: string;
}

/** In which API the policies of workloads are written. */
export enum PolicyApi {
  /** In core NetworkPolicy; whatever core has no word for goes to an object of the plugin's own kind beside it. */
  CORE = 'core',
  /** All of it in an object of the plugin's own kind. */
  OWN = 'own',
}

/** What is known of a network plugin that has policies of its own. */
export interface OwnPoliciesProps extends VersionedPluginProps {
  /**
   * In which API the policies of workloads are written.
   *
   * @default PolicyApi.CORE
   */
  readonly policies?: PolicyApi;
}

/** What is known of Cilium. */
export interface CiliumProps extends OwnPoliciesProps {
  /**
   * Whether it is there in the place of kube-proxy: `kubeProxyReplacement` of its chart. Services are shared out by it then.
   *
   * @default false, as in its chart
   */
  readonly kubeProxyReplacement?: boolean;

  /**
   * Whether it leads connections through egress gateways: `egressGateway.enabled` of its chart, and what that needs, `bpf.masquerade` and `kubeProxyReplacement`.
   *
   * @see https://docs.cilium.io/en/stable/network/egress-gateway/egress-gateway/#enable-egress-gateway (Cilium 1.18)
   * @default false, as in its chart: `through` of a connection is refused with `CANNOT_EXPRESS`
   */
  readonly egressGateway?: boolean;

  /**
   * Whether blocks of addresses take in nodes: `policyCIDRMatchMode` of its chart has `nodes`, from 1.15 on.
   *
   * @default false, as in its chart
   */
  readonly nodesInBlocks?: boolean;

  /**
   * Whether blocks of addresses take in pods: `policyCIDRMatchMode` of its chart has `pods`, from 1.20 on.
   *
   * @default false, as in its chart
   */
  readonly podsInBlocks?: boolean;
}

/** What is known of kube-router. */
export interface KubeRouterProps extends VersionedPluginProps {
  /**
   * Whether its own service proxy runs, `--run-service-proxy`. Services are shared out by it then.
   *
   * @default false: kube-proxy does it, as in K3s and in the manifest for kubeadm
   */
  readonly runServiceProxy?: boolean;
}

/** What is known of the VPC CNI of AWS. */
export interface AwsVpcCniProps extends VersionedPluginProps {
  /**
   * Whether `enableNetworkPolicy` of the add-on is on.
   *
   * @default false, as in the add-on: no policy is enforced, which is reported as `NOT_ENFORCED`
   */
  readonly enableNetworkPolicy?: boolean;
}
