const MODULUS = 2 ** 31 - 1;

/** Numbers that look like chance, the same ones each time: the generator of Park and Miller. */
export class Chance {
  private state: number;

  public constructor(seed: number) {
    this.state = seed % (MODULUS - 1) + 1;
  }

  /** A number from 0 up to, and without, a limit. */
  public below(limit: number): number {
    this.state = (this.state * 48_271) % MODULUS;
    return this.state % limit;
  }

  /** One of some items. */
  public of<T>(items: readonly T[]): T {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new Error('there is nothing to choose from');
    return item;
  }
}
