import type { Analysis } from './analyse';
import { FactOptions, factsOf } from './options';
import { Terminal } from './terminal';
import type { Loaded, LoadOptions } from '../files/load';
import { unreadText } from '../files/manifest';
import { problemLines } from '../files/problem';

/** What a command works with: manifests and their meaning, all of them sound. */
export interface Readings extends Analysis, Pick<Loaded, 'unread' | 'others'> {}

/** How a command reads. */
export interface ReadingOptions extends LoadOptions {
  /** Whether Pods are told of by their controllers, and must then be alike. */
  readonly grouped?: boolean;
}

/** Reads manifests and finds out what they mean; nothing if there is any problem, all of which have then been told. */
export async function readManifests(
  paths: readonly string[], terminal: Terminal, facts: FactOptions, options: ReadingOptions = {},
): Promise<Readings | undefined> {
  // loaded only now, so that a command line that reads nothing answers at once
  const { load } = require('../files/load') as typeof import('../files/load'); // the casts say what require cannot
  const { analyse, groupingProblems } = require('./analyse') as typeof import('./analyse');
  const { enforcedManifests, stagedLines } = require('./staged') as typeof import('./staged');
  const loaded = await load(paths, terminal, options);
  const analysis = analyse(facts.staged === true ? enforcedManifests(loaded.manifests) : loaded.manifests, factsOf(facts), facts.plugin);
  const problems = [...loaded.problems, ...analysis.problems];
  if (options.grouped === true && problems.length === 0) problems.push(...groupingProblems(analysis));
  terminal.complain(...problemLines(problems));
  if (problems.length > 0) return undefined;
  for (const unread of loaded.unread) terminal.say(unreadText(unread), unread.mayMatter ? 'yellow' : 'dim');
  if (facts.staged !== true) for (const line of stagedLines(loaded.manifests)) terminal.say(line, 'yellow');
  for (const line of analysis.uncounted) terminal.say(line, 'yellow');
  for (const other of loaded.others) terminal.say(`${other}: not a Kubernetes object, left out`, 'dim');
  return { ...analysis, unread: loaded.unread, others: loaded.others };
}
