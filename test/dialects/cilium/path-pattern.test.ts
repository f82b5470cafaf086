import { pathPattern } from '../../../src/dialects/cilium/path-pattern';
import * as fc from '../../property';

/** Whether Cilium's Envoy lets a request through: the whole of what stands behind the host matches. */
function lets(pattern: string | undefined, target: string): boolean {
  return pattern !== undefined && new RegExp(`^(?:${pattern})$`, 'u').test(target);
}

const exact = (value: string) => pathPattern({ match: 'exact', value });
const prefix = (value: string) => pathPattern({ match: 'prefix', value });
const regex = (value: string) => pathPattern({ match: 'regex', value });

describe('a whole path', () => {
  test.each([
    ['/charge', '/charge', true], ['/charge', '/charge?id=7', true], ['/charge', '/charge?', true], ['/charge', '/charge/', false], ['/charge', '/chargeback', false],
    ['/charge', '/admin?x=/charge', false], ['/a.b', '/aXb', false], ['/a+b', '/aab', false], ['/a+b', '/a+b', true], ['/a(b)$c', '/a(b)$c', true], ['/', '/', true],
    ['/', '/?x', true], ['/', '/x', false],
  ])('%s and the request %s: %s', (path, target, expected) => {
    expect(lets(exact(path), target)).toBe(expected);
  });
});

describe('the beginning of a path', () => {
  test.each([
    ['/v1', '/v1', true], ['/v1', '/v1/', true], ['/v1', '/v1/a/b?c=d', true], ['/v1', '/v1?c', true], ['/v1', '/v10', false], ['/v1', '/v2?x=/v1/', false],
    ['/v1/', '/v1', true], ['/v1/', '/v1/a', true], ['/', '/', true], ['/', '/a/b?c', true],
  ])('%s and the request %s: %s', (path, target, expected) => {
    expect(lets(prefix(path), target)).toBe(expected);
  });
});

describe('a pattern', () => {
  test.each([
    ['/v[0-9]+/users', '/v12/users?all', true], ['/v[0-9]+/users', '/v/users', false],
    ['/static/.*\\.png', '/static/a/b.png', true], ['/static/.*\\.png', '/static/delete?x=.png', false], ['/static/.*\\.png', '/static/a.png?x=1', true],
    ['/[^/]+/read', '/a/read', true], ['/[^/]+/read', '/a?x/read', false], ['^/a$|^/b$', '/b?c', true], ['/\\S+/read', '/a?x/read', false], ['/\\w+', '/ab', true],
    ['/(?:a|b){2}', '/ab?c', true], ['/[a-z_-]+', '/a-b_c', true],
  ])('%s and the request %s: %s', (pattern, target, expected) => {
    expect(lets(regex(pattern), target)).toBe(expected);
  });

  test.each([
    '/a\\?b', '/[!-~]+', '/[ -~]+', '/[+-Z]', '/\\p{L}+', '/\\x3f', '/(a$)b', '/(a$|b)c', '/a[?]b', '/(?<name>a)', '/[^-a]', '/a-[9-?]', '/[\\w-~]',
  ])('%s is not said, since the query could be a part of what it matches', (pattern) => {
    expect(regex(pattern)).toBeUndefined();
  });

  test('matches a request with a query exactly where it matches the path alone', () => {
    const piece = fc.constantFrom('/', 'a', 'b', '.', '.*', '\\.', '[a-c]', '[^/]', '[^/a]+', '\\d', '\\D', '\\w+', '\\W', '\\S*', '\\s', 'a|b', '|', '^', '(?:a.)?', '(b*)', '[\\w.-]+', 'c{1,2}', '$');
    const patterns = fc.array(piece, { minLength: 1, maxLength: 6 }).map((pieces) => pieces.join('')).filter(isPattern);
    const texts = fc.string({ unit: fc.constantFrom('/', 'a', 'b', 'c', '.', '-', '1'), maxLength: 6 });
    const queries = fc.option(fc.string({ unit: fc.constantFrom('a', 'b', '/', '.', '?', '=', 'c'), maxLength: 6 }), { nil: undefined });
    fc.assert(fc.property(patterns, texts, queries, (pattern, path, query) => {
      const written = regex(pattern);
      fc.pre(written !== undefined);
      expect(lets(written, query === undefined ? path : `${path}?${query}`)).toBe(lets(pattern, path));
    }), { numRuns: 3000 });
  });
});

function isPattern(text: string): boolean {
  try {
    new RegExp(text, 'u');
    return true;
  } catch {
    return false;
  }
}
