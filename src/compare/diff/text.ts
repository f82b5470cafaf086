import { Change, CHANGE_KINDS, ChangeKind, DiffEnd, Reach } from './change';
import { Diff } from './diff';
import { workloadText } from '../../reachability/workload';

const HEADINGS = ['change', 'source', 'destination', 'before', 'after'];

/** A diff as an aligned table, with a line that counts the changes; a sentence where there is none. */
export function diffTable(diff: Diff): string {
  if (diff.changes.length === 0 && workloadLines(diff).length === 0) return 'the same connections in both versions\n';
  const rows = [HEADINGS, ...diff.changes.map(cellsOf)];
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const lines = rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd());
  return [...workloadLines(diff), ...(diff.changes.length === 0 ? [] : lines), summaryOf(diff), ''].join('\n');
}

/** A diff as Markdown, to be pasted into a review. */
export function diffMarkdown(diff: Diff): string {
  if (diff.changes.length === 0 && workloadLines(diff).length === 0) return 'The same connections in both versions.\n';
  const row = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replace(/\|/g, '\\|')).join(' | ')} |`;
  const table = [row(HEADINGS), row(HEADINGS.map(() => '---')), ...diff.changes.map((change) => row(cellsOf(change)))];
  return [...workloadLines(diff).map((line) => `- ${line}`), '', ...(diff.changes.length === 0 ? [] : table), '', summaryOf(diff), ''].join('\n').trimStart();
}

function workloadLines({ added, removed }: Diff): string[] {
  return [
    ...added.map((workload) => `workload ${workloadText(workload)} is new`),
    ...removed.map((workload) => `workload ${workloadText(workload)} is gone`),
  ];
}

function cellsOf({ kind, source, destination, before, after }: Change): string[] {
  return [kind, endText(source), endText(destination), reachText(before), reachText(after)];
}

function endText(end: DiffEnd): string {
  return end.kind === 'workload' ? workloadText(end.workload) : end.addresses.toString();
}

function reachText({ allowed, unknown }: Reach): string {
  if (unknown.isEmpty()) return allowed.toString();
  return allowed.isEmpty() ? `perhaps ${unknown.toString()}` : `${allowed.toString()}, perhaps ${unknown.toString()}`;
}

function summaryOf({ changes }: Diff): string {
  const count = (kind: ChangeKind) => changes.filter((change) => change.kind === kind).length;
  return CHANGE_KINDS.map((kind) => `${count(kind)} ${kind}`).join(', ');
}
