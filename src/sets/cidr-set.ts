import { Address, Cidr, cidrsAmong, coverOf, everyAddress, intervalOf, IpFamily } from './cidr';
import { differenceOf, includesPoint, intersectionOf, Interval, Intervals, normalized, sameIntervals, unionOf } from './intervals';

type Combine = (a: Intervals<bigint>, b: Intervals<bigint>) => Intervals<bigint>;

/** A set of addresses of both families. */
export class CidrSet {
  /** No address. */
  public static readonly none = new CidrSet([], []);

  /** Every address. */
  public static readonly all = CidrSet.of([everyAddress(4), everyAddress(6)]);

  /** The addresses of some blocks. */
  public static of(blocks: readonly Cidr[]): CidrSet {
    const intervalsOf = (family: IpFamily) => normalized(blocks.filter((b) => b.family === family).map(intervalOf));
    return new CidrSet(intervalsOf(4), intervalsOf(6));
  }

  /** The addresses of some blocks with exceptions, as texts that have been refused already where they are none. */
  public static ofBlocks(blocks: readonly { readonly cidr: string; readonly except: readonly string[] }[]): CidrSet {
    const whole = blocks.map(({ cidr, except }) => CidrSet.of(cidrsAmong([cidr])).difference(CidrSet.of(cidrsAmong(except))));
    return whole.reduce((sum, set) => sum.union(set), CidrSet.none);
  }

  /** The addresses of some intervals of one family, in any order. */
  public static ofIntervals(family: IpFamily, intervals: Iterable<Interval<bigint>>): CidrSet {
    const own = normalized(intervals);
    return family === 4 ? new CidrSet(own, []) : new CidrSet([], own);
  }

  /** The addresses of several sets, all at once: one after the other they would be merged again and again. */
  public static unionOf(sets: readonly CidrSet[]): CidrSet {
    const [first] = sets;
    if (first !== undefined && sets.length === 1) return first;
    return new CidrSet(normalized(sets.flatMap(({ v4 }) => v4)), normalized(sets.flatMap(({ v6 }) => v6)));
  }

  private constructor(private readonly v4: Intervals<bigint>, private readonly v6: Intervals<bigint>) {}

  /** The addresses of either set. */
  public union(other: CidrSet): CidrSet {
    return this.combined(other, unionOf);
  }

  /** The addresses of both sets. */
  public intersection(other: CidrSet): CidrSet {
    return this.combined(other, intersectionOf);
  }

  /** The addresses of this set that are not in the other. */
  public difference(other: CidrSet): CidrSet {
    return this.combined(other, differenceOf);
  }

  /** Whether an address is in the set. */
  public has(address: Address): boolean {
    return includesPoint(this.intervals(address.family), address.value);
  }

  /** Whether the set has no address. */
  public isEmpty(): boolean {
    return this.v4.length === 0 && this.v6.length === 0;
  }

  /** Whether both sets have the same addresses. */
  public equals(other: CidrSet): boolean {
    return sameIntervals(this.v4, other.v4) && sameIntervals(this.v6, other.v6);
  }

  /** The addresses of one family, as sorted intervals. */
  public intervals(family: IpFamily): Intervals<bigint> {
    return family === 4 ? this.v4 : this.v6;
  }

  /** The fewest blocks that cover exactly this set, sorted. */
  public blocks(): Cidr[] {
    return [...coverOf(4, this.v4), ...coverOf(6, this.v6)];
  }

  /** The canonical text: equal sets have equal texts. */
  public toString(): string {
    const known = TEXTS.get(this);
    if (known !== undefined) return known;
    const text = this.blocks().map((block) => block.text).join(', ');
    TEXTS.set(this, text);
    return text;
  }

  private combined(other: CidrSet, combine: Combine): CidrSet {
    return new CidrSet(combine(this.v4, other.v4), combine(this.v6, other.v6));
  }
}

/** A set never changes, and is sorted by its text again and again. */
const TEXTS = new WeakMap<CidrSet, string>();
