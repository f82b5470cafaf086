import { pluginClaims, PluginRow } from './plugin-row';

const FLANNEL_SAYS = pluginClaims('https://github.com/flannel-io/flannel/blob/v0.28.9/README.md#network-policy', 'Flannel 0.28.9');
const NOTHING = FLANNEL_SAYS.no('add a policy engine and say so in the profile (Canal is Flannel with Calico\'s), or accept it with a reason');

/**
 * Flannel alone: it moves packets and enforces no policy.
 *
 * With `netpol.enabled` in its chart (since 0.25.5), or with Calico's policy engine beside it (Canal), the cluster does
 * enforce policies: such a cluster is a conformant one.
 */
export const FLANNEL: PluginRow = {
  title: 'Flannel',
  claims: {
    networkPolicy: NOTHING,
    endPort: NOTHING,
    sctp: NOTHING,
    ipv6: NOTHING,
    podsInBlocks: NOTHING,
    nodesInBlocks: NOTHING,
    afterTranslation: NOTHING,
    ownNode: FLANNEL_SAYS.yes('like everybody else'),
    selfTraffic: FLANNEL_SAYS.yes('like everything else'),
    hostPolicies: NOTHING,
    adminNetworkPolicy: NOTHING,
    baselineAdminNetworkPolicy: NOTHING,
    clusterNetworkPolicy: NOTHING,
    ownPolicies: NOTHING,
    ownClusterPolicies: NOTHING,
    denyRules: NOTHING,
    tiers: NOTHING,
    serviceAccounts: NOTHING,
    dnsNames: NOTHING,
    http: NOTHING,
    logging: NOTHING,
    dryRun: NOTHING,
    egressGateway: NOTHING,
    serviceProxy: NOTHING,
  },
};
