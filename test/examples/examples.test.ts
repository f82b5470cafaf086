import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import { exampleOf } from './harness';
import { exampleNames, EXAMPLES, expectedFolder, textsOf } from '../../scripts/synth-example';
import { problemsOf } from '../schemas/validate';

const names = exampleNames();

test('there are examples, numbered without a gap', () => {
  expect(names).not.toEqual([]);
  expect(names.map(name => name.slice(0, 3))).toEqual(names.map((_, position) => `${String(position + 1).padStart(2, '0')}-`));
});

describe.each(names)('example %s', name => {
  const folder = join(EXAMPLES, name);

  test('has a README with a title and the command that runs it', () => {
    const readme = join(folder, 'README.md');
    expect(existsSync(readme)).toBe(true);
    expect(readFileSync(readme, 'utf-8')).toMatch(/^# \S/);
    expect(readFileSync(readme, 'utf-8')).toContain(`npx projen examples ${name}`);
  });

  // where this fails and the new output is right: npx projen examples:update, and read the diff
  test('writes exactly what is expected', () => {
    expect(exampleOf(name).files).toEqual(textsOf(expectedFolder(folder)));
  });

  // kept, like the files, from another run on another machine: what is the same is no accident of this one
  test('prints exactly what is expected', () => {
    expect(exampleOf(name).printed).toMatchSnapshot();
  });

  test('writes objects only that their schemas allow', () => {
    expect(exampleOf(name).documents).not.toEqual([]);
    expect(problemsOf(exampleOf(name).documents)).toEqual([]);
  });
});
