import { TieredPolicy } from '../../src/reachability/rules';
import { selectorText } from '../../src/sets/selector';

/** Who refuses: the schema of the API, one of its CEL rules, or only its text, which we take at its word. */
export type RefusedBy = 'schema' | 'rule' | 'text';

/** A policy without `bigint`s, and with selectors as texts, for a person to read. */
export function readable(policies: readonly TieredPolicy[]): unknown {
  return JSON.parse(JSON.stringify(policies, (_, value: unknown): unknown => {
    if (typeof value === 'bigint') return undefined;
    const isSelector = typeof value === 'object' && value !== null && 'matchLabels' in value;
    return isSelector ? selectorText(value as Parameters<typeof selectorText>[0]) : value; // what has matchLabels is one, see rules.ts
  }));
}
