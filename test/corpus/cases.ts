import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import { analyse, groupingProblems } from '../../src/cli/analyse';
import { ListInput } from '../../src/compare/list/input';
import { load } from '../../src/files/load';
import { problemLines } from '../../src/files/problem';
import { connectivityOf } from '../../src/reachability/engine/connectivity-of';
import { SHARED } from '../beside';

/** Where the shared corpus is: beside the checkout. */
export const CORPUS = join(SHARED, 'corpus');

/** One case of the shared corpus. */
export interface CorpusCase {
  readonly case: string;
  readonly family: string;
  readonly args: readonly string[];
  readonly input: string;
  /** What the cells of a matrix say. */
  readonly meaning?: string;
  /** The expected answers, by format. */
  readonly expected: Readonly<Record<string, { readonly file: string }>>;
}

/** Whether the shared corpus lies beside the checkout. */
export function hasCorpus(): boolean {
  return existsSync(CORPUS);
}

/** All cases, in the order of the index. */
export function corpusCases(): readonly CorpusCase[] {
  const { cases } = JSON.parse(readFileSync(join(CORPUS, 'index.json'), 'utf8')) as { cases: CorpusCase[] }; // what its README says
  return cases;
}

/** The path of an expected answer, below the corpus. */
export function expectedFile(one: CorpusCase, format: string): string {
  const found = one.expected[format];
  if (found === undefined) throw new Error(`${one.case} has no expected answer as ${format}`);
  return found.file;
}

/** An expected answer. */
export function expectedText(one: CorpusCase, format: string): string {
  return readFileSync(join(CORPUS, expectedFile(one, format)), 'utf8');
}

/** An expected answer in JSON. */
export function expectedJson(one: CorpusCase, format: string): unknown {
  return JSON.parse(expectedText(one, format));
}

/** What a case's manifests, or those of one of its folders, mean, read as the command line reads them. Nothing in them may be wrong. */
export function inputOf({ input }: CorpusCase, folder = ''): Promise<ListInput> {
  const path = join(input, folder);
  const known = inputs.get(path) ?? readInput(path);
  inputs.set(path, known);
  return known;
}

/** A case is judged in several ways, and reading is what takes longest. */
const inputs = new Map<string, Promise<ListInput>>();

async function readInput(path: string): Promise<ListInput> {
  // netpol-analyzer takes two Services of one name
  const { manifests, problems: unreadable } = await load([path], { cwd: CORPUS, stdin: nothing(), progress: () => undefined }, { duplicates: ['Service'] });
  const analysis = analyse(manifests);
  const problems = problemLines([...unreadable, ...analysis.problems, ...groupingProblems(analysis)]);
  if (problems.length > 0) throw new Error(`the input is refused: ${problems.join('; ')}`);
  return { ...analysis, connect: connectivityOf };
}

async function* nothing(): AsyncIterable<Buffer> {
  // these cases come from files
}
