import { spawnSync } from 'child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { delimiter, join, relative, resolve } from 'path';

/** The root of the repository: examples run from there. */
export const ROOT = resolve(__dirname, '..');

/** Where the examples are. */
export const EXAMPLES = join(ROOT, 'examples');

/** What an example wrote, and what it printed on the way. */
export interface SynthesizedExample {
  /** The text of each manifest, byte for byte, by file name, sorted. */
  readonly files: Readonly<Record<string, string>>;
  /** Warnings of the synth, if any. */
  readonly printed: string;
}

/** The examples of a folder, by name: every folder in it that has a main.ts. */
export function exampleNames(folder: string = EXAMPLES): string[] {
  return readdirSync(folder).filter(name => existsSync(join(folder, name, 'main.ts'))).sort();
}

/** The command that a user would type to run an example, after `cdk8s synth --app`. */
export function appCommand(folder: string): string {
  return `tsx --tsconfig examples/tsconfig.json ${relative(ROOT, join(folder, 'main.ts')).split('\\').join('/')}`;
}

/** Runs an example through the command line of cdk8s into a folder of its own, which is removed again. */
export function synthExample(folder: string): SynthesizedExample {
  const output = mkdtempSync(join(tmpdir(), 'cdk8s-reach-example-'));
  try {
    const printed = runCdk8s(['synth', '--app', appCommand(folder), '--output', output]);
    return { files: textsOf(output), printed };
  } finally {
    rmSync(output, { recursive: true, force: true });
  }
}

/** The manifests of a folder, by file name, sorted; none where there is no such folder. */
export function textsOf(folder: string): Record<string, string> {
  const names = existsSync(folder) ? readdirSync(folder).sort() : [];
  return Object.fromEntries(names.map(name => [name, readFileSync(join(folder, name), 'utf-8')]));
}

/** The place where the expected manifests of an example are kept. */
export function expectedFolder(folder: string): string {
  return join(folder, 'expected');
}

function runCdk8s(args: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync('cdk8s', ['--check-upgrade=false', ...args], {
    cwd: ROOT,
    env: { ...process.env, PATH: `${join(ROOT, 'node_modules', '.bin')}${delimiter}${process.env['PATH'] ?? ''}` },
    encoding: 'utf-8',
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
  });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`cdk8s ${args.join(' ')} ended with ${status}\n${stdout}${stderr}`);
  return stderr;
}
