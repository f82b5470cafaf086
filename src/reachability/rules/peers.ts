import { NamePattern, nameText } from '../../sets/names';
import { order } from '../../sets/order';
import { Direction, RuleSet, TieredPeer } from '../rules';

/** Every peer that rules name, of both directions or of one, in the order of the policies; of conditions, those of which they are made. */
export function peersOf({ policies, tiered }: RuleSet, direction?: Direction): readonly TieredPeer[] {
  const rules = [...policies, ...tiered].flatMap((policy): readonly { readonly direction: Direction; readonly peers: 'anyone' | readonly TieredPeer[] }[] => policy.rules);
  return rules.filter((rule) => direction === undefined || rule.direction === direction).flatMap(({ peers }) => (peers === 'anyone' ? [] : peers)).flatMap(parts);
}

/** Every name and every pattern of names that rules of egress have, each once, sorted by their texts. */
export function namesIn(...sets: readonly RuleSet[]): NamePattern[] {
  const names = sets.flatMap((rules) => peersOf(rules, 'egress')).flatMap((peer) => (peer.kind === 'domainNames' ? peer.names : []));
  return [...new Map(names.map((name) => [nameText(name), name]))].sort(([a], [b]) => order(a, b)).map(([, name]) => name);
}

function parts(peer: TieredPeer): readonly TieredPeer[] {
  return peer.kind === 'meeting' ? peer.all.flatMap(({ anyOf }) => anyOf) : [peer];
}
