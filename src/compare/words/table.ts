/** Rows of cells as lines, each column as wide as its widest cell. */
export function alignedLines(rows: readonly (readonly string[])[]): string[] {
  return paddedLines(rows, widthsOf(rows));
}

/** How wide the cells of each column are at most, and at least what is given: of rows that are not all there at once. */
export function widthsOf(rows: readonly (readonly string[])[], least: readonly number[] = []): number[] {
  return (rows[0] ?? []).map((_, column) => rows.reduce((most, row) => Math.max(most, (row[column] ?? '').length), least[column] ?? 0));
}

/** Rows of cells as lines whose columns have these widths. */
export function paddedLines(rows: readonly (readonly string[])[], widths: readonly number[]): string[] {
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd());
}

/** The lines of a table in Markdown. */
export function markdownTable(headings: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return [`| ${headings.join(' | ')} |`, `| ${headings.map(() => '---').join(' | ')} |`, ...rows.map(markdownRow)];
}

/** One line of a table in Markdown. */
export function markdownRow(row: readonly string[]): string {
  return `| ${row.map(markdownEscaped).join(' | ')} |`;
}

/** A text as it is, whatever Markdown would make of its characters. */
export function markdownEscaped(text: string): string {
  return text.replace(/[\\|*_`<]/g, '\\$&');
}
