import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'fs';
import { dirname, join, relative } from 'path';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';

const ROOT = join(__dirname, '..', '..');

/** Where the compiled benchmark is: below the root, so that it finds the dependencies. */
const BUILD = join(ROOT, 'tmp', 'bench');

/** The compiled programs. */
export interface Build {
  readonly folder: string;
  readonly program: string;
  /** Which JavaScript of ours is measured. */
  readonly library: string;
}

/** Compiles the programs, and the library where its own build is absent or older than its sources. */
export function compile(): Build {
  const folder = join(BUILD, 'synth');
  const installed = join(BUILD, 'node_modules', 'cdk8s-reach');
  rmSync(BUILD, { recursive: true, force: true });
  transpile(__dirname, folder);
  mkdirSync(dirname(installed), { recursive: true });
  const library = isBuilt() ? 'lib/, as it is published' : 'src/, compiled for the benchmark';
  if (isBuilt()) {
    symlinkSync(ROOT, installed, 'junction');
  } else {
    transpile(join(ROOT, 'src'), join(installed, 'lib'));
    writeFileSync(join(installed, 'package.json'), '{ "name": "cdk8s-reach", "main": "lib/index.js" }\n');
  }
  return { folder, program: join(folder, 'program.js'), library };
}

function transpile(from: string, to: string): void {
  for (const source of sourcesIn(from, '.ts')) {
    const target = join(to, relative(from, source)).replace(/\.ts$/, '.js');
    const { outputText } = transpileModule(readFileSync(source, 'utf-8'), {
      compilerOptions: { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022, esModuleInterop: true },
      fileName: source,
    });
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, outputText);
  }
}

/** A build that is older than a source would be measured in silence. */
function isBuilt(): boolean {
  const newestSource = Math.max(...sourcesIn(join(ROOT, 'src'), '.ts').map(changed));
  return existsSync(join(ROOT, 'lib', 'index.js')) && changed(join(ROOT, 'lib', 'index.js')) > newestSource;
}

function changed(file: string): number {
  return statSync(file).mtimeMs;
}

function sourcesIn(folder: string, extension: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf-8' }).filter(file => file.endsWith(extension)).map(file => join(folder, file));
}
