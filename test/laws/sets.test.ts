import { ADDRESS_BITS, addressText } from '../../src/sets/address';
import { Cidr, isProblem, parseAddress, parseCidr, subtract } from '../../src/sets/cidr';
import { CidrSet } from '../../src/sets/cidr-set';
import { conditionText, holds as holdsFor, negated } from '../../src/sets/condition';
import { differenceOf, Intervals, intersectionOf, normalized, unionOf } from '../../src/sets/intervals';
import { ALL_PROTOCOLS, PortSet, Protocol } from '../../src/sets/ports';
import { LabelCondition, LabelMap, LabelRequirement, LabelSelector, matches, selectorText } from '../../src/sets/selector';
import * as fc from '../property';

const OPERATIONS = ['union', 'intersection', 'difference'] as const;

/** What the operations mean, one point at a time. */
const ORACLE = {
  union: (a: boolean, b: boolean) => a || b,
  intersection: (a: boolean, b: boolean) => a && b,
  difference: (a: boolean, b: boolean) => a && !b,
};

describe('the algebra of intervals agrees with sets of points', () => {
  const universe = Array.from({ length: 24 }, (_, i) => i);
  const intervals = fc.array(fc.tuple(fc.nat(23), fc.nat(23)), { maxLength: 8 })
    .map((pairs) => pairs.map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) })));
  const pointsOf = (list: Intervals<number>) => universe.filter((point) => list.some((i) => i.start <= point && point < i.end));
  const isCanonical = (list: Intervals<number>) => list.every((one, i) => one.start < one.end && (list[i + 1]?.start ?? Infinity) > one.end);
  const operations = { union: unionOf, intersection: intersectionOf, difference: differenceOf };

  it.each(OPERATIONS)('%s', (operation) => {
    fc.assert(fc.property(intervals, intervals, (one, other) => {
      const [a, b] = [normalized(one), normalized(other)];
      const result = operations[operation](a, b);
      const [inA, inB] = [new Set(pointsOf(one)), new Set(pointsOf(other))];
      expect(pointsOf(result)).toEqual(universe.filter((point) => ORACLE[operation](inA.has(point), inB.has(point))));
      expect(isCanonical(result)).toBe(true);
    }), { numRuns: 2000 });
  });
});

describe('the algebra of ports agrees with sets of numbers', () => {
  const range = fc.record({
    protocol: fc.constantFrom(...ALL_PROTOCOLS),
    // near the ends and close together, so that ranges touch, overlap and end at the bounds
    first: fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 65524, max: 65535 })),
    length: fc.integer({ min: 0, max: 6 }),
  });
  const ranges = fc.array(range, { maxLength: 6 });
  type Ranges = readonly { readonly protocol: Protocol; readonly first: number; readonly length: number }[];
  const setOf = (list: Ranges) => list
    .map(({ protocol, first, length }) => PortSet.of(protocol, first, Math.min(first + length, 65535)))
    .reduce((set, one) => set.union(one), PortSet.none);
  const oracleOf = (list: Ranges) => (protocol: Protocol, port: number) => list.some((one) => (
    one.protocol === protocol && one.first <= port && port <= one.first + one.length));
  const universe = [...Array.from({ length: 20 }, (_, i) => i + 1), ...Array.from({ length: 20 }, (_, i) => 65516 + i)];

  it.each(OPERATIONS)('%s', (operation) => {
    fc.assert(fc.property(ranges, ranges, (one, other) => {
      const result = setOf(one)[operation](setOf(other));
      const [inA, inB] = [oracleOf(one), oracleOf(other)];
      const points = ALL_PROTOCOLS.flatMap((protocol) => universe.map((port): [Protocol, number] => [protocol, port]));
      const wrong = points.filter(([protocol, port]) => result.has(protocol, port) !== ORACLE[operation](inA(protocol, port), inB(protocol, port)));
      expect(wrong).toEqual([]);
      expect(result.isEmpty()).toBe(points.every(([protocol, port]) => !result.has(protocol, port)));
    }));
  });

  it('sets are equal if and only if their texts are', () => {
    fc.assert(fc.property(ranges, ranges, (one, other) => {
      const [a, b] = [setOf(one), setOf(other)];
      expect(a.equals(b)).toBe(a.toString() === b.toString());
      expect(a.difference(b).union(a.intersection(b)).equals(a)).toBe(true);
      expect(a.union(b).equals(b.union(a))).toBe(true);
    }));
  });
});

describe.each([4, 6] as const)('the algebra of IPv%i blocks', (family) => {
  const bits = ADDRESS_BITS[family];
  const cidrAt = (value: bigint, prefix: number): Cidr => {
    const size = 2n ** BigInt(bits - prefix);
    const parsed = parseCidr(`${addressText(family, value - value % size)}/${prefix}`);
    if (isProblem(parsed)) throw new Error(parsed.detail);
    return parsed;
  };
  const base = family === 4 ? 10n * 2n ** 24n : 0x20010db8n * 2n ** 96n;
  const near = fc.record({
    value: fc.bigInt({ min: 0n, max: 63n }).map((offset) => base + offset),
    prefix: fc.integer({ min: bits - 6, max: bits }),
  });
  const anywhere = fc.record({
    // with high bits set, so that no text is an IPv4-mapped address
    value: fc.bigInt({ min: 2n ** BigInt(bits - 1), max: 2n ** BigInt(bits) - 1n }),
    prefix: fc.integer({ min: 0, max: bits }),
  });
  const blocksOf = (place: fc.Arbitrary<{ value: bigint; prefix: number }>) => (
    fc.array(place.map(({ value, prefix }) => cidrAt(value, prefix)), { maxLength: 6 }));
  const holds = (blocks: readonly Cidr[], value: bigint) => blocks.some((block) => block.first <= value && value <= block.last);
  const addressAt = (value: bigint) => ({ family, value, text: addressText(family, value) });
  /** The points at which membership can change, and their neighbours. */
  const edgesOf = (blocks: readonly Cidr[]) => blocks.flatMap(({ first, last }) => [first - 1n, first, last, last + 1n])
    .filter((value) => value >= 0n && value < 2n ** BigInt(bits));

  it.each(OPERATIONS)('%s agrees with a brute force over a small universe', (operation) => {
    const universe = Array.from({ length: 64 }, (_, i) => base + BigInt(i));
    fc.assert(fc.property(blocksOf(near), blocksOf(near), (one, other) => {
      const result = CidrSet.of(one)[operation](CidrSet.of(other));
      const expected = universe.filter((value) => ORACLE[operation](holds(one, value), holds(other, value)));
      expect(universe.filter((value) => result.has(addressAt(value)))).toEqual(expected);
      expect(universe.filter((value) => holds(result.blocks(), value))).toEqual(expected);
      expect(result.isEmpty()).toBe(expected.length === 0);
    }));
  });

  it.each(OPERATIONS)('%s agrees with membership at every edge of random blocks', (operation) => {
    fc.assert(fc.property(blocksOf(anywhere), blocksOf(anywhere), (one, other) => {
      const result = CidrSet.of(one)[operation](CidrSet.of(other));
      const wrong = edgesOf([...one, ...other, ...result.blocks()])
        .filter((value) => result.has(addressAt(value)) !== ORACLE[operation](holds(one, value), holds(other, value)));
      expect(wrong).toEqual([]);
      expect(CidrSet.of(result.blocks()).equals(result)).toBe(true);
    }));
  });

  it('subtracts to the fewest blocks: no two neighbours could be one', () => {
    fc.assert(fc.property(fc.oneof(near, anywhere), blocksOf(fc.oneof(near, anywhere)), ({ value, prefix }, except) => {
      const block = cidrAt(value, prefix);
      const rest = subtract(block, except);
      const wrong = edgesOf([block, ...except, ...rest]).filter((at) => holds(rest, at) !== (holds([block], at) && !holds(except, at)));
      expect(wrong).toEqual([]);
      const mergeable = rest.filter(({ first, last, prefix: length }, i) => {
        const next = rest[i + 1];
        return next?.prefix === length && next.first === last + 1n && first % (2n * (last - first + 1n)) === 0n;
      });
      expect(mergeable).toEqual([]);
    }));
  });

  it('reads back every text that it writes', () => {
    fc.assert(fc.property(anywhere, ({ value, prefix }) => {
      const block = cidrAt(value, prefix);
      expect(parseCidr(block.text)).toEqual(block);
      expect(parseAddress(addressText(family, value))).toEqual({ family, value, text: addressText(family, value) });
    }));
  });
});

describe('selectors', () => {
  const keys = ['a', 'b', 'c', 'constructor'];
  const values = ['', 'x', 'y'];
  const labels: fc.Arbitrary<LabelMap> = fc.dictionary(fc.constantFrom(...keys), fc.constantFrom(...values), { maxKeys: 3, noNullPrototype: true });
  const requirement: fc.Arbitrary<LabelRequirement> = fc.oneof(
    fc.record({ key: fc.constantFrom(...keys), operator: fc.constantFrom('In' as const, 'NotIn' as const), values: fc.array(fc.constantFrom(...values), { minLength: 1 }) }),
    fc.record({ key: fc.constantFrom(...keys), operator: fc.constantFrom('Exists' as const, 'DoesNotExist' as const) }),
  );
  const selector: fc.Arbitrary<LabelSelector> = fc.record({ matchLabels: labels, matchExpressions: fc.array(requirement, { maxLength: 3 }) });

  /** The words of the API, on a table of the labels. */
  function oracle(asked: LabelSelector, carried: LabelMap): boolean {
    const table = new Map(Object.entries(carried));
    const refuted = asked.matchExpressions.filter((one) => {
      const value = table.get(one.key);
      if (!('values' in one)) return (one.operator === 'Exists') !== (value !== undefined);
      const listed = value !== undefined && new Set(one.values).has(value);
      return one.operator === 'In' ? !listed : listed;
    });
    return refuted.length === 0 && Object.entries(asked.matchLabels).every(([key, value]) => table.get(key) === value);
  }

  it('match as the API says', () => {
    fc.assert(fc.property(selector, labels, (asked, carried) => {
      expect(matches(asked, carried)).toBe(oracle(asked, carried));
    }), { numRuns: 2000 });
  });

  const condition: fc.Arbitrary<LabelCondition> = fc.letrec<{ readonly any: LabelCondition }>((tie) => ({
    any: fc.oneof(
      { maxDepth: 3 },
      requirement,
      fc.record({
        key: fc.constantFrom(...keys), operator: fc.constantFrom('Contains' as const, 'StartsWith' as const, 'EndsWith' as const), text: fc.constantFrom('', 'x', 'xy'),
      }),
      fc.record({ operator: fc.constantFrom('All' as const, 'Any' as const), of: fc.array(tie('any'), { maxLength: 3 }) }),
      fc.record({ operator: fc.constant('Not' as const), of: tie('any') }),
    ),
  })).any;
  const everyLabels = keys.reduce<LabelMap[]>(
    (sets, key) => sets.flatMap((set) => [set, ...['', 'x', 'y', 'xy', 'yx'].map((value) => ({ ...set, [key]: value }))]), [{}],
  ).filter((set) => Object.keys(set).length < 4);
  const extentOf = (one: LabelCondition) => everyLabels.map((set) => holdsFor(one, set));

  it('of conditions obey the laws of logic', () => {
    fc.assert(fc.property(condition, condition, labels, (a, b, carried) => {
      const [one, other] = [holdsFor(a, carried), holdsFor(b, carried)];
      expect(holdsFor({ operator: 'All', of: [a, b] }, carried)).toBe(one && other);
      expect(holdsFor({ operator: 'Any', of: [a, b] }, carried)).toBe(one || other);
      expect(holdsFor({ operator: 'Not', of: a }, carried)).toBe(!one);
      expect(holdsFor(negated(a), carried)).toBe(!one);
      expect(holdsFor(negated({ operator: 'All', of: [a, b] }), carried)).toBe(holdsFor({ operator: 'Any', of: [negated(a), negated(b)] }, carried));
      expect(matches({ matchLabels: {}, matchExpressions: [], where: a }, carried)).toBe(one);
    }), { numRuns: 1000 });
  });

  it('of conditions that have one text match alike', () => {
    fc.assert(fc.property(condition, condition, (a, b) => {
      const selector1: LabelSelector = { matchLabels: {}, matchExpressions: [], where: a };
      expect(selectorText(selector1)).not.toBe('*');
      if (conditionText(a) === conditionText(b)) expect(extentOf(a)).toEqual(extentOf(b));
      const twice: LabelCondition = { operator: 'All', of: [a, b, a] };
      expect(conditionText({ operator: 'All', of: [b, a] })).toBe(conditionText(twice));
    }), { numRuns: 300 });
  });

  it('have one text however they are written, and it tells apart those that match differently', () => {
    const universe = keys.reduce<LabelMap[]>((sets, key) => sets.flatMap((set) => [set, ...values.map((value) => ({ ...set, [key]: value }))]), [{}]);
    const extent = (one: LabelSelector) => universe.map((set) => matches(one, set));
    fc.assert(fc.property(selector, selector, (one, other) => {
      const equalities = Object.entries(one.matchLabels).map(([key, value]): LabelRequirement => ({ key, operator: 'In', values: [value, value] }));
      const rewritten = { matchLabels: {}, matchExpressions: [...one.matchExpressions, ...equalities, ...one.matchExpressions].reverse() };
      expect(selectorText(rewritten)).toBe(selectorText(one));
      expect(extent(rewritten)).toEqual(extent(one));
      if (selectorText(one) === selectorText(other)) expect(extent(one)).toEqual(extent(other));
    }));
  });
});
