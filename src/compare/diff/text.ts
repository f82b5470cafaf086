import { Change, CHANGE_KINDS, ChangeKind, DiffEnd } from './change';
import { Diff } from './diff';
import { workloadText } from '../../reachability/workload';
import { nameText } from '../../sets/names';
import { linesText } from '../words/lines';
import { alignedLines, markdownTable, markdownEscaped } from '../words/table';
import { addressesText, reachText } from '../words/text';

const HEADINGS = ['change', 'source', 'destination', 'before', 'after'];

/** A diff as an aligned table, with a line that counts the changes; a sentence where there is none. */
export function diffTable(diff: Diff): string {
  if (diff.changes.length === 0 && workloadLines(diff).length === 0) return 'the same connections in both versions\n';
  const lines = diff.changes.length === 0 ? [] : alignedLines([HEADINGS, ...diff.changes.map(cellsOf)]);
  return linesText([...workloadLines(diff), ...lines, summaryOf(diff)]);
}

/** A diff as Markdown, to be pasted into a review. */
export function diffMarkdown(diff: Diff): string {
  if (diff.changes.length === 0 && workloadLines(diff).length === 0) return 'The same connections in both versions.\n';
  const table = diff.changes.length === 0 ? [] : markdownTable(HEADINGS, diff.changes.map(cellsOf));
  const workloads = workloadLines(diff).map((line) => `- ${markdownEscaped(line)}`);
  return [workloads, table, [summaryOf(diff)]].filter((lines) => lines.length > 0).map(linesText).join('\n');
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

/** One end of a change as a text. */
export function diffEndText(end: DiffEnd): string {
  switch (end.kind) {
    case 'workload': return workloadText(end.workload);
    case 'cell': return addressesText(end.addresses);
    case 'name': return nameText(end.name);
  }
}

function summaryOf({ changes }: Diff): string {
  const count = (kind: ChangeKind) => changes.filter((change) => change.kind === kind).length;
  return CHANGE_KINDS.map((kind) => `${count(kind)} ${kind}`).join(', ');
}
