import { pluginClaims, PluginRow, UNKNOWN } from './plugin-row';

const DOCS = 'https://docs.tigera.io/calico/3.32';
const CONVERSION = pluginClaims('https://github.com/projectcalico/calico/blob/v3.32.0/libcalico-go/lib/backend/k8s/conversion/conversion.go', 'Calico 3.32.0');
const POLICY = pluginClaims(`${DOCS}/reference/resources/networkpolicy`, 'Calico 3.32');
const GLOBAL = pluginClaims(`${DOCS}/reference/resources/globalnetworkpolicy`, 'Calico 3.32');
const HOSTS = pluginClaims(`${DOCS}/network-policy/hosts/protect-hosts`, 'Calico 3.32');
const FORWARD = pluginClaims(`${DOCS}/network-policy/hosts/host-forwarded-traffic`, 'Calico 3.32');
const TIERS = pluginClaims('https://docs.tigera.io/calico/3.29/release-notes/', 'Calico 3.29');
const IPV6 = pluginClaims(`${DOCS}/networking/ipam/ipv6`, 'Calico 3.32');
const STAGED = pluginClaims(`${DOCS}/network-policy/staged-network-policies`, 'Calico 3.30, whose docs are the first to have it');
const ISTIO = pluginClaims(`${DOCS}/network-policy/istio/app-layer-policy`, 'Calico 3.32');
const EBPF = pluginClaims(`${DOCS}/operations/ebpf/enabling-ebpf`, 'Calico 3.32');
const CRDS = pluginClaims('https://github.com/projectcalico/calico/tree/v3.31.0/libcalico-go/config/crd', 'Calico 3.31.0; 3.29.0 lacks the baseline, 3.32.0 both');
const CLUSTER = pluginClaims('https://github.com/projectcalico/calico/blob/v3.32.0/libcalico-go/lib/backend/k8s/resources/kubeclusternetworkpolicy.go', 'Calico 3.32.0');
const ENTERPRISE = pluginClaims(`${DOCS}/reference/resources/globalnetworkset`, 'Calico 3.32');
const CANAL = pluginClaims('https://github.com/projectcalico/calico/blob/v3.32.0/manifests/canal.yaml', 'Calico 3.29.7 to 3.32.0');

/** Calico, open source, with its own network. */
export const CALICO: PluginRow = {
  title: 'Calico',
  dryRun: 'staged',
  ownKinds: ['GlobalNetworkPolicy', 'NetworkPolicy.projectcalico.org'],
  policies: 'calico',
  // where its operator puts it; its manifests put all of it into kube-system: https://docs.tigera.io/calico/3.32/getting-started/kubernetes/quickstart
  namespaces: ['calico-apiserver', 'calico-system', 'tigera-operator'],
  versions: { oldest: '3.29', newest: '3.32' },
  claims: {
    networkPolicy: CONVERSION.yes(),
    endPort: CONVERSION.yes(),
    sctp: POLICY.yes(),
    ipv6: IPV6.yes('IP pools of that family'),
    podsInBlocks: CONVERSION.yes('a block becomes `nets`, which are compared with addresses, whosever they are'),
    nodesInBlocks: CONVERSION.yes('a block becomes `nets`, which are compared with addresses, whosever they are'),
    afterTranslation: FORWARD.yes('`preDNAT: true` of a GlobalNetworkPolicy is the exception'),
    ownNode: HOSTS.yes('what a node says to the pods on it is let in'),
    selfTraffic: UNKNOWN,
    hostPolicies: HOSTS.yes('HostEndpoint and GlobalNetworkPolicy'),
    adminNetworkPolicy: CRDS.since('3.29', { until: '3.32', instead: 'Calico has it from 3.29 to 3.31: write a ClusterNetworkPolicy on 3.32' }),
    baselineAdminNetworkPolicy: CRDS.since('3.30', { until: '3.32', instead: 'Calico has it in 3.30 and 3.31: write a ClusterNetworkPolicy on 3.32' }),
    clusterNetworkPolicy: CLUSTER.since('3.32', { instead: 'Calico has it from 3.32 on: before, write an AdminNetworkPolicy or a GlobalNetworkPolicy' }),
    ownPolicies: POLICY.yes('NetworkPolicy of `projectcalico.org/v3`'),
    ownClusterPolicies: GLOBAL.yes('GlobalNetworkPolicy of `projectcalico.org/v3`'),
    denyRules: POLICY.yes('`action: Deny`'),
    tiers: TIERS.since('3.29', { how: 'Tier, and `order` of a policy' }),
    serviceAccounts: POLICY.yes('`serviceAccounts` of a rule, `serviceAccountSelector` of a policy'),
    dnsNames: ENTERPRISE.no('`domains` are of Calico Enterprise and Cloud'),
    http: ISTIO.setting('Istio with the sidecar Dikastes', { how: '`http` of a rule that allows' }),
    logging: pluginClaims(`${DOCS}/network-policy/policy-rules/log-rules`, 'Calico 3.32').yes('`action: Log`'),
    dryRun: STAGED.since('3.30', { how: 'StagedNetworkPolicy, StagedGlobalNetworkPolicy, StagedKubernetesNetworkPolicy' }),
    egressGateway: ENTERPRISE.no('egress gateways are of Calico Enterprise and Cloud'),
    serviceProxy: EBPF.setting('the eBPF data plane'),
  },
};

/** Flannel's network with Calico's policies, by Calico's version: its manifest turns IPv6 off. */
export const CANAL_ROW: PluginRow = {
  ...CALICO,
  title: 'Canal',
  claims: {
    ...CALICO.claims,
    ipv6: CANAL.setting('`FELIX_IPV6SUPPORT` of its manifest, and IPv6 of Flannel'),
    serviceProxy: CANAL.no(),
  },
};
