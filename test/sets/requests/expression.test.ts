import { matchesExpression, parseExpression } from '../../../src/sets/requests/expression';
import { Words } from '../../../src/sets/requests/words';
import * as fc from '../../property';

function wordsOf(text: string): Words {
  const expression = parseExpression(text);
  const words = expression === undefined ? undefined : Words.of(expression);
  if (words === undefined) throw new Error(`${text} is not known`);
  return words;
}

/** Whether it takes a text in: by places in the text, and by an automaton. */
function verdicts(pattern: string, text: string): boolean[] {
  const expression = parseExpression(pattern);
  if (expression === undefined) throw new Error(`${pattern} is not known`);
  return [matchesExpression(expression, text), wordsOf(pattern).has(text)];
}

/** Expressions of few letters, so that they meet their texts often. */
const expressions: fc.Arbitrary<string> = fc.letrec<{ readonly whole: string }>((tie) => ({
  whole: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom('a', 'b', '-', '.', '\\w', '\\W', '\\d', '\\D', '\\s', '\\S', '[ab]', '[^a]', '[a-c-]', '\\.', '\\x61', '^', '$', '\\b', '\\B', ''),
    fc.tuple(tie('whole'), tie('whole')).map(([a, b]) => `${a}${b}`),
    fc.tuple(tie('whole'), tie('whole')).map(([a, b]) => `(?:${a}|${b})`),
    fc.tuple(tie('whole'), fc.constantFrom('*', '+', '?', '{2}', '{1,2}', '{2,}', '*?', '{0}')).map(([a, sign]) => `(${a})${sign}`),
  ),
})).whole;
const texts = fc.string({ unit: fc.constantFrom('a', 'b', '-', '.', ' ', '1'), maxLength: 5 });

describe('an expression', () => {
  test('takes in as a whole what the expression of JavaScript does, by its places and as an automaton', () => {
    fc.assert(fc.property(expressions, fc.array(texts, { minLength: 1, maxLength: 12 }), (pattern, some) => {
      const oracle = new RegExp(`^(?:${pattern})$`, 'u');
      for (const text of some) {
        const is = oracle.test(text);
        expect({ pattern, text, is: verdicts(pattern, text) }).toEqual({ pattern, text, is: [is, is] });
      }
    }), { numRuns: 600 });
  });

  test.each([
    ['(?=a)b', 'a look ahead'], ['(?<!a)b', 'a look behind'], ['(a)\\1', 'a reference'], ['(?<name>a)', 'a name'], ['(?i)a', 'a flag of RE2'],
    ['\\p{L}', 'tables of Unicode'], ['\\u0061', 'what RE2 refuses'], ['\\x{61}', 'what JavaScript refuses'], ['[[:alpha:]]', 'a class of POSIX'], ['[[:a]', 'half of one'],
    ['[]', 'a class of nothing'], ['[^]', 'a class of all'], ['a**', 'two signs'], ['a{1001}', 'too many times'], ['\\Qa\\E', 'quotes of RE2'], ['(', 'half a group'], ['a{,2}', 'braces that mean themselves'],
    [`${'('.repeat(65)}${')'.repeat(65)}`, 'too many groups in each other'], ['a'.repeat(4097), 'too long a text'],
  ])('%s is not known: %s', (pattern) => {
    expect(parseExpression(pattern)).toBeUndefined();
  });

  test.each(['(a{1000}){1000}', '(a|b)*a(a|b){20}', '((a{0,50}){0,50}){0,50}'])('%s is too large for a set, and is asked of one text all the same', (pattern) => {
    const expression = parseExpression(pattern);
    expect(expression && Words.of(expression)).toBeUndefined();
    expect(expression && matchesExpression(expression, 'b'.repeat(200))).toBe(false);
  });

  test('that takes years to search in takes no time', () => {
    expect(verdicts('(a*)*b', 'a'.repeat(2000))).toEqual([false, false]);
  });
});

describe('sets of texts', () => {
  const ORACLE = {
    union: (a: boolean, b: boolean) => a || b,
    intersection: (a: boolean, b: boolean) => a && b,
    difference: (a: boolean, b: boolean) => a && !b,
  };

  test.each(['union', 'intersection', 'difference'] as const)('%s is what it is for each text', (operation) => {
    fc.assert(fc.property(expressions, expressions, fc.array(texts, { minLength: 1, maxLength: 12 }), (one, other, some) => {
      const [a, b] = [wordsOf(one), wordsOf(other)];
      const words = a[operation](b);
      for (const text of some) expect([text, words?.has(text)]).toEqual([text, ORACLE[operation](a.has(text), b.has(text))]);
      expect(words?.isEmpty()).toBe(words?.shortest() === undefined);
      if (words?.isEmpty() === false) expect(words.has(words.shortest() ?? '')).toBe(true);
    }), { numRuns: 150 });
  });

  test('are equal where each is within the other, and then have one key', () => {
    fc.assert(fc.property(expressions, expressions, (one, other) => {
      const [a, b] = [wordsOf(one), wordsOf(other)];
      const isEqual = a.difference(b)?.isEmpty() === true && b.difference(a)?.isEmpty() === true;
      expect(a.key === b.key).toBe(isEqual);
    }), { numRuns: 150 });
    expect(wordsOf('a|b').key).toBe(wordsOf('[ab]').key);
    expect(wordsOf('a+').key).toBe(wordsOf('aa*').key);
  });

  test('follow one another', () => {
    fc.assert(fc.property(expressions, expressions, texts, (one, other, text) => {
      const [a, b] = [wordsOf(one), wordsOf(other)];
      const isSplit = Array.from({ length: text.length + 1 }, (_, i) => a.has(text.slice(0, i)) && b.has(text.slice(i))).includes(true);
      expect(wordsOf(one).followedBy(wordsOf(other))?.has(text)).toBe(isSplit);
    }), { numRuns: 150 });
  });
});
