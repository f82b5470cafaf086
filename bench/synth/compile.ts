import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'fs';
import { dirname, join, relative } from 'path';
import { CompilerOptions, ModuleKind, parseJsonConfigFileContent, readConfigFile, sys, transpileModule } from 'typescript';
import { Arm } from './program';

const ROOT = join(__dirname, '..', '..');

/** Where the compiled benchmark is: below the root, so that it finds the dependencies. */
const BUILD = join(ROOT, 'tmp', 'bench');

const PROGRAMS: Readonly<Record<Arm, string>> = {
  reach: 'reach', unproved: 'unproved', rewritten: 'rewritten', plus: 'plus', apiobject: 'api-object', yaml: 'yaml',
};

/** The compiled programs. */
export interface Build {
  readonly folder: string;
  /** Which JavaScript of ours is measured. */
  readonly library: string;
  /** What a process is started with to run the command line. */
  readonly commandLine: string;
  /** What a process is started with to run an arm. */
  program(arm: Arm): string;
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
    writeFileSync(join(installed, 'package.json'), '{ "name": "cdk8s-reach", "version": "0.0.0", "main": "lib/index.js" }\n');
  }
  return { folder, commandLine: join(installed, 'lib', 'cli', 'main.js'), program: (arm) => join(folder, 'arms', `${PROGRAMS[arm]}.js`), library };
}

function transpile(from: string, to: string): void {
  const options = compilerOptions();
  for (const source of sourcesIn(from, '.ts')) {
    const target = join(to, relative(from, source)).replace(/\.ts$/, '.js');
    const { outputText } = transpileModule(readFileSync(source, 'utf-8'), {
      compilerOptions: options,
      fileName: source,
    });
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, outputText);
  }
}

/** Those of the published package, so that files are as large as they are there. */
function compilerOptions(): CompilerOptions {
  const { config } = readConfigFile(join(ROOT, 'tsconfig.json'), file => sys.readFile(file)) as { config: unknown };
  return { ...parseJsonConfigFileContent(config, sys, ROOT).options, module: ModuleKind.CommonJS };
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
