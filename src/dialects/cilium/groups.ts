import { CiliumCidrGroup, CiliumCidrRule } from './kinds';
import { wholeBlocks } from '../../model/address-block';
import { Flow, GroupEndpoint, isGroup } from '../../model/endpoint';
import { PolicyFacts } from '../../model/policy-dialect';
import { compareVersions } from '../../model/version';

/**
 * Before that a group was put into the policies that name it as blocks, and a list of blocks into every other rule of theirs, where an empty one takes in nobody; a group
 * that was not there yet opened its rule to everybody, up to 1.15.
 *
 * @see https://github.com/cilium/cilium/pull/33441 (Cilium 1.17)
 * @see https://github.com/cilium/cilium/issues/36393 (Cilium 1.16)
 */
const GROUPS_SINCE = '1.17';

/** @see https://github.com/cilium/cilium/pull/38940 (Cilium 1.18: `v2`, and `v2alpha1` no longer the one to write) */
const V2_SINCE = '1.18';

/** Whether policies find a group of addresses by an object of its own. */
export function hasGroups({ version }: Pick<PolicyFacts, 'version'>): boolean {
  return compareVersions(version, GROUPS_SINCE) >= 0;
}

/** An object for each group of addresses of a flow. */
export function cidrGroupsOf(namespace: string, { peers }: Flow, facts: PolicyFacts): CiliumCidrGroup[] {
  if (!hasGroups(facts)) return [];
  return peers.filter(isGroup).map((peer) => ({
    apiVersion: compareVersions(facts.version, V2_SINCE) >= 0 ? 'cilium.io/v2' : 'cilium.io/v2alpha1',
    kind: 'CiliumCIDRGroup',
    metadata: { name: nameOf(namespace, peer) },
    spec: { externalCIDRs: wholeBlocks(peer.blocks) },
  }));
}

/** How a rule names a group. */
export function groupRule(namespace: string, peer: GroupEndpoint): CiliumCidrRule {
  return { cidrGroupRef: nameOf(namespace, peer) };
}

/** A group is of the whole cluster, and what is declared is of one namespace: no other one may change it. Neither name has a dot. */
function nameOf(namespace: string, { group }: GroupEndpoint): string {
  return `${namespace}.${group}`;
}
