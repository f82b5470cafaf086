import { LockLine } from './line';

/** What one lock opens and another does not. */
export interface LockChange {
  readonly line: LockLine;
  /** What the other has of it: nothing, or a doubt, where this one is sure. */
  readonly before: 'shut' | 'perhaps';
  /** Whether the other opens anything else between the same two ends. */
  readonly isMore: boolean;
}

/** What has become of a lock. */
export interface LockChanges {
  /** What is open and was not accepted. */
  readonly opened: readonly LockChange[];
  /** What was accepted and is not open any more. */
  readonly closed: readonly LockChange[];
}
