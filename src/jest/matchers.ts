import { Construct, IConstruct } from 'constructs';
import { askedBindingOf } from '../api/connections/connection-rules';
import { IPeer } from '../api/connections/peer';
import { FindingSeverity, ReachFinding, Verdict } from '../api/reachability/answers';
import { ReachProps } from '../api/reachability/reach-props';
import { Reachability } from '../api/reachability/reachability';
import { refuse } from '../model/finding';

/** Which findings count. */
export interface FindingOptions {
  /**
   * How bad a finding must be to count.
   *
   * @default all of them count, warnings among them
   */
  readonly severity?: FindingSeverity;
}

/** What an assertion comes to, as Jest takes it. */
export interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
}

/** As much as the matchers need of what Jest calls them with. */
export interface MatcherFrame {
  readonly isNot?: boolean;
  readonly utils?: { readonly matcherHint: (name: string, received?: string, expected?: string, options?: { readonly isNot?: boolean }) => string };
}

/**
 * Whether the source reaches the target: passes only where all of it surely does, and, behind `.not`, only where surely no part of it does.
 *
 * So for what is open in part, and for what nobody knows, it fails either way, and says why.
 */
export function toReach(this: MatcherFrame | void, source: IPeer, target: IPeer, props: ReachProps = {}): MatcherResult {
  const isNot = isNegated(this);
  const reachability = reachabilityOf(source, target);
  const verdict = reachability.verdict(source, target, props);
  return {
    pass: isNot ? verdict !== Verdict.DENIED : verdict === Verdict.ALLOWED,
    message: () => [
      hintOf(this, 'toReach', source.peerName, target.peerName),
      `Expected: ${isNot ? EXPECTED_NOT : EXPECTED}\nReceived: ${verdict}, ${VERDICT_TEXTS[verdict]}`,
      reachability.explain(source, target, props),
    ].join('\n\n'),
  };
}

const EXPECTED = `${Verdict.ALLOWED}, all of it`;
const EXPECTED_NOT = `${Verdict.DENIED}, all of it`;

const VERDICT_TEXTS: Readonly<Record<Verdict, string>> = {
  [Verdict.ALLOWED]: 'all of it',
  [Verdict.DENIED]: 'all of it',
  [Verdict.UNKNOWN]: 'since the manifests and the cluster profile do not say enough',
  [Verdict.MIXED]: 'since its parts do not fare alike',
};

/** Whether a Reachability, or whatever a scope writes, is without findings. */
export function toHaveNoFindings(this: MatcherFrame | void, subject: Reachability | IConstruct, options: FindingOptions = {}): MatcherResult {
  const { severity } = options;
  const reachability = subject instanceof Reachability ? subject : Reachability.of(constructOf(subject));
  const found = reachability.findings().filter((finding) => severity === undefined || finding.severity === severity);
  const what = severity === undefined ? 'finding' : severity;
  return {
    pass: found.length === 0,
    message: () => [
      hintOf(this, 'toHaveNoFindings', 'reachability', ''),
      `Expected: ${isNegated(this) ? `at least one ${what}` : `no ${what}`}\nReceived: ${found.length}`,
      ...(found.length === 0 ? [] : [found.map(findingText).join('\n')]),
    ].join('\n\n'),
  };
}

function isNegated(frame: MatcherFrame | void): boolean {
  return frame?.isNot === true;
}

function hintOf(frame: MatcherFrame | void, name: string, received: string, expected: string): string {
  const isNot = isNegated(frame);
  return frame?.utils?.matcherHint(name, received, expected, { isNot }) ?? `expect(${received})${isNot ? '.not' : ''}.${name}(${expected})`;
}

function findingText({ severity, constructPath, place, text, code, details }: ReachFinding): string {
  const where = place !== undefined ? `${place}: ` : constructPath === undefined || constructPath === '' ? '' : `[${constructPath}] `;
  return [`${severity}: ${where}${text} (${code})`, ...details.map((line) => `    ${line}`)].join('\n');
}

function constructOf(subject: unknown): IConstruct {
  return Construct.isConstruct(subject) ? subject
    : refuse('PEER_INVALID', `\`${String(subject)}\` is neither a Reachability nor a construct: pass one of them`);
}

/** The one that has named an end, or else one of the App to which an end belongs, made now: its objects may have changed since the last question. */
function reachabilityOf(source: IPeer, target: IPeer): Reachability {
  const peers = [source, target].map((peer) => ({ peer, ...askedBindingOf(peer) }));
  const namedBy = peers.map((one) => one.namedBy).find((one) => one instanceof Reachability);
  if (namedBy !== undefined) return namedBy;
  const scope = peers.map(({ peer, side }) => side?.construct ?? (Construct.isConstruct(peer) ? peer : undefined)).find((one) => one !== undefined);
  if (scope !== undefined) return Reachability.of(scope);
  return refuse('PEER_INVALID', `neither \`${source.peerName}\` nor \`${target.peerName}\` belongs to an App: pass a construct as one end, or a workload that `
    + '`Reachability.of(app).workloadNamed(…)` names');
}
