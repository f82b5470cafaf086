import { PortSet } from '../../sets/ports';

/** Remembers what an operation on two numbers gave. */
export class PairMemo {
  private readonly rows: (Map<number, number> | undefined)[] = [];

  public constructor(private readonly compute: (a: number, b: number) => number) {}

  /** The result for two numbers. */
  public of(a: number, b: number): number {
    const row = this.rows[a] ??= new Map();
    const known = row.get(b);
    if (known !== undefined) return known;
    const result = this.compute(a, b);
    row.set(b, result);
    return result;
  }
}

/** Sets of ports by number: equal sets have one number, and what becomes of two sets is computed once. */
export class PortSets {
  /** The number of the set without ports. */
  public static readonly NONE = 0;

  /** The number of the set of all ports. */
  public static readonly ALL = 1;

  private readonly sets: PortSet[] = [];
  private readonly numbers = new Map<string, number>();
  private readonly unions = new PairMemo((a, b) => this.numberOf(this.set(a).union(this.set(b))));
  private readonly intersections = new PairMemo((a, b) => this.numberOf(this.set(a).intersection(this.set(b))));
  private readonly differences = new PairMemo((a, b) => this.numberOf(this.set(a).difference(this.set(b))));

  public constructor() {
    this.numberOf(PortSet.none);
    this.numberOf(PortSet.all);
  }

  /** The number of a set. */
  public numberOf(set: PortSet): number {
    const text = set.toString();
    const known = this.numbers.get(text);
    if (known !== undefined) return known;
    this.numbers.set(text, this.sets.length);
    return this.sets.push(set) - 1;
  }

  /** The set of a number. */
  public set(number: number): PortSet {
    return this.sets[number] ?? PortSet.none;
  }

  /** The ports of either. */
  public union(a: number, b: number): number {
    if (a === b || b === PortSets.NONE || a === PortSets.ALL) return a;
    return a === PortSets.NONE || b === PortSets.ALL ? b : this.unions.of(a, b);
  }

  /** The ports of both. */
  public intersection(a: number, b: number): number {
    if (a === b || b === PortSets.ALL || a === PortSets.NONE) return a;
    return a === PortSets.ALL || b === PortSets.NONE ? b : this.intersections.of(a, b);
  }

  /** The ports of the first that are not in the second. */
  public difference(a: number, b: number): number {
    if (b === PortSets.NONE || a === PortSets.NONE) return a;
    return a === b || b === PortSets.ALL ? PortSets.NONE : this.differences.of(a, b);
  }
  /** Ports, cut wherever some others begin or end: each of those takes in a piece as a whole, or nothing of it. */
  public pieces(whole: number, cuts: readonly number[]): readonly number[] {
    return [...new Set(cuts)].reduce<readonly number[]>((pieces, cut) => pieces
      .flatMap((one) => [this.intersection(one, cut), this.difference(one, cut)])
      .filter((one) => one !== PortSets.NONE), [whole]);
  }
}
