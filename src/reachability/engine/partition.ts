import { listIn } from '../../sets/groups';

/** Things from 0 on, in classes of those that nothing so far has told apart. */
export class Partition {
  private readonly classes: Int32Array;
  private fresh = 1;

  public constructor(size: number) {
    this.classes = new Int32Array(size);
  }

  /** Tells some members, each named once, apart from all others. */
  public split(members: Iterable<number>): void {
    const inside = new Map<number, number>();
    for (const member of members) {
      const before = this.classes[member] ?? 0;
      let after = inside.get(before);
      if (after === undefined) {
        after = this.fresh++;
        inside.set(before, after);
      }
      this.classes[member] = after;
    }
  }

  /** Tells members with different keys apart. */
  public splitBy(keyOf: (member: number) => string | number): void {
    const groups = new Map<string | number, number[]>();
    for (let member = 0; member < this.classes.length; member++) listIn(groups, keyOf(member)).push(member);
    for (const members of groups.values()) this.split(members);
  }

  /** The classes, numbered in the order of their first members. */
  public result(): Classes {
    const numbers = new Map<number, number>();
    const classOf = this.classes.map((old) => {
      const known = numbers.get(old) ?? numbers.size;
      numbers.set(old, known);
      return known;
    });
    return new Classes(classOf, numbers.size);
  }
}

/** Classes of things, by number. */
export class Classes {
  /** The things of each class, in order. */
  public readonly members: readonly (readonly number[])[];

  public constructor(public readonly classOf: Int32Array, public readonly count: number) {
    const members: number[][] = Array.from({ length: count }, () => []);
    classOf.forEach((one, member) => members[one]?.push(member));
    this.members = members;
  }

  /** The class of a thing. */
  public of(member: number): number {
    return this.classOf[member] ?? 0;
  }

  /** The first thing of a class. */
  public first(one: number): number {
    return this.members[one]?.[0] ?? 0;
  }

  /** The classes of some things, each once, in order. */
  public ofAll(members: Iterable<number>): number[] {
    const found = new Set<number>();
    for (const member of members) found.add(this.of(member));
    return [...found].sort((a, b) => a - b);
  }
}

/** Gives equal texts one number, from 0 on. */
export class Numbering {
  private readonly numbers = new Map<string, number>();

  /** The number of a text. */
  public of(text: string): number {
    const known = this.numbers.get(text) ?? this.numbers.size;
    this.numbers.set(text, known);
    return known;
  }

  /** How many texts there are. */
  public get count(): number {
    return this.numbers.size;
  }
}
