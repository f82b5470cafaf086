import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { dirname, join } from 'path';
import { run } from '../../src/cli/run';

/** What one command line gave. */
export interface Given {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** How a command line is run. */
export interface Setting {
  readonly stdin?: string;
  readonly outIsTTY?: boolean;
  readonly errIsTTY?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  readonly now?: () => number;
}

async function* streamOf(text: string): AsyncIterable<Buffer> {
  yield await Promise.resolve(Buffer.from(text));
}

/** Runs a command line in this process. */
export async function invoke(cwd: string, args: readonly string[], setting: Setting = {}): Promise<Given> {
  let [out, err] = ['', ''];
  const code = await run(args, {
    cwd,
    stdin: streamOf(setting.stdin ?? ''),
    stdout: { isTTY: setting.outIsTTY, write: (text) => { out += text; } },
    stderr: { isTTY: setting.errIsTTY, write: (text) => { err += text; } },
    env: setting.env ?? {},
    now: setting.now ?? (() => 0),
  });
  return { code, out, err };
}

/** The contents of a file: a text, bytes, or the target of a symbolic link. */
export type Contents = string | Buffer | { readonly link: string };

const folders: string[] = [];

/** A folder with some files. */
export function folder(files: Readonly<Record<string, Contents>>): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'cdk8s-reach-cli-')));
  folders.push(root);
  for (const [name, contents] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    if (name.endsWith('/')) mkdirSync(join(root, name), { recursive: true });
    else if (typeof contents === 'object' && 'link' in contents) symlinkSync(contents.link, join(root, name));
    else writeFileSync(join(root, name), contents);
  }
  return root;
}

afterAll(() => {
  for (const root of folders) rmSync(root, { recursive: true, force: true });
});

/** A Pod as YAML. */
export function podYaml(name: string, more = ''): string {
  const [namespace, own] = name.split('/');
  return `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${own}\n  namespace: ${namespace}\n  labels: {app: ${own}}\nspec:\n  containers: []\n${more}`;
}

/** A NetworkPolicy as YAML, with the lines of its `spec`. */
export function policyYaml(name: string, ...spec: readonly string[]): string {
  const [namespace, own] = name.split('/');
  const lines = spec.map((line) => `  ${line}\n`).join('');
  return `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: ${own}\n  namespace: ${namespace}\nspec:\n${lines}`;
}
