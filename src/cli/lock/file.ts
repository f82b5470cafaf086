import { Lock } from '../../compare/lock/lock';
import { readLock } from '../../compare/lock/read';
import { lockText } from '../../compare/lock/write';
import { readLockFile, writeLockFile } from '../../files/lock-file';
import { InputProblem } from '../../files/problem';

/** A lock as its file has it, or why there is none. */
export type LoadedLock =
  | { readonly kind: 'lock'; readonly lock: Lock; readonly text: string }
  | { readonly kind: 'missing' | 'problems'; readonly problems: readonly InputProblem[] };

/** Reads a lock file. */
export function loadLock(file: string, cwd: string): LoadedLock {
  const found = readLockFile(file, cwd);
  switch (found.kind) {
    case 'missing': return {
      kind: 'missing',
      problems: [{ file, code: 'LOCK_MISSING', text: 'there is no lock yet: write it with `cdk8s-reach lock --accept`, and commit it' }],
    };
    case 'problem': return { kind: 'problems', problems: [{ file, code: 'PATH_UNREADABLE', text: found.text }] };
    case 'text': {
      const read = readLock(found.text);
      if (read.kind === 'lock') return { ...read, text: found.text };
      return { kind: 'problems', problems: read.problems.map(({ line, text }) => ({ file, line, code: 'LOCK_MALFORMED', text })) };
    }
  }
}

/** Writes a lock, unless its file says the same already; gives why it could not. */
export function storeLock(file: string, cwd: string, lock: Lock, before: LoadedLock): string | undefined {
  const text = lockText(lock);
  return before.kind === 'lock' && before.text === text ? undefined : writeLockFile(file, cwd, text);
}
