import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { isSameFile, readLockFile, writeLockFile } from '../../src/files/lock-file';

describe('a lock file', () => {
  let root = '';
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'lock-file-'));
  });
  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  test('is written whole, over what was there, and read again', () => {
    expect(readLockFile('a.lock', root)).toEqual({ kind: 'missing' });
    expect(writeLockFile('a.lock', root, 'one\n')).toBeUndefined();
    expect(writeLockFile('./a.lock', root, 'two\n')).toBeUndefined();
    expect(readLockFile(join(root, 'a.lock'), '/')).toEqual({ kind: 'text', text: 'two\n' });
    expect(readdirSync(root)).toEqual(['a.lock']);
  });

  test('takes the place of what another process of the same number left behind', () => {
    writeFileSync(join(root, `.a.lock.${process.pid}`), 'half');
    expect(writeLockFile('a.lock', root, 'one\n')).toBeUndefined();
    expect(readdirSync(root)).toEqual(['a.lock']);
  });

  test('is not written where it cannot be, and nothing is left behind', () => {
    mkdirSync(join(root, 'folder.lock'));
    writeFileSync(join(root, 'file'), 'as it was');
    expect(writeLockFile('folder.lock', root, 'x')).toBe('is no file');
    expect(writeLockFile('gone/a.lock', root, 'x')).toBe('lies in no folder that is there');
    expect(writeLockFile('file/a.lock', root, 'x')).toBe('lies below a file');
    expect(writeLockFile('a\0.lock', root, 'x')).toBe('cannot be written: ERR_INVALID_ARG_VALUE');
    expect(readdirSync(root).sort()).toEqual(['file', 'folder.lock']);
    expect(readFileSync(join(root, 'file'), 'utf-8')).toBe('as it was');
  });

  test('is not read where it cannot be', () => {
    writeFileSync(join(root, 'file'), Buffer.from([0xc3, 0x28]));
    expect(readLockFile('file', root)).toEqual({ kind: 'problem', text: 'is not UTF-8' });
    expect(readLockFile('.', root)).toEqual({ kind: 'problem', text: 'is no file' });
    expect(readLockFile('file/a.lock', root)).toEqual({ kind: 'problem', text: 'lies below a file' });
    expect(readLockFile('/dev/null', root)).toEqual({ kind: 'problem', text: 'is no file' });
  });

  test('is the same under another name for it', () => {
    expect([isSameFile('a', './b/../a', root), isSameFile('a', join(root, 'a'), root), isSameFile('a', 'b', root)]).toEqual([true, true, false]);
  });
});
