import { Request, RequestMatch } from './request';
import type { RequestBox } from './request-box';

/** A set of more boxes than these is not looked at. */
const BOXES_MAX = 500;

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
    const without = (left: readonly RequestBox[], one: RequestBox) => atMost(left.flatMap((each) => box().differenceOfBoxes(each, one)));
    return bounded(() => other.boxes().reduce(without, this.boxes()));
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

/** The requests of any of some matches. */
export function requestsOf(matches: readonly RequestMatch[]): Requests {
  return matches.reduce<Requests>((sum, match) => {
    const { least, most } = boundsOf(match);
    return { least: sum.least.union(least) ?? sum.least, most: sum.most.union(most) ?? RequestSet.all };
  }, NO_REQUEST);
}

function boundsOf(match: RequestMatch): Requests {
  const bounds = attempted(() => box().boxesOf(match));
  const setOf = (one: RequestBox | undefined) => {
    if (one === undefined) return RequestSet.none;
    return box().isEveryBox(one) ? RequestSet.all : new RequestSet([one]);
  };
  return bounds === undefined ? { least: RequestSet.none, most: RequestSet.all } : { least: setOf(bounds.least), most: setOf(bounds.most) };
}

/** The requests of either. */
export function unionOfRequests(a: Requests, b: Requests): Requests {
  return { least: a.least.union(b.least) ?? a.least, most: a.most.union(b.most) ?? RequestSet.all };
}

/** The requests of both. */
export function intersectionOfRequests(a: Requests, b: Requests): Requests {
  return { least: a.least.intersection(b.least) ?? RequestSet.none, most: a.most.intersection(b.most) ?? a.most };
}

/** The requests of the first that are not in the second. */
export function differenceOfRequests(a: Requests, b: Requests): Requests {
  return { least: a.least.difference(b.most) ?? RequestSet.none, most: a.most.difference(b.least) ?? a.most };
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
