import { pluginClaims, PluginRow, UNKNOWN } from './plugin-row';

const REPOSITORY = 'https://github.com/cloudnativelabs/kube-router/blob/v2.11.1';
const README = pluginClaims(`${REPOSITORY}/README.md#network-policy-controller----run-firewall`, 'kube-router 2.11.1');
const POLICY = pluginClaims(`${REPOSITORY}/pkg/controllers/netpol/policy.go`, 'kube-router 2.11.1');
const IPV6 = pluginClaims(`${REPOSITORY}/docs/ipv6.md`, 'kube-router 2.11.1');
const GUIDE = pluginClaims(`${REPOSITORY}/docs/user-guide.md`, 'kube-router 2.11.1');
const NOT_THERE = README.no('it has core NetworkPolicy, and nothing beside it');

/** kube-router: its network, or its policies alone beside another network, as in K3s. */
export const KUBE_ROUTER: PluginRow = {
  title: 'kube-router',
  versions: { oldest: '2.0', newest: '2.11' },
  claims: {
    networkPolicy: README.yes('`--run-firewall`, on unless somebody turns it off'),
    endPort: pluginClaims('https://github.com/cloudnativelabs/kube-router/pull/1080', 'kube-router 1.3.0').yes(),
    sctp: pluginClaims('https://github.com/cloudnativelabs/kube-router/commit/39efb923', 'kube-router 2.8.0').since('2.8', {
      instead: 'kube-router has no SCTP before 2.8: take a newer one, or another protocol',
    }),
    ipv6: IPV6.setting('`--enable-ipv6`', { since: '2.0' }),
    podsInBlocks: POLICY.yes('a block is a set of addresses, whosever they are'),
    nodesInBlocks: POLICY.yes('a block is a set of addresses, whosever they are'),
    afterTranslation: pluginClaims(`${REPOSITORY}/docs/how-it-works.md`, 'kube-router 2.11.1').yes('its chains filter what kube-proxy or IPVS has translated'),
    ownNode: pluginClaims(`${REPOSITORY}/pkg/controllers/netpol/pod.go`, 'kube-router 2.11.1').yes('a rule of its own, “from local node”'),
    selfTraffic: UNKNOWN,
    hostPolicies: NOT_THERE,
    adminNetworkPolicy: NOT_THERE,
    baselineAdminNetworkPolicy: NOT_THERE,
    clusterNetworkPolicy: NOT_THERE,
    ownPolicies: NOT_THERE,
    ownClusterPolicies: NOT_THERE,
    denyRules: NOT_THERE,
    tiers: NOT_THERE,
    serviceAccounts: NOT_THERE,
    dnsNames: NOT_THERE,
    http: NOT_THERE,
    logging: NOT_THERE,
    dryRun: NOT_THERE,
    egressGateway: NOT_THERE,
    serviceProxy: GUIDE.setting('`--run-service-proxy`', { how: 'IPVS, with `kube-router.io/service.scheduler` on a Service' }),
  },
  proxy: 'kubeRouter',
};
