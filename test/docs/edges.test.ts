import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { ROOT } from './snippets';
import { COMMAND, edgesPage } from '../../scripts/edges-page';
import { GATEWAY_CONTROLLERS } from '../../src/dialects/render-gateway-controllers';
import { INGRESS_CONTROLLERS } from '../../src/dialects/render-ingress-controllers';
import { EXPOSURE_FEATURES } from '../../src/model/feature';
import { FEATURE_GROUPS, FEATURE_TITLES } from '../../src/model/feature-title';

/** The sources of the exposures' API, as one text. */
function apiText(): string {
  return ['exposure', 'connections'].map((folder) => join(ROOT, 'src', 'api', folder))
    .flatMap((folder) => readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf-8'))).join('\n');
}

test('docs/edges.md says what the tables of capabilities say', () => {
  const page = readFileSync(join(ROOT, 'docs', 'edges.md'), 'utf-8');
  if (page !== edgesPage()) throw new Error(`docs/edges.md is stale: run \`${COMMAND}\``);
});

test('every feature is in one group, and every table has each of them', () => {
  expect(FEATURE_GROUPS.flatMap(({ features }) => features).sort()).toEqual([...EXPOSURE_FEATURES].sort());
  const page = edgesPage();
  for (const title of Object.values(FEATURE_TITLES)) {
    expect(page.split('\n').filter((line) => line.startsWith(`| ${title} |`)).length).toBeGreaterThanOrEqual(2);
  }
});

test('features have titles of their own, in words that the API has', () => {
  const titles = Object.values(FEATURE_TITLES);
  expect(titles).toEqual([...new Set(titles)]);
  const api = apiText();
  const words = titles.flatMap((title) => [...title.matchAll(/`([A-Za-z.]+)/g)].flatMap(([, name = '']) => name.split('.')));
  expect(words.length).toBeGreaterThan(40);
  expect([...new Set(words)].filter((word) => !new RegExp(`\\b${word}\\b`).test(api))).toEqual([]);
});

test('no table is wider than a page', () => {
  const rows = edgesPage().split('\n').filter((line) => line.startsWith('| '));
  expect(Math.max(...rows.map((row) => row.split(/(?<!\\)\|/).length - 2))).toBeLessThanOrEqual(9);
});

test('no cell of a table breaks it: nothing that is said has a line break', () => {
  const controllers = [...Object.values(INGRESS_CONTROLLERS), ...Object.values(GATEWAY_CONTROLLERS)];
  const said = controllers.flatMap(({ capabilities }) => Object.values(capabilities)).flatMap((support) => (support.support === 'no' ? [support.instead] : [support.how, support.support === 'since' ? support.since : undefined]));
  expect(said.filter((text) => text !== undefined && (text === '' || /[\n\r]/.test(text)))).toEqual([]);
});
