import { PolicyCapability, Source, Support } from '../../model/capability';
import { since, yes } from '../../model/support';

const API: Source = { url: 'https://github.com/kubernetes-sigs/network-policy-api/tree/v0.1.7/apis/v1alpha1', version: 'network-policy-api v0.1.7' };

/** What AdminNetworkPolicy has words for; BaselineAdminNetworkPolicy has none for DNS names. */
export const ADMIN_NETWORK_POLICY_CAPABILITIES: Readonly<Record<PolicyCapability, Support>> = {
  'policy.portRanges': yes(API),
  'policy.sctp': yes(API),
  'policy.addresses': yes(API),
  'policy.dnsNames': since('network-policy-api v0.1.7, in its experimental channel', API),
};
