import { Request, RequestMatch } from './request';
import type { RequestBox } from './request-box';

/** A set of more boxes than these is not looked at, nor one on the way to which automata of so many states together would be made. */
const BOXES_MAX = 500;
const SIZE_MAX = 50_000;

/** A set of requests, exactly. What would become too large is nothing in place of a set. */
export class RequestSet {
  /** No request. */
  public static readonly none = new RequestSet([]);

  /** Every request. */
  public static readonly all = new RequestSet('every');

  /** @param parts Boxes of requests, any number of them, which may share requests; or every request, for which nothing has to be loaded. */
  public constructor(private readonly parts: readonly RequestBox[] | 'every') {}

  /** The requests of either. */
  public union(other: RequestSet): RequestSet | undefined {
    if (this === RequestSet.all || other.isEmpty()) return this;
    if (other === RequestSet.all || this.isEmpty()) return other;
    return bounded(() => [...this.boxes(), ...other.boxes()]);
  }

  /** The requests of both. */
  public intersection(other: RequestSet): RequestSet | undefined {
    if (this === RequestSet.all || other.isEmpty()) return other;
    if (other === RequestSet.all || this.isEmpty()) return this;
    return bounded(() => this.boxes().flatMap((one) => other.boxes().flatMap((two) => box().intersectionOfBoxes(one, two) ?? [])));
  }

  /** The requests of this one that are not in the other. */
  public difference(other: RequestSet): RequestSet | undefined {
    if (other === RequestSet.all || this.isEmpty()) return RequestSet.none;
    if (other.isEmpty()) return this;
    return bounded(() => {
      let [left, made] = [this.boxes(), 0];
      for (const one of other.boxes()) {
        const pieces = left.map((each) => ({ each, rest: box().differenceOfBoxes(each, one) }));
        // what is left as it was costs nothing
        made += pieces.flatMap(({ each, rest }) => (rest[0] === each ? [] : rest)).reduce((sum, piece) => sum + box().sizeOfBox(piece), 0);
        if (made > SIZE_MAX) throw new (box().TooLarge)();
        left = atMost(pieces.flatMap(({ rest }) => rest));
      }
      return left;
    });
  }

  /** Whether there is no request. */
  public isEmpty(): boolean {
    return this.parts !== 'every' && this.parts.length === 0;
  }

  /** Whether a request is one of them. */
  public has(request: Request): boolean {
    return this.boxes().some((one) => box().isInBox(one, request));
  }

  /** One of them; nothing where there is none. */
  public example(): Request | undefined {
    const [one] = this.boxes();
    return one === undefined ? undefined : box().exampleOf(one);
  }

  private boxes(): readonly RequestBox[] {
    return this.parts === 'every' ? [box().EVERY_REQUEST] : this.parts;
  }
}

/** Loaded only where somebody tells requests apart: automata take a while, and most clusters need none. The cast says what require cannot. */
function box(): typeof import('./request-box') {
  return require('./request-box') as typeof import('./request-box');
}

/** A set of requests, as far as anybody knows: those that are surely in it, and all that may be. */
export interface Requests {
  readonly least: RequestSet;
  readonly most: RequestSet;
}

/** No request. */
export const NO_REQUEST: Requests = { least: RequestSet.none, most: RequestSet.none };

/** Every request. */
export const ALL_REQUESTS: Requests = { least: RequestSet.all, most: RequestSet.all };

/** So many characters of expressions, and so many that become too large, are looked at in one list: what is behind them may be any request. */
const TEXT_MAX = 30_000;
const LARGE_MAX = 20;

/** The requests of any of some matches. */
export function requestsOf(matches: readonly RequestMatch[]): Requests {
  let [sum, text, large] = [NO_REQUEST, 0, 0];
  for (const match of matches) {
    text += lengthOf(match);
    if (text > TEXT_MAX || large > LARGE_MAX) return { least: sum.least, most: RequestSet.all };
    const bounds = boundsOf(match);
    if (!isKnown(bounds)) large += 1;
    sum = unionOfRequests(sum, bounds);
  }
  return sum;
}

/** Whether nothing of some requests is in doubt. */
export function isKnown({ least, most }: Requests): boolean {
  return least === most;
}

function lengthOf({ methods = [], path, host, headers }: RequestMatch): number {
  const texts = [...methods, ...path?.anyOf ?? [], ...(host === undefined ? [] : [host]), ...headers.flatMap(({ value }) => value ?? [])];
  return texts.reduce((sum, one) => sum + ('text' in one ? one.text.length : 0), 0);
}

function boundsOf(match: RequestMatch): Requests {
  const { least, most } = attempted(() => box().boxesOf(match)) ?? { least: undefined, most: box().EVERY_REQUEST };
  const setOf = (one: RequestBox | undefined) => {
    if (one === undefined) return RequestSet.none;
    return box().isEveryBox(one) ? RequestSet.all : new RequestSet([one]);
  };
  const surely = setOf(least);
  const isSame = least === most || (least !== undefined && most !== undefined && box().isSameBox(least, most));
  return { least: surely, most: isSame ? surely : setOf(most) };
}

/** The requests of either. */
export function unionOfRequests(a: Requests, b: Requests): Requests {
  const least = a.least.union(b.least);
  if (isKnown(a) && isKnown(b) && least !== undefined) return { least, most: least };
  return { least: least ?? a.least, most: a.most.union(b.most) ?? RequestSet.all };
}

/** The requests of both. */
export function intersectionOfRequests(a: Requests, b: Requests): Requests {
  const least = a.least.intersection(b.least);
  if (isKnown(a) && isKnown(b) && least !== undefined) return { least, most: least };
  return { least: least ?? RequestSet.none, most: a.most.intersection(b.most) ?? a.most };
}

/** The requests of the first that are not in the second. */
export function differenceOfRequests(a: Requests, b: Requests): Requests {
  const least = a.least.difference(b.most);
  if (isKnown(a) && isKnown(b) && least !== undefined) return { least, most: least };
  return { least: least ?? RequestSet.none, most: a.most.difference(b.least) ?? a.most };
}

/** Whether both are the same for sure. */
export function isSameForSure(a: Requests, b: Requests): boolean {
  return differenceOfRequests(a, b).most.isEmpty() && differenceOfRequests(b, a).most.isEmpty();
}

function bounded(make: () => readonly RequestBox[]): RequestSet | undefined {
  return attempted(() => {
    const boxes = atMost(make());
    return boxes.length === 0 ? RequestSet.none : new RequestSet(boxes);
  });
}

function atMost(boxes: readonly RequestBox[]): readonly RequestBox[] {
  if (boxes.length > BOXES_MAX) throw new (box().TooLarge)();
  return boxes;
}

function attempted<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch (error) {
    if (error instanceof box().TooLarge) return undefined;
    throw error;
  }
}
