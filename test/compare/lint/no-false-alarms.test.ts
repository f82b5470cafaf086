import { existsSync, readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { lintInput, lintOf } from './manifests';
import { SHARED } from '../../beside';
import { objectsOf } from '../../reachability/world';

const ROOT = join(__dirname, '..', '..', '..');

function documentsIn(folder: string): string[] {
  return readdirSync(folder).filter((file) => /\.ya?ml$/.test(file)).sort().map((file) => readFileSync(join(folder, file), 'utf8'));
}

/** Files that go to one cluster: those of a program for several write the same objects for each. */
function clustersOf(files: readonly string[]): string[][] {
  const clusters: { readonly files: string[]; readonly objects: Set<string> }[] = [];
  for (const file of files) {
    const objects = objectsOf(file).map((object) => {
      const { kind, metadata } = object as { kind: string; metadata: { name: string; namespace?: string } }; // a manifest
      return `${kind} ${metadata.namespace ?? ''}/${metadata.name}`;
    });
    let cluster = clusters.find((one) => !objects.some((object) => one.objects.has(object)));
    if (cluster === undefined) clusters.push(cluster = { files: [], objects: new Set() });
    cluster.files.push(file);
    for (const object of objects) cluster.objects.add(object);
  }
  return clusters.map((one) => one.files);
}

describe('lint raises no false alarm', () => {
  it.each(readdirSync(join(ROOT, 'examples')).filter((name) => existsSync(join(ROOT, 'examples', name, 'expected'))))('on the output of examples/%s', (name) => {
    for (const cluster of clustersOf(documentsIn(join(ROOT, 'examples', name, 'expected')))) expect(lintOf(...cluster)).toEqual([]);
  });

  it('on a real shop with its own policies', () => {
    const folder = join(SHARED, 'real', 'online-boutique');
    if (!existsSync(folder)) {
      console.info('the shared real manifests are not beside this checkout: nothing linted');
      return;
    }
    // the files were joined without a line break between them
    const documents = documentsIn(folder).map((text) => text.replace(/---$/gm, '\n---'));
    const { policies } = lintInput(objectsOf(...documents)).rules;
    expect(policies.length).toBeGreaterThan(10);
    expect(lintOf(...documents)).toEqual([]);
  });
});
