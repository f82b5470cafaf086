import { addressText, parseAddress } from '../../sets/address';
import { order } from '../../sets/order';
import { PortSet } from '../../sets/ports';
import { ListInput } from '../list/input';
import { NpGuardRow, npGuardRows } from '../list/npguard/rows';
import { portsText } from '../list/npguard/text';
import { linesText } from '../words/lines';

/** What netpol-analyzer calls the two versions: `ref1` and `ref2` unless it is told their names. */
export interface NpGuardDiffNames {
  readonly old: string;
  readonly new: string;
}

type DiffType = 'changed' | 'added' | 'removed';

interface Line {
  readonly type: DiffType;
  readonly source: string;
  readonly destination: string;
  readonly before: PortSet;
  readonly after: PortSet;
}

/** What netpol-analyzer's `diff` prints: nothing where both versions are the same. */
export function npGuardDiff(old: ListInput, current: ListInput, names: NpGuardDiffNames = { old: 'ref1', new: 'ref2' }): string {
  const versions = [npGuardRows(old), npGuardRows(current)] as const;
  const [before, after] = [namesIn(versions[0]), namesIn(versions[1])];
  const lines = linesOf(versions[0].rows, versions[1].rows);
  if (lines.length === 0) return '';
  const texts = (['changed', 'added', 'removed'] as const).flatMap((type) => lines.filter((line) => line.type === type).map((line) => {
    const [shut, open] = [after, before].map((known) => [line.source, line.destination].filter((name) => !known.has(name) && isWorkload(name)));
    const info = type === 'added' ? infoText(open ?? [], 'added') : type === 'removed' ? infoText(shut ?? [], 'removed') : '';
    return `diff-type: ${type}, source: ${line.source}, destination: ${line.destination}, `
      + `${names.old}: ${portsText(line.before)}, ${names.new}: ${portsText(line.after)}${info}`;
  }));
  return linesText(['Connectivity diff:', ...texts]);
}

function namesIn({ world }: ReturnType<typeof npGuardRows>): ReadonlySet<string> {
  return new Set(world.snapshot.workloads.map((workload) => world.nameOf(workload)));
}

function isWorkload(name: string): boolean {
  return !name.startsWith('{') && intervalOf(name) === undefined;
}

function infoText(workloads: readonly string[], what: string): string {
  return workloads.length === 0 ? '' : `, workloads-diff-info: workload ${workloads.join(' and ')} ${what}`;
}

function linesOf(old: readonly NpGuardRow[], current: readonly NpGuardRow[]): Line[] {
  const [cells, pairs] = [new Map<string, Pair>(), new Map<string, Pair>()];
  for (const [version, rows] of [old, current].entries()) {
    for (const row of rows) {
      const outside = [row.source, row.destination].findIndex((name) => intervalOf(name) !== undefined);
      const key = outside === 0 ? `> ${row.destination}` : outside === 1 ? `< ${row.source}` : `${row.source} ${row.destination}`;
      const map = outside < 0 ? pairs : cells;
      const pair = map.get(key) ?? { rows: [[], []] };
      pair.rows[version === 0 ? 0 : 1].push(row);
      map.set(key, pair);
    }
  }
  return [...[...pairs.values()].flatMap(linesOfPair), ...[...cells.values()].flatMap(linesOfCells)]
    .sort((a, b) => order(a.source, b.source) || order(a.destination, b.destination));
}

/** The rows of two names, or of a workload and a direction with all addresses, in both versions. */
interface Pair {
  readonly rows: readonly [NpGuardRow[], NpGuardRow[]];
}

function linesOfPair({ rows: [[old], [current]] }: Pair): Line[] {
  const any = current ?? old;
  return any === undefined ? [] : lineOf(any.source, any.destination, old?.ports ?? PortSet.none, current?.ports ?? PortSet.none);
}

function lineOf(source: string, destination: string, before: PortSet, after: PortSet): Line[] {
  if (before.equals(after)) return [];
  const type: DiffType = before.isEmpty() ? 'added' : after.isEmpty() ? 'removed' : 'changed';
  return [{ type, source, destination, before, after }];
}

interface Range {
  readonly first: bigint;
  readonly last: bigint;
}

/** The addresses of a name such as `10.0.0.0-10.255.255.255[External]`. */
function intervalOf(name: string): Range | undefined {
  const [, first = '', last = ''] = /^([0-9.]+)-([0-9.]+)\[External\]$/.exec(name) ?? [];
  const [a, b] = [parseAddress(first), parseAddress(last)];
  return 'problem' in a || 'problem' in b ? undefined : { first: a.value, last: b.value };
}

interface Portion extends Range {
  readonly ports: PortSet;
}

function portionOf({ source, destination, ports }: NpGuardRow): Portion[] {
  const range = intervalOf(source) ?? intervalOf(destination);
  return range === undefined ? [] : [{ ...range, ports }];
}

/** The cells of both versions, cut where either cuts; neighbours that changed alike are one again. */
function linesOfCells({ rows: [old, current] }: Pair): Line[] {
  const [before, after] = [old.flatMap(portionOf), current.flatMap(portionOf)];
  const starts = [...new Set([...before, ...after].flatMap(({ first, last }) => [first, last + 1n]))].sort(order);
  const portsAt = (portions: readonly Portion[], at: bigint) => portions.find(({ first, last }) => first <= at && at <= last)?.ports ?? PortSet.none;
  const [any] = [...current, ...old];
  const found: { first: bigint; last: bigint; before: PortSet; after: PortSet }[] = [];
  for (const [i, first] of starts.slice(0, -1).entries()) {
    const piece = { first, last: (starts[i + 1] ?? first) - 1n, before: portsAt(before, first), after: portsAt(after, first) };
    const last = found.at(-1);
    const goesOn = last !== undefined && last.last + 1n === first && last.before.equals(piece.before) && last.after.equals(piece.after);
    if (goesOn) found[found.length - 1] = { ...last, last: piece.last };
    else found.push(piece);
  }
  if (any === undefined) return [];
  return found.flatMap((piece) => {
    const text = `${addressText(4, piece.first)}-${addressText(4, piece.last)}[External]`;
    const [source, destination] = intervalOf(any.source) === undefined ? [any.source, text] : [text, any.destination];
    return lineOf(source, destination, piece.before, piece.after);
  });
}
