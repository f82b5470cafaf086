import { readAdminPort } from './read-port';
import { EGRESS_PEERS } from '../../fields/tiered-peer';
import { PolicyWording, readPriority, readTieredPolicies, TieredRead } from '../../fields/tiered-policy';
import { ADMIN as ADMIN_TIER, BASELINE as BASELINE_TIER } from '../../reachability/rules';

/**
 * What `policy.networking.k8s.io/v1alpha1` says, both channels together: a server with the standard one refuses `nodes`, `domainNames` and
 * `namedPort`.
 *
 * @see https://github.com/kubernetes-sigs/network-policy-api/tree/v0.1.7/config/crd
 */
const COMMON = {
  version: 'v1alpha1',
  atMost: 100,
  portsField: 'ports',
  readPort: readAdminPort,
  // The schema requires both selectors; docs/decisions/007 says why they are read as all where they are left out.
  needsPodSelector: false,
} as const;

const ADMIN: PolicyWording = {
  ...COMMON,
  kind: 'AdminNetworkPolicy',
  actions: { Allow: 'accept', Deny: 'deny', Pass: 'pass' },
  egressPeers: EGRESS_PEERS,
  placeFields: ['priority'],
  readPlace: ({ priority }) => ({ tier: ADMIN_TIER, priority: readPriority(priority) }),
};

/** There is one of its kind at most, so that its priority says nothing. */
const BASELINE: PolicyWording = {
  ...COMMON,
  kind: 'BaselineAdminNetworkPolicy',
  actions: { Allow: 'accept', Deny: 'deny' },
  egressPeers: ['nodes', 'networks'],
  placeFields: [],
  readPlace: () => ({ tier: BASELINE_TIER, priority: 0 }),
  onlyName: 'default',
};

/** Reads the AdminNetworkPolicies and the BaselineAdminNetworkPolicy among objects; the items of lists must have been taken out of them. */
export function readAdminNetworkPolicies(objects: readonly unknown[]): TieredRead {
  const [admin, baseline] = [readTieredPolicies(objects, ADMIN), readTieredPolicies(objects, BASELINE)];
  return { policies: [...admin.policies, ...baseline.policies], problems: [...admin.problems, ...baseline.problems] };
}
