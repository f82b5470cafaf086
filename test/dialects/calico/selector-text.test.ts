import { isExpressionProblem, parseExpression } from '../../../src/dialects/calico/read-expression';
import { labelsExpression, SelectorExpression, selectorText } from '../../../src/dialects/calico/selector-text';
import { conditionText, holds, LabelCondition } from '../../../src/sets/condition';
import * as fc from '../../property';

const text = (expression: SelectorExpression): string => {
  const said = selectorText(expression);
  if (!said.isSayable) throw new Error(said.problem);
  return said.text;
};

const read = (selector: string): LabelCondition => {
  const found = parseExpression(selector);
  if (found === 'global' || isExpressionProblem(found)) throw new Error(`${selector}: ${JSON.stringify(found)}`);
  return found;
};

const is = (key: string, ...values: string[]): SelectorExpression => ({ operator: 'In', key, values });
const not = (key: string, ...values: string[]): SelectorExpression => ({ operator: 'NotIn', key, values });
const has = (key: string): SelectorExpression => ({ operator: 'Exists', key });
const lacks = (key: string): SelectorExpression => ({ operator: 'DoesNotExist', key });
const all = (...of: SelectorExpression[]): SelectorExpression => ({ operator: 'All', of });
const any = (...of: SelectorExpression[]): SelectorExpression => ({ operator: 'Any', of });

describe('the text of a selector of Calico', () => {
  test.each<[SelectorExpression, string]>([
    [is('app', 'web'), 'app == "web"'],
    [is('app', 'web', 'api', 'web'), 'app in {"api", "web"}'],
    [is('app'), 'app in {}'],
    [not('app', 'web'), 'app != "web"'],
    [not('acme.dev/tenant', 'b', 'a'), 'acme.dev/tenant not in {"a", "b"}'],
    [has('app'), 'has(app)'],
    [lacks('app'), '!has(app)'],
    [all(), 'all()'],
    [any(), '!all()'],
    [all(has('b'), has('a'), has('b')), 'has(a) && has(b)'],
    [any(all(has('b'), has('a')), all(), is('c', '')), '(has(a) && has(b)) || all() || c == ""'],
    [labelsExpression({}), 'all()'],
    [labelsExpression({ app: 'web' }), 'app == "web"'],
    [labelsExpression({ tier: 'front', app: 'web' }), 'app == "web" && tier == "front"'],
    [is('in', 'it\'s'), 'in == "it\'s"'],
    [is('has', 'say "x"'), 'has == \'say "x"\''],
  ])('%j is %s', (expression, expected) => {
    expect(text(expression)).toBe(expected);
  });

  const BREAKS = [
    '" || all() || a == "', "' || all() || a == '", '"} || all() || a in {"', '\\" || all() || a == \\"', '") || has(x', '\n|| all()', '" && !has(app) && "" == "', '`', '${x}',
    '\u0000" || all()', '" || global() || "',
  ];

  test.each(BREAKS)('the value %j stays one value', (value) => {
    for (const expression of [is('app', value), is('app', value, 'other'), not('app', value), all(is('app', value), has('x'))]) {
      const condition = read(text(expression));
      expect(holds(condition, { app: 'else' })).toBe(expression.operator === 'NotIn');
      expect(holds(condition, { app: value, x: '' })).toBe(expression.operator !== 'NotIn');
    }
  });

  test.each(BREAKS.map((value) => `${value}'"`))('the value %j, which has both kinds of quotes, is refused', (value) => {
    expect(selectorText(is('app', value))).toEqual({
      isSayable: false, problem: `\`${value}\` has both kinds of quotes, and a selector of Calico cannot hold such a text: give the label another value`,
    });
  });

  test.each([
    'a == "b" || c', 'has(a) || b', 'a)', '(a', '!a', 'a b', 'a"', "a'", 'a\tb', 'a\n', '', 'é', 'a,b', 'a{}', 'a&&b', 'x'.repeat(513), 'global()', 'all()',
  ])('the key %j is refused', (key) => {
    for (const expression of [is(key, 'x'), not(key, 'x'), has(key), lacks(key), all(has('a'), is(key, 'x'))]) {
      expect(selectorText(expression)).toEqual({ isSayable: false, problem: expect.stringContaining('is no key of a label') });
    }
  });

  test('is bounded in length and depth', () => {
    expect(selectorText(is('app', 'x'.repeat(20_000)))).toEqual({
      isSayable: false, problem: 'a selector of 20009 characters is longer than 20000: select by fewer labels',
    });
    const deep = (levels: number): SelectorExpression => (levels === 0 ? all(has('a'), has('b')) : all(deep(levels - 1), has('c')));
    expect(selectorText(deep(101))).toEqual({ isSayable: false, problem: expect.stringContaining('is too deep') });
    expect(read(text(deep(99)))).toBeDefined();
  });

  // Everything that a tokenizer might stumble over, in few characters.
  const value = fc.string({ unit: fc.constantFrom('a', '"', "'", '\\', ' ', '\t', '\n', '|', '&', '(', ')', '{', '}', ',', '!', '=', '.', '-', 'in', 'has(', 'é', '\u0000'), maxLength: 12 });
  const key = fc.string({ unit: fc.constantFrom('a', 'in', 'has', 'all', 'global', 'not', 'contains', '.', '/', '-', '_', '0'), minLength: 1, maxLength: 5 });
  const { expression } = fc.letrec<{ expression: SelectorExpression }>((tie) => ({
    expression: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.record({ operator: fc.constantFrom('In' as const, 'NotIn' as const), key, values: fc.array(value, { maxLength: 3 }) }),
      fc.record({ operator: fc.constantFrom('Exists' as const, 'DoesNotExist' as const), key }),
      fc.record({ operator: fc.constantFrom('All' as const, 'Any' as const), of: fc.array(tie('expression'), { maxLength: 3 }) }),
    ),
  }));

  // everybody and nobody are so in parentheses, too
  const bare = (said: string): string => {
    const less = said.replaceAll(/\((!?all\(\))\)/g, '$1');
    return less === said ? said : bare(less);
  };

  test('is read back as exactly what was written, or refused for its quotes alone', () => {
    fc.assert(fc.property(expression, (one) => {
      const said = selectorText(one);
      if (!said.isSayable) expect(hasBothQuotes(one)).toBe(true);
      else expect(bare(conditionText(read(said.text)))).toBe(bare(meaning(one)));
      expect(said.isSayable).toBe(!hasBothQuotes(one));
    }), { numRuns: 2000 });
  });
});

/** The canonical text of what was meant, where lists of one condition are that condition, and lists of none are said as Calico has them. */
function meaning(expression: SelectorExpression): string {
  return conditionText(simplified(expression));
}

function simplified(expression: SelectorExpression): LabelCondition {
  if (!('of' in expression)) return expression;
  const of = new Map(expression.of.map((one) => [text(one), simplified(one)]));
  const [only] = of.values();
  return only !== undefined && of.size === 1 ? only : { operator: expression.operator, of: [...of.values()] };
}

function hasBothQuotes(expression: SelectorExpression): boolean {
  if ('of' in expression) return expression.of.some(hasBothQuotes);
  return 'values' in expression && expression.values.some((one) => one.includes('"') && one.includes("'"));
}
