import { ConnectivityMap, MapEnd } from '../../reachability/connectivity';
import { Workload, workloadText } from '../../reachability/workload';
import { coverOf, IpFamily } from '../../sets/cidr';
import { CidrSet } from '../../sets/cidr-set';
import { Interval } from '../../sets/intervals';
import { NamePattern, nameText } from '../../sets/names';
import { order } from '../../sets/order';

/** One end with its places in both maps; it has at least one of them. */
export type JointEnd =
  | { readonly kind: 'workload'; readonly workload: Workload; readonly old?: number; readonly new?: number }
  | { readonly kind: 'cell'; readonly addresses: CidrSet; readonly old: number; readonly new: number }
  | { readonly kind: 'name'; readonly name: NamePattern; readonly old?: number; readonly new?: number };

/**
 * The ends of both maps: workloads by kind, namespace and name, in their order, then the addresses that are a cell in both, cut
 * where either map cuts them, then names. Addresses that a workload holds in one version are told of with that workload.
 */
export function jointEnds(old: ConnectivityMap, current: ConnectivityMap): JointEnd[] {
  return [...jointWorkloads(old.ends, current.ends), ...jointCells(old.ends, current.ends), ...jointNames(old.ends, current.ends)];
}

function jointWorkloads(old: readonly MapEnd[], current: readonly MapEnd[]): JointEnd[] {
  const joint = new Map<string, Extract<JointEnd, { kind: 'workload' }>>();
  old.forEach((end, place) => {
    if (end.kind === 'workload') joint.set(workloadText(end.workload), { kind: 'workload', workload: end.workload, old: place });
  });
  current.forEach((end, place) => {
    if (end.kind !== 'workload') return;
    const text = workloadText(end.workload);
    joint.set(text, { ...joint.get(text), kind: 'workload', workload: end.workload, new: place });
  });
  return [...joint].sort(([a], [b]) => order(a, b)).map(([, end]) => end);
}

function jointNames(old: readonly MapEnd[], current: readonly MapEnd[]): JointEnd[] {
  const joint = new Map<string, Extract<JointEnd, { kind: 'name' }>>();
  for (const [version, ends] of [['old', old], ['new', current]] as const) {
    ends.forEach((end, place) => {
      if (end.kind === 'name') joint.set(nameText(end.name), { ...joint.get(nameText(end.name)), kind: 'name', name: end.name, [version]: place });
    });
  }
  return [...joint].sort(([a], [b]) => order(a, b)).map(([, end]) => end);
}

interface Piece extends Interval<bigint> {
  readonly place: number;
}

function jointCells(old: readonly MapEnd[], current: readonly MapEnd[]): JointEnd[] {
  const joint = new Map<string, { old: number; new: number; blocks: ReturnType<typeof coverOf> }>();
  for (const family of [4, 6] as const) {
    for (const { start, end, places: [a, b] } of common(piecesOf(old, family), piecesOf(current, family))) {
      const key = `${a}/${b}`;
      const cell = joint.get(key) ?? { old: a, new: b, blocks: [] };
      cell.blocks.push(...coverOf(family, [{ start, end }]));
      joint.set(key, cell);
    }
  }
  return [...joint.values()].map((cell) => ({ kind: 'cell', addresses: CidrSet.of(cell.blocks), old: cell.old, new: cell.new }));
}

function piecesOf(ends: readonly MapEnd[], family: IpFamily): Piece[] {
  const pieces = ends.flatMap((end, place) => (end.kind === 'cell' ? end.addresses.intervals(family).map((one) => ({ ...one, place })) : []));
  return pieces.sort((a, b) => order(a.start, b.start));
}

/** Where pieces of both lists overlap, in order; the pieces of one list never do among themselves. */
function* common(a: readonly Piece[], b: readonly Piece[]): Iterable<Interval<bigint> & { readonly places: readonly [number, number] }> {
  for (let i = 0, j = 0; ;) {
    const [one, other] = [a[i], b[j]];
    if (one === undefined || other === undefined) return;
    const start = one.start > other.start ? one.start : other.start;
    const end = one.end < other.end ? one.end : other.end;
    if (start < end) yield { start, end, places: [one.place, other.place] };
    if (one.end <= other.end) i++;
    if (other.end <= one.end) j++;
  }
}
