import { Option } from 'commander';
import { AddCommand } from './command';
import type { FailOn } from '../../compare/diff/change';
import type { Diff } from '../../compare/diff/diff';
import type { ExitCode } from '../exit-code';
import { readManifests, Readings } from '../manifests';
import { tellUntold } from '../npguard';
import { FactOptions, formatOption, withExamples, withFacts } from '../options';
import type { Terminal } from '../terminal';

interface DiffOptions extends FactOptions {
  readonly format: 'table' | 'json' | 'md' | 'npguard';
  readonly failOn?: FailOn;
}

/** `diff`: what is not the same in two versions. */
export const addDiff: AddCommand = (program, terminal, exit) => {
  const command = program.command('diff <old> <new>')
    .summary('what one version of manifests lets through and another does not')
    .description('Compares who reaches whom on what in two versions: added, removed, widened and narrowed connections, and by which addresses they leave the cluster.')
    .addOption(formatOption('table', 'json', 'md', 'npguard'))
    .addOption(new Option('--fail-on <changes>', 'exit with 1 on any change, or only where something is open that was not').choices(['any', 'widened']));
  withExamples(withFacts(command), [
    ['diff main/dist dist', 'what a change of the program does'],
    ['diff main/dist dist --fail-on widened', 'fail where anything is open that was not'],
    ['diff main/dist dist --format md', 'for a review'],
  ]).action(async (old: string, current: string, options: DiffOptions) => {
    exit(await runDiff(old, current, options, terminal));
  });
};

/** Runs the command. */
export async function runDiff(old: string, current: string, options: DiffOptions, terminal: Terminal): Promise<ExitCode> {
  if (old === '-' && current === '-') {
    terminal.complain('error: the standard input cannot be both versions');
    return 2;
  }
  const reading = { grouped: true, duplicates: options.format === 'npguard' ? ['Service'] : [] }; // as in `list`
  const [was, is] = [await readManifests([old], terminal, options, reading), await readManifests([current], terminal, options, reading)];
  if (was === undefined || is === undefined) return 2;
  // loaded only now, so that other commands start fast; the casts say what require cannot
  const { connectivityOf } = require('../../reachability/engine/connectivity-of') as typeof import('../../reachability/engine/connectivity-of');
  const { CHANGES_AT_MOST, differsWidely, diffOf } = require('../../compare/diff/diff') as typeof import('../../compare/diff/diff');
  const { failsOn } = require('../../compare/diff/change') as typeof import('../../compare/diff/change');
  const podsInBlocks = options.format === 'npguard' ? 'outside' : 'unknown';
  const { namesIn } = require('../../reachability/rules/peers') as typeof import('../../reachability/rules/peers');
  // a name that one version alone has may be open in the other one, too
  const names = namesIn(was.rules, is.rules).map((name) => ({ kind: 'name', name } as const));
  const mapOf = ({ snapshot, rules }: Readings) => connectivityOf(snapshot, rules, { podsInBlocks, names });
  const [before, after] = [mapOf(was), mapOf(is)];
  if (differsWidely(before, after)) {
    terminal.complain(`error: more than ${CHANGES_AT_MOST} connections have changed, and no more are told; compare parts of the manifests`);
    return 2;
  }
  const { wayChanges } = require('../../compare/diff/ways') as typeof import('../../compare/diff/ways');
  const leaves = wayChanges({ ...was, map: before }, { ...is, map: after });
  const diff = { ...diffOf(before, after), leaves };
  if (options.format === 'npguard') tellUntold(terminal, was, is);
  await print(diff, [was, is], options, terminal);
  return options.failOn !== undefined && failsOn(diff.changes, options.failOn, leaves) ? 1 : 0;
}

async function print(diff: Diff, [old, current]: readonly [Readings, Readings], { format }: DiffOptions, terminal: Terminal): Promise<void> {
  const { diffJsonParts } = require('../../compare/diff/json') as typeof import('../../compare/diff/json');
  const { npGuardDiff } = require('../../compare/diff/npguard') as typeof import('../../compare/diff/npguard');
  const { diffMarkdown, diffTable } = require('../../compare/diff/text') as typeof import('../../compare/diff/text');
  const { connectivityOf: connect } = require('../../reachability/engine/connectivity-of') as typeof import('../../reachability/engine/connectivity-of');
  switch (format) {
    case 'table': return terminal.answer(diffTable(diff), [[/^(added|widened) /, 'yellow']]);
    case 'md': return terminal.answer(diffMarkdown(diff));
    case 'json': return terminal.answerInParts(diffJsonParts(diff));
    case 'npguard': return terminal.answer(npGuardDiff({ ...old, connect }, { ...current, connect }, { old: 'dir1', new: 'dir2' }));
  }
}
