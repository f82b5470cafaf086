import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'fs';
import { dirname, join } from 'path';
import * as ts from 'typescript';
import { sources, writeCode } from './transpiled';

const ROOT = join(__dirname, '..', '..');

/** The options with which jsii compiles. */
function compilerOptions(): ts.CompilerOptions {
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), ts.sys.readFile);
  return ts.parseJsonConfigFileContent(config, { ...ts.sys, readDirectory: () => [] }, ROOT).options;
}

/** A folder in which the package is installed, for programs of users. */
export class Installed {
  private readonly folder: string;
  private readonly lib: string;

  public constructor() {
    mkdirSync(join(ROOT, 'tmp'), { recursive: true });
    this.folder = mkdtempSync(join(ROOT, 'tmp', 'installed-'));
    const home = join(this.folder, 'node_modules', 'cdk8s-reach');
    this.lib = join(home, 'lib');
    mkdirSync(this.lib, { recursive: true });
    copyFileSync(join(ROOT, 'package.json'), join(home, 'package.json'));
    // what is installed beside it, each package as it is
    for (const name of ['cdk8s', 'cdk8s-plus-27', 'constructs']) symlinkSync(join(ROOT, 'node_modules', name), join(this.folder, 'node_modules', name));
    this.write('package.json', '{}');
  }

  /** Compiles the types; whether the sources are sound is said by the build, and not looked at again. */
  public withTypes(): this {
    const options = { ...compilerOptions(), emitDeclarationOnly: true, outDir: this.lib, skipLibCheck: true, noCheck: true };
    const program = ts.createProgram(sources(), options);
    const { emitSkipped, diagnostics } = program.emit();
    if (emitSkipped) throw new Error(ts.formatDiagnostics(diagnostics, { getCanonicalFileName: (name) => name, getCurrentDirectory: () => ROOT, getNewLine: () => '\n' }));
    return this;
  }

  /** Compiles what runs, without a look at types. */
  public withCode(): this {
    writeCode(this.lib);
    return this;
  }

  /** Writes a file of a user, and gives its path. */
  public write(name: string, text: string): string {
    const path = join(this.folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return path;
  }

  /** Where it is. */
  public get path(): string {
    return this.folder;
  }

  /** Takes all of it away. */
  public remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
