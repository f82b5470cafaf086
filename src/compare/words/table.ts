/** Rows of cells as lines, each column as wide as its widest cell. */
export function alignedLines(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => rows.reduce((most, row) => Math.max(most, (row[column] ?? '').length), 0));
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd());
}

/** The lines of a table in Markdown. */
export function markdownTable(headings: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return [headings, headings.map(() => '---'), ...rows.map((row) => row.map(markdownEscaped))].map((cells) => `| ${cells.join(' | ')} |`);
}

/** A text as it is, whatever Markdown would make of its characters. */
export function markdownEscaped(text: string): string {
  return text.replace(/[\\|*_`<]/g, '\\$&');
}
