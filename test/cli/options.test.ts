import { Command } from 'commander';
import { folder, invoke } from './invoke';
import { COMMANDS } from '../../src/cli/commands';
import { Terminal } from '../../src/cli/terminal';

/** What says to every command that reads manifests what they do not. */
const SHARED = ['--api-server-cidr', '--format', '--node-cidr', '--plugin', '--pod-cidr', '--staged'];

/** Every command as it is in the program. */
function commands(): readonly Command[] {
  const program = new Command();
  const host = { cwd: '/', stdin: process.stdin, stdout: process.stdout, stderr: process.stderr, env: {}, now: () => 0 };
  for (const add of COMMANDS) add(program, new Terminal(host), () => undefined);
  return program.commands;
}

test.each(commands().map((command) => [command.name(), command] as const))('%s takes whatever every other command takes, by the same words', (_, command) => {
  const [first] = commands();
  const shared = ({ options }: Command) => options.filter(({ long }) => SHARED.includes(long ?? '')).sort((a, b) => ((a.long ?? '') < (b.long ?? '') ? -1 : 1));
  expect(shared(command).map(({ long }) => long)).toEqual(SHARED);
  const said = (one: Command) => shared(one).map(({ flags, description }) => [flags, description]);
  expect(first === undefined ? [] : said(command)).toEqual(first === undefined ? undefined : said(first));
});

test.each(commands().map((command) => command.name()))('%s reads what it is told of the network plugin and of the API server, or refuses it', async (name) => {
  const root = folder({ 'a.yaml': '', 'e.yaml': 'rows: []' });
  const more: Readonly<Record<string, readonly string[]>> = {
    assert: ['a.yaml', '--expect', 'e.yaml'], blast: ['shop/web', 'a.yaml'], diff: ['a.yaml', 'a.yaml'], explain: ['a.yaml', '--from', 'shop/web', '--to', 'shop/db', '--port', '80'],
  };
  const refused = async (...options: readonly string[]) => (await invoke(root, [name, ...(more[name] ?? ['a.yaml']), ...options])).err;
  expect(await refused('--plugin', 'nobody')).toMatch(/`nobody` names no known network plugin/);
  expect(await refused('--api-server-cidr', '10.0.0.1')).toMatch(/`10\.0\.0\.1` has no prefix length/);
  expect(await refused('--plugin', 'cilium', '--plugin', 'calico')).toMatch(/The option is there twice/);
});
