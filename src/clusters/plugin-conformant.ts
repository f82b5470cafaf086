import { pluginClaims, PluginRow, UNKNOWN } from './plugin-row';

const CORE = pluginClaims('https://kubernetes.io/docs/concepts/services-networking/network-policies/', 'Kubernetes 1.35');
const SUITE = pluginClaims('https://github.com/kubernetes/kubernetes/blob/v1.35.0/test/e2e/network/netpol/network_policy.go', 'Kubernetes 1.35');
const TIERS = pluginClaims('https://network-policy-api.sigs.k8s.io/implementations/', 'network-policy-api v0.2.0');
// APIs of their own, which core does not ask of anybody
const BEYOND = CORE.no('name the network plugin in the profile, as in `NetworkPlugin.cilium()`');
const BEYOND_TIERS = TIERS.no('name the network plugin in the profile, as in `NetworkPlugin.calico()`');

/** A plugin that does all that core NetworkPolicy asks of it, and nothing else. */
export const CONFORMANT_ROW: PluginRow = {
  title: 'a conformant network plugin',
  claims: {
    networkPolicy: CORE.yes(),
    endPort: CORE.yes('stable since Kubernetes 1.25'),
    sctp: CORE.yes('stable since Kubernetes 1.20'),
    ipv6: CORE.yes(),
    podsInBlocks: SUITE.yes(),
    nodesInBlocks: CORE.yes(),
    // the page leaves it open
    afterTranslation: UNKNOWN,
    ownNode: CORE.yes(),
    selfTraffic: CORE.yes(),
    hostPolicies: BEYOND,
    adminNetworkPolicy: BEYOND_TIERS,
    baselineAdminNetworkPolicy: BEYOND_TIERS,
    clusterNetworkPolicy: BEYOND_TIERS,
    ownPolicies: BEYOND,
    ownClusterPolicies: BEYOND,
    denyRules: BEYOND,
    tiers: BEYOND,
    serviceAccounts: BEYOND,
    dnsNames: BEYOND,
    http: BEYOND,
    logging: BEYOND,
    dryRun: BEYOND,
    egressGateway: BEYOND,
    serviceProxy: BEYOND,
  },
};
