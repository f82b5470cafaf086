import { AddCommand } from './command';
import { placesIn } from '../../files/places';
import { noteLines } from '../../files/problem';
import type { ExitCode } from '../exit-code';
import { readManifests } from '../manifests';
import { FactOptions, formatOption, withExamples, withFacts } from '../options';
import type { Terminal } from '../terminal';

interface LintOptions extends FactOptions {
  readonly format: 'text' | 'json';
}

/** `lint`: the mistakes that people make most. */
export const addLint: AddCommand = (program, terminal, exit) => {
  const command = program.command('lint <path...>')
    .summary('the mistakes that people make most')
    .description('Finds what every API server takes and seldom does what it looks like, each with the object, the file and how to mend it. '
      + 'Exits with 1 if there is any.')
    .addOption(formatOption('text', 'json'));
  withExamples(withFacts(command), [
    ['lint dist/', 'check what cdk8s synthesized'],
    ['lint - --format json', 'check what another program prints, for a third one'],
  ]).action(async (paths: string[], options: LintOptions) => {
    exit(await runLint(paths, options, terminal));
  });
};

/** Runs the command. */
export async function runLint(paths: readonly string[], { format, ...options }: LintOptions, terminal: Terminal): Promise<ExitCode> {
  const readings = await readManifests(paths, terminal, options, { purpose: 'lint' });
  if (readings === undefined) return 2;
  // loaded only now, so that other commands start fast; the casts say what require cannot
  const { omissionNotes } = require('../analyse') as typeof import('../analyse');
  const { lint } = require('../../compare/lint/lint') as typeof import('../../compare/lint/lint');
  const { lintJson, lintText } = require('../../compare/lint/print') as typeof import('../../compare/lint/print');
  const findings = lint({ ...readings, objects: readings.manifests.map(({ value }) => value) });
  const sourceOf = placesIn(readings.manifests);
  for (const line of noteLines(omissionNotes(readings, ['unfollowed']))) terminal.say(line, 'yellow');
  terminal.answer(format === 'json' ? JSON.stringify(lintJson(findings, sourceOf), undefined, 2) : lintText(findings, sourceOf), [
    [/(^|: )error: /, 'red'], [/(^|: )warning: /, 'yellow'],
  ]);
  return findings.length === 0 ? 0 : 1;
}
