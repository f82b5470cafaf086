/**
 * Prints the first code block of the README behind a marker: `tsx scripts/readme.ts 'test line'` for `<!-- test line -->`.
 *
 * What the README says and what continuous integration runs are the same text.
 */
import { readFileSync } from 'fs';
import { join } from 'path';
import { ROOT } from './synth-example';

const [marker = ''] = process.argv.slice(2);
const [, after] = readFileSync(join(ROOT, 'README.md'), 'utf-8').split(`<!-- ${marker} -->`);
const [, code] = /^```\w*[^\n]*\n(.*?)^```/ms.exec(after ?? '') ?? [];
if (code === undefined) throw new Error(`README.md has no code block behind <!-- ${marker} -->`);
process.stdout.write(code);
