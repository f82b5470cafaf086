import { readFileSync } from 'fs';
import { join } from 'path';
import { ROOT } from './snippets';
import { COMMAND, pluginsPage } from '../../scripts/plugins-page';
import { NetworkPlugin } from '../../src';
import { PLUGINS } from '../../src/clusters/plugins';
import { PLUGIN_CAPABILITIES, PLUGIN_CAPABILITY_TITLES } from '../../src/model/plugin-capability';

test('docs/plugins.md says what the rows of the profiles say', () => {
  const page = readFileSync(join(ROOT, 'docs', 'plugins.md'), 'utf-8');
  if (page !== pluginsPage()) throw new Error(`docs/plugins.md is stale: run \`${COMMAND}\``);
});

test('every capability is in one table of each part, and every plugin has a section with the word by which it is had', () => {
  const page = pluginsPage();
  const lines = page.split('\n');
  for (const capability of PLUGIN_CAPABILITIES) {
    const inMatrix = lines.filter((line) => line.startsWith(`| ${PLUGIN_CAPABILITY_TITLES[capability]} |`) && line.split('|').length > 6);
    expect([capability, inMatrix.length]).toEqual([capability, 2]);
  }
  for (const name of Object.keys(PLUGINS)) {
    expect(page).toContain(`\`NetworkPlugin.${name}()\``);
    expect(NetworkPlugin).toHaveProperty(name, expect.any(Function));
  }
});

test('every row of a table has as many cells as its head', () => {
  for (const block of pluginsPage().split('\n\n').filter((part) => part.startsWith('| '))) {
    expect(new Set(block.split('\n').map((line) => line.split(/(?<!\\)\|/).length)).size).toBe(1);
  }
});

test('what each plugin can be said to do by `overrides` is the closed list', () => {
  const source = readFileSync(join(ROOT, 'src', 'api', 'cluster', 'plugin-overrides.ts'), 'utf-8');
  expect([...source.matchAll(/readonly (\w+)\?: boolean/g)].map(([, name]) => name)).toEqual([...PLUGIN_CAPABILITIES]);
});
