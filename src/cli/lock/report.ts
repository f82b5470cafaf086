import { LockChanges } from '../../compare/lock/change';
import { lockChangesJson, LockVerdict } from '../../compare/lock/json';
import { Lock } from '../../compare/lock/lock';
import { changesText, lockNews } from '../../compare/lock/sentences';

/** What is said of a lock, and whether it holds. */
export interface LockReport {
  readonly verdict: LockVerdict;
  readonly text: string;
}

/** What is asked of a lock. */
export interface LockAsked {
  readonly file: string;
  readonly format: 'text' | 'json';
  readonly accept?: true;
  /** Whether what is staged is read as if it were enforced, so that nothing can be accepted. */
  readonly staged?: true;
}

/** Says what is open that was not accepted, and what was accepted and is gone; a lock that is not there yet has accepted nothing. */
export function report(
  { file, format, accept, staged }: LockAsked, accepted: Lock | undefined, current: Lock,
): LockReport {
  const { changes, sentences: { opened, closed } } = lockNews(accepted, current);
  const found = opened.length > 0 ? 'widened' : closed.length > 0 ? 'narrowed' : 'same';
  const verdict: LockVerdict = accept === true ? 'accepted' : found;
  if (format === 'json') return { verdict, text: JSON.stringify(lockChangesJson(file, verdict, changes, { opened, closed }), undefined, 2) };
  return { verdict, text: [...opened, ...closed, summaryOf(file, verdict, changes, staged === true)].join('\n') };
}

function summaryOf(file: string, verdict: LockVerdict, { opened, closed }: LockChanges, isStaged: boolean): string {
  const counts = `${changesText(opened, 'new ')}, ${closed.length} gone`;
  switch (verdict) {
    case 'same': return `${file}: nothing is open that was not accepted`;
    case 'narrowed': return `${file}: nothing is open that was not accepted, and ${changesText(closed)} ${closed.length === 1 ? 'is' : 'are'} gone${isStaged ? ' once what is staged is enforced' : ': --accept tightens the lock'}`;
    case 'widened': return `${file}: ${counts}${isStaged ? ' once what is staged is enforced; take' : '; accept them with --accept, or take'} out what opens them`;
    case 'accepted': return `${file}: ${counts}: accepted`;
  }
}
