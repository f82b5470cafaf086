import { PolicyCapability, Source, Support } from '../../model/capability';
import { no, since, yes } from '../../model/support';

const CORE: Source = { url: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/', version: 'Kubernetes 1.35' };

/** What core NetworkPolicy has words for; whether a plugin enforces it is the cluster profile's to say. */
export const NETWORK_POLICY_CAPABILITIES: Readonly<Record<PolicyCapability, Support>> = {
  'policy.portRanges': since('Kubernetes 1.25', CORE),
  'policy.sctp': since('Kubernetes 1.20', CORE),
  'policy.addresses': yes(CORE),
  // The page lists "anything TLS related" and targeting by name among what the API cannot do.
  'policy.dnsNames': no(CORE),
};
