import { AddCommand } from './command';
import { problemLines } from '../../files/problem';
import type { ExitCode } from '../exit-code';
import { readManifests } from '../manifests';
import { asText, FactOptions, formatOption, once, withExamples, withFacts } from '../options';
import type { Terminal } from '../terminal';

interface AssertOptions extends FactOptions {
  readonly expect: string;
  readonly format: 'text' | 'json';
}

/** `assert`: whether flows are allowed and denied as a file says. */
export const addAssert: AddCommand = (program, terminal, exit) => {
  const command = program.command('assert <path...>')
    .summary('whether flows are allowed or denied as a file expects')
    .description('Checks rows of {src, dst, port, protocol, allowed}: `src` and `dst` are the `namespace/name` of a workload or an address, '
      + '`port` is a number or a name, `protocol` is TCP where it is left out; `requests` are the requests of HTTP that are meant, all of them where it is left out. Exits with 0 if every row holds, else with 1.')
    .requiredOption('--expect <file>', 'the rows, as `rows` of a YAML or JSON file', once(asText))
    .addOption(formatOption('text', 'json'));
  withExamples(withFacts(command), [
    ['assert dist/ --expect expect.yaml', 'check what cdk8s synthesized'],
    ['assert - --expect expect.json --format json', 'check what another program prints'],
    ['assert dist/ --expect expect.yaml --staged', 'check what would be open if everything in a dry run were enforced'],
    ['assert dist/ --expect expect.yaml --pod-cidr 10.244.0.0/16', 'say where pods are, if rules have ipBlocks'],
  ]).action(async (paths: string[], options: AssertOptions) => {
    exit(await runAssert(paths, options, terminal));
  });
};

/** Runs the command. */
export async function runAssert(paths: readonly string[], options: AssertOptions, terminal: Terminal): Promise<ExitCode> {
  // loaded only now, so that other commands start fast; the casts say what require cannot
  const { Checks } = require('../assert/check') as typeof import('../assert/check');
  const { loadExpectations, problemOfRow } = require('../assert/load') as typeof import('../assert/load');
  const { assertJson, assertText } = require('../assert/print') as typeof import('../assert/print');
  if (options.expect === '-' && paths.includes('-')) {
    terminal.complain('error: the standard input cannot be both the manifests and the expectations');
    return 2;
  }
  const { found, rows, problems } = await loadExpectations(options.expect, terminal);
  terminal.complain(...problemLines(problems));
  const readings = await readManifests(paths, terminal, options);
  if (problems.length > 0 || readings === undefined || found === undefined) return 2;
  const checks = new Checks(readings);
  const results = rows.map((expectation) => ({ expectation, result: checks.of(expectation) }));
  const objections = results.flatMap(({ expectation, result }) => ('code' in result ? [problemOfRow(found, expectation, result)] : []));
  terminal.complain(...problemLines(objections));
  if (objections.length > 0) return 2;
  const outcomes = results.flatMap(({ expectation, result }) => ('code' in result ? [] : [{ ...result, ...found.placeOf(`rows[${expectation.row}]`) }]));
  terminal.answer(options.format === 'json' ? assertJson(outcomes, readings.unread) : assertText(outcomes), [
    [/: (e|in)?(gress )?expected /, 'red'], [/ 0 fail$/, 'green'], [/ \d+ fail$/, 'red'],
  ]);
  return outcomes.every(({ holds }) => holds) ? 0 : 1;
}
