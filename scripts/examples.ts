/**
 * Synthesizes the examples and prints what was written; with `--update`, as their expected output.
 *
 * Names of examples may be given; without any, all of them run.
 */
import { mkdirSync, rmSync, writeFileSync } from 'fs';
import { join, relative } from 'path';
import { parseAllDocuments } from 'yaml';
import { exampleNames, EXAMPLES, expectedFolder, ROOT, SynthesizedExample, synthExample } from './synth-example';

const args = process.argv.slice(2);
const update = args.includes('--update');
const named = args.filter(arg => arg !== '--update');

for (const name of named.length > 0 ? named : exampleNames()) {
  const folder = join(EXAMPLES, name);
  const example = synthExample(folder);
  const target = update ? expectedFolder(folder) : join(folder, 'dist');
  write(target, example);
  print(name, target, example);
}

function write(target: string, { files }: SynthesizedExample): void {
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  for (const [file, text] of Object.entries(files)) writeFileSync(join(target, file), text);
}

function print(name: string, target: string, { files, printed }: SynthesizedExample): void {
  console.log(`${name}\n${printed.trim() === '' ? '' : `${printed.trimEnd()}\n`}`.trimEnd());
  for (const [file, text] of Object.entries(files)) {
    console.log(`  ${relative(ROOT, join(target, file))}`);
    for (const line of objectsOf(text)) console.log(`    ${line}`);
  }
}

/** One line an object: its kind and its name. */
function objectsOf(text: string): string[] {
  return parseAllDocuments(text)
    .map(document => document.toJS() as { kind?: string; metadata?: { name?: string } } | null) // what a manifest holds
    .map(object => `${object?.kind ?? '(no kind)'} ${object?.metadata?.name ?? '(no name)'}`);
}
