import { ListAnswer, listOf } from './answer';
import { entriesSection, omissionsSection } from './entry-words';
import { ListInput, ListOptions } from './input';
import { listJson } from './json';
import { npGuardText } from './npguard/text';
import { Section, withoutEmptyColumns } from './section';
import { servicesSection } from './service-words';
import { connectionsSection, exposureSection } from './words';
import { workloadText } from '../../reachability/workload';

/** How a list can be printed, in the order in which help names them. */
export const LIST_FORMATS = ['table', 'json', 'csv', 'md', 'npguard'] as const;

/** How a list is printed. */
export type ListFormat = (typeof LIST_FORMATS)[number];

/** Who reaches whom on what, as text that ends in a new line; `npguard` may be empty. */
export function listText(input: ListInput, format: ListFormat, options: ListOptions = {}): string {
  if (format === 'npguard') return npGuardText(input, options);
  const answer = listOf(input, options);
  switch (format) {
    case 'table': return tableText(answer);
    case 'json': return `${JSON.stringify(listJson(answer), undefined, 2)}\n`;
    case 'csv': return csvText(answer);
    case 'md': return markdownText(answer);
  }
}

/** The sections with something to say; connections always are one. */
function sectionsOf({ connections, entries, omissions, services, exposure }: ListAnswer): Section[] {
  const others = [
    withoutEmptyColumns(entriesSection(entries)),
    omissionsSection(omissions),
    servicesSection(services ?? []),
    exposureSection(exposure?.lines ?? []),
  ];
  return [connectionsSection(connections), ...others.filter(({ rows }) => rows.length > 0)];
}

function unprotectedLines({ exposure }: ListAnswer): string[] {
  return (exposure?.unprotected ?? []).map(({ workload, direction }) => `${workloadText(workload)} has no policy on its ${direction}`);
}

/** Aligned columns; the first section has no title. */
function tableText(answer: ListAnswer): string {
  const blocks = sectionsOf(answer).map(({ title, headings, rows }, i) => [
    ...(i === 0 ? [] : [`${title}:`]),
    ...(rows.length === 0 ? ['no connections'] : aligned([headings, ...rows])),
  ]);
  const unprotected = unprotectedLines(answer);
  return [...blocks, ...(unprotected.length === 0 ? [] : [unprotected])].map((lines) => lines.map((line) => `${line}\n`).join('')).join('\n');
}

function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => rows.reduce((most, row) => Math.max(most, (row[column] ?? '').length), 0));
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd());
}

/** The columns of CSV, of which new ones are only ever added behind the others. */
const CSV_COLUMNS = ['section', 'source', 'destination', 'ports', 'entry', 'requests', 'via'] as const;

/**
 * One table for all sections, with the section in the first column and the entry, if it is one, in the last three. What brings nobody
 * in has the object and its field for an entry; a port of a Service is the source of what is behind it.
 *
 * @see https://www.rfc-editor.org/rfc/rfc4180 (quoting; lines end in LF here)
 */
function csvText({ connections, entries, omissions, services, exposure }: ListAnswer): string {
  const rows: readonly (readonly string[])[] = [
    CSV_COLUMNS,
    ...connectionsSection(connections).rows.map((row) => ['connection', ...row, '', '', '']),
    ...entriesSection(entries).rows.map(([entry = '', requests = '', via = '', ...row]) => ['entry', ...row, entry, requests, via]),
    ...omissionsSection(omissions).rows.map(([object = '', field = '', reason = '']) => ['omission', '', '', `leads nowhere: ${reason}`, `${object} ${field}`, '', '']),
    ...servicesSection(services ?? []).rows.map(([name = '', type = '', port = '', ...row]) => ['service', `${type} ${name} ${port}`, ...row, '', '', '']),
    ...exposureSection(exposure?.lines ?? []).rows.map((row) => ['exposure', ...row, '', '', '']),
  ];
  return rows.map((row) => `${row.map(csvCell).join(',')}\n`).join('');
}

/** A cell that a spreadsheet would take for a formula is kept a text. */
function csvCell(cell: string): string {
  const plain = /^[=+@\t\r]|^-./.test(cell) ? `'${cell}` : cell;
  return /[",\n\r]/.test(plain) ? `"${plain.replace(/"/g, '""')}"` : plain;
}

function markdownText(answer: ListAnswer): string {
  const row = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replace(/[\\|*_`<]/g, '\\$&')).join(' | ')} |`;
  const blocks = sectionsOf(answer).map(({ title, headings, rows }) => [
    `## ${title.charAt(0).toUpperCase()}${title.slice(1)}`,
    '',
    ...(rows.length === 0 ? ['No connections.'] : [row(headings), row(headings.map(() => '---')), ...rows.map(row)]),
  ]);
  const unprotected = unprotectedLines(answer).map((line) => `- ${line}`);
  return [...blocks, ...(unprotected.length === 0 ? [] : [unprotected])].map((lines) => `${lines.join('\n')}\n`).join('\n');
}
