import { AddCommand } from './command';
import type { ListFormat } from '../../compare/list/text';
import type { Protocol } from '../../sets/ports';
import type { ExitCode } from '../exit-code';
import { Readings, readManifests } from '../manifests';
import { FactOptions, formatOption, portAndProtocol, repeated, withExamples, withFacts } from '../options';
import type { Terminal } from '../terminal';

interface ListCommandOptions extends FactOptions {
  readonly format: ListFormat;
  readonly from?: readonly string[];
  readonly to?: readonly string[];
  readonly port?: { readonly port: number | string; readonly protocol?: Protocol };
  readonly exposure?: true;
  readonly system?: true;
}

const END = '`name`, `namespace/name`, `namespace/*`, an address, a CIDR or ingress-controller (repeatable)';

/** `list`: who reaches whom on what. */
export const addList: AddCommand = (program, terminal, exit) => {
  const command = program.command('list <path...>')
    .summary('who reaches whom on what')
    .description('Lists every pair of workloads and addresses with the ports on which one reaches the other, and the ways in from outside.')
    .addOption(formatOption('table', 'json', 'csv', 'md', 'npguard'))
    .option('--from <end>', `sources: ${END}`, repeated)
    .option('--to <end>', 'destinations, likewise (repeatable)', repeated)
    .option('--port <port>', 'this port alone: a number or a name, and /TCP, /UDP or /SCTP behind it if it matters', portAndProtocol)
    .option('--exposure', 'also what pods and namespaces outside these manifests could reach')
    .option('--system', 'also rows that are nothing but DNS, or what comes from a pod\'s own node');
  withExamples(withFacts(command), [
    ['list dist/', 'everything in what cdk8s synthesized'],
    ['list dist/ --to shop/db --port 5432', 'who reaches the database'],
    ['list - --format json', 'what another program prints, as JSON'],
    ['list dist/ --exposure --format npguard', 'as netpol-analyzer writes it'],
  ]).action(async (paths: string[], options: ListCommandOptions) => {
    exit(await runList(paths, options, terminal));
  });
};

/** Runs the command. */
export async function runList(paths: readonly string[], options: ListCommandOptions, terminal: Terminal): Promise<ExitCode> {
  const { format, from, to, port, exposure } = options;
  // netpol-analyzer takes two Services of one name, and this format is for those who come from there
  const readings = await readManifests(paths, terminal, options, { grouped: true, duplicates: format === 'npguard' ? ['Service'] : [] });
  if (readings === undefined) return 2;
  const strangers = [...from ?? [], ...to ?? []].filter((name) => !isKnown(readings, name));
  terminal.complain(...strangers.map((name) => `error: \`${name}\` is no workload of these manifests, no address and no CIDR`));
  if (strangers.length > 0) return 2;
  // loaded only now, so that other commands start fast; the casts say what require cannot
  const { listOf } = require('../../compare/list/answer') as typeof import('../../compare/list/answer');
  const { answerText, listText } = require('../../compare/list/text') as typeof import('../../compare/list/text');
  const { connectivityOf } = require('../../reachability/engine/connectivity-of') as typeof import('../../reachability/engine/connectivity-of');
  const { systemFlows } = require('../system') as typeof import('../system');
  const input = { ...readings, connect: connectivityOf };
  const wanted = { narrowing: { from, to, port }, exposure: exposure === true };
  if (format === 'npguard') {
    terminal.answer(listText(input, format, wanted));
    return 0;
  }
  const answer = listOf(input, { ...wanted, ...(options.system === true ? {} : { hidden: systemFlows() }) });
  terminal.answer(answerText(answer, format));
  if (answer.hides) terminal.say('rows that are nothing but DNS, or what comes from a pod\'s own node, are left out: --system shows them', 'dim');
  return 0;
}

/** A name that nobody bears would give an empty answer, which says that nothing is open. */
function isKnown({ snapshot }: Readings, name: string): boolean {
  const { isOneOf } = require('../../compare/list/narrowing') as typeof import('../../compare/list/narrowing');
  const { workloadListEnd } = require('../../compare/list/end') as typeof import('../../compare/list/end');
  const { isProblem, parseAddress, parseCidr } = require('../../sets/cidr') as typeof import('../../sets/cidr');
  if (/^\{?ingress-controller\}?$/.test(name) || !isProblem(parseAddress(name)) || !isProblem(parseCidr(name))) return true;
  return snapshot.workloads.some((workload) => isOneOf([name], workloadListEnd(workload)));
}
