/** What runs of the package, with the sources as they are now: lib/ may be of another build. */
import { createHash } from 'crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'fs';
import { dirname, join, relative, resolve } from 'path';
import * as ts from 'typescript';

const SOURCES = resolve(__dirname, '..', '..', 'src');

/** What was transpiled before, by what it was made of; so several files of tests need not do it again. */
const KEPT = resolve(SOURCES, '..', 'tmp', 'transpiled');

const OPTIONS = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true };

/** Every source. */
export function sources(): string[] {
  return readdirSync(SOURCES, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts')).map((entry) => join(entry.parentPath, entry.name));
}

/** Writes the JavaScript of every source below a folder, without a look at types. */
export function writeCode(lib: string): void {
  mkdirSync(KEPT, { recursive: true });
  for (const source of sources()) {
    const target = join(lib, relative(SOURCES, source).replace(/\.ts$/, '.js'));
    mkdirSync(dirname(target), { recursive: true });
    copyFileSync(transpiled(readFileSync(source, 'utf-8')), target);
  }
}

/** The file with the JavaScript of a source; whole as soon as it is there, whoever else writes it at the same time. */
function transpiled(text: string): string {
  const kept = join(KEPT, `${createHash('sha256').update(JSON.stringify([ts.version, OPTIONS, text])).digest('hex')}.js`);
  if (!existsSync(kept)) {
    const own = `${kept}.${process.pid}`;
    writeFileSync(own, ts.transpileModule(text, { compilerOptions: OPTIONS }).outputText);
    renameSync(own, kept);
  }
  return kept;
}
