import { someOf, WORLD } from './read-entities';
import { Field } from '../../fields/field';
import { readSelector } from '../../fields/selector';
import { Peer, TieredPeer } from '../../reachability/rules';
import { Cidr, cidrOfAddress, contains, isProblem, parseAddress, parseCidr } from '../../sets/cidr';
import { LabelMap, matches } from '../../sets/selector';

/** The CiliumCIDRGroups among some objects. */
export type CidrGroups = readonly { readonly name: string; readonly labels: LabelMap; readonly blocks: readonly Cidr[] }[];

/** Nobody knows which addresses: some outside the cluster. */
const SOME_OUTSIDE = someOf(WORLD);

/** A block, or an address alone; bits behind the prefix count for nothing, as they do for Cilium. Nothing if it has been refused. */
export function readBlock(field: Field): Cidr[] {
  const text = field.text();
  if (text === undefined) {
    if (!field.isPresent()) field.refuse('CIDR_INVALID', 'a block is missing here');
    return [];
  }
  const cidr = parseCidr(text);
  if (!isProblem(cidr)) return [cidr];
  const meant = 'network' in cidr && cidr.network !== undefined ? parseCidr(cidr.network) : cidr;
  if (!isProblem(meant)) return [meant];
  const address = parseAddress(text);
  if (!isProblem(address)) return [cidrOfAddress(address)];
  field.refuse('CIDR_INVALID', `\`${text}\` ${cidr.detail}`);
  return [];
}

/**
 * The peer of a block: nobody in the cluster, unless Cilium is told that nodes are in blocks, too.
 *
 * @see https://docs.cilium.io/en/stable/security/policy/language/#ip-cidr-based (Cilium 1.18)
 */
export function blockPeer(block: Cidr, except: readonly Cidr[] = []): Peer {
  return { kind: 'addresses', block, except, outside: true };
}

/** One entry of a set of blocks: a block, or a group of them, without its exceptions. */
export function readCidrRule(field: Field, groups: CidrGroups): TieredPeer[] {
  const { cidr, cidrGroupRef, cidrGroupSelector, except } = field.members('cidr', 'cidrGroupRef', 'cidrGroupSelector', 'except');
  const given = [cidr, cidrGroupRef, cidrGroupSelector].filter((one) => one.isPresent());
  if (given.length === 0) field.refuse('PEER_EMPTY', 'an entry needs one of cidr, cidrGroupRef, cidrGroupSelector');
  if (given.length > 1) field.refuse('PEER_MIXED', 'an entry has one of cidr, cidrGroupRef, cidrGroupSelector; make it several');
  const holes = except.items().flatMap(readBlock);
  if (cidr.isPresent()) {
    return readBlock(cidr).map((block) => {
      const stray = holes.find((hole) => !contains(block, hole));
      if (stray !== undefined) except.refuse('EXCEPT_OUTSIDE_BLOCK', `\`${stray.text}\` is not within \`${block.text}\``);
      return blockPeer(block, holes);
    });
  }
  const name = cidrGroupRef.text();
  const chosen = name === undefined
    ? groups.filter(({ labels }) => matches(readSelector(cidrGroupSelector), labels))
    : groups.filter((group) => group.name === name);
  // a group that is not among the manifests may be on the cluster
  return chosen.length === 0 ? [SOME_OUTSIDE] : chosen.flatMap(({ blocks }) => blocks.map((block) => blockPeer(block, holes)));
}
