import { ListInParts, listInParts } from './answer';
import { ListRow } from './end';
import { entriesSection, omissionsSection } from './entry-words';
import { ListInput, ListOptions } from './input';
import { listJson, rowJson } from './json';
import { isWide, Narrowing } from './narrowing';
import { npGuardText } from './npguard/text';
import { Section, withoutEmptyColumns } from './section';
import { servicesSection } from './service-words';
import { waysOutSection } from './ways-out';
import { connectionsSection, exposureSection } from './words';
import { workloadText } from '../../reachability/workload';
import { jsonParts } from '../words/json-parts';
import { linesText } from '../words/lines';
import { alignedLines, markdownEscaped, markdownRow, markdownTable, paddedLines, widthsOf } from '../words/table';
import { capitalized } from '../words/text';

/** How a list can be printed, in the order in which help names them. */
export const LIST_FORMATS = ['table', 'json', 'csv', 'md', 'npguard'] as const;

/** How a list is printed. */
export type ListFormat = (typeof LIST_FORMATS)[number];

/** Who reaches whom on what, as text that ends in a new line; `npguard` may be empty, and has everything in it. */
export function listText(input: ListInput, format: ListFormat, options: ListOptions = {}): string {
  return [...listParts(input, format, options)].join('');
}

/** Whether a list tells what brings nobody in: one of all, in a format of ours. */
export function tellsOmissions(format: ListFormat, narrowing: Narrowing): boolean {
  return format !== 'npguard' && isWide(narrowing);
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
function otherSections({ entries, omissions, leaves, services, exposure }: ListInParts): Section[] {
  const sections = [
    withoutEmptyColumns(entriesSection(entries)),
    omissionsSection(omissions),
    waysOutSection(leaves),
    servicesSection(services ?? []),
    exposureSection(exposure?.lines ?? []),
  ];
  return sections.filter(({ rows }) => rows.length > 0);
}

function unprotectedLines({ exposure }: ListInParts): string[] {
  return (exposure?.unprotected ?? []).map(({ workload, direction }) => `${workloadText(workload)} has no policy on its ${direction}`);
}

/** Aligned columns; the first section has no title. The connections are worked out twice, since the widths come before them. */
function* tableParts(list: ListInParts): Iterable<string> {
  let widths: readonly number[] = [];
  for (const { headings, rows } of connectionSections(list)) widths = widthsOf([headings, ...rows], widths);
  if (widths.length === 0) yield 'no connections\n';
  else yield linesText(paddedLines([connectionsSection([]).headings], widths));
  for (const { rows } of connectionSections(list)) yield linesText(paddedLines(rows, widths));
  for (const { title, headings, rows } of otherSections(list)) {
    yield linesText(['', `${title}:`, ...alignedLines([headings, ...rows])]);
  }
  const unprotected = unprotectedLines(list);
  if (unprotected.length > 0) yield linesText(['', ...unprotected]);
}

function* connectionsJson({ connections }: ListInParts): Iterable<object> {
  for (const row of connections()) yield rowJson(row);
}

/** The columns of CSV, of which new ones are only ever added behind the others. */
const CSV_COLUMNS = ['section', 'source', 'destination', 'ports', 'entry', 'requests', 'via'] as const;

/**
 * One table for all sections, with the section in the first column and the entry, if it is one, in the last three. What brings nobody
 * in has the object and its field for an entry; a port of a Service is the source of what is behind it; how connections leave the cluster is in the last column.
 *
 * @see https://www.rfc-editor.org/rfc/rfc4180 (quoting; lines end in LF here)
 */
function* csvParts(list: ListInParts): Iterable<string> {
  const lines = (rows: readonly (readonly string[])[]) => linesText(rows.map((row) => row.map(csvCell).join(',')));
  yield lines([CSV_COLUMNS]);
  for (const { rows } of connectionSections(list)) yield lines(rows.map((row) => ['connection', ...row, '', '', '']));
  yield lines(entriesSection(list.entries).rows.map(([entry = '', requests = '', via = '', ...row]) => ['entry', ...row, entry, requests, via]));
  yield lines(omissionsSection(list.omissions).rows.map(([object = '', field = '', reason = '']) => (
    ['omission', '', '', `leads nowhere: ${reason}`, `${object} ${field}`, '', '']
  )));
  yield lines(waysOutSection(list.leaves).rows.map(([source = '', destination = '', leaves = '']) => ['leaving', source, destination, '', '', '', leaves]));
  yield lines(servicesSection(list.services ?? []).rows.map(([name = '', type = '', port = '', ...row]) => ['service', `${type} ${name} ${port}`, ...row, '', '', '']));
  yield lines(exposureSection(list.exposure?.lines ?? []).rows.map((row) => ['exposure', ...row, '', '', '']));
}

/** A cell that a spreadsheet would take for a formula is kept a text. */
function csvCell(cell: string): string {
  const plain = /^[=+@\t\r]|^-./.test(cell) ? `'${cell}` : cell;
  return /[",\n\r]/.test(plain) ? `"${plain.replace(/"/g, '""')}"` : plain;
}

function* markdownParts(list: ListInParts): Iterable<string> {
  const heading = ({ title, headings }: Section) => [`## ${capitalized(title)}`, '', ...markdownTable(headings, [])];
  const empty = heading(connectionsSection([]));
  let isEmpty = true;
  for (const { rows } of connectionSections(list)) {
    yield linesText([...(isEmpty ? empty : []), ...rows.map(markdownRow)]);
    isEmpty = false;
  }
  if (isEmpty) yield linesText([...empty.slice(0, 2), 'No connections.']);
  for (const section of otherSections(list)) yield linesText(['', ...heading(section), ...section.rows.map(markdownRow)]);
  const unprotected = unprotectedLines(list);
  if (unprotected.length > 0) yield linesText(['', ...unprotected.map((line) => `- ${markdownEscaped(line)}`)]);
}
