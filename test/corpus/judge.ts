import { CorpusCase } from './cases';

/** What came of a case. */
export interface Judgement {
  /** What is expected and not got, and the other way about; nothing if the case agrees. */
  readonly differences: readonly string[];
  /** How many expected answers were compared, by format, and how many of whatever they consist of. */
  readonly counted: Readonly<Record<string, number>>;
}

/** Compares what a case expects with what we say. */
export type Judge = (one: CorpusCase) => Promise<Judgement>;

/** The set of lines that say something, sorted. */
export function linesOf(text: string): string[] {
  return [...new Set(text.split(/\r?\n/).filter((line) => line.trim() !== ''))].sort();
}

/** Lines that are in one set alone. */
export function differences(what: string, expected: readonly string[], actual: readonly string[]): string[] {
  const [wanted, given] = [new Set(expected), new Set(actual)];
  return [
    ...[...wanted].filter((line) => !given.has(line)).map((line) => `${what}: missing: ${line}`),
    ...[...given].filter((line) => !wanted.has(line)).map((line) => `${what}: excess: ${line}`),
  ];
}
