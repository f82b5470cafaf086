import { ConnectivityMap, DirectionRows, SharedRows } from '../../reachability/connectivity';

/** Joint ends that either map holds to be alike, by the places of one of them in both maps. */
export interface Group {
  /** Their places among the joint ends. */
  readonly members: readonly number[];
  readonly old?: number;
  readonly new?: number;
}

/**
 * The groups with which each group, as a source, may have another connection than before.
 *
 * What a pair may do comes from the egress of its source and the ingress of its destination. So only where one of these two rows has
 * changed, at the other end of the pair, anything can have; and rows are few. Ends that are in one version alone, and ends that may be nodes
 * of others, are suspected of everything.
 */
export function suspectsOf(old: ConnectivityMap, current: ConnectivityMap, groups: readonly Group[]): (source: number) => Iterable<number> {
  const [before, after] = [old.rows?.(), current.rows?.()];
  const everybody = [...groups.keys()];
  if (before === undefined || after === undefined) return () => everybody;
  const common = groups.map((group) => placesIn(group, before, after));
  const isSame = sameOutcomes(before, after);
  const tellsRequests = before.tellsRequests || after.tellsRequests;
  const egress = new ChangedRows(before.egress, after.egress, common, isSame, tellsRequests);
  const ingress = new ChangedRows(before.ingress, after.ingress, common, isSame, tellsRequests);
  const strangers = everybody.filter((group) => common[group] === undefined);
  return (source) => {
    if (common[source] === undefined) return everybody;
    const [others, admitting] = [egress.othersOf(source), ingress.subjectsAbout(source)];
    return admitting.length + strangers.length === 0 ? others : new Set([...others, ...admitting, ...strangers]);
  };
}

/** The places of a group in both maps, and its classes to their rules. */
interface Common {
  readonly old: number;
  readonly new: number;
  readonly oldClass: number;
  readonly newClass: number;
}

function placesIn({ old, new: current }: Group, before: SharedRows, after: SharedRows): Common | undefined {
  if (old === undefined || current === undefined || before.isNode(old) || after.isNode(current)) return undefined;
  return { old, new: current, oldClass: before.ruleClassOf(old), newClass: after.ruleClassOf(current) };
}

type SameOutcomes = (old: number, current: number) => boolean;

/** Whether outcomes of two maps are the same, each pair of which is looked at once. */
function sameOutcomes(before: SharedRows, after: SharedRows): SameOutcomes {
  const known = new Map<number, Map<number, boolean>>();
  return (old, current) => {
    const of = known.get(old) ?? new Map<number, boolean>();
    const answer = of.get(current);
    if (answer !== undefined) return answer;
    const [a, b] = [before.ports(old), after.ports(current)];
    const isSame = a.allowed.equals(b.allowed) && a.unknown.equals(b.unknown);
    known.set(old, of.set(current, isSame));
    return isSame;
  };
}

/** One direction of two maps: where the row of a group says something else than before. */
class ChangedRows {
  /** The groups that are subject to the same rows in both maps. */
  private readonly subjects = new Map<string, number[]>();
  private readonly keys: (string | undefined)[];
  /** The groups about which the rows differ. */
  private readonly others = new Map<string, number[]>();
  private readonly keysAbout: readonly (readonly string[] | undefined)[];

  public constructor(
    before: DirectionRows, after: DirectionRows, common: readonly (Common | undefined)[], isSame: SameOutcomes, tellsRequests: boolean,
  ) {
    this.keys = common.map((one, group) => {
      if (one === undefined) return undefined;
      const [old, current] = [before.rowOf(one.old), after.rowOf(one.new)];
      const key = `${old} ${current}`;
      const subjects = this.subjects.get(key);
      if (subjects === undefined) {
        this.subjects.set(key, [group]);
        const changed = differing(before.outcomes(old), after.outcomes(current), common, isSame);
        const asked = tellsRequests ? [...common.keys()].filter((place) => mayDiffer(common[place], [before, old], [after, current])) : [];
        this.others.set(key, asked.length === 0 ? changed : [...new Set([...changed, ...asked])].sort((a, b) => a - b));
      } else {
        subjects.push(group);
      }
      return key;
    });
    this.keysAbout = this.keysByOther();
  }

  /** The groups about which the row of a group says something else than before. */
  public othersOf(subject: number): readonly number[] {
    return this.others.get(this.keys[subject] ?? '') ?? [];
  }

  /** The same the other way about: those whose row says something else about a group. */
  public subjectsAbout(other: number): readonly number[] {
    return (this.keysAbout[other] ?? []).flatMap((key) => this.subjects.get(key) ?? []);
  }

  /** The rows that say something else about each group: much fewer than those that are subject to them. */
  private keysByOther(): (readonly string[] | undefined)[] {
    const found: string[][] = [];
    for (const [key, others] of this.others) {
      for (const other of others) (found[other] ??= []).push(key);
    }
    return found;
  }
}

/** Whether some requests alone get through in either version; which they are is found out pair by pair. */
function mayDiffer(one: Common | undefined, [before, old]: [DirectionRows, number], [after, current]: [DirectionRows, number]): boolean {
  return one !== undefined && before.narrowed(old, one.oldClass).length + after.narrowed(current, one.newClass).length > 0;
}

function differing(before: Int32Array, after: Int32Array, common: readonly (Common | undefined)[], isSame: SameOutcomes): number[] {
  const found: number[] = [];
  let [old, current, same] = [-1, -1, true];
  for (let group = 0; group < common.length; group++) {
    const one = common[group];
    if (one === undefined) continue;
    const [a, b] = [before[one.oldClass] ?? 0, after[one.newClass] ?? 0];
    if (a !== old || b !== current) [old, current, same] = [a, b, isSame(a, b)];
    if (!same) found.push(group);
  }
  return found;
}
