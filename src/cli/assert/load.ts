import { resolve } from 'path';
import { Objection } from './check';
import { Expectation, Expectations, readExpectations } from './expectation';
import { InputProblem } from '../problem';
import { documentsOf } from '../read/document';
import { EMPTY_PATH, STANDARD_INPUT } from '../read/files';
import { ReadingHost, textOfFile } from '../read/load';
import { Found, problemAt } from '../read/objects';
import { readDocument } from '../read/value';

/** Expectations, and the file that they were read from. */
export interface ExpectationsLoaded extends Expectations {
  readonly found?: ExpectationsFile;
}

/** A file of expectations. */
export interface ExpectationsFile extends Found {
  /** Where a field is. */
  readonly placeOf: (path: string) => { readonly file: string; readonly line: number };
}

/** Reads a file of expectations: one document of YAML or JSON. */
export async function loadExpectations(name: string, host: ReadingHost): Promise<ExpectationsLoaded> {
  if (name === '') return { rows: [], problems: [{ file: name, code: 'PATH_MISSING', text: EMPTY_PATH }] };
  const text = await textOfFile({ path: name === STANDARD_INPUT ? name : resolve(host.cwd, name) }, host);
  const refused = (problem: Omit<InputProblem, 'file'>) => ({ rows: [], problems: [{ ...problem, file: name }] });
  if (typeof text !== 'string') return refused(text);
  const [document, other] = documentsOf(name, text);
  if (document === undefined) return refused({ code: 'EXPECTATION_INVALID', text: 'holds no `rows`' });
  if (other !== undefined) return refused({ line: other.firstLine, code: 'EXPECTATION_INVALID', text: 'expectations are one document' });
  const read = readDocument(document);
  if ('code' in read) return { rows: [], problems: [read] };
  const found: Found = { document, keys: [], value: read.value };
  const placeOf = (path: string) => ({ file: name, line: problemAt(found, path, '', '').line ?? 1 });
  return { ...readExpectations(found), found: { ...found, placeOf } };
}

/** An objection to a row, at the field that it is about. */
export function problemOfRow(found: Found, { row }: Expectation, { code, field, text }: Objection): InputProblem {
  return problemAt(found, `rows[${row}].${field}`, code, text);
}
