import { PlacedEntry } from './places';
import { EntryOrigin } from '../../reachability/rules/entries';
import { groupedBy } from '../../sets/groups';

/** A part of requests that is as good as none, or as good as another one: weights are whole numbers, and so are their sums. */
const NOTHING = 1e-9;

/** An entry with its part of the requests at its place: 0 to 1. */
export interface SharedEntry {
  readonly placed: PlacedEntry;
  readonly part: number;
}

/** The parts of entries at one place. Those that name none have what the others leave, as an Ingress has beside its canary. */
export function sharedOut(entries: readonly PlacedEntry[]): SharedEntry[] {
  const said = entries.map(({ entry: { share } }) => (share === undefined ? undefined : share.of === 0 ? 0 : share.weight / share.of));
  const named = said.reduce<number>((sum, part) => sum + (part ?? 0), 0);
  const rest = Math.max(0, 1 - named);
  return entries.map((placed, i) => ({ placed, part: said[i] ?? rest }));
}

/** Whether two parts are the same, as 9 of 10 and 90 of 100 are. */
export function isSamePart(a: number, b: number): boolean {
  return Math.abs(a - b) < NOTHING;
}

/** A part as a person reads it. */
export function partText(part: number): string {
  return `${Number((part * 100).toFixed(2))}%`;
}

/** The objects that take all the requests of a place for themselves: one of them is as it should be. */
export function claimants(entries: readonly PlacedEntry[]): EntryOrigin[] {
  const byObject = groupedBy(entries, ({ entry: { origin: { kind, namespace, name } } }) => `${kind} ${namespace}/${name}`);
  return [...byObject.values()].flatMap((own) => {
    const part = own.reduce((sum, { entry: { share } }) => sum + (share === undefined ? 1 : share.of === 0 ? 0 : share.weight / share.of), 0);
    return part > 1 - NOTHING ? own.slice(0, 1).map(({ entry }) => entry.origin) : [];
  });
}
