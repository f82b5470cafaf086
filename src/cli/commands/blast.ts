import { AddCommand } from './command';
import type { ExitCode } from '../exit-code';
import { readManifests } from '../manifests';
import { FactOptions, formatOption, withExamples, withFacts } from '../options';
import type { Terminal } from '../terminal';

interface BlastCommandOptions extends FactOptions {
  readonly format: 'table' | 'json' | 'md';
  readonly reverse?: true;
  readonly system?: true;
}

/** `blast`: what is within reach if a workload is taken. */
export const addBlast: AddCommand = (program, terminal, exit) => {
  const command = program.command('blast <workload> <path...>')
    .summary('what is within reach if a workload is taken')
    .description('Tells whom a workload, by its `namespace/name`, reaches in one step, and whom from there on, if whoever is reached on any port is taken as well, with the shortest '
      + 'way to each. Addresses, and pods that are not among the manifests, lead no further.')
    .option('--reverse', 'from where the workload can be reached instead, the ways in from outside among them')
    .option('--system', 'also by way of DNS, and of what comes from the addresses of a pod\'s own node')
    .addOption(formatOption('table', 'json', 'md'));
  withExamples(withFacts(command), [
    ['blast shop/web dist/', 'what somebody who takes the shop can reach'],
    ['blast shop/db dist/ --reverse', 'from where the database can be reached'],
    ['blast shop/web dist/ --format json', 'for a program'],
  ]).action(async (workload: string, paths: string[], options: BlastCommandOptions) => {
    exit(await runBlast(workload, paths, options, terminal));
  });
};

/** Runs the command. */
export async function runBlast(name: string, paths: readonly string[], options: BlastCommandOptions, terminal: Terminal): Promise<ExitCode> {
  const readings = await readManifests(paths, terminal, options);
  if (readings === undefined) return 2;
  // loaded only now, so that other commands start fast; the casts say what require cannot
  const { sourceNamed } = require('../flow') as typeof import('../flow');
  const end = sourceNamed(readings.snapshot, name);
  if ('code' in end) {
    terminal.complain(`error: ${end.text} (${end.code})`);
    return 2;
  }
  if (end.kind === 'address') {
    terminal.complain(`error: \`${name}\` is an address, and only a workload can be taken; write its \`namespace/name\` (WORKLOAD_UNKNOWN)`);
    return 2;
  }
  const { blastOf } = require('../../compare/blast/blast-of') as typeof import('../../compare/blast/blast-of');
  const { systemFlows } = require('../system') as typeof import('../system');
  const blast = blastOf(readings, end.workload, { reverse: options.reverse === true, ...(options.system === true ? {} : { hidden: systemFlows() }) });
  terminal.answer(print(blast, options), [[/^perhaps \d/, 'yellow']]);
  return 0;
}

function print(blast: import('../../compare/blast/blast').Blast, { format }: BlastCommandOptions): string {
  const { blastJson } = require('../../compare/blast/json') as typeof import('../../compare/blast/json');
  const { blastMarkdown, blastTable } = require('../../compare/blast/text') as typeof import('../../compare/blast/text');
  switch (format) {
    case 'table': return blastTable(blast);
    case 'md': return blastMarkdown(blast);
    case 'json': return JSON.stringify(blastJson(blast), undefined, 2);
  }
}
