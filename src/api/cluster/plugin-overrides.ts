/**
 * What a network plugin does or does not do in one cluster, whatever is known of it elsewhere: what is said here counts.
 *
 * What each is, and what every plugin is known to do, stands in docs/plugins.md.
 */
export interface PluginOverrides {
  /**
   * Core NetworkPolicy is enforced.
   *
   * @default what is known of the plugin
   */
  readonly networkPolicy?: boolean;

  /**
   * Ranges of ports are enforced.
   *
   * @default what is known of the plugin
   */
  readonly endPort?: boolean;

  /**
   * SCTP is enforced.
   *
   * @default what is known of the plugin
   */
  readonly sctp?: boolean;

  /**
   * Addresses of IPv6 are enforced.
   *
   * @default what is known of the plugin
   */
  readonly ipv6?: boolean;

  /**
   * A block of addresses takes in the pods that have them.
   *
   * @default what is known of the plugin
   */
  readonly podsInBlocks?: boolean;

  /**
   * A block of addresses takes in the nodes that have them.
   *
   * @default what is known of the plugin
   */
  readonly nodesInBlocks?: boolean;

  /**
   * Egress sees the pod and its port, not the Service before it.
   *
   * @default what is known of the plugin
   */
  readonly afterTranslation?: boolean;

  /**
   * A pod's own node is always let in.
   *
   * @default what is known of the plugin
   */
  readonly ownNode?: boolean;

  /**
   * A pod always reaches itself.
   *
   * @default what is known of the plugin
   */
  readonly selfTraffic?: boolean;

  /**
   * There are policies that hold nodes and pods on their network.
   *
   * @default what is known of the plugin
   */
  readonly hostPolicies?: boolean;

  /**
   * AdminNetworkPolicy v1alpha1 is enforced.
   *
   * @default what is known of the plugin
   */
  readonly adminNetworkPolicy?: boolean;

  /**
   * BaselineAdminNetworkPolicy v1alpha1 is enforced.
   *
   * @default what is known of the plugin
   */
  readonly baselineAdminNetworkPolicy?: boolean;

  /**
   * ClusterNetworkPolicy v1alpha2 is enforced.
   *
   * @default what is known of the plugin
   */
  readonly clusterNetworkPolicy?: boolean;

  /**
   * It has policies of its own for a namespace.
   *
   * @default what is known of the plugin
   */
  readonly ownPolicies?: boolean;

  /**
   * It has policies of its own for the cluster.
   *
   * @default what is known of the plugin
   */
  readonly ownClusterPolicies?: boolean;

  /**
   * It has rules that deny.
   *
   * @default what is known of the plugin
   */
  readonly denyRules?: boolean;

  /**
   * Its policies have an order, or tiers.
   *
   * @default what is known of the plugin
   */
  readonly tiers?: boolean;

  /**
   * Peers can be named by their ServiceAccounts.
   *
   * @default what is known of the plugin
   */
  readonly serviceAccounts?: boolean;

  /**
   * DNS names can be destinations.
   *
   * @default what is known of the plugin
   */
  readonly dnsNames?: boolean;

  /**
   * Methods and paths of HTTP are enforced.
   *
   * @default what is known of the plugin
   */
  readonly http?: boolean;

  /**
   * A policy can ask for a log.
   *
   * @default what is known of the plugin
   */
  readonly logging?: boolean;

  /**
   * There are policies that show what they would do.
   *
   * @default what is known of the plugin
   */
  readonly dryRun?: boolean;

  /**
   * What leaves the cluster can have a fixed address.
   *
   * @default what is known of the plugin
   */
  readonly egressGateway?: boolean;

  /**
   * It shares the connections of Services out itself.
   *
   * @default what is known of the plugin
   */
  readonly serviceProxy?: boolean;
}
