import { Labels } from '../../model/endpoint';

/** What a selector asks for: conditions on labels, put together in any way. */
export type SelectorExpression =
  | { readonly operator: 'In' | 'NotIn'; readonly key: string; readonly values: readonly string[] }
  | { readonly operator: 'Exists' | 'DoesNotExist'; readonly key: string }
  /** All of none is everything, any of none is nothing. */
  | { readonly operator: 'All' | 'Any'; readonly of: readonly SelectorExpression[] };

/** A selector in the language of Calico, or why it has no words for it. */
export type SelectorText =
  | { readonly isSayable: true; readonly text: string }
  /** What is wrong, as a sentence of its own. */
  | { readonly isSayable: false; readonly problem: string };

/** Whatever has labels. */
export const EVERYTHING: SelectorExpression = { operator: 'All', of: [] };

/** What Calico takes for the key of a label. A longer one is no label of Kubernetes, and is not written. */
const KEY = /^[a-zA-Z0-9_./-]{1,512}$/;

/** Nothing longer is written, so that whatever is written can be read: Calico sets no bound. */
const CHARACTERS_AT_MOST = 20_000;

/** So deep conditions may stand in each other. */
const DEPTH_AT_MOST = 100;

/** A condition that Calico has no words for, thrown and caught in this file alone. */
class Unsayable extends Error {}

/** The expression that asks for exactly these labels, and for everything where there are none. */
export function labelsExpression(labels: Labels): SelectorExpression {
  const all = Object.entries(labels).map(([key, value]): SelectorExpression => ({ operator: 'In', key, values: [value] }));
  return all.length === 1 ? all[0] ?? EVERYTHING : { operator: 'All', of: all };
}

/**
 * Writes a selector expression. Nothing escapes a quote in this language: a text goes between quotes of the kind that it does not have, and one that
 * has both kinds cannot be said. So whatever a label says, it stays a label. The same conditions give the same text, in whatever order they come.
 *
 * @see https://docs.tigera.io/calico/latest/reference/resources/networkpolicy#selectors (Calico 3.32)
 * @see https://github.com/projectcalico/calico/blob/v3.32.1/libcalico-go/lib/selector/tokenizer/tokenizer.go
 */
export function selectorText(expression: SelectorExpression): SelectorText {
  try {
    const text = textOf(expression, 0);
    if (text.length > CHARACTERS_AT_MOST) throw new Unsayable(`a selector of ${text.length} characters is longer than ${CHARACTERS_AT_MOST}: select by fewer labels`);
    return { isSayable: true, text };
  } catch (error) {
    if (error instanceof Unsayable) return { isSayable: false, problem: error.message };
    throw error;
  }
}

function textOf(expression: SelectorExpression, depth: number): string {
  switch (expression.operator) {
    case 'Exists': return `has(${keyText(expression.key)})`;
    case 'DoesNotExist': return `!has(${keyText(expression.key)})`;
    case 'In': return comparison(expression.key, '==', 'in', expression.values);
    case 'NotIn': return comparison(expression.key, '!=', 'not in', expression.values);
    case 'All': return joined(expression.of, ' && ', 'all()', depth);
    case 'Any': return joined(expression.of, ' || ', '!all()', depth);
  }
}

/** Lists in lists stand in parentheses, so that nobody needs to know what binds closest. */
function joined(conditions: readonly SelectorExpression[], sign: string, none: string, depth: number): string {
  if (depth > DEPTH_AT_MOST) throw new Unsayable(`a selector with more than ${DEPTH_AT_MOST} lists of conditions in each other is too deep: select by fewer labels`);
  const texts = [...new Set(conditions.map((one) => ('of' in one && one.of.length > 0 ? `(${textOf(one, depth + 1)})` : textOf(one, depth + 1))))].sort();
  return texts.length === 0 ? none : texts.join(sign);
}

function comparison(key: string, equal: string, among: string, values: readonly string[]): string {
  const texts = [...new Set(values)].sort().map(quoted);
  return texts.length === 1 ? `${keyText(key)} ${equal} ${texts.join()}` : `${keyText(key)} ${among} {${texts.join(', ')}}`;
}

function keyText(key: string): string {
  if (!KEY.test(key)) throw new Unsayable(`\`${key.slice(0, 100)}\` is no key of a label: allowed are letters, digits and \`_./-\`, at most 512 characters`);
  return key;
}

function quoted(value: string): string {
  if (!value.includes('"')) return `"${value}"`;
  if (!value.includes("'")) return `'${value}'`;
  throw new Unsayable(`\`${value.slice(0, 100)}\` has both kinds of quotes, and a selector of Calico cannot hold such a text: give the label another value`);
}
