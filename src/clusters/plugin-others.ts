import { pluginClaims, PluginRow, UNKNOWN } from './plugin-row';

const KIND = pluginClaims('https://github.com/kubernetes-sigs/kind/blob/v0.32.0/images/kindnetd/cmd/kindnetd/main.go', 'kind 0.32.0');
const ENGINE = pluginClaims('https://github.com/kubernetes-sigs/kube-network-policies/blob/v1.1.1/pkg/networkpolicy/networkpolicy.go', 'kube-network-policies 1.1.1, which kindnet has inside');
const DATA_PLANE = pluginClaims('https://github.com/kubernetes-sigs/kube-network-policies/blob/v1.1.1/pkg/dataplane/controller.go', 'kube-network-policies 1.1.1, which kindnet has inside');
const KINDNET_ALONE = KIND.no('it has core NetworkPolicy, and nothing beside it');

/** kindnet, the network of kind, by the version of kind. */
export const KINDNET: PluginRow = {
  title: 'kindnet',
  versions: { oldest: '0.20', newest: '0.32' },
  claims: {
    networkPolicy: KIND.since('0.24', { instead: 'kindnet enforces none before kind 0.24: take a newer kind' }),
    endPort: ENGINE.since('0.24'),
    sctp: DATA_PLANE.since('0.24'),
    ipv6: DATA_PLANE.since('0.24'),
    podsInBlocks: ENGINE.since('0.24'),
    nodesInBlocks: ENGINE.since('0.24'),
    afterTranslation: DATA_PLANE.yes('packets are judged after routing, before their source is rewritten'),
    ownNode: DATA_PLANE.yes('what root on a node sends is let through'),
    selfTraffic: UNKNOWN,
    hostPolicies: KINDNET_ALONE,
    adminNetworkPolicy: KINDNET_ALONE,
    baselineAdminNetworkPolicy: KINDNET_ALONE,
    clusterNetworkPolicy: KINDNET_ALONE,
    ownPolicies: KINDNET_ALONE,
    ownClusterPolicies: KINDNET_ALONE,
    denyRules: KINDNET_ALONE,
    tiers: KINDNET_ALONE,
    serviceAccounts: KINDNET_ALONE,
    dnsNames: KINDNET_ALONE,
    http: KINDNET_ALONE,
    logging: KINDNET_ALONE,
    dryRun: KINDNET_ALONE,
    egressGateway: KINDNET_ALONE,
    serviceProxy: KINDNET_ALONE,
  },
};

const EKS = pluginClaims('https://docs.aws.amazon.com/eks/latest/userguide/cni-network-policy.html', 'Amazon EKS, VPC CNI 1.21');
const EKS_ADMIN = pluginClaims('https://docs.aws.amazon.com/eks/latest/userguide/cni-network-policy-configure.html', 'Amazon EKS, VPC CNI 1.21');
const EKS_AUTO = pluginClaims('https://docs.aws.amazon.com/eks/latest/userguide/auto-net-pol.html', 'Amazon EKS, 2026');
const AGENT = pluginClaims('https://github.com/aws/aws-network-policy-agent/tree/v1.4.1/pkg', 'aws-network-policy-agent 1.4.1');
const AGENT_FLAGS = pluginClaims('https://github.com/aws/aws-network-policy-agent/blob/v1.4.1/README.md', 'aws-network-policy-agent 1.4.1');

/** The VPC CNI of AWS with its network policy agent. */
export const AWS_VPC_CNI: PluginRow = {
  title: 'the VPC CNI of AWS',
  versions: { oldest: '1.13', newest: '1.21' },
  claims: {
    networkPolicy: EKS.setting('`enableNetworkPolicy` of the add-on', { since: '1.14' }),
    endPort: AGENT.since('1.14'),
    sctp: AGENT.since('1.14'),
    ipv6: EKS.since('1.14', { how: 'in a cluster of IPv6, which has no IPv4: rules of the other family are passed over' }),
    podsInBlocks: AGENT.yes('pods have addresses of the VPC, and rules are kept by address'),
    nodesInBlocks: AGENT.yes('nodes have addresses of the VPC, and rules are kept by address'),
    afterTranslation: EKS.no('give a Service the port that its pods have'),
    ownNode: AGENT.yes('the address of the node is let in'),
    selfTraffic: UNKNOWN,
    hostPolicies: UNKNOWN,
    adminNetworkPolicy: EKS_ADMIN.no('it has a ClusterNetworkPolicy of its own, of `networking.k8s.aws`'),
    baselineAdminNetworkPolicy: EKS_ADMIN.no('it has a ClusterNetworkPolicy of its own, of `networking.k8s.aws`'),
    clusterNetworkPolicy: EKS_ADMIN.no('it has one of its own, of `networking.k8s.aws`'),
    ownPolicies: EKS_AUTO.setting('EKS Auto Mode', { how: 'ApplicationNetworkPolicy of `networking.k8s.aws`' }),
    ownClusterPolicies: EKS_ADMIN.setting('`enableNetworkPolicy` of the add-on', { since: '1.21', how: 'ClusterNetworkPolicy of `networking.k8s.aws`' }),
    denyRules: EKS_ADMIN.setting('`enableNetworkPolicy` of the add-on', { since: '1.21', how: 'ClusterNetworkPolicy of `networking.k8s.aws`' }),
    tiers: EKS_ADMIN.setting('`enableNetworkPolicy` of the add-on', { since: '1.21', how: 'tiers and priorities of its ClusterNetworkPolicy' }),
    serviceAccounts: UNKNOWN,
    dnsNames: EKS_AUTO.setting('EKS Auto Mode', { how: 'ApplicationNetworkPolicy of `networking.k8s.aws`' }),
    http: EKS.no('policies are of layers 3 and 4, and of DNS names in Auto Mode'),
    logging: AGENT_FLAGS.no('`enable-policy-event-logs` is for all policies'),
    dryRun: UNKNOWN,
    egressGateway: UNKNOWN,
    serviceProxy: UNKNOWN,
  },
};

const GATES = pluginClaims('https://github.com/antrea-io/antrea/blob/v2.7.0/docs/feature-gates.md', 'Antrea 2.7.0');
const ANTREA_POLICY = pluginClaims('https://github.com/antrea-io/antrea/blob/v2.7.0/docs/antrea-network-policy.md', 'Antrea 2.7.0');
const ANTREA_FLOWS = pluginClaims('https://github.com/antrea-io/antrea/blob/v2.7.0/pkg/agent/openflow/network_policy.go', 'Antrea 2.7.0');
const ANTREA_CODE = pluginClaims('https://github.com/antrea-io/antrea/blob/v2.7.0/pkg/controller/networkpolicy/networkpolicy_controller.go', 'Antrea 2.7.0');

/** Antrea as the network of the cluster. */
export const ANTREA: PluginRow = {
  title: 'Antrea',
  versions: { oldest: '1.14', newest: '2.7' },
  claims: {
    networkPolicy: ANTREA_POLICY.yes(),
    endPort: ANTREA_CODE.yes(),
    sctp: ANTREA_CODE.yes(),
    ipv6: ANTREA_FLOWS.yes(),
    podsInBlocks: ANTREA_FLOWS.yes('a block is compared with addresses, whosever they are'),
    nodesInBlocks: ANTREA_FLOWS.yes('a block is compared with addresses, whosever they are'),
    afterTranslation: ANTREA_POLICY.yes('rules are enforced after Antrea Proxy'),
    ownNode: ANTREA_POLICY.yes('what a node says to the pods on it is let in'),
    selfTraffic: UNKNOWN,
    hostPolicies: GATES.setting('the feature gate `NodeNetworkPolicy`', { since: '1.15', how: 'ClusterNetworkPolicy of `crd.antrea.io` with a `nodeSelector`' }),
    adminNetworkPolicy: GATES.setting('the feature gate `AdminNetworkPolicy`, deprecated in 2.7'),
    baselineAdminNetworkPolicy: GATES.setting('the feature gate `AdminNetworkPolicy`, deprecated in 2.7'),
    clusterNetworkPolicy: GATES.setting('the feature gate `ClusterNetworkPolicy`', { since: '2.7' }),
    ownPolicies: ANTREA_POLICY.yes('NetworkPolicy of `crd.antrea.io`'),
    ownClusterPolicies: ANTREA_POLICY.yes('ClusterNetworkPolicy of `crd.antrea.io`'),
    denyRules: ANTREA_POLICY.yes('`action: Drop`, `action: Reject`'),
    tiers: ANTREA_POLICY.yes('Tier, and `priority` of a policy'),
    serviceAccounts: ANTREA_POLICY.yes('`serviceAccount` of a peer'),
    dnsNames: ANTREA_POLICY.yes('`fqdn` of an egress rule'),
    http: GATES.setting('the feature gate `L7NetworkPolicy`', { how: '`l7Protocols` of a rule' }),
    logging: ANTREA_POLICY.yes('`enableLogging` of a rule; an annotation of the namespace for NetworkPolicies'),
    dryRun: UNKNOWN,
    egressGateway: GATES.yes('Egress of `crd.antrea.io`'),
    serviceProxy: UNKNOWN,
  },
};

const OVN = 'https://github.com/ovn-org/ovn-kubernetes/blob/6c366bb49d6fa57c80d6b39834952ce1d4d9dbb6';
const OVN_POLICY = pluginClaims(`${OVN}/docs/features/network-security-controls/network-policy.md`, 'OVN-Kubernetes, December 2024');
const OVN_CODE = pluginClaims(`${OVN}/go-controller/pkg/ovn/gress_policy.go`, 'OVN-Kubernetes, December 2024');
const OVN_ADMIN = pluginClaims(`${OVN}/docs/features/network-security-controls/admin-network-policy.md`, 'OVN-Kubernetes, December 2024');
const OVN_FIREWALL = pluginClaims(`${OVN}/docs/api-reference/egress-firewall-api-spec.md`, 'OVN-Kubernetes, December 2024');
const OVN_ACLS = pluginClaims(`${OVN}/docs/design/acls.md`, 'OVN-Kubernetes, December 2024');
const OVN_EGRESS = pluginClaims(`${OVN}/docs/features/cluster-egress-controls/egress-ip.md`, 'OVN-Kubernetes, December 2024');

/** OVN-Kubernetes, the network of OpenShift. */
export const OVN_KUBERNETES: PluginRow = {
  title: 'OVN-Kubernetes',
  claims: {
    networkPolicy: OVN_POLICY.yes(),
    endPort: OVN_CODE.yes(),
    sctp: OVN_CODE.yes(),
    ipv6: OVN_CODE.yes(),
    podsInBlocks: OVN_CODE.yes('a block is compared with addresses, whosever they are'),
    nodesInBlocks: OVN_CODE.yes('a block is compared with addresses, whosever they are'),
    afterTranslation: UNKNOWN,
    ownNode: OVN_ACLS.yes('a rule of each node for its management port'),
    selfTraffic: OVN_ACLS.yes('what a pod sends to itself by a Service has a default rule'),
    hostPolicies: OVN_ADMIN.no('policies pass over pods on the network of a node'),
    adminNetworkPolicy: OVN_ADMIN.yes(),
    baselineAdminNetworkPolicy: OVN_ADMIN.yes(),
    clusterNetworkPolicy: UNKNOWN,
    ownPolicies: OVN_FIREWALL.yes('EgressFirewall of `k8s.ovn.org`, one for a namespace'),
    ownClusterPolicies: UNKNOWN,
    denyRules: OVN_FIREWALL.yes('`type: Deny` of an EgressFirewall, for what leaves the cluster'),
    tiers: OVN_ADMIN.yes('those of AdminNetworkPolicy'),
    serviceAccounts: UNKNOWN,
    dnsNames: OVN_FIREWALL.yes('`dnsName` of an EgressFirewall'),
    http: UNKNOWN,
    logging: UNKNOWN,
    dryRun: UNKNOWN,
    egressGateway: OVN_EGRESS.yes('EgressIP of `k8s.ovn.org`'),
    serviceProxy: UNKNOWN,
  },
};
