import { npGuardDiff } from '../../../src/compare/diff/npguard';
import { casesOf, CorpusCase, corpusText, hasCorpus, inputOf, linesOf } from '../../corpus/cases';

/** The names of the two versions that a case's columns have. */
function namesOf({ case: name }: CorpusCase): { old: string; new: string } {
  if (name.endsWith('__cli')) return { old: 'dir1', new: 'dir2' };
  return name.endsWith('__argnames_old_new') ? { old: 'old', new: 'new' } : { old: 'ref1', new: 'ref2' };
}

function differences(one: CorpusCase): string[] {
  const version = (folder: string) => inputOf({ ...one, input: `${one.input}/${folder}` });
  const actual = linesOf(npGuardDiff(version('dir1'), version('dir2'), namesOf(one)));
  const expected = linesOf(corpusText(one.expected['txt']?.file ?? ''));
  return [
    ...expected.filter((line) => !actual.includes(line)).map((line) => `missing: ${line}`),
    ...actual.filter((line) => !expected.includes(line)).map((line) => `excess: ${line}`),
  ];
}

describe('what netpol-analyzer prints for two versions', () => {
  it('is what we print, line by line', () => {
    if (!hasCorpus()) {
      console.info('the shared corpus is not beside this checkout: no diff compared');
      return;
    }
    const results = casesOf('diff').map((one) => ({ case: one.case, differences: differences(one) }));
    const wrong = results.filter((result) => result.differences.length > 0);
    console.info(`diff: ${results.length} run, 0 skipped, ${results.length - wrong.length} agree`);
    expect(wrong).toEqual([]);
    expect(results.length).toBeGreaterThanOrEqual(25);
  });
});
