import { Option } from 'commander';
import { AddCommand } from './command';
import { noteLines, problemLines } from '../../files/problem';
import type { ExitCode } from '../exit-code';
import { readManifests } from '../manifests';
import { asText, FactOptions, formatOption, once, withExamples, withFacts } from '../options';
import type { Terminal } from '../terminal';

interface LockOptions extends FactOptions {
  readonly file?: string;
  readonly format: 'text' | 'json';
  readonly check?: true;
  readonly accept?: true;
}

/** `lock`: whether manifests open anything that a team has not accepted. */
export const addLock: AddCommand = (program, terminal, exit) => {
  const command = program.command('lock <path...>')
    .summary('whether anything is open that was not accepted')
    .description('Holds manifests against a lock, a file with a line for each connection that a team has accepted. Without --check and --accept it '
      + 'prints the lock that these manifests would have. What no option says of the cluster is as the lock has it in its `given` lines.')
    .addOption(new Option('--check', 'exit with 1 if anything is open that is not in the lock, and say what').conflicts('accept'))
    // what is staged keeps nobody out yet, and a lock is of what is open
    .addOption(new Option('--accept', 'write the lock, and say what is new in it').conflicts('staged'))
    .option('--file <file>', 'the lock (default: connectivity.lock)', once(asText))
    .addOption(formatOption('text', 'json'));
  withExamples(withFacts(command), [
    ['lock --accept dist/', 'accept what cdk8s synthesized, to be committed'],
    ['lock --check dist/', 'fail where anything is open that was not accepted'],
    ['lock --check dist/ --plugin calico@3.31', 'where the cluster has another network plugin than it had, or the lock does not say which'],
    ['lock --check dist/ --staged', 'what of the lock would be gone if everything in a dry run were enforced'],
    ['lock --check dist/ --format json', 'for a program'],
  ]).action(async (paths: string[], options: LockOptions) => {
    exit(await runLock(paths, options, terminal));
  });
};

/** Runs the command. */
export async function runLock(paths: readonly string[], options: LockOptions, terminal: Terminal): Promise<ExitCode> {
  // loaded only now, so that other commands start fast; the casts say what require cannot
  const { currentLock, lockFacts } = require('../lock/current') as typeof import('../lock/current');
  const { uncountedRules } = require('../plugin') as typeof import('../plugin');
  const { omissionNotes } = require('../analyse') as typeof import('../analyse');
  const { loadLock, storeLock } = require('../lock/file') as typeof import('../lock/file');
  const { report } = require('../lock/report') as typeof import('../lock/report');
  const { lockJson } = require('../../compare/lock/json') as typeof import('../../compare/lock/json');
  const { lockText } = require('../../compare/lock/write') as typeof import('../../compare/lock/write');
  const { file = 'connectivity.lock' } = options;
  const loaded = loadLock(file, terminal.cwd);
  const isMissing = loaded.kind === 'missing';
  const problems = loaded.kind === 'problems' ? loaded.problems : isMissing && options.check === true ? loaded.problems : [];
  terminal.complain(...problemLines(problems));
  const accepted = loaded.kind === 'lock' ? loaded.lock : undefined;
  const known = lockFacts(options, accepted?.given);
  const readings = await readManifests(paths, terminal, known.facts, { grouped: true });
  if (problems.length > 0 || readings === undefined) return 2;
  for (const line of options.plugin === undefined ? [] : uncountedRules(options.plugin, readings)) terminal.say(line, 'yellow');
  for (const line of noteLines(omissionNotes(readings))) terminal.say(line, 'yellow');
  const current = currentLock(readings, known);
  if (options.check !== true && options.accept !== true) {
    terminal.answer(options.format === 'json' ? JSON.stringify(lockJson(current), undefined, 2) : lockText(current));
    return 0;
  }
  const { text, verdict } = report({ ...options, file }, accepted, current);
  if (options.accept === true) {
    const why = storeLock(file, terminal.cwd, current, loaded);
    if (why !== undefined) {
      terminal.complain(`error: --file: \`${file}\` ${why}`);
      return 2;
    }
  }
  terminal.answer(text, [[/^(perhaps )?`|^any|^pods|^addresses|^(perhaps )?connections of/, 'yellow']]);
  return options.check === true && verdict === 'widened' ? 1 : 0;
}
