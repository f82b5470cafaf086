import { readFileSync } from 'fs';
import { join } from 'path';
import { ROOT } from './snippets';
import { boutiquePage, COMMAND } from '../../scripts/boutique-page';

test('docs/boutique-on-plugins.md says what the engine says of example 09', () => {
  const page = readFileSync(join(ROOT, 'docs', 'boutique-on-plugins.md'), 'utf-8');
  if (page !== boutiquePage()) throw new Error(`docs/boutique-on-plugins.md is stale: run \`${COMMAND}\``);
});

test('every row of a table has as many cells as its head', () => {
  for (const block of boutiquePage().split('\n\n').filter((part) => part.startsWith('| '))) {
    expect(new Set(block.split('\n').map((line) => line.split(/(?<!\\)\|/).length)).size).toBe(1);
  }
});
