import { AddCommand } from './command';
import { placesIn } from '../../files/places';
import type { Protocol } from '../../sets/ports';
import type { ExitCode } from '../exit-code';
import { readManifests } from '../manifests';
import { asText, FactOptions, formatOption, once, portOf, protocolOption, withExamples, withFacts } from '../options';
import type { Terminal } from '../terminal';

interface ExplainOptions extends FactOptions {
  readonly from: string;
  readonly to: string;
  readonly port: number | string;
  readonly protocol: Protocol;
  readonly format: 'text' | 'json';
}

/** `explain`: why one connection is allowed or denied. */
export const addExplain: AddCommand = (program, terminal, exit) => {
  const command = program.command('explain <path...>')
    .summary('why one connection is allowed or denied')
    .description('Walks through the tiers, policies and rules on both sides that decide about one connection, and finds the smallest change '
      + 'that would allow it where it is denied.')
    .requiredOption('--from <end>', 'source: the `namespace/name` of a workload, or an address', once(asText))
    .requiredOption('--to <end>', 'destination, likewise, or a host outside by its DNS name', once(asText))
    .requiredOption('--port <port>', 'port on which the destination listens (not that of a Service): a number, or a name', once(portOf))
    .addOption(protocolOption())
    .addOption(formatOption('text', 'json'));
  withExamples(withFacts(command), [
    ['explain dist/ --from shop/web --to shop/db --port 5432', 'why the shop does not reach its database'],
    ['explain dist/ --from shop/payments --to api.stripe.com --port 443', 'whether a rule by names lets it out'],
    ['explain dist/ --from 203.0.113.9 --to shop/web --port http', 'whether anybody outside reaches the shop'],
    ['explain dist/ --from shop/web --to kube-system/coredns --port 53 --protocol UDP --format json', 'for a program'],
  ]).action(async (paths: string[], options: ExplainOptions) => {
    exit(await runExplain(paths, options, terminal));
  });
};

/** Runs the command. */
export async function runExplain(paths: readonly string[], options: ExplainOptions, terminal: Terminal): Promise<ExitCode> {
  const readings = await readManifests(paths, terminal, options);
  if (readings === undefined) return 2;
  const { snapshot, rules, sources } = readings;
  // loaded only now, so that other commands start fast; the casts say what require cannot
  const { destinationNamed, portsNamed, sourceNamed } = require('../flow') as typeof import('../flow');
  const refused = (option: string, { code, text }: { readonly code: string; readonly text: string }): ExitCode => {
    terminal.complain(`error: ${option}: ${text} (${code})`);
    return 2;
  };
  const source = sourceNamed(snapshot, options.from);
  if ('code' in source) return refused('--from', source);
  const destination = destinationNamed(snapshot, options.to);
  if ('code' in destination) return refused('--to', destination);
  const ports = portsNamed(options.port, options.protocol, destination);
  if ('code' in ports) return refused('--port', ports);
  const { explain } = require('../../compare/explain/explain') as typeof import('../../compare/explain/explain');
  const explanations = ports.map((port) => explain(snapshot, rules, { source, destination, protocol: options.protocol, port }, sources));
  terminal.answer(print(explanations, options, placesIn(readings.manifests)), [[/: allowed$/, 'green'], [/: denied$/, 'red'], [/: unknown$/, 'yellow']]);
  return 0;
}

type Explanations = readonly import('../../compare/explain/explain').Explanation[];
type Lookup = import('../../compare/explain/source').SourceLookup;

/** A name may stand for several ports: an explanation for each, as one list in JSON. */
function print(explanations: Explanations, { format }: ExplainOptions, sourceOf: Lookup): string {
  const { explanationJson } = require('../../compare/explain/json') as typeof import('../../compare/explain/json');
  const { explanationText } = require('../../compare/explain/text') as typeof import('../../compare/explain/text');
  if (format === 'text') return explanations.map((one) => explanationText(one, sourceOf)).join('\n');
  const all = explanations.map((one) => explanationJson(one, sourceOf));
  return JSON.stringify(all.length === 1 ? all[0] : all, undefined, 2);
}
