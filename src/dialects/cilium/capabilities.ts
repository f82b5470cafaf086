import { PolicyCapability, Source, Support } from '../../model/capability';

const LANGUAGE: Source = { url: 'https://docs.cilium.io/en/stable/security/policy/language/', version: 'Cilium 1.18' };

/** What CiliumNetworkPolicy and CiliumClusterwideNetworkPolicy have words for. */
export const CILIUM_CAPABILITIES: Readonly<Record<PolicyCapability, Support>> = {
  // before that the end of a range was passed over
  'policy.portRanges': { support: 'since', since: 'Cilium 1.16', source: LANGUAGE },
  'policy.sctp': { support: 'since', since: 'Cilium 1.11, as a beta that has to be switched on', source: LANGUAGE },
  // outside the cluster: never those of pods
  'policy.addresses': { support: 'yes', source: LANGUAGE },
  'policy.dnsNames': { support: 'yes', source: LANGUAGE },
};
