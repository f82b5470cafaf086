import { Request, RequestMatch } from './request';
import { boxesOf, differenceOfBoxes, EVERY_REQUEST, exampleOf, intersectionOfBoxes, isEveryBox, isInBox, RequestBox, TooLarge } from './request-box';

/** A set of more boxes than these is not looked at. */
const BOXES_MAX = 500;

/** A set of requests, exactly. What would become too large is nothing in place of a set. */
export class RequestSet {
  /** No request. */
  public static readonly none = new RequestSet([]);

  /** Every request. */
  public static readonly all = new RequestSet([EVERY_REQUEST]);

  /** @param boxes Any number of them, which may share requests. */
  public constructor(private readonly boxes: readonly RequestBox[]) {}

  /** The requests of either. */
  public union(other: RequestSet): RequestSet | undefined {
    if (this === RequestSet.all || other.boxes.length === 0) return this;
    if (other === RequestSet.all || this.boxes.length === 0) return other;
    return bounded(() => [...this.boxes, ...other.boxes]);
  }

  /** The requests of both. */
  public intersection(other: RequestSet): RequestSet | undefined {
    if (this === RequestSet.all || other.boxes.length === 0) return other;
    if (other === RequestSet.all || this.boxes.length === 0) return this;
    return bounded(() => this.boxes.flatMap((one) => other.boxes.flatMap((two) => intersectionOfBoxes(one, two) ?? [])));
  }

  /** The requests of this one that are not in the other. */
  public difference(other: RequestSet): RequestSet | undefined {
    if (other === RequestSet.all) return RequestSet.none;
    const without = (left: readonly RequestBox[], box: RequestBox) => atMost(left.flatMap((one) => differenceOfBoxes(one, box)));
    return bounded(() => other.boxes.reduce(without, this.boxes));
  }

  /** Whether there is no request. */
  public isEmpty(): boolean {
    return this.boxes.length === 0;
  }

  /** Whether a request is one of them. */
  public has(request: Request): boolean {
    return this.boxes.some((box) => isInBox(box, request));
  }

  /** One of them; nothing where there is none. */
  public example(): Request | undefined {
    const [box] = this.boxes;
    return box === undefined ? undefined : exampleOf(box);
  }
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
  const bounds = attempted(() => boxesOf(match));
  const setOf = (box: RequestBox | undefined) => {
    if (box === undefined) return RequestSet.none;
    return isEveryBox(box) ? RequestSet.all : new RequestSet([box]);
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
  if (boxes.length > BOXES_MAX) throw new TooLarge();
  return boxes;
}

function attempted<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch (error) {
    if (error instanceof TooLarge) return undefined;
    throw error;
  }
}
