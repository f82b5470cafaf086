import { Classes, Partition } from './partition';
import { Address, ADDRESS_BITS, IpFamily } from '../../sets/address';
import { CidrSet } from '../../sets/cidr-set';
import { Interval } from '../../sets/intervals';
import { order } from '../../sets/order';

const FAMILIES: readonly IpFamily[] = [4, 6];

/**
 * All addresses, cut wherever one of some sets begins or ends; regions are the pieces that are in the same sets.
 */
export class Regions {
  private readonly pieces: readonly Piece[];
  private readonly numbers: Readonly<Record<IpFamily, ReadonlyMap<bigint, number>>>;
  private readonly starts: Readonly<Record<IpFamily, readonly bigint[]>>;
  private readonly classes: Classes;

  public constructor(private readonly sets: readonly CidrSet[]) {
    this.starts = { 4: startsOf(4, sets), 6: startsOf(6, sets) };
    this.pieces = FAMILIES.flatMap((family) => this.starts[family].map((start, i): Piece => (
      { family, start, end: this.starts[family][i + 1] ?? endOf(family) }
    )));
    const offset = this.starts[4].length;
    this.numbers = { 4: new Map(this.starts[4].map((start, i) => [start, i])), 6: new Map(this.starts[6].map((start, i) => [start, offset + i])) };
    const partition = new Partition(this.pieces.length);
    for (const set of sets) partition.split(this.piecesOf(set));
    this.classes = partition.result();
  }

  /** How many regions there are; they are numbered from 0. */
  public get count(): number {
    return this.classes.count;
  }

  /** The regions of each set. */
  public ofSets(): number[][] {
    return this.sets.map((set) => this.classes.ofAll(this.piecesOf(set)));
  }

  /** The region of an address. */
  public ofAddress({ family, value }: Address): number {
    return this.classes.of(this.pieceAt(family, value));
  }

  /** The regions that share an address with a set, which need not be one of those that they were made of. */
  public touching(set: CidrSet): number[] {
    const pieces = FAMILIES.flatMap((family) => set.intervals(family).flatMap(({ start, end }) => (
      range(this.pieceAt(family, start), this.pieceAt(family, end - 1n) + 1)
    )));
    return this.classes.ofAll(new Set(pieces));
  }

  /** The addresses of a region that are of one family. */
  public addresses(region: number, family: IpFamily): CidrSet {
    const own = (this.classes.members[region] ?? []).flatMap((piece) => this.pieces[piece] ?? []).filter((piece) => piece.family === family);
    return CidrSet.ofIntervals(family, own);
  }

  private piecesOf(set: CidrSet): number[] {
    return FAMILIES.flatMap((family) => set.intervals(family).flatMap(({ start, end }) => (
      range(this.numbers[family].get(start) ?? 0, this.numbers[family].get(end) ?? this.endPiece(family))
    )));
  }

  private endPiece(family: IpFamily): number {
    return family === 4 ? this.starts[4].length : this.pieces.length;
  }

  /** The last piece that begins at an address or before it, by halving. */
  private pieceAt(family: IpFamily, value: bigint): number {
    const starts = this.starts[family];
    let [low, high] = [0, starts.length];
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if ((starts[middle] ?? 0n) <= value) low = middle;
      else high = middle;
    }
    return family === 4 ? low : this.starts[4].length + low;
  }
}

interface Piece extends Interval<bigint> {
  readonly family: IpFamily;
}

function endOf(family: IpFamily): bigint {
  return 2n ** BigInt(ADDRESS_BITS[family]);
}

function startsOf(family: IpFamily, sets: readonly CidrSet[]): bigint[] {
  const cuts = new Set([0n, ...sets.flatMap((set) => set.intervals(family).flatMap(({ start, end }) => [start, end]))]);
  cuts.delete(endOf(family));
  return [...cuts].sort(order);
}

function range(first: number, end: number): number[] {
  return Array.from({ length: end - first }, (_, i) => first + i);
}
