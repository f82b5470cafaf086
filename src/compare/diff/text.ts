import { Change, CHANGE_KINDS, ChangeKind, DiffEnd } from './change';
import { Diff } from './diff';
import { WayChange } from './ways';
import { workloadText } from '../../reachability/workload';
import { nameText } from '../../sets/names';
import { Way, waysText } from '../leaving/way';
import { linesText } from '../words/lines';
import { alignedLines, markdownTable, markdownEscaped } from '../words/table';
import { addressesText, capitalized, reachText } from '../words/text';

const HEADINGS = ['change', 'source', 'destination', 'before', 'after'];

/** A diff as an aligned table, with a line that counts the changes; a sentence where there is none. Ways out of the cluster are a table of their own. */
export function diffTable(diff: Diff): string {
  const { leaves = [] } = diff;
  const ofWays = leaves.length === 0 ? [] : ['', `${WAYS}:`, ...alignedLines([HEADINGS, ...leaves.map(wayCellsOf)]), summaryOf(leaves)];
  if (isSame(diff)) return linesText(['the same connections in both versions', ...ofWays]);
  const lines = diff.changes.length === 0 ? [] : alignedLines([HEADINGS, ...diff.changes.map(cellsOf)]);
  return linesText([...workloadLines(diff), ...lines, summaryOf(diff.changes), ...ofWays]);
}

/** A diff as Markdown, to be pasted into a review. */
export function diffMarkdown(diff: Diff): string {
  const { leaves = [] } = diff;
  const ofWays = leaves.length === 0 ? [] : [[`${capitalized(WAYS)}:`], markdownTable(HEADINGS, leaves.map(wayCellsOf)), [summaryOf(leaves)]];
  const table = diff.changes.length === 0 ? [] : markdownTable(HEADINGS, diff.changes.map(cellsOf));
  const workloads = workloadLines(diff).map((line) => `- ${markdownEscaped(line)}`);
  const ofConnections = isSame(diff) ? [['The same connections in both versions.']] : [workloads, table, [summaryOf(diff.changes)]];
  return [...ofConnections, ...ofWays].filter((lines) => lines.length > 0).map(linesText).join('\n');
}

const WAYS = 'ways out of the cluster';

function isSame(diff: Diff): boolean {
  return diff.changes.length === 0 && workloadLines(diff).length === 0;
}

function workloadLines({ added, removed }: Diff): string[] {
  return [
    ...added.map((workload) => `workload ${workloadText(workload)} is new`),
    ...removed.map((workload) => `workload ${workloadText(workload)} is gone`),
  ];
}

function cellsOf({ kind, source, destination, before, after }: Change): string[] {
  return [kind, diffEndText(source), diffEndText(destination), reachText(before), reachText(after)];
}

function wayCellsOf({ kind, source, destination, before, after }: WayChange): string[] {
  return [kind, diffEndText(source), diffEndText(destination), leavesText(before), leavesText(after)];
}

/** How connections leave; `none` where none is open. */
export function leavesText(ways: readonly Way[]): string {
  return ways.length === 0 ? 'none' : waysText(ways);
}

/** One end of a change as a text. */
export function diffEndText(end: DiffEnd): string {
  switch (end.kind) {
    case 'workload': return workloadText(end.workload);
    case 'cell': return addressesText(end.addresses);
    case 'name': return nameText(end.name);
  }
}

function summaryOf(changes: readonly { readonly kind: ChangeKind }[]): string {
  const count = (kind: ChangeKind) => changes.filter((change) => change.kind === kind).length;
  return CHANGE_KINDS.map((kind) => `${count(kind)} ${kind}`).join(', ');
}
