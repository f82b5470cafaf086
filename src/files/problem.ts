import { printableLine } from './printable';
import { order } from '../sets/order';

/** What can be wrong with what is read, beside what a policy itself may have: a closed list. */
export type InputCode =
  | 'ADDRESS_INVALID'
  | 'ALIASES_EXCESSIVE'
  | 'BINARY_FILE'
  | 'CONTROLLER_TOLD_APART'
  | 'DOCUMENT_TOO_LARGE'
  | 'EXPECTATION_INVALID'
  | 'FIELD_INVALID'
  | 'FILE_TOO_LARGE'
  | 'FOLDER_EMPTY'
  | 'HELM_TEMPLATE'
  | 'KEY_DUPLICATE'
  | 'LOCK_MALFORMED'
  | 'LOCK_MISSING'
  | 'NAME_INVALID'
  | 'NAME_MISSING'
  | 'NOT_AN_OBJECT'
  | 'NOT_UTF8'
  | 'NOT_YAML'
  | 'NOTHING_TO_READ'
  | 'OBJECT_DUPLICATE'
  | 'PATH_MISSING'
  | 'PATH_OUTSIDE'
  | 'PATH_UNREADABLE'
  | 'PORT_UNKNOWN'
  | 'TOO_DEEP'
  | 'TOO_MANY_OBJECTS'
  | 'VERSION_UNSUPPORTED'
  | 'WORKLOAD_AMBIGUOUS'
  | 'WORKLOAD_UNKNOWN';

/** Why the input is not taken. */
export interface InputProblem {
  /** Empty where it is no file's. */
  readonly file: string;
  /** From 1; none where the file as a whole is meant. */
  readonly line?: number;
  /** An `InputCode`, or a code of the reader that refused the object. */
  readonly code: string;
  /** Lower case, the value in backticks, what is wrong, what is allowed. */
  readonly text: string;
}

/** How many problems are shown; the rest is counted. */
const SHOWN = 100;

/** What is said of a place without being a mistake. */
export type InputNote = Omit<InputProblem, 'code'>;

/** The lines of some problems, by file and line. */
export function problemLines(problems: readonly InputProblem[]): string[] {
  return linesOf(problems, ({ code, ...note }) => `${noteText(note)} (${code})`);
}

/** The lines of some notes, by file and line. */
export function noteLines(notes: readonly InputNote[]): string[] {
  return linesOf(notes, noteText);
}

function linesOf<T extends InputNote>(notes: readonly T[], textOf: (note: T) => string): string[] {
  const sorted = [...notes].sort((a, b) => order(a.file, b.file) || (a.line ?? 0) - (b.line ?? 0));
  const lines = sorted.slice(0, SHOWN).map((note) => printableLine(textOf(note)));
  return notes.length > SHOWN ? [...lines, `and ${notes.length - SHOWN} more`] : lines;
}

function noteText({ file, line, text }: InputNote): string {
  const place = line === undefined ? file : `${file}:${line}`;
  return `${place === '' ? '' : `${place}: `}${text}`;
}
