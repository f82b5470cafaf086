import { lockChanges } from '../../../src/compare/lock/difference';
import { readLock } from '../../../src/compare/lock/read';
import { lockText } from '../../../src/compare/lock/write';
import { invoke } from '../../cli/invoke';
import { CORPUS, corpusCases, hasCorpus } from '../../corpus/cases';

test('the lock of every case of the shared corpus is read again as it was written', async () => {
  if (!hasCorpus()) {
    console.info('the shared corpus is not beside this checkout: no locks read again');
    return;
  }
  let lines = 0;
  for (const { family, input } of corpusCases().filter((_, i) => i % 4 === 0)) {
    if (family === 'diff') continue;
    const { code, out } = await invoke(CORPUS, ['lock', input, '--file', 'no such.lock']);
    if (code === 2) continue;
    const read = readLock(out);
    if (read.kind === 'problems') throw new Error(`${input}: ${read.problems.map(({ line, text }) => `${line}: ${text}`).join()}`);
    expect(lockText(read.lock)).toBe(out);
    expect(lockChanges(read.lock, read.lock)).toEqual({ opened: [], closed: [] });
    lines += read.lock.lines.length;
  }
  console.info(`${lines} lines of locks read again`);
  expect(lines).toBeGreaterThan(300);
});
