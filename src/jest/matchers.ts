import { Construct, IConstruct } from 'constructs';
import { IPeer } from '../api/connections/peer';
import { ReachVerdict } from '../api/reachability/reach-answers';
import { Reachability } from '../api/reachability/reachability';

/** What Jest hands to a matcher. */
export interface MatcherContext {
  /** Whether the matcher stands behind `.not`. */
  readonly isNot?: boolean;
}

/** What a matcher hands back. */
export interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
}

/**
 * Whether the source reaches the target, all of it. Behind `.not` it passes only if nothing of the source reaches anything of the target: what
 * is not known, or is so in part, is neither.
 */
export function toReach(this: MatcherContext, source: IPeer, target: IPeer): MatcherResult {
  const reachability = Reachability.of(constructOf(source, target));
  const verdict = reachability.verdict(source, target);
  const isNot = this.isNot === true;
  return {
    pass: isNot ? verdict !== ReachVerdict.DENIED : verdict === ReachVerdict.ALLOWED,
    message: () => `expected \`${source.peerName}\` ${isNot ? 'not ' : ''}to reach \`${target.peerName}\`, ${WHY[verdict]}\n\n${reachability.explain(source, target)}`,
  };
}

const WHY: Readonly<Record<ReachVerdict, string>> = {
  [ReachVerdict.ALLOWED]: 'and it does',
  [ReachVerdict.DENIED]: 'and it does not',
  [ReachVerdict.UNKNOWN]: 'and nobody knows: give `podCidrs` and `nodeCidrs` in the cluster profile',
  [ReachVerdict.MIXED]: 'and some of it does and some does not',
};

/** Whether the synth would report nothing of a construct and everything below it. */
export function toHaveNoFindings(received: Reachability | IConstruct): MatcherResult {
  const reachability = received instanceof Reachability ? received : Reachability.of(received);
  const findings = reachability.findings();
  return {
    pass: findings.length === 0,
    message: () => (findings.length === 0
      ? 'expected findings, and there are none'
      : `expected no findings, and there are ${findings.length}:\n\n${findings.map(({ constructPath, text }) => `[${constructPath}] ${text}`).join('\n')}`),
  };
}

/** The construct that says which App is meant: one of the ends, or the workload whose port it is. */
function constructOf(...peers: readonly IPeer[]): IConstruct {
  for (const peer of peers) {
    // a caller without types may pass anything at all; the matcher of a peer that is none is refused by the question
    const candidate: Partial<IPeer> | null | undefined = peer;
    const construct = Construct.isConstruct(candidate) ? candidate : candidate?._peer?.().side?.construct;
    if (construct !== undefined) return construct;
  }
  throw new Error('neither end is a workload of an App, so that nobody knows which App is meant: ask a `Reachability`, as in '
    + '`expect(Reachability.of(app).canReach(source, target)).toBe(true)`');
}
