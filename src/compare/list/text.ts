import { ListAnswer, listOf } from './answer';
import { ListInput, ListOptions } from './input';
import { listJson } from './json';
import { npGuardText } from './npguard/text';
import { connectionsSection, entriesSection, exposureSection, Section } from './words';
import { workloadText } from '../../reachability/workload';
import { alignedLines, markdownTable, markdownEscaped } from '../words/table';

/** How a list can be printed, in the order in which help names them. */
export const LIST_FORMATS = ['table', 'json', 'csv', 'md', 'npguard'] as const;

/** How a list is printed. */
export type ListFormat = (typeof LIST_FORMATS)[number];

/** Who reaches whom on what, as text that ends in a new line; `npguard` may be empty, and has everything in it. */
export function listText(input: ListInput, format: ListFormat, options: ListOptions = {}): string {
  return format === 'npguard' ? npGuardText(input, options) : answerText(listOf(input, options), format);
}

/** An answer as text that ends in a new line. */
export function answerText(answer: ListAnswer, format: Exclude<ListFormat, 'npguard'>): string {
  switch (format) {
    case 'table': return tableText(answer);
    case 'json': return `${JSON.stringify(listJson(answer), undefined, 2)}\n`;
    case 'csv': return csvText(answer);
    case 'md': return markdownText(answer);
  }
}

/** The sections with something to say; connections always are one. */
function sectionsOf({ connections, entries, exposure }: ListAnswer): Section[] {
  const others = [entriesSection(entries), exposureSection(exposure?.lines ?? [])];
  return [connectionsSection(connections), ...others.filter(({ rows }) => rows.length > 0)];
}

function unprotectedLines({ exposure }: ListAnswer): string[] {
  return (exposure?.unprotected ?? []).map(({ workload, direction }) => `${workloadText(workload)} has no policy on its ${direction}`);
}

/** Aligned columns; the first section has no title. */
function tableText(answer: ListAnswer): string {
  const blocks = sectionsOf(answer).map(({ title, headings, rows }, i) => [
    ...(i === 0 ? [] : [`${title}:`]),
    ...(rows.length === 0 ? ['no connections'] : alignedLines([headings, ...rows])),
  ]);
  const unprotected = unprotectedLines(answer);
  return [...blocks, ...(unprotected.length === 0 ? [] : [unprotected])].map((lines) => lines.map((line) => `${line}\n`).join('')).join('\n');
}

/**
 * One table for all sections, with the section in the first column and the entry, if it is one, in the last.
 *
 * @see https://www.rfc-editor.org/rfc/rfc4180 (quoting; lines end in LF here)
 */
function csvText(answer: ListAnswer): string {
  const connections = connectionsSection(answer.connections).rows.map((row) => ['connection', ...row, '']);
  const entries = entriesSection(answer.entries).rows.map(([entry = '', ...row]) => ['entry', ...row, entry]);
  const exposure = exposureSection(answer.exposure?.lines ?? []).rows.map((row) => ['exposure', ...row, '']);
  const rows = [['section', 'source', 'destination', 'ports', 'entry'], ...connections, ...entries, ...exposure];
  return rows.map((row) => `${row.map(csvCell).join(',')}\n`).join('');
}

/** A cell that a spreadsheet would take for a formula is kept a text. */
function csvCell(cell: string): string {
  const plain = /^[=+@\t\r]|^-./.test(cell) ? `'${cell}` : cell;
  return /[",\n\r]/.test(plain) ? `"${plain.replace(/"/g, '""')}"` : plain;
}

function markdownText(answer: ListAnswer): string {
  const blocks = sectionsOf(answer).map(({ title, headings, rows }) => [
    `## ${title.charAt(0).toUpperCase()}${title.slice(1)}`,
    '',
    ...(rows.length === 0 ? ['No connections.'] : markdownTable(headings, rows)),
  ]);
  const unprotected = unprotectedLines(answer).map((line) => `- ${markdownEscaped(line)}`);
  return [...blocks, ...(unprotected.length === 0 ? [] : [unprotected])].map((lines) => `${lines.join('\n')}\n`).join('\n');
}
