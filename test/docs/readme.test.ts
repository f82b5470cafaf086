import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { join } from 'path';
import { ROOT } from './snippets';
import { documentsOf, ManifestObject, runExample } from '../examples/harness';

const readme = readFileSync(join(ROOT, 'README.md'), 'utf-8');
const section = readme.slice(readme.indexOf('<!-- first example -->'));

/** The first fenced block of a language after the marker of the first example. */
function block(language: string): string {
  return new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``).exec(section)?.[1] ?? '';
}

/** What the README's program writes, run as a user runs it. */
function written(): readonly ManifestObject[] {
  mkdirSync(join(ROOT, 'tmp'), { recursive: true });
  const folder = mkdtempSync(join(ROOT, 'tmp', 'readme-'));
  try {
    writeFileSync(join(folder, 'main.ts'), block('ts'));
    return runExample(folder).documents;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test('the output that the README shows is what its first example writes, labels apart', () => {
  const shown = documentsOf(block('yaml'));
  const real = written();
  expect(shown.map(({ kind }) => kind)).toEqual(['NetworkPolicy', 'Ingress']);
  for (const object of shown) {
    const { metadata, ...fields } = real.find(({ kind, metadata: { name } }) => kind === object.kind && name === object.metadata.name) ?? object;
    const { labels, ...named } = metadata;
    expect(Object.keys(labels ?? {})).not.toEqual([]);
    expect(object).toEqual({ ...fields, metadata: named });
  }
  expect(real.map(({ kind }) => kind).sort()).toEqual([
    'Deployment', 'Ingress', 'NetworkPolicy', 'NetworkPolicy', 'PodDisruptionBudget', 'Service', 'ServiceAccount',
  ]);
});

test('the README has exactly two commands for a fresh clone, each a single line', () => {
  const commands = readme.slice(readme.indexOf('## Work on it'), readme.indexOf('## More')).match(/```sh\n[^]*?```/g) ?? [];
  expect(commands.map((command) => command.trim().split('\n').length)).toEqual([3, 3]);
});
