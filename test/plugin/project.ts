import { spawnSync } from 'child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join, resolve } from 'path';
import { writeCode } from '../jest/transpiled';

const ROOT = resolve(__dirname, '..', '..');

/** What a run of the command line of cdk8s gave. */
export interface Synthesized {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A folder with a program of cdk8s, as a user has it, and the package in its node_modules, with the sources as they are now. */
export class Project {
  public readonly root = realpathSync(mkdtempSync(join(tmpdir(), 'cdk8s-reach-plugin-')));

  public constructor() {
    const own = join(this.root, 'node_modules', 'cdk8s-reach');
    writeCode(join(own, 'lib'));
    writeFileSync(join(own, 'package.json'), readFileSync(join(ROOT, 'package.json')));
    symlinkSync(join(ROOT, 'node_modules'), join(own, 'node_modules'));
    for (const name of ['cdk8s', 'constructs']) symlinkSync(join(ROOT, 'node_modules', name), join(this.root, 'node_modules', name));
  }

  /** Writes files anew; those of an earlier run are taken away. */
  public write(files: Readonly<Record<string, string>>): void {
    for (const name of readdirSync(this.root)) if (name !== 'node_modules') rmSync(join(this.root, name), { recursive: true });
    for (const [name, text] of Object.entries(files)) writeFileSync(join(this.root, name), text);
  }

  /** Runs `cdk8s synth`. */
  public synth(args: readonly string[] = [], env: Readonly<Record<string, string>> = {}): Synthesized {
    const { status, stdout, stderr, error } = spawnSync(process.execPath, [join(ROOT, 'node_modules', 'cdk8s-cli', 'bin', 'cdk8s'), '--check-upgrade=false', 'synth', ...args], {
      cwd: this.root, encoding: 'utf-8', env: { ...process.env, HOME: this.root, ...env },
    });
    if (error !== undefined) throw error;
    // eslint-disable-next-line no-control-regex -- the report has colours, whoever reads it
    return { code: status, out: stdout.replace(/\u001b\[[0-9;]*m/g, ''), err: stderr };
  }

  /** The text of a file; nothing where there is none. */
  public read(name: string): string | undefined {
    return existsSync(join(this.root, name)) ? readFileSync(join(this.root, name), 'utf-8') : undefined;
  }

  public remove(): void {
    rmSync(this.root, { recursive: true });
  }
}
