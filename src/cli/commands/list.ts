import { AddCommand } from './command';
import type { ListFormat } from '../../compare/list/text';
import { noteLines } from '../../files/problem';
import type { Protocol } from '../../sets/ports';
import type { ExitCode } from '../exit-code';
import { readManifests } from '../manifests';
import { tellUntold } from '../npguard';
import { FactOptions, formatOption, once, portAndProtocol, repeated, withExamples, withFacts } from '../options';
import type { Terminal } from '../terminal';

interface ListCommandOptions extends FactOptions {
  readonly format: ListFormat;
  readonly from?: readonly string[];
  readonly to?: readonly string[];
  readonly port?: { readonly port: number | string; readonly protocol?: Protocol };
  readonly exposure?: true;
  readonly services?: true;
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
    .option('--to <end>', 'destinations, likewise, or a host outside by its DNS name (repeatable)', repeated)
    .option('--port <port>', 'this port alone: a number or a name, and /TCP, /UDP or /SCTP behind it if it matters', once(portAndProtocol))
    .option('--exposure', 'also what pods and namespaces outside these manifests could reach')
    .option('--services', 'also where the ports of Services lead: workloads and their container ports')
    .option('--system', 'also rows that are nothing but DNS, or what comes from a pod\'s own node');
  withExamples(withFacts(command), [
    ['list dist/', 'everything in what cdk8s synthesized'],
    ['list dist/ --to shop/db --port 5432', 'who reaches the database'],
    ['list dist/ --services', 'and what is behind each Service'],
    ['list dist/ --staged', 'what would be open if everything in a dry run were enforced'],
    ['list dist/ --to api.stripe.com', 'who reaches a host outside, by rules by names or by addresses'],
    ['list - --format json', 'what another program prints, as JSON'],
    ['list dist/ --exposure --format npguard', 'as netpol-analyzer writes it'],
  ]).action(async (paths: string[], options: ListCommandOptions) => {
    exit(await runList(paths, options, terminal));
  });
};

/** Runs the command. */
export async function runList(paths: readonly string[], options: ListCommandOptions, terminal: Terminal): Promise<ExitCode> {
  const { format, from, to, port, exposure, services } = options;
  if (format === 'npguard' && services === true) {
    terminal.complain('error: --services has no place in the format npguard, which is that of another program; use table, json, csv or md');
    return 2;
  }
  // netpol-analyzer takes two Services of one name, and this format is for those who come from there
  const readings = await readManifests(paths, terminal, options, { grouped: true, duplicates: format === 'npguard' ? ['Service'] : [] });
  if (readings === undefined) return 2;
  // loaded only now, so that other commands start fast; the casts say what require cannot
  const { hostsAsked, listObjections } = require('../list-objections') as typeof import('../list-objections');
  const { omissionNotes } = require('../analyse') as typeof import('../analyse');
  const { listParts, tellsOmissions } = require('../../compare/list/text') as typeof import('../../compare/list/text');
  const { connectivityOf } = require('../../reachability/engine/connectivity-of') as typeof import('../../reachability/engine/connectivity-of');
  const { snapshot, rules } = readings;
  const { hostNamed } = require('../../sets/names') as typeof import('../../sets/names');
  const names = hostsAsked(snapshot, { to }).flatMap((text) => hostNamed(text) ?? []).map((name) => ({ kind: 'name', name } as const));
  const map = connectivityOf(snapshot, rules, { names });
  const objections = listObjections(snapshot, map, { from, to, port });
  terminal.complain(...objections.map((text) => `error: ${text}`));
  if (objections.length > 0) return 2;
  const narrowing = { from, to, port };
  // what the answer itself tells of is not told twice
  const reasons = tellsOmissions(format, narrowing) ? [] : undefined;
  for (const line of noteLines(omissionNotes(readings, reasons))) terminal.say(line, 'yellow');
  if (format === 'npguard') tellUntold(terminal, readings);
  const connect: typeof connectivityOf = (own, ofRules, more) => (own === snapshot && more === undefined ? map : connectivityOf(own, ofRules, more));
  const { systemFlows } = require('../system') as typeof import('../system');
  let hides = false;
  const hiding = { hidden: systemFlows(), onHidden: () => { hides = true; } };
  const wanted = { narrowing, exposure: exposure === true, services: services === true, ...(options.system === true ? {} : hiding) };
  await terminal.answerInParts(listParts({ ...readings, connect }, format, wanted));
  if (hides) terminal.say('rows that are nothing but DNS, or what comes from a pod\'s own node, are left out: --system shows them', 'dim');
  return 0;
}
