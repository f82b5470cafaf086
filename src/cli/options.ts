import { type Command, InvalidArgumentError, Option } from 'commander';
import type { PluginModel } from '../clusters/plugins';
import { BlockScope, ClusterFacts } from '../reachability/snapshot';
import { Cidr, isProblem, parseCidr } from '../sets/cidr';
import { ALL_PROTOCOLS, isPort, Protocol } from '../sets/ports';

/** What every command that reads manifests takes. */
export interface FactOptions {
  readonly podCidr?: readonly Cidr[];
  readonly nodeCidr?: readonly Cidr[];
  readonly apiServerCidr?: readonly Cidr[];
  /** Whom in the cluster blocks of policies take in, and what two stars before a name are, as a lock says: no options, since --plugin says it. */
  readonly blocks?: BlockScope;
  readonly deepNames?: boolean;
  /** The network plugin of which only what it enforces counts; absent means that everything does. */
  readonly plugin?: PluginModel;
  /** Whether what is staged is read as if it were enforced. */
  readonly staged?: true;
}

/** Adds the options of every command that reads manifests: what these do not say, what the cluster makes of policies, and whether those that are staged count. */
export function withFacts(command: Command): Command {
  return command
    .addOption(new Option('--staged', 'read staged policies, and those of a dry run, as if they were enforced'))
    .addOption(new Option('--pod-cidr <cidr>', 'block that holds the addresses of pods; without one a pod may have any (repeatable)').argParser(collected))
    .addOption(new Option('--node-cidr <cidr>', 'block that holds the addresses of nodes; without one a node may have any (repeatable)').argParser(collected))
    .addOption(new Option('--api-server-cidr <cidr>', 'block that holds the addresses of the API server, for policies that have a word for it (repeatable)').argParser(collected))
    .addOption(pluginOption());
}

/** The option that has only what a network plugin enforces count. */
function pluginOption(): Option {
  return new Option('--plugin <plugin>', 'only what this network plugin enforces counts: NAME[@VERSION][+CAPABILITY…], as cilium@1.18').argParser(once(pluginOf));
}

function pluginOf(text: string): PluginModel {
  // loaded only now, since most command lines name none; the cast says what require cannot
  const { pluginNamed } = require('../clusters/plugin-text') as typeof import('../clusters/plugin-text');
  const plugin = pluginNamed(text);
  if ('problem' in plugin) throw new InvalidArgumentError(`\`${text}\` ${plugin.problem}.`);
  return plugin;
}

/** The options as the snapshot takes them. */
export function factsOf({ podCidr, nodeCidr, apiServerCidr, blocks, deepNames }: FactOptions): ClusterFacts {
  return {
    ...(podCidr === undefined ? {} : { podCidrs: podCidr }),
    ...(nodeCidr === undefined ? {} : { nodeCidrs: nodeCidr }),
    ...(apiServerCidr === undefined ? {} : { apiServer: apiServerCidr }),
    ...(blocks === undefined ? {} : { blocks }),
    ...(deepNames === undefined ? {} : { deepNames }),
  };
}

function collected(text: string, before: readonly Cidr[] = []): readonly Cidr[] {
  const cidr = parseCidr(text);
  if (isProblem(cidr)) throw new InvalidArgumentError(`\`${text}\` ${cidr.detail}.`);
  return [...before, cidr];
}

/** An option that takes one of a few words, the first of which holds where it is left out. */
export function formatOption(...formats: readonly string[]): Option {
  return new Option('--format <format>', 'how the answer is written').choices(formats).default(formats[0]);
}

/** The examples at the end of a command's help. */
export function withExamples(command: Command, examples: readonly (readonly [line: string, meaning: string])[]): Command {
  const lines = examples.map(([line, meaning]) => `  # ${meaning}\n  $ cdk8s-reach ${line}`);
  return command.addHelpText('after', `\nExamples:\n${lines.join('\n')}`);
}

/** An option that may be given several times. */
export function repeated(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}

/** An option that may be given once only: of two, the first would be passed over without a word. */
export function once<T>(parse: (text: string) => T): (text: string, before?: T) => T {
  return (text, before) => {
    if (before !== undefined) throw new InvalidArgumentError('The option is there twice.');
    return parse(text);
  };
}

/** A text as it is. */
export function asText(text: string): string {
  return text;
}

/** A port by its number or its name. */
export function portOf(text: string): number | string {
  if (/^\d+$/.test(text) ? isPort(Number(text)) : /^[a-z0-9-]+$/.test(text)) return /^\d+$/.test(text) ? Number(text) : text;
  throw new InvalidArgumentError(`\`${text}\` is neither a port from 1 to 65535 nor the name of one.`);
}

/** A port, with its protocol behind a slash if it matters. */
export function portAndProtocol(text: string): { readonly port: number | string; readonly protocol?: Protocol } {
  const [port = '', protocol, ...more] = text.split('/');
  if (protocol === undefined) return { port: portOf(port) };
  const known = ALL_PROTOCOLS.find((one) => one === protocol.toUpperCase());
  if (known === undefined || more.length > 0) throw new InvalidArgumentError(`\`${text}\` has no known protocol; write one of ${ALL_PROTOCOLS.map((one) => `${port}/${one}`).join(', ')}.`);
  return { port: portOf(port), protocol: known };
}

/** The option of one protocol. */
export function protocolOption(): Option {
  return new Option('--protocol <protocol>', 'protocol of the connection').choices(ALL_PROTOCOLS).default('TCP');
}
