import { order } from './order';

/** What intervals are made of: port numbers are numbers, addresses are bigints. */
export type Point = number | bigint;

/** All points from `start` up to, and without, `end`: half-open, so that the algebra needs comparison alone. */
export interface Interval<P extends Point> {
  readonly start: P;
  readonly end: P;
}

/** Sorted, disjoint, never adjacent and never empty: so two sets are equal if and only if their intervals are. */
export type Intervals<P extends Point> = readonly Interval<P>[];

/** Any intervals, in any order, as the one canonical list of the points that they cover. */
export function normalized<P extends Point>(intervals: Iterable<Interval<P>>): Intervals<P> {
  const sorted = [...intervals].filter((i) => i.start < i.end).sort((a, b) => order<Point>(a.start, b.start));
  const result: Interval<P>[] = [];
  for (const next of sorted) {
    const last = result.at(-1);
    if (last === undefined || next.start > last.end) {
      result.push(next);
    } else if (next.end > last.end) {
      result[result.length - 1] = { start: last.start, end: next.end };
    }
  }
  return result;
}

/** The points of either. */
export function unionOf<P extends Point>(a: Intervals<P>, b: Intervals<P>): Intervals<P> {
  return normalized([...a, ...b]);
}

/** The points of both. */
export function intersectionOf<P extends Point>(a: Intervals<P>, b: Intervals<P>): Intervals<P> {
  const result: Interval<P>[] = [];
  const others = b[Symbol.iterator]();
  let other = others.next();
  for (const one of a) {
    while (!other.done && other.value.start < one.end) {
      const start = one.start > other.value.start ? one.start : other.value.start;
      const end = one.end < other.value.end ? one.end : other.value.end;
      if (start < end) result.push({ start, end });
      if (other.value.end > one.end) break;
      other = others.next();
    }
  }
  return result;
}

/** The points of the first that are not in the second. */
export function differenceOf<P extends Point>(a: Intervals<P>, b: Intervals<P>): Intervals<P> {
  const result: Interval<P>[] = [];
  let skipped = 0;
  for (const one of a) {
    let start = one.start;
    for (let i = skipped; i < b.length; i++) {
      const hole = b[i];
      if (hole === undefined || hole.start >= one.end) break;
      if (hole.start > start) result.push({ start, end: hole.start });
      if (hole.end > start) start = hole.end;
      if (hole.end <= one.end) skipped = i + 1;
    }
    if (start < one.end) result.push({ start, end: one.end });
  }
  return result;
}

/** Whether a point is in one of them. */
export function includesPoint<P extends Point>(intervals: Intervals<P>, point: P): boolean {
  return intervals.some((i) => i.start <= point && point < i.end);
}

/** Whether both hold the same points. */
export function sameIntervals<P extends Point>(a: Intervals<P>, b: Intervals<P>): boolean {
  return a.length === b.length && a.every((one, i) => one.start === b[i]?.start && one.end === b[i]?.end);
}
