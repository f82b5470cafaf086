import { PolicyCapability, Source, Support } from '../../model/capability';
import { since, yes } from '../../model/support';

const API: Source = { url: 'https://network-policy-api.sigs.k8s.io/reference/spec/', version: 'network-policy-api v0.2.0' };

/** What ClusterNetworkPolicy has words for; whether a plugin implements the API at all is the cluster profile's to say. */
export const CLUSTER_NETWORK_POLICY_CAPABILITIES: Readonly<Record<PolicyCapability, Support>> = {
  'policy.portRanges': yes(API),
  'policy.sctp': yes(API),
  'policy.addresses': yes(API),
  'policy.dnsNames': since('network-policy-api v0.2.0, in its experimental channel', API),
};
