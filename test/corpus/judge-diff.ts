import { CorpusCase, expectedText, inputOf } from './cases';
import { answerOf } from './command-line';
import { differences, Judge, linesOf } from './judge';
import { npGuardDiff } from '../../src/compare/diff/npguard';

/** What `diff --format npguard` prints, where the versions have the names of folders; the function gives them those of the case. */
export const judgeDiff: Judge = async (one) => {
  const [old, current] = [`${one.input}/dir1`, `${one.input}/dir2`];
  const names = namesOf(one);
  const expected = linesOf(expectedText(one, 'txt'));
  const named = expected.map((line) => line.replace(`, ${names.old}: `, ', dir1: ').replace(`, ${names.new}: `, ', dir2: '));
  const found = [
    ...differences('txt', named, linesOf(await answerOf(['diff', old, current, '--format', 'npguard']))),
    ...differences('txt of the function', expected, linesOf(npGuardDiff(await inputOf(one, 'dir1'), await inputOf(one, 'dir2'), names))),
  ];
  return { differences: found, counted: { txt: 1, lines: expected.length } };
};

/** The names of the two versions that a case's columns have. */
function namesOf({ case: name }: CorpusCase): { old: string; new: string } {
  if (name.endsWith('__cli')) return { old: 'dir1', new: 'dir2' };
  return name.endsWith('__argnames_old_new') ? { old: 'old', new: 'new' } : { old: 'ref1', new: 'ref2' };
}
