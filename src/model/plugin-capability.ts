/**
 * What a network plugin does or does not do about policies: a closed list.
 *
 * Not every one is a virtue: `afterTranslation` or `podsInBlocks` say how the same policy is understood.
 */
export const PLUGIN_CAPABILITIES = [
  /** `networking.k8s.io/v1` NetworkPolicy at all. */
  'networkPolicy',
  /** Ranges of ports in it. */
  'endPort',
  /** The protocol SCTP in it. */
  'sctp',
  /** Addresses of IPv6 in it, and pods that have such addresses. */
  'ipv6',
  /** A block of addresses takes in the pods that have them. */
  'podsInBlocks',
  /** A block of addresses takes in the nodes that have them. */
  'nodesInBlocks',
  /** Egress sees the pod and its port, not the address and the port of the Service before it. */
  'afterTranslation',
  /** A pod's own node is always let in, so that the probes of the kubelet need no rule. */
  'ownNode',
  /** A pod always reaches itself, by its Service too. */
  'selfTraffic',
  /** It has policies that hold nodes and pods on their network. */
  'hostPolicies',
  /** `policy.networking.k8s.io/v1alpha1` AdminNetworkPolicy. */
  'adminNetworkPolicy',
  /** `policy.networking.k8s.io/v1alpha1` BaselineAdminNetworkPolicy. */
  'baselineAdminNetworkPolicy',
  /** `policy.networking.k8s.io/v1alpha2` ClusterNetworkPolicy. */
  'clusterNetworkPolicy',
  /** Policies of its own for a namespace. */
  'ownPolicies',
  /** Policies of its own for the whole cluster. */
  'ownClusterPolicies',
  /** Rules that deny, whatever others allow. */
  'denyRules',
  /** Policies in an order, or in tiers. */
  'tiers',
  /** Peers by their ServiceAccounts. */
  'serviceAccounts',
  /** DNS names as destinations. */
  'dnsNames',
  /** Methods and paths of HTTP. */
  'http',
  /** A log of what policies allow or deny, asked for in a policy. */
  'logging',
  /** Policies that show what they would do and do it not. */
  'dryRun',
  /** A fixed address for what leaves the cluster. */
  'egressGateway',
  /** It shares the connections of Services out itself, in the place of kube-proxy. */
  'serviceProxy',
] as const;

/** What a network plugin can be asked to do. */
export type PluginCapability = (typeof PLUGIN_CAPABILITIES)[number];

/** Short titles, for pages and sentences. */
export const PLUGIN_CAPABILITY_TITLES: Readonly<Record<PluginCapability, string>> = {
  networkPolicy: 'NetworkPolicy',
  endPort: 'ranges of ports (`endPort`)',
  sctp: 'SCTP',
  ipv6: 'IPv6',
  podsInBlocks: '`ipBlock` takes in pods',
  nodesInBlocks: '`ipBlock` takes in nodes',
  afterTranslation: 'policies see pods, not Services',
  ownNode: 'the own node is let in',
  selfTraffic: 'a pod reaches itself',
  hostPolicies: 'policies for nodes',
  adminNetworkPolicy: 'AdminNetworkPolicy',
  baselineAdminNetworkPolicy: 'BaselineAdminNetworkPolicy',
  clusterNetworkPolicy: 'ClusterNetworkPolicy',
  ownPolicies: 'own policies of a namespace',
  ownClusterPolicies: 'own policies of the cluster',
  denyRules: 'rules that deny',
  tiers: 'order or tiers',
  serviceAccounts: 'peers by ServiceAccount',
  dnsNames: 'DNS names',
  http: 'methods and paths of HTTP',
  logging: 'log by policy',
  dryRun: 'dry run',
  egressGateway: 'fixed egress address',
  serviceProxy: 'in the place of kube-proxy',
};
