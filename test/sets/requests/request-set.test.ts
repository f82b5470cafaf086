import { matchesRequest, Request, RequestMatch, requestText, TextMatch } from '../../../src/sets/requests/request';
import { matchOfPlain, plainOf, plainText } from '../../../src/sets/requests/request-plain';
import { ALL_REQUESTS, differenceOfRequests, intersectionOfRequests, isSameForSure, NO_REQUEST, Requests, requestsOf, RequestSet, unionOfRequests } from '../../../src/sets/requests/request-set';
import * as fc from '../../property';

const METHODS = ['GET', 'POST', 'PURGE'];
const PATHS = ['/', '/a', '/a/', '/a/b', '/ab', '/a?x', '/?x', '/a/b?x=1'];
const VALUES = [undefined, '', 'a', 'ab'];

/** All requests of few parts. */
const UNIVERSE: readonly Request[] = METHODS.flatMap((method) => PATHS.flatMap((path) => ['', 'a.example'].flatMap((host) => VALUES.flatMap((one) => VALUES.map((other): Request => ({
  method, path, host, headers: [...(one === undefined ? [] : [{ name: 'x-one', value: one }]), ...(other === undefined ? [] : [{ name: 'x-two', value: other }])],
}))))));

const text = (some: readonly string[], patterns: readonly string[]): fc.Arbitrary<TextMatch> => fc.oneof(
  fc.constantFrom(...some).map((one) => ({ kind: 'exact' as const, text: one })),
  fc.constantFrom(...some).map((one) => ({ kind: 'prefix' as const, text: one })),
  fc.constantFrom(...patterns).map((one) => ({ kind: 'expression' as const, text: one })),
);
const optional = <K extends string, T>(key: K, value: fc.Arbitrary<T>): fc.Arbitrary<Partial<Record<K, T>>> => fc.oneof(
  fc.constant<Partial<Record<K, T>>>({}), value.map((one) => ({ [key]: one }) as Partial<Record<K, T>>), // the key is the one that is asked for
);
const headers = fc.array(fc.tuple(fc.constantFrom('x-one', 'x-two'), optional('value', text(['a', 'ab', ''], ['a.*', 'a|b', '']))).map(([name, value]) => ({ name, ...value })), { maxLength: 2 });

/** Matches of few texts. */
const matches: fc.Arbitrary<RequestMatch> = fc.tuple(
  optional('methods', fc.array(text(METHODS, ['P.*', 'GET|PUT', '[A-Z]+']), { minLength: 1, maxLength: 2 })),
  optional('path', fc.record({ anyOf: fc.array(text(PATHS, ['/a.*', '/[^?]*', '.*b', '/a(/.*)?', '/a\\b.*']), { minLength: 1, maxLength: 2 }), withQuery: fc.boolean() })),
  optional('host', text(['a.example', ''], ['.*\\.example'])),
  headers,
).map(([methods, path, host, having]) => ({ ...methods, ...path, ...host, headers: having }));

const lists = fc.array(matches, { maxLength: 3 });

function isIn(list: readonly RequestMatch[], request: Request): boolean {
  return list.some((one) => matchesRequest(one, request) === 'yes');
}

/** The requests of the universe that a set has; the bounds are the same where everything is known. */
function found({ least, most }: Requests): string[] {
  const told = UNIVERSE.filter((request) => least.has(request)).map(requestText);
  expect(UNIVERSE.filter((request) => most.has(request)).map(requestText)).toEqual(told);
  return told;
}

describe('sets of requests', () => {
  test('have the requests that are asked for one by one', () => {
    fc.assert(fc.property(lists, (list) => {
      expect(found(requestsOf(list))).toEqual(UNIVERSE.filter((request) => isIn(list, request)).map(requestText));
    }), { numRuns: 120 });
  });

  test.each([
    ['union', unionOfRequests, (a: boolean, b: boolean) => a || b],
    ['intersection', intersectionOfRequests, (a: boolean, b: boolean) => a && b],
    ['difference', differenceOfRequests, (a: boolean, b: boolean) => a && !b],
  ] as const)('%s is what it is for each request, and has an example that is in it', (_, operation, oracle) => {
    fc.assert(fc.property(lists, lists, (one, other) => {
      const set = operation(requestsOf(one), requestsOf(other));
      expect(found(set)).toEqual(UNIVERSE.filter((request) => oracle(isIn(one, request), isIn(other, request))).map(requestText));
      const example = set.least.example();
      expect(example === undefined).toBe(set.least.isEmpty());
      if (example !== undefined) expect(oracle(isIn(one, example), isIn(other, example))).toBe(true);
    }), { numRuns: 60 });
  });

  test('are the same when they are told as texts, and these are read again', () => {
    fc.assert(fc.property(matches, (match) => {
      const plain = plainOf(match);
      // nobody says in one expression what is compared without the query, nor what is said twice of one header
      const isWhole = match.path?.withQuery !== false || match.path.anyOf.every((one) => one.kind !== 'expression' && 'text' in one && !one.text.includes('?'));
      const isTold = isWhole && new Set(match.headers.map(({ name }) => name)).size === match.headers.length;
      expect(plain !== undefined).toBe(isTold);
      if (plain !== undefined) expect(isSameForSure(requestsOf([matchOfPlain(plain)]), requestsOf([match]))).toBe(true);
    }), { numRuns: 150 });
    expect(plainOf({ methods: [{ kind: 'unknown' }], headers: [] })).toBeUndefined();
    expect(plainText({ method: 'GET', path: '/a', headers: { 'x-team': 'shop' } })).toBe('GET /a with x-team = shop');
  });

  test('are everything, or nothing, or the same', () => {
    expect(requestsOf([{ headers: [] }])).toEqual(ALL_REQUESTS);
    expect(requestsOf([])).toEqual(NO_REQUEST);
    const paths = (expression: string) => requestsOf([{ path: { anyOf: [{ kind: 'expression', text: expression }], withQuery: true }, headers: [] }]);
    expect(isSameForSure(paths('.*'), ALL_REQUESTS)).toBe(true);
    expect(isSameForSure(paths('/(a|b)'), paths('/[ab]'))).toBe(true);
    expect(isSameForSure(paths('/a'), paths('/b'))).toBe(false);
  });

  test('tell in an example what is in one and not in the other', () => {
    const asked = requestsOf([{ methods: [{ kind: 'exact', text: 'POST' }], path: { anyOf: [{ kind: 'exact', text: '/charge' }], withQuery: false }, headers: [] }]);
    const wider = requestsOf([{ methods: [{ kind: 'expression', text: 'POST' }], path: { anyOf: [{ kind: 'expression', text: '/charges?([?].*)?' }], withQuery: true }, headers: [] }]);
    const example = (a: Requests, b: Requests) => differenceOfRequests(a, b).least.example();
    expect(example(wider, asked)).toEqual({ method: 'POST', path: '/charges', host: '', headers: [] });
    expect(example(asked, wider)).toBeUndefined();
    expect(example(ALL_REQUESTS, asked)).toEqual({ method: 'GET', path: '/', host: '', headers: [] });
  });

  test('are not known where an expression is not, and nobody guesses', () => {
    const unknown = requestsOf([{ methods: [{ kind: 'exact', text: 'GET' }], path: { anyOf: [{ kind: 'expression', text: '(?i)/a' }], withQuery: true }, headers: [] }]);
    const get = requestsOf([{ methods: [{ kind: 'exact', text: 'GET' }], headers: [] }]);
    expect(unknown.least.isEmpty()).toBe(true);
    expect(isSameForSure({ least: unknown.most, most: unknown.most }, get)).toBe(true);
    expect(differenceOfRequests(ALL_REQUESTS, unknown).least.example()).toEqual({ method: 'POST', path: '/', host: '', headers: [] });
    expect(matchesRequest({ path: { anyOf: [{ kind: 'expression', text: '(?i)/a' }], withQuery: true }, headers: [] }, UNIVERSE[0] as Request)).toBe('unknown'); // there is a first one
  });

  test('that would become too large are not known', () => {
    // each header doubles the pieces of what is left
    const many = (count: number) => Array.from({ length: count }, (_, i): RequestMatch => ({ headers: [{ name: `a-${i}` }, { name: `b-${i}` }] }));
    const set = differenceOfRequests(ALL_REQUESTS, requestsOf(many(12)));
    expect(set.least.isEmpty()).toBe(true);
    expect(set.most).toBe(RequestSet.all);
  });
});
