import { PolicyCapability, Source, Support } from '../../model/capability';

const API: Source = { url: 'https://github.com/kubernetes-sigs/network-policy-api/tree/v0.1.7/apis/v1alpha1', version: 'network-policy-api v0.1.7' };

/** What AdminNetworkPolicy has words for; BaselineAdminNetworkPolicy has none for DNS names. */
export const ADMIN_NETWORK_POLICY_CAPABILITIES: Readonly<Record<PolicyCapability, Support>> = {
  'policy.portRanges': { support: 'yes', source: API },
  'policy.sctp': { support: 'yes', source: API },
  'policy.addresses': { support: 'yes', source: API },
  'policy.dnsNames': { support: 'since', since: 'network-policy-api v0.1.7, in its experimental channel', source: API },
};
