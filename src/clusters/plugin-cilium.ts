import { pluginClaims, PluginRow, UNKNOWN } from './plugin-row';

const DOCS = 'https://docs.cilium.io/en';
const KUBERNETES = pluginClaims(`${DOCS}/stable/network/kubernetes/policy/`, 'Cilium 1.18');
const CLUSTER = pluginClaims('https://github.com/cilium/cilium/pull/47227', 'Cilium 1.20');
const HELM = pluginClaims(`${DOCS}/stable/helm-reference/`, 'Cilium 1.18');
const LANGUAGE = pluginClaims(`${DOCS}/stable/security/policy/language/`, 'Cilium 1.18');
const LAYER3 = pluginClaims(`${DOCS}/latest/security/policy/layer3/`, 'Cilium 1.19, 1.20');
const LABELS = pluginClaims(`${DOCS}/stable/operations/performance/scalability/identity-relevant-labels/`, 'Cilium 1.18');
const KUBE_PROXY = pluginClaims(`${DOCS}/stable/network/kubernetes/kubeproxy-free/`, 'Cilium 1.18');
const HOST = pluginClaims(`${DOCS}/latest/security/policy/host/`, 'Cilium 1.20');

/** Cilium as the network of the cluster, not chained behind another plugin. */
export const CILIUM: PluginRow = {
  title: 'Cilium',
  dryRun: 'additive',
  ownKinds: ['CiliumClusterwideNetworkPolicy', 'CiliumNetworkPolicy'],
  versions: { oldest: '1.14', newest: '1.20' },
  claims: {
    networkPolicy: KUBERNETES.yes(),
    endPort: pluginClaims('https://github.com/cilium/cilium/pull/32807', 'Cilium 1.16.0').since('1.16', {
      instead: 'Cilium before 1.16 takes the first port of a range for the whole of it, and says nothing: declare the ports one by one, or take 1.16',
    }),
    sctp: pluginClaims(`${DOCS}/stable/configuration/sctp/`, 'Cilium 1.18, beta').setting('`sctp.enabled` of its chart'),
    ipv6: HELM.yes('`ipv6.enabled` of its chart, without which no pod has such an address'),
    podsInBlocks: CLUSTER.setting('`pods` in `policyCIDRMatchMode` of its chart', { since: '1.20' }),
    nodesInBlocks: pluginClaims('https://github.com/cilium/cilium/pull/28421', 'Cilium 1.15').setting('`nodes` in `policyCIDRMatchMode` of its chart', { since: '1.15' }),
    afterTranslation: KUBE_PROXY.yes('what a pod sends to a ClusterIP is translated where it leaves the pod, before policies'),
    ownNode: LAYER3.yes('unless `--allow-localhost` is `policy`'),
    selfTraffic: UNKNOWN,
    hostPolicies: HOST.setting('`hostFirewall.enabled` of its chart', { how: 'CiliumClusterwideNetworkPolicy with a `nodeSelector`' }),
    adminNetworkPolicy: CLUSTER.no('write a ClusterNetworkPolicy on 1.20, or a CiliumClusterwideNetworkPolicy'),
    baselineAdminNetworkPolicy: CLUSTER.no('write a ClusterNetworkPolicy on 1.20, or a CiliumClusterwideNetworkPolicy'),
    clusterNetworkPolicy: CLUSTER.setting('`k8sClusterNetworkPolicy.enabled` of its chart', { since: '1.20' }),
    ownPolicies: KUBERNETES.yes('CiliumNetworkPolicy'),
    ownClusterPolicies: KUBERNETES.yes('CiliumClusterwideNetworkPolicy'),
    denyRules: pluginClaims(`${DOCS}/latest/security/policy/deny/`, 'Cilium 1.9').yes('`ingressDeny`, `egressDeny`'),
    tiers: KUBERNETES.no('its own policies are a union, from which what is denied is taken'),
    serviceAccounts: LABELS.yes('the label `io.cilium.k8s.policy.serviceaccount`'),
    dnsNames: LANGUAGE.yes('`toFQDNs`, with a rule for DNS beside it'),
    http: LANGUAGE.yes('`rules.http`, by its Envoy'),
    logging: KUBERNETES.no('what is allowed and denied is seen in Hubble, policies or not'),
    dryRun: pluginClaims('https://github.com/cilium/cilium/pull/30572', 'Cilium 1.16.0').since('1.16', {
      how: 'CiliumNetworkPolicy that shuts nothing, by `enableDefaultDeny: false` in both directions',
      instead: 'Cilium has `enableDefaultDeny` from 1.16 on: before, there is `policyAuditMode` for a whole node or pod',
    }),
    egressGateway: pluginClaims(`${DOCS}/stable/network/egress-gateway/egress-gateway/`, 'Cilium 1.18').setting(
      '`egressGateway.enabled`, `bpf.masquerade` and `kubeProxyReplacement` of its chart', { how: 'CiliumEgressGatewayPolicy' },
    ),
    serviceProxy: KUBE_PROXY.setting('`kubeProxyReplacement` of its chart'),
  },
  // https://github.com/cilium/cilium/pull/43420 (Cilium 1.19)
  deepNamesSince: '1.19',
  proxy: 'ciliumPlain',
  policies: 'cilium',
  egressGateways: 'cilium',
};

const GKE = pluginClaims('https://docs.cloud.google.com/kubernetes-engine/docs/concepts/dataplane-v2', 'GKE, September 2025');
const FQDN = pluginClaims('https://docs.cloud.google.com/kubernetes-engine/docs/how-to/fqdn-network-policies', 'GKE 1.27.1-gke.400, 1.26.4-gke.500');

/** Dataplane V2 of GKE: Cilium as Google runs it. */
export const GKE_DATAPLANE_V2: PluginRow = {
  title: 'Dataplane V2 of GKE',
  claims: {
    networkPolicy: GKE.yes('always on'),
    endPort: UNKNOWN,
    sctp: UNKNOWN,
    ipv6: UNKNOWN,
    podsInBlocks: pluginClaims('https://github.com/cilium/cilium/issues/9209', 'Cilium 1.18, on which it is built').no('name pods by their labels'),
    nodesInBlocks: UNKNOWN,
    afterTranslation: UNKNOWN,
    ownNode: UNKNOWN,
    selfTraffic: UNKNOWN,
    hostPolicies: UNKNOWN,
    adminNetworkPolicy: UNKNOWN,
    baselineAdminNetworkPolicy: UNKNOWN,
    clusterNetworkPolicy: UNKNOWN,
    ownPolicies: FQDN.setting('`--enable-fqdn-network-policy` of the cluster', { how: 'FQDNNetworkPolicy' }),
    ownClusterPolicies: UNKNOWN,
    denyRules: UNKNOWN,
    tiers: UNKNOWN,
    serviceAccounts: UNKNOWN,
    dnsNames: FQDN.setting('`--enable-fqdn-network-policy` of the cluster', { how: 'FQDNNetworkPolicy' }),
    http: UNKNOWN,
    logging: GKE.no('connections are logged by the object NetworkLogging of the cluster, not by a policy'),
    dryRun: UNKNOWN,
    egressGateway: UNKNOWN,
    serviceProxy: GKE.yes(),
  },
  proxy: 'ciliumPlain',
};
