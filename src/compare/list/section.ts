/** Rows as words, in columns: what the table, CSV and Markdown have in common. */
export interface Section {
  readonly title: string;
  readonly headings: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** A section without the columns that are empty in all rows. */
export function withoutEmptyColumns({ title, headings, rows }: Section): Section {
  const filled = headings.map((_, column) => rows.some((row) => (row[column] ?? '') !== ''));
  const of = (cells: readonly string[]) => cells.filter((_, column) => filled[column] === true);
  return { title, headings: of(headings), rows: rows.map(of) };
}
