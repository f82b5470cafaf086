import { coversName, EVERY_NAME, isOneName, NamePattern, namePattern, nameText, parseName } from '../../src/sets/names';
import * as fc from '../property';

function pattern(text: string): NamePattern {
  const parsed = parseName(text);
  if ('problem' in parsed) throw new Error(`${text} ${parsed.detail}`);
  return parsed;
}

/** Few letters and labels, so that patterns and names meet each other often. */
const label = fc.string({ unit: fc.constantFrom('a', 'b', '*'), minLength: 1, maxLength: 4 });
const patterns = fc.record({ labels: fc.array(label, { maxLength: 3 }), isBelow: fc.boolean() })
  .filter(({ labels, isBelow }) => isBelow || labels.length > 0)
  .map(({ labels, isBelow }) => namePattern(labels, isBelow));
const names = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 });

/** The same by a regular expression, which knows nothing of covering. */
function expression({ labels, isBelow }: NamePattern): RegExp {
  const own = labels.map((one) => one.split('*').join('[abc]*')).join('\\.');
  return new RegExp(`^${isBelow ? `[abc]+(\\.[abc]+)*${labels.length === 0 ? '' : '\\.'}` : ''}${own}$`);
}

describe('names', () => {
  it.each([
    ['api.example.com', 'api.example.com', true],
    ['api.example.com', 'www.example.com', false],
    ['*.example.com', 'api.example.com', true],
    ['*.example.com', 'example.com', false],
    ['*.example.com', 'a.api.example.com', false],
    ['**.example.com', 'api.example.com', true],
    ['**.example.com', 'a.api.example.com', true],
    ['**.example.com', 'example.com', false],
    ['**.example.com', '*.example.com', true],
    ['*.example.com', '**.example.com', false],
    ['**.example.com', '**.api.example.com', true],
    ['**.api.example.com', '**.example.com', false],
    ['api-*.example.com', 'api-1.example.com', true],
    ['api-*.example.com', 'api-.example.com', true],
    ['api-*.example.com', '*.example.com', false],
    ['*.example.com', 'api-*.example.com', true],
    ['a*a.example.com', 'a.example.com', false],
    ['*a*b*.example.com', 'xaxbx.example.com', true],
    ['*a*b*.example.com', 'xbxax.example.com', false],
    ['**', 'com', true],
    ['**', '**.example.com', true],
    ['**', '**', true],
    ['**.com', '**', false],
  ])('`%s` takes in `%s`: %s', (outer, inner, expected) => {
    expect(coversName(pattern(outer), pattern(inner))).toBe(expected);
  });

  it('take in what a regular expression matches', () => {
    fc.assert(fc.property(patterns, names, (one, labels) => {
      const name = namePattern(labels);
      expect(coversName(one, name)).toBe(expression(one).test(nameText(name)));
    }), { numRuns: 1000 });
  });

  it('of a pattern that covers another one are all names that the other takes in', () => {
    let covered = 0;
    fc.assert(fc.property(patterns, patterns, names, (outer, inner, labels) => {
      const name = namePattern(labels);
      if (!coversName(outer, inner)) return;
      covered++;
      expect(coversName(inner, name) && !coversName(outer, name)).toBe(false);
    }), { numRuns: 2000 });
    expect(covered).toBeGreaterThan(100);
  });

  it('that no pattern covers as a whole have one that it leaves out', () => {
    fc.assert(fc.property(patterns, patterns, (outer, inner) => {
      if (coversName(outer, inner)) return;
      // a letter that no pattern has stands for any, and many labels for any number of them
      const labels = [...(inner.isBelow ? ['z', 'z', 'z', 'z', 'z'] : []), ...inner.labels.map((one) => one.replace(/\*/g, 'z'))];
      const [deep, flat] = [namePattern(labels), namePattern(inner.isBelow ? labels.slice(4) : labels)];
      expect([deep, flat].some((name) => coversName(inner, name) && !coversName(outer, name))).toBe(true);
    }), { numRuns: 2000 });
  });

  it('are read from their own texts', () => {
    fc.assert(fc.property(patterns, (one) => {
      expect(pattern(nameText(one))).toEqual(one);
    }));
    expect(nameText(EVERY_NAME)).toBe('**');
    expect(pattern('**')).toEqual(EVERY_NAME);
  });

  it('are written in lower case, without the last dot and with single stars', () => {
    expect(nameText(pattern('API.Example.COM.'))).toBe('api.example.com');
    expect(nameText(namePattern(['a**b', 'com']))).toBe('a*b.com');
    expect([pattern('a.example.com'), pattern('*.example.com'), pattern('**.example.com')].map(isOneName)).toEqual([true, false, false]);
  });

  it.each([
    ['', 'is not a DNS name, nor a pattern of names such as *.example.com'],
    ['a..b', 'is not a DNS name, nor a pattern of names such as *.example.com'],
    ['.example.com', 'is not a DNS name, nor a pattern of names such as *.example.com'],
    ['a.**.com', 'is not a DNS name, nor a pattern of names such as *.example.com'],
    ['a b.com', 'is not a DNS name, nor a pattern of names such as *.example.com'],
    ['a/b.com', 'is not a DNS name, nor a pattern of names such as *.example.com'],
    [`${'a'.repeat(64)}.com`, 'has a label of more than 63 characters'],
    [`${'a.'.repeat(126)}com`, 'has more than 253 characters'],
  ])('`%s` is none', (text, detail) => {
    expect(parseName(text)).toEqual({ problem: 'syntax', text, detail });
  });
});
