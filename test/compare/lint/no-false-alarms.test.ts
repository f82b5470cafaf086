import { existsSync, readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { lintInput, lintOf } from './manifests';
import { objectsOf } from '../../reachability/world';

const ROOT = join(__dirname, '..', '..', '..');

function documentsIn(folder: string): string[] {
  return readdirSync(folder).filter((file) => /\.ya?ml$/.test(file)).sort().map((file) => readFileSync(join(folder, file), 'utf8'));
}

describe('lint raises no false alarm', () => {
  it.each(readdirSync(join(ROOT, 'examples')).filter((name) => existsSync(join(ROOT, 'examples', name, 'expected'))))('on the output of examples/%s', (name) => {
    expect(lintOf(...documentsIn(join(ROOT, 'examples', name, 'expected')))).toEqual([]);
  });

  it('on a real shop with its own policies', () => {
    const folder = join(ROOT, '..', 'shared', 'real', 'online-boutique');
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
