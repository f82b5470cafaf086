import { fileViolation, PluginFindings, PluginViolation, workloadResources } from './violation';
import { currentLock, LockFacts } from '../cli/lock/current';
import { LoadedLock, storeLock } from '../cli/lock/file';
import { SourceLookup } from '../compare/explain/source';
import { LockChange } from '../compare/lock/change';
import { lockEndText } from '../compare/lock/end-text';
import { changesText, lockNews } from '../compare/lock/sentences';
import { lockLineText } from '../compare/lock/write';
import { LOCK_ACCEPTED, LOCK_VARIABLE } from '../files/lock-file';
import { Meaning } from '../reachability/meaning';

const MEND = `take out what opens it, or accept it with \`${LOCK_VARIABLE}=${LOCK_ACCEPTED}\` in the environment of the synth`;

/** What is open that was not accepted. */
export function lockFindings(file: string, loaded: LoadedLock, facts: LockFacts, meaning: Meaning, sourceOf: SourceLookup): PluginFindings {
  if (loaded.kind !== 'lock') return refused(file, loaded);
  const current = currentLock(meaning, facts);
  const { changes, sentences: { opened, closed } } = lockNews(loaded.lock, current);
  return {
    failures: changes.opened.map((change, i) => widened(change, opened[i] ?? '', file, sourceOf)),
    warnings: [],
    notes: closed.length === 0 ? [] : [`${file}: ${goneText(changes.closed)} are gone; a synth with ${LOCK_VARIABLE}=${LOCK_ACCEPTED} tightens it`, ...closed],
  };
}

function goneText(closed: readonly LockChange[]): string {
  const isAny = closed.some(({ line }) => line.way !== undefined);
  return `${closed.length} of its connections${isAny ? ' and ways out of the cluster' : ''}`;
}

function refused(file: string, { kind, problems }: Exclude<LoadedLock, { kind: 'lock' }>): PluginFindings {
  const fix = kind === 'missing' ? `write it with \`${LOCK_VARIABLE}=${LOCK_ACCEPTED}\` in the environment of the synth, and commit it` : 'mend the lock, or name another file';
  return { failures: problems.map(({ code, line, text }) => fileViolation(code, file, line, text, fix)), warnings: [], notes: [] };
}

function widened({ line }: LockChange, sentence: string, file: string, sourceOf: SourceLookup): PluginViolation {
  const names = [line.source, line.destination].flatMap((end) => (end.kind === 'workload' ? [lockEndText(end)] : []));
  const resources = workloadResources([...new Set(names)], lockLineText(line), sourceOf);
  return {
    ruleName: 'LOCK_WIDENED',
    recommendation: sentence,
    fix: MEND,
    violatingResources: resources.length > 0 ? resources : [{ resourceName: names[0] ?? file, locations: [lockLineText(line)], manifestPath: file }],
  };
}

/** Writes a lock for manifests with which nothing else is wrong; gives what was accepted, or why that could not be. */
export function acceptLock(file: string, cwd: string, loaded: LoadedLock, facts: LockFacts, meaning: Meaning): PluginFindings {
  if (loaded.kind === 'problems') return refused(file, loaded);
  const before = loaded.kind === 'lock' ? loaded.lock : undefined;
  const current = currentLock(meaning, facts);
  const why = storeLock(file, cwd, current, loaded);
  if (why !== undefined) return { failures: [fileViolation('LOCK_INVALID', file, undefined, `the lock ${why}`, 'name another file')], warnings: [], notes: [] };
  const { changes, sentences: { opened, closed } } = lockNews(before, current);
  const count = `${changesText(changes.opened)} accepted, ${closed.length} gone`;
  return { failures: [], warnings: [], notes: [`${file}: ${count}`, ...opened, ...closed] };
}
