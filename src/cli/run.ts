import { readFileSync } from 'fs';
import { join } from 'path';
import { Command, CommanderError } from 'commander';
import { COMMANDS } from './commands';
import { ExitCode } from './exit-code';
import { printable } from './printable';
import { Host, Terminal } from './terminal';

/** Runs one command line; the standard output has the answer, if there is one, and nothing else. */
export async function run(args: readonly string[], host: Host): Promise<ExitCode> {
  const terminal = new Terminal(host);
  let exit: ExitCode = 0;
  const program = new Command('cdk8s-reach')
    .description('Who reaches whom: what any set of Kubernetes manifests lets through, exactly, explained.')
    .version(version(), '--version', 'show the version')
    .helpOption('--help', 'show help')
    .helpCommand('help [command]', 'show the help of a command')
    .addHelpText('after', `\n${FRAME}`);
  for (const add of COMMANDS) {
    add(program, terminal, (code) => {
      exit = code;
    });
  }
  for (const command of [program, ...program.commands]) configure(command, host);
  try {
    const [first, topic] = args;
    // commander would show the help of the program, as if nothing were wrong with it
    if (first === 'help' && topic !== undefined && !program.commands.some((command) => command.name() === topic)) {
      program.error(`error: unknown command '${topic}'`);
    }
    await program.parseAsync(args, { from: 'user' });
    return exit;
  } catch (thrown) {
    if (!(thrown instanceof CommanderError)) throw thrown;
    return thrown.exitCode === 0 ? 0 : 2;
  }
}

const FRAME = `A PATH is a file, a folder (searched to the bottom for .yaml, .yml and .json, but not in node_modules
and what begins with a point), or - for the standard input.

Exit codes: 0 fine, 1 findings, 2 the input or the usage is bad. The answer goes to the standard output,
everything else to standard error.`;

function configure(command: Command, host: Host): void {
  command.exitOverride().helpOption('--help', 'show help').showHelpAfterError('(--help says more)').configureOutput({
    writeOut: (text) => host.stdout.write(text),
    writeErr: (text) => host.stderr.write(printable(text)),
    getOutHasColors: () => false,
    getErrHasColors: () => false,
    getOutHelpWidth: () => 100,
    getErrHelpWidth: () => 100,
  });
}

function version(): string {
  const { version: text } = JSON.parse(readFileSync(join(__dirname, '..', '..', 'package.json'), 'utf-8')) as { version: string }; // ours has one
  return text;
}
