import { SystemPath } from './system-path';
import { Tenants } from './tenants';
import { Port } from '../connections/port';

/** What the baseline shuts for pods of which no policy of their namespace says anything. */
export enum GuardrailBaseline {
  /** Both directions. */
  BOTH = 'both',
  /** Nobody calls them; they may call whom they like. */
  INGRESS = 'ingress',
  /** They call nobody; whoever likes may call them. */
  EGRESS = 'egress',
  /** Nothing. */
  NONE = 'none',
}

/** Whose connections guardrails hold off from a pod. */
export enum GuardrailCallers {
  /** Those of everybody: of pods, of nodes other than the pod's own, which nothing shuts out, and of whoever is outside the cluster. */
  EVERYBODY = 'everybody',
  /** Those of pods alone: what APIs of Kubernetes for a whole cluster can say everywhere. */
  PODS = 'pods',
}

/** An API of policies for the whole cluster. */
export enum TierApi {
  /**
   * ClusterNetworkPolicy of `policy.networking.k8s.io/v1alpha2`.
   *
   * @see https://network-policy-api.sigs.k8s.io/reference/spec/ (network-policy-api v0.2.0)
   */
  CLUSTER_NETWORK_POLICY = 'clusterNetworkPolicy',
  /**
   * AdminNetworkPolicy and BaselineAdminNetworkPolicy of `policy.networking.k8s.io/v1alpha1`.
   *
   * @see https://github.com/kubernetes-sigs/network-policy-api/tree/v0.1.7/apis/v1alpha1
   */
  ADMIN_NETWORK_POLICY = 'adminNetworkPolicy',
  /** The network plugin's own: tiers and GlobalNetworkPolicies of Calico, CiliumClusterwideNetworkPolicies of Cilium. */
  OWN = 'own',
}

/** What a platform team asks of a whole cluster. */
export interface PlatformGuardrailsProps {
  /**
   * The name of the guardrails, with which the names of their objects begin.
   *
   * @default the id
   */
  readonly name?: string;

  /**
   * The tenants, who are kept apart, whatever the policies of their namespaces allow.
   *
   * @default none: namespaces are kept apart by their own policies alone
   */
  readonly tenants?: Tenants;

  /**
   * Ports on which no guarded pod is called, whatever the policies of its namespace allow.
   *
   * @default none
   */
  readonly neverOpen?: Port[];

  /**
   * Ways between pods and the system of the cluster that nobody's policy shuts.
   *
   * @default the DNS of the cluster
   */
  readonly systemPaths?: SystemPath[];

  /**
   * What is shut for pods of which no policy of their namespace says anything.
   *
   * @default GuardrailBaseline.BOTH
   */
  readonly baseline?: GuardrailBaseline;

  /**
   * The namespaces that are guarded.
   *
   * @default every namespace, whether it is known or not, but those of the platform
   */
  readonly namespaces?: string[];

  /**
   * Namespaces of the platform: no guardrail holds their pods, and tenants may exchange with them as far as policies allow.
   *
   * The first namespaces of Kubernetes are always among them, and those in which the cluster profile has the DNS, Prometheus, the ways in and the network
   * plugin.
   *
   * @default none beside those
   */
  readonly platformNamespaces?: string[];

  /**
   * Whose connections `neverOpen` and the baseline hold off.
   *
   * ClusterNetworkPolicy and AdminNetworkPolicy have no word for callers outside the cluster.
   *
   * @default GuardrailCallers.EVERYBODY
   */
  readonly callers?: GuardrailCallers;

  /**
   * The API in which the guardrails are written.
   *
   * @default the first that says all of them, of ClusterNetworkPolicy, AdminNetworkPolicy, the plugin's own and core NetworkPolicy
   */
  readonly tierApi?: TierApi;

  /**
   * The first of the priorities that they have, one for each part and tenant: room for what comes before them. OVN-Kubernetes has those up to 99.
   *
   * @see https://docs.redhat.com/en/documentation/openshift_container_platform/4.17/html/network_security/admin-network-policy
   * @default 10
   */
  readonly firstPriority?: number;
}
