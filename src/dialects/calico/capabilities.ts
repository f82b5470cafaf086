import { PolicyCapability, Source, Support } from '../../model/capability';

const API: Source = { url: 'https://docs.tigera.io/calico/latest/reference/resources/networkpolicy', version: 'Calico 3.32' };
const SCHEMA: Source = {
  url: 'https://github.com/projectcalico/calico/blob/v3.32.1/api/config/crd/projectcalico.org_networkpolicies.yaml', version: 'Calico 3.32.1, which has no `domains`',
};

/** What the policies of Calico have words for, in its open-source form. */
export const CALICO_CAPABILITIES: Readonly<Record<PolicyCapability, Support>> = {
  'policy.portRanges': { support: 'yes', source: API },
  'policy.sctp': { support: 'yes', source: API },
  'policy.addresses': { support: 'yes', source: API },
  'policy.dnsNames': { support: 'no', source: SCHEMA },
};
