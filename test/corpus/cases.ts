import { existsSync, readdirSync, readFileSync, statSync } from 'fs';
import { join } from 'path';
import { parseAllDocuments } from 'yaml';
import { ListInput } from '../../src/compare/list/input';
import { Narrowing } from '../../src/compare/list/narrowing';
import { readEntries } from '../../src/dialects/read-entries';
import { readRules } from '../../src/dialects/read-rules';
import { readServices } from '../../src/dialects/service/read';
import { connectivityOf } from '../../src/reachability/engine/connectivity-of';
import { flattened } from '../../src/reachability/objects';
import { snapshotOf } from '../../src/reachability/snapshot';
import { ALL_PROTOCOLS } from '../../src/sets/ports';

const CORPUS = join(__dirname, '..', '..', '..', 'shared', 'corpus');

/** One case of the shared corpus. */
export interface CorpusCase {
  readonly case: string;
  readonly family: string;
  readonly args: readonly string[];
  readonly input: string;
  readonly kinds: Readonly<Record<string, number>>;
  readonly expected: Readonly<Record<string, { readonly file: string }>>;
}

/** Whether the shared corpus lies beside the checkout. */
export function hasCorpus(): boolean {
  return existsSync(CORPUS);
}

/** The cases of a family. */
export function casesOf(family: string): CorpusCase[] {
  const { cases } = JSON.parse(readFileSync(join(CORPUS, 'index.json'), 'utf8')) as { cases: CorpusCase[] };
  return cases.filter((one) => one.family === family);
}

/** A file of the corpus. */
export function corpusText(path: string): string {
  return readFileSync(join(CORPUS, path), 'utf8');
}

/** The objects of a case's folder, by the names of the files. */
export function corpusObjects(one: CorpusCase): unknown[] {
  return flattened(filesOf(join(CORPUS, one.input)).flatMap((file) => (
    // one line of the corpus is indented with a tab, which kubectl takes inside brackets
    parseAllDocuments(readFileSync(file, 'utf8').replace(/^\t */gm, (run) => ' '.repeat(run.length))).map((document): unknown => document.toJS())
  )));
}

function filesOf(folder: string): string[] {
  return readdirSync(folder).sort().map((name) => join(folder, name))
    .flatMap((path) => (statSync(path).isDirectory() ? filesOf(path) : /\.(ya?ml|json)$/.test(path) ? [path] : []));
}

/** What a case is about. */
export function inputOf(one: CorpusCase): ListInput {
  const objects = corpusObjects(one);
  const snapshot = snapshotOf(objects);
  const { entries, omissions } = readEntries(objects, snapshot.namespaces);
  return {
    snapshot,
    rules: readRules(objects).rules,
    services: readServices(objects).services,
    entries,
    omissions,
    connect: connectivityOf,
  };
}

/** The narrowing that netpol-analyzer's options ask for. */
export function narrowingOf({ args }: CorpusCase): Narrowing {
  const list = (option: string) => (args.includes(option) ? args[args.indexOf(option) + 1]?.split(',') : undefined);
  const [workloads, peers, [direction] = [], [port] = []] = [
    list('--focusworkload'), list('--focusworkload-peer'), list('--focus-direction'), list('--focus-conn'),
  ];
  return {
    ...(direction === 'egress' ? { from: workloads, to: peers } : direction === 'ingress' ? { to: workloads, from: peers } : { about: workloads, peers }),
    ...(port === undefined ? {} : { port: portOf(port) }),
  };
}

function portOf(text: string): Narrowing['port'] {
  const [name = '', port] = text.split('-');
  const protocol = ALL_PROTOCOLS.find((one) => one === name.toUpperCase());
  return { port: Number(port), ...(protocol === undefined ? {} : { protocol }) };
}

/** The set of lines that say something, sorted. */
export function linesOf(text: string): string[] {
  return [...new Set(text.split(/\r?\n/).filter((line) => line.trim() !== ''))].sort();
}

/** A JSON file of the corpus. */
export function corpusJson(path: string): unknown {
  return JSON.parse(corpusText(path));
}
