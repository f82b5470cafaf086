import { Direction, RuleSet, TieredPeer } from '../rules';

/** Every peer that rules name, of both directions or of one, in the order of the policies; of conditions, those of which they are made. */
export function peersOf({ policies, tiered }: RuleSet, direction?: Direction): readonly TieredPeer[] {
  const rules = [...policies, ...tiered].flatMap((policy): readonly { readonly direction: Direction; readonly peers: 'anyone' | readonly TieredPeer[] }[] => policy.rules);
  return rules.filter((rule) => direction === undefined || rule.direction === direction).flatMap(({ peers }) => (peers === 'anyone' ? [] : peers)).flatMap(parts);
}

function parts(peer: TieredPeer): readonly TieredPeer[] {
  return peer.kind === 'meeting' ? peer.all.flatMap(({ anyOf }) => anyOf) : [peer];
}
