import { PolicyCapability, Source, Support } from '../../model/capability';

const API: Source = { url: 'https://network-policy-api.sigs.k8s.io/reference/spec/', version: 'network-policy-api v0.2.0' };

/** What ClusterNetworkPolicy has words for; whether a plugin implements the API at all is the cluster profile's to say. */
export const CLUSTER_NETWORK_POLICY_CAPABILITIES: Readonly<Record<PolicyCapability, Support>> = {
  'policy.portRanges': { support: 'yes', source: API },
  'policy.sctp': { support: 'yes', source: API },
  'policy.addresses': { support: 'yes', source: API },
  'policy.dnsNames': { support: 'since', since: 'network-policy-api v0.2.0, in its experimental channel', source: API },
};
