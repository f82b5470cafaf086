import { isExpressionProblem, parseExpression } from '../../../src/dialects/calico/read-expression';
import { conditionText, holds, LabelCondition } from '../../../src/sets/condition';
import * as fc from '../../property';

const parsed = (text: string): LabelCondition => {
  const found = parseExpression(text);
  if (found === 'global' || isExpressionProblem(found)) throw new Error(`${text}: ${JSON.stringify(found)}`);
  return found;
};

describe('a selector of Calico', () => {
  test.each<[string, string]>([
    ['', 'all()'],
    [' \t', 'all()'],
    ['all()', 'all()'],
    ['all( )', 'all()'],
    ['a == "b"', 'a=b'],
    ["a=='b'", 'a=b'],
    ['a != "b"', 'a!=b'],
    ['a in {"b", \'c\'}', 'a in (b,c)'],
    ['a in{"b",}', 'a=b'],
    ['a in {}', 'a in {}'],
    ['a not in {"b"}', 'a!=b'],
    ['a notin{"b"}', 'a!=b'],
    ['has(a.b/c-d_e)', 'a.b/c-d_e'],
    ['has( a )', 'a'],
    ['!has(a)', '!a'],
    ['!!has(a)', 'a'],
    ['a contains "b"', 'a contains "b"'],
    ['a starts  with "b"', 'a starts with "b"'],
    ['a ends with "b"', 'a ends with "b"'],
    ['a startswith"b"', 'a starts with "b"'],
    ['has(a) || has(b) && has(c)', '((b && c) || a)'],
    ['(has(a) || has(b)) && !(has(c))', '(!c && (a || b))'],
    ['hasty == "x"', 'hasty=x'],
    ['all == "x" && in == "y"', '(all=x && in=y)'],
    ['a == "x\\"', 'a in {"x\\\\"}'],
    ['a == "it\'s && has(b)"', 'a in {"it\'s && has(b)"}'],
  ])('%s is %s', (text, meaning) => {
    expect(conditionText(parsed(text))).toBe(meaning);
  });

  test('is `global()` only alone', () => {
    expect(parseExpression('global()')).toBe('global');
    expect(parseExpression('global() && has(a)')).toMatchObject({ detail: expect.stringContaining('can only stand alone') });
  });

  test.each([
    'a', 'a =', 'a = "b"', 'a ==', 'a == b', 'a == "b', "a == 'b\"", 'has(', 'has()', 'has(a', 'all(', 'all', 'a in', 'a in {', 'a in {"b"', 'a in {"b" "c"}', 'a in {,}',
    'a not', 'a starts "b"', 'a & b', 'has(a) &&', '&& has(a)', 'has(a) || || has(b)', '(has(a)', 'has(a))', 'has(a) has(b)', '!', '"a" == "b"', 'a == "b"\n&& has(c)',
    'a.b == "c" // comment', 'has(a) && ${b}', 'a like "b"', 'é == "b"', '\u0000', 'a == "b" global()',
  ])('%j is refused', (text) => {
    expect(parseExpression(text)).toEqual({ detail: expect.stringMatching(/^[a-z]/) });
  });

  test('is bounded, in length and in depth, and ends', () => {
    expect(parseExpression(`${'('.repeat(101)}has(a)${')'.repeat(101)}`)).toEqual({ detail: expect.stringContaining('parentheses') });
    expect(conditionText(parsed(`${'('.repeat(100)}has(a)${')'.repeat(100)}`))).toBe('a');
    expect(parseExpression('('.repeat(20_001))).toEqual({ detail: expect.stringContaining('longer') });
    expect(parseExpression('('.repeat(20_000))).toEqual({ detail: expect.stringContaining('parentheses') });
    expect(parsed(`${'!'.repeat(19_000)}has(a)`)).toEqual({ key: 'a', operator: 'Exists' });
    expect(parsed(' '.repeat(20_000))).toEqual({ operator: 'All', of: [] });
    for (const bad of ['a == "', 'has(', 'has( ', 'starts ', 'a starts ', 'a not', '&', '"', "'", 'a in {"b",']) {
      // what tried every way to split such a text would not end in the time that a test has
      expect(parseExpression(bad.repeat(Math.floor(20_000 / bad.length)))).toEqual({ detail: expect.any(String) });
    }
  });

  const key = fc.constantFrom('a', 'b', 'in', 'has', 'not', 'pcns.a');
  const value = fc.constantFrom('', 'x', 'xy', 'y');
  const condition: fc.Arbitrary<LabelCondition> = fc.letrec<{ readonly any: LabelCondition }>((tie) => ({
    any: fc.oneof(
      { maxDepth: 4 },
      fc.record({ key, operator: fc.constantFrom('In' as const, 'NotIn' as const), values: fc.array(value, { maxLength: 3 }) }),
      fc.record({ key, operator: fc.constant('Exists' as const) }),
      fc.record({ key, operator: fc.constantFrom('Contains' as const, 'StartsWith' as const, 'EndsWith' as const), text: value }),
      fc.record({ operator: fc.constantFrom('All' as const, 'Any' as const), of: fc.array(tie('any'), { minLength: 1, maxLength: 3 }) }),
      fc.record({ operator: fc.constant('Not' as const), of: tie('any') }),
    ),
  })).any;
  const blank = fc.constantFrom('', ' ', '\t ');
  /** A condition in the words of Calico, with as few blanks as can be. */
  function written(one: LabelCondition, gap: string): string {
    const list = (values: readonly string[]) => `${gap}{${values.map((text) => `${gap}"${text}"`).join(',')}${gap}}`;
    switch (one.operator) {
      case 'All': return `(${one.of.map((each) => written(each, gap)).join(`${gap}&&${gap}`)})`;
      case 'Any': return `(${one.of.map((each) => written(each, gap)).join(`${gap}||${gap}`)}${gap})`;
      case 'Not': return `!${gap}${written(one.of, gap)}`;
      case 'In': return one.values.length === 1 ? `${one.key}${gap}=="${one.values.join('')}"` : `${one.key} in${list(one.values)}`;
      case 'NotIn': return one.values.length === 1 ? `${one.key}${gap}!=${gap}'${one.values.join('')}'` : `${one.key} not${gap}in${list(one.values)}`;
      case 'Exists': return `has(${gap}${one.key})`;
      case 'DoesNotExist': return `!has(${one.key}${gap})`;
      case 'Contains': return `${one.key} contains${gap}"${one.text}"`;
      case 'StartsWith': return `${one.key} starts${gap}with${gap}"${one.text}"`;
      case 'EndsWith': return `${one.key} ends${gap}with${gap}"${one.text}"`;
    }
  }

  test('that is written from conditions means these, however it is spaced', () => {
    const labels = fc.dictionary(key, value, { maxKeys: 4, noNullPrototype: true });
    fc.assert(fc.property(condition, blank, labels, (one, gap, carried) => {
      expect(holds(parsed(written(one, gap)), carried)).toBe(holds(one, carried));
    }), { numRuns: 1000 });
  });

  test('never throws, whatever the text', () => {
    const pieces = fc.array(fc.constantFrom('a', '==', '!=', '"x"', "'", '"', '(', ')', '{', '}', ',', '!', '&&', '||', 'in', 'not', 'has(', 'all()', ' ', 'starts', 'with', '\n', '\\'), { maxLength: 30 });
    fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary' }), pieces.map((all) => all.join(''))), (text) => {
      const found = parseExpression(text);
      expect(found === 'global' || isExpressionProblem(found) || typeof conditionText(found) === 'string').toBe(true);
    }), { numRuns: 2000 });
  });
});
