import { ListInParts, listInParts } from './answer';
import { ListRow } from './end';
import { ListInput, ListOptions } from './input';
import { listJson, rowJson } from './json';
import { npGuardText } from './npguard/text';
import { connectionsSection, entriesSection, exposureSection, Section } from './words';
import { workloadText } from '../../reachability/workload';
import { jsonParts } from '../words/json-parts';
import { alignedLines, markdownEscaped, markdownRow, markdownTable, paddedLines, widthsOf } from '../words/table';

/** How a list can be printed, in the order in which help names them. */
export const LIST_FORMATS = ['table', 'json', 'csv', 'md', 'npguard'] as const;

/** How a list is printed. */
export type ListFormat = (typeof LIST_FORMATS)[number];

/** Who reaches whom on what, as text that ends in a new line; `npguard` may be empty, and has everything in it. */
export function listText(input: ListInput, format: ListFormat, options: ListOptions = {}): string {
  return [...listParts(input, format, options)].join('');
}

/** The same text, part by part: the whole may be longer than a text can be. */
export function listParts(input: ListInput, format: ListFormat, options: ListOptions = {}): Iterable<string> {
  if (format === 'npguard') return [npGuardText(input, options)];
  const list = listInParts(input, options);
  switch (format) {
    case 'table': return tableParts(list);
    case 'json': return jsonParts(listJson({ ...list, connections: [] }), 'connections', connectionsJson(list));
    case 'csv': return csvParts(list);
    case 'md': return markdownParts(list);
  }
}

/** How many rows are made into text at once. */
const AT_ONCE = 1000;

function* connectionSections({ connections }: ListInParts): Iterable<Section> {
  let rows: ListRow[] = [];
  for (const row of connections()) {
    if (rows.push(row) < AT_ONCE) continue;
    yield connectionsSection(rows);
    rows = [];
  }
  if (rows.length > 0) yield connectionsSection(rows);
}

/** The sections with something to say, behind the connections, which always are one. */
function otherSections({ entries, exposure }: ListInParts): Section[] {
  return [entriesSection(entries), exposureSection(exposure?.lines ?? [])].filter(({ rows }) => rows.length > 0);
}

function unprotectedLines({ exposure }: ListInParts): string[] {
  return (exposure?.unprotected ?? []).map(({ workload, direction }) => `${workloadText(workload)} has no policy on its ${direction}`);
}

/** Aligned columns; the first section has no title. The connections are worked out twice, since the widths come before them. */
function* tableParts(list: ListInParts): Iterable<string> {
  let widths: readonly number[] = [];
  for (const { headings, rows } of connectionSections(list)) widths = widthsOf([headings, ...rows], widths);
  if (widths.length === 0) yield 'no connections\n';
  else yield textOf(paddedLines([connectionsSection([]).headings], widths));
  for (const { rows } of connectionSections(list)) yield textOf(paddedLines(rows, widths));
  for (const { title, headings, rows } of otherSections(list)) {
    yield textOf(['', `${title}:`, ...alignedLines([headings, ...rows])]);
  }
  const unprotected = unprotectedLines(list);
  if (unprotected.length > 0) yield textOf(['', ...unprotected]);
}

function textOf(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}

function* connectionsJson({ connections }: ListInParts): Iterable<object> {
  for (const row of connections()) yield rowJson(row);
}

/**
 * One table for all sections, with the section in the first column and the entry, if it is one, in the last.
 *
 * @see https://www.rfc-editor.org/rfc/rfc4180 (quoting; lines end in LF here)
 */
function* csvParts(list: ListInParts): Iterable<string> {
  const lines = (rows: readonly (readonly string[])[]) => textOf(rows.map((row) => row.map(csvCell).join(',')));
  yield lines([['section', 'source', 'destination', 'ports', 'entry']]);
  for (const { rows } of connectionSections(list)) yield lines(rows.map((row) => ['connection', ...row, '']));
  yield lines(entriesSection(list.entries).rows.map(([entry = '', ...row]) => ['entry', ...row, entry]));
  yield lines(exposureSection(list.exposure?.lines ?? []).rows.map((row) => ['exposure', ...row, '']));
}

/** A cell that a spreadsheet would take for a formula is kept a text. */
function csvCell(cell: string): string {
  const plain = /^[=+@\t\r]|^-./.test(cell) ? `'${cell}` : cell;
  return /[",\n\r]/.test(plain) ? `"${plain.replace(/"/g, '""')}"` : plain;
}

function* markdownParts(list: ListInParts): Iterable<string> {
  const heading = ({ title, headings }: Section) => [`## ${title.charAt(0).toUpperCase()}${title.slice(1)}`, '', ...markdownTable(headings, [])];
  const empty = heading(connectionsSection([]));
  let isEmpty = true;
  for (const { rows } of connectionSections(list)) {
    yield textOf([...(isEmpty ? empty : []), ...rows.map(markdownRow)]);
    isEmpty = false;
  }
  if (isEmpty) yield textOf([...empty.slice(0, 2), 'No connections.']);
  for (const section of otherSections(list)) yield textOf(['', ...heading(section), ...section.rows.map(markdownRow)]);
  const unprotected = unprotectedLines(list);
  if (unprotected.length > 0) yield textOf(['', ...unprotected.map((line) => `- ${markdownEscaped(line)}`)]);
}
