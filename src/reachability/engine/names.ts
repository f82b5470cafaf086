import { nameText } from '../../sets/names';
import { order } from '../../sets/order';
import { RuleSet } from '../rules';
import { namesIn } from '../rules/peers';
import { NamedEnd } from '../trace';

/** The names that are ends, each once, sorted by their texts: those that rules of egress have, and those that are asked about, with what is known of these. */
export function namedEndsOf(rules: RuleSet, asked: readonly NamedEnd[]): NamedEnd[] {
  const ofRules = namesIn(rules).map((name): NamedEnd => ({ kind: 'name', name }));
  const all = new Map([...ofRules, ...asked].map((end) => [nameText(end.name), end]));
  return [...all].sort(([a], [b]) => order(a, b)).map(([, end]) => end);
}
