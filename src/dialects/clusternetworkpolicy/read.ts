import { readProtocolMatch } from './read-protocol';
import { Field } from '../../fields/field';
import { EGRESS_PEERS } from '../../fields/tiered-peer';
import { PolicyWording, readPriority, readTieredPolicies, TieredRead } from '../../fields/tiered-policy';
import { ADMIN, BASELINE, Tier } from '../../reachability/rules';

/**
 * What `policy.networking.k8s.io/v1alpha2` says, both channels together: a server with the standard one refuses `nodes` and `domainNames`.
 *
 * @see https://github.com/kubernetes-sigs/network-policy-api/tree/v0.2.0/config/crd
 */
const WORDING: PolicyWording = {
  kind: 'ClusterNetworkPolicy',
  version: 'v1alpha2',
  actions: { Accept: 'accept', Deny: 'deny', Pass: 'pass' },
  atMost: 25,
  portsField: 'protocols',
  readPort: readProtocolMatch,
  egressPeers: EGRESS_PEERS,
  needsPodSelector: true,
  placeFields: ['tier', 'priority'],
  readPlace: ({ tier, priority }) => ({ tier: readTier(tier), priority: readPriority(priority) }),
};

/** Reads the ClusterNetworkPolicies among objects; the items of lists must have been taken out of them. */
export function readClusterNetworkPolicies(objects: readonly unknown[]): TieredRead {
  return readTieredPolicies(objects, WORDING);
}

function readTier(field: Field): Tier {
  const text = field.text();
  if (text === 'Baseline') return BASELINE;
  if (!field.isPresent()) field.refuse('TIER_UNKNOWN', 'a policy needs a tier; allowed are Admin, Baseline');
  if (text !== undefined && text !== 'Admin') field.refuse('TIER_UNKNOWN', `unknown tier \`${text}\`; allowed are Admin, Baseline`);
  return ADMIN;
}
