import { IConstruct } from 'constructs';
import { pathOf } from './cluster-scope';
import { Registry } from './registry';
import { acceptsLocks, isSameFile } from '../files/lock-file';
import { refuse } from '../model/finding';

/** Locks the cluster of a scope. Throws `LOCK_INVALID`. */
export function lockScope(scope: IConstruct, file: string): void {
  const accepts = acceptsLocks(process.env);
  if (typeof accepts === 'object') {
    refuse('LOCK_INVALID', accepts.problem);
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
