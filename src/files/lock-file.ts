import { existsSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'fs';
import { basename, dirname, join, resolve } from 'path';

/** What a lock file holds, or why nobody can know. */
export type LockFile =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'missing' }
  /** What is wrong, as the end of a sentence that begins with the file. */
  | { readonly kind: 'problem'; readonly text: string };

/** The variable of the environment that has a synth write its locks, and its only value. */
export const LOCK_VARIABLE = 'CDK8S_REACH_LOCK';
export const LOCK_ACCEPTED = 'accept';

/** Whether locks are to be written; or why the variable says neither yes nor no. */
export function acceptsLocks(env: Readonly<Record<string, string | undefined>>): boolean | { readonly problem: string } {
  const asked = env[LOCK_VARIABLE];
  if (asked === undefined || asked === '') return false;
  if (asked === LOCK_ACCEPTED) return true;
  return { problem: `\`${LOCK_VARIABLE}\` is \`${asked}\` in the environment: its only value is \`${LOCK_ACCEPTED}\`; without it a synth compares` };
}

/** More than any lock has, and less than would exhaust the memory. */
const BYTES_AT_MOST = 256 * 1024 * 1024;

/** Whether two names, relative to one folder, are those of one file. */
export function isSameFile(a: string, b: string, cwd: string): boolean {
  return resolve(cwd, a) === resolve(cwd, b);
}

/** Reads a lock file; its path is relative to a folder. */
export function readLockFile(file: string, cwd: string): LockFile {
  try {
    const path = resolve(cwd, file);
    const stat = statSync(path);
    if (!stat.isFile()) return { kind: 'problem', text: 'is no file' };
    if (stat.size > BYTES_AT_MOST) return { kind: 'problem', text: `has more than ${BYTES_AT_MOST / 1024 / 1024} MiB` };
    return { kind: 'text', text: new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path)) };
  } catch (thrown) {
    return codeOf(thrown) === 'ENOENT' ? { kind: 'missing' } : { kind: 'problem', text: whyNot(thrown, 'read') };
  }
}

/** Writes a lock file whole or not at all: into a file beside it, which then takes its place. Gives what is wrong, if anything is. */
export function writeLockFile(file: string, cwd: string, text: string): string | undefined {
  let beside: string | undefined;
  try {
    const named = resolve(cwd, file);
    const path = existsSync(named) ? realpathSync(named) : named; // a link stays a link
    beside = join(dirname(path), `.${basename(path)}.${process.pid}`);
    rmSync(beside, { force: true }); // what a process of this number may have left
    writeFileSync(beside, text, { flag: 'wx', mode: 0o666 });
    renameSync(beside, path);
    return undefined;
  } catch (thrown) {
    if (beside !== undefined) discard(beside);
    return whyNot(thrown, 'written');
  }
}

/** Takes away what was written in vain, as far as that can be done. */
function discard(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // whatever is in the way is not ours, and has been reported
  }
}

function codeOf(thrown: unknown): string {
  return typeof thrown === 'object' && thrown !== null && 'code' in thrown ? String(thrown.code) : String(thrown);
}

function whyNot(thrown: unknown, what: 'read' | 'written'): string {
  switch (codeOf(thrown)) {
    case 'ENOENT': return 'lies in no folder that is there';
    case 'ENOTDIR': return 'lies below a file';
    case 'EACCES': case 'EPERM': case 'EROFS': return `may not be ${what}`;
    case 'EISDIR': return 'is no file';
    case 'ENOSPC': return 'finds no space left';
    case 'ERR_ENCODING_INVALID_ENCODED_DATA': return 'is not UTF-8';
    default: return `cannot be ${what}: ${codeOf(thrown)}`;
  }
}
