import { IConstruct } from 'constructs';
import { pathOf } from './cluster-scope';
import { LOCK_ACCEPTED, LOCK_VARIABLE } from './lock';
import { Registry } from './registry';
import { isSameFile } from '../files/lock-file';
import { refuse } from '../model/finding';

/** Locks the cluster of a scope. Throws `LOCK_INVALID`. */
export function lockScope(scope: IConstruct, file: string): void {
  const asked = process.env[LOCK_VARIABLE];
  if (asked !== undefined && asked !== '' && asked !== LOCK_ACCEPTED) {
    refuse('LOCK_INVALID', `\`${LOCK_VARIABLE}\` is \`${asked}\` in the environment: its only value is \`${LOCK_ACCEPTED}\`; without it a synth compares`);
  }
  if (file.trim() === '' || /[\p{Cc}\p{Cf}]/u.test(file)) {
    refuse('LOCK_INVALID', `\`${file}\` is not the name of a file: give one, such as \`connectivity.lock\`, relative to the folder in which the program runs`);
  }
  const registry = Registry.of(scope);
  const other = registry.locks.find((lock) => isSameFile(lock.file, file, process.cwd()));
  if (other !== undefined && other.construct !== scope) {
    refuse('LOCK_INVALID', `\`${file}\` is the lock of \`${pathOf(other.construct)}\` already: give \`${pathOf(scope)}\` a file of its own`);
  }
  if (other === undefined) registry.addLock({ construct: scope, file });
}
