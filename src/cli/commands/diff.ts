import { Option } from 'commander';
import { AddCommand } from './command';
import type { FailOn } from '../../compare/diff/change';
import type { ExitCode } from '../exit-code';
import { readManifests, Readings } from '../manifests';
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
    .description('Compares who reaches whom on what in two versions: added, removed, widened and narrowed connections.')
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
  const versions = [await readManifests([old], terminal, options, reading), await readManifests([current], terminal, options, reading)] as const;
  if (versions[0] === undefined || versions[1] === undefined) return 2;
  const { text, fails } = compared(versions[0], versions[1], options);
  terminal.answer(text, options.format === 'table' ? [[/^(added|widened) /, 'yellow']] : []);
  return fails ? 1 : 0;
}

function compared(old: Readings, current: Readings, { format, failOn }: DiffOptions): { readonly text: string; readonly fails: boolean } {
  // loaded only now, so that other commands start fast; the casts say what require cannot
  const { failsOn } = require('../../compare/diff/change') as typeof import('../../compare/diff/change');
  const { diffOf } = require('../../compare/diff/diff') as typeof import('../../compare/diff/diff');
  const { diffJson } = require('../../compare/diff/json') as typeof import('../../compare/diff/json');
  const { npGuardDiff } = require('../../compare/diff/npguard') as typeof import('../../compare/diff/npguard');
  const { diffMarkdown, diffTable } = require('../../compare/diff/text') as typeof import('../../compare/diff/text');
  const { connectivityOf } = require('../../reachability/engine/connectivity-of') as typeof import('../../reachability/engine/connectivity-of');
  const podsInBlocks = format === 'npguard' ? 'outside' : 'unknown';
  const diff = diffOf(connectivityOf(old.snapshot, old.rules, { podsInBlocks }), connectivityOf(current.snapshot, current.rules, { podsInBlocks }));
  const fails = failOn !== undefined && failsOn(diff.changes, failOn);
  switch (format) {
    case 'table': return { fails, text: diffTable(diff) };
    case 'md': return { fails, text: diffMarkdown(diff) };
    case 'json': return { fails, text: JSON.stringify(diffJson(diff), undefined, 2) };
    case 'npguard': return { fails, text: npGuardDiff({ ...old, connect: connectivityOf }, { ...current, connect: connectivityOf }, { old: 'dir1', new: 'dir2' }) };
  }
}
