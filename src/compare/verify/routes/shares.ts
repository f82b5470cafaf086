import { Entry, EntryOrigin } from '../../../reachability/rules/entries';
import { groupedBy } from '../../../sets/groups';
import { PlacedEntry } from '../places';

/** A part of requests that is as good as none, or as good as another one: weights are whole numbers, and so are their sums. */
const NOTHING = 1e-9;

/** An entry with its part of the requests at its place: 0 to 1. */
export interface SharedEntry {
  readonly placed: PlacedEntry;
  readonly part: number;
}

/** What the entries of one object say of their parts at one place. */
interface Sharing {
  readonly entries: readonly PlacedEntry[];
  /** The sum of the parts that are said. */
  readonly said: number;
  /** Whether one of them says no part: it gets what is left. */
  readonly hasRest: boolean;
  /** Whether it takes from others, as a canary does, rather than share out what is its own. */
  readonly isBeside: boolean;
}

/** The parts of entries at one place. Those that name none have what others take from them, as an Ingress has beside its canary. */
export function sharedOut(entries: readonly PlacedEntry[]): SharedEntry[] {
  const sharings = sharingsOf(entries);
  const rest = restOf(sharings);
  return sharings.flatMap((sharing) => sharing.entries.map((placed) => ({ placed, part: saidOf(placed.entry) ?? rest })));
}

/** The objects that take all the requests of a place, or all that others leave, for themselves: one of them is as it should be. */
export function claimants(entries: readonly PlacedEntry[]): EntryOrigin[] {
  const sharings = sharingsOf(entries);
  const hasAny = restOf(sharings) > NOTHING;
  const claiming = sharings.filter(({ hasRest, isBeside }) => (hasRest ? hasAny : !isBeside));
  return claiming.flatMap((sharing) => sharing.entries.slice(0, 1).map(({ entry }) => entry.origin));
}

/** Whether two parts are the same, as 9 of 10 and 90 of 100 are. */
export function isSamePart(a: number, b: number): boolean {
  return Math.abs(a - b) < NOTHING;
}

/** Whether an entry gets anything at all. */
export function isNothing(part: number): boolean {
  return part < NOTHING;
}

/** A part as a person reads it. */
export function partText(part: number): string {
  return `${Number((part * 100).toFixed(2))}%`;
}

function saidOf({ share }: Entry): number | undefined {
  if (share === undefined) return undefined;
  return share.of === 0 ? 0 : share.weight / share.of;
}

function sharingsOf(all: readonly PlacedEntry[]): Sharing[] {
  const byObject = groupedBy(all, ({ entry: { origin: { kind, namespace, name } } }) => `${kind} ${namespace}/${name}`);
  return [...byObject.values()].map((entries): Sharing => {
    const parts = entries.map(({ entry }) => saidOf(entry));
    const said = parts.reduce<number>((sum, part) => sum + (part ?? 0), 0);
    const hasRest = parts.includes(undefined);
    return { entries, said, hasRest, isBeside: !hasRest && (said < 1 - NOTHING || parts.length === 1) };
  });
}

function restOf(sharings: readonly Sharing[]): number {
  const taken = sharings.filter(({ isBeside }) => isBeside).reduce((sum, { said }) => sum + said, 0);
  return Math.max(0, 1 - taken);
}
