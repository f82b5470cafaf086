import { AskedPeer } from '../../model/asked';
import { PortMatch } from '../../model/port';
import { FlowEnd } from '../../reachability/trace';
import { PortSet } from '../../sets/ports';

/** Whether somebody reaches somebody on some ports. */
export interface Question {
  readonly source: readonly AskedPeer[];
  readonly target: readonly AskedPeer[];
  /** Ports of the target; empty means every one. */
  readonly ports: readonly PortMatch[];
}

/** The answer, where all that is asked about fares alike; `mixed` where some of it is one thing and some another. */
export type ReachVerdict = 'allowed' | 'denied' | 'unknown' | 'mixed';

/** One pair of ends that a question is about, and what becomes of the ports. */
export interface PairAnswer {
  readonly source: FlowEnd;
  readonly destination: FlowEnd;
  readonly allowed: PortSet;
  readonly denied: PortSet;
  readonly unknown: PortSet;
}

/** The answer to a question, with all pairs that it is made of. */
export interface ReachAnswer {
  readonly verdict: ReachVerdict;
  readonly pairs: readonly PairAnswer[];
}

/** What pairs come to together; a question about nobody has no answer. */
export function verdictOf(pairs: readonly PairAnswer[]): ReachVerdict | undefined {
  const kinds = (['allowed', 'denied', 'unknown'] as const).filter((kind) => pairs.some((pair) => !pair[kind].isEmpty()));
  const [only, more] = kinds;
  return more === undefined ? only : 'mixed';
}
