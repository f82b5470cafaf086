import { Expectation } from './expectation';
import { PassingRequests } from '../../compare/explain/requests';
import { passingText } from '../../compare/words/requests';
import { NarrowedPorts } from '../../reachability/connectivity';
import { decide, decideRequest } from '../../reachability/decide';
import { Direction } from '../../reachability/rules';
import { Decision, Flow, Verdict } from '../../reachability/trace';
import { explained } from '../../reachability/trace-text';
import { requestText } from '../../sets/requests/request';
import { Analysis } from '../analyse';
import { destinationNamed, FlowObjection, portsNamed, sourceNamed } from '../flow';

/** What became of one row. */
export interface Outcome {
  readonly expectation: Expectation;
  readonly holds: boolean;
  /** The verdict that does not hold, or that of the row. */
  readonly verdict: Verdict;
  /** The requests that get through, of a row that names none and does not hold because others do not. */
  readonly passing?: NarrowedPorts;
  /** What was expected and is not, and why it is not; empty where the row holds. */
  readonly why: readonly string[];
}

/** Why a row cannot be asked. */
export interface Objection extends FlowObjection {
  readonly field: 'src' | 'dst' | 'port';
}

/** A claim of a row that is not so. */
interface BrokenClaim {
  readonly text: string;
  /** There where it is so for some requests alone. */
  readonly passing?: NarrowedPorts;
}

/** Asks for the verdicts of rows, one after the other. */
export class Checks {
  private readonly passing: PassingRequests;

  public constructor(private readonly analysis: Analysis) {
    this.passing = new PassingRequests(analysis.snapshot, analysis.rules);
  }

  /** What becomes of one row. */
  public of(expectation: Expectation): Outcome | Objection {
    const { src, dst, port: named, protocol, requests } = expectation;
    const { snapshot, rules } = this.analysis;
    const source = sourceNamed(snapshot, src);
    if ('code' in source) return { ...source, field: 'src' };
    const destination = destinationNamed(snapshot, dst);
    if ('code' in destination) return { ...destination, field: 'dst' };
    const ports = portsNamed(named, protocol, destination);
    if ('code' in ports) return { ...ports, field: 'port' };
    const decisions = ports.flatMap((port): readonly Decision[] => {
      const flow: Flow = { source, destination, protocol, port };
      return requests === undefined ? [decide(snapshot, rules, flow)] : requests.map((request) => decideRequest(snapshot, rules, flow, request));
    });
    return this.outcomeOf(expectation, decisions);
  }

  private outcomeOf(expectation: Expectation, decisions: readonly Decision[]): Outcome {
    const judged = decisions.map((decision) => ({ decision, claims: this.brokenClaims(expectation, decision) }));
    const failing = judged.find(({ claims }) => claims.length > 0);
    const verdict = (failing?.decision ?? decisions[0])?.verdict ?? 'denied';
    const why = failing === undefined ? [] : [failing.claims.map(({ text }) => text).join(', '), ...explained(failing.decision)];
    const passing = failing?.claims.find((claim) => claim.passing !== undefined)?.passing;
    return { expectation, holds: failing === undefined, verdict, ...(passing === undefined ? {} : { passing }), why };
  }

  /** The claims of a row that a decision does not bear out; what is unknown bears out none, and what is so for some requests is not so for all. */
  private brokenClaims(expectation: Expectation, { flow, request, verdict, trace }: Decision): BrokenClaim[] {
    const sides = trace.kind === 'sides' ? trace : undefined;
    const sideOf = (direction: Direction) => () => {
      const reason = sides?.[direction].reason.kind;
      // no policy has a say there
      return reason === 'matched' || reason === 'notIsolated' ? this.passing.ofSide(direction, flow) : undefined;
    };
    const claims: readonly [prefix: string, expected: boolean | undefined, verdict: Verdict, passing: () => NarrowedPorts | undefined][] = [
      ['', expectation.allowed, verdict, () => (sides === undefined ? undefined : this.passing.of(flow))],
      ['egress ', expectation.egress, sides?.egress.verdict ?? 'allowed', sideOf('egress')],
      ['ingress ', expectation.ingress, sides?.ingress.verdict ?? 'allowed', sideOf('ingress')],
    ];
    const what = request === undefined ? '' : ` for ${requestText(request)}`;
    return claims.flatMap(([prefix, expected, actual, passingOf]): BrokenClaim[] => {
      const wanted: Verdict = expected === true ? 'allowed' : 'denied';
      if (expected === undefined) return [];
      if (actual !== wanted) return [{ text: `${prefix}expected ${wanted}${what}, is ${actual}` }];
      const passing = request !== undefined || wanted === 'denied' ? undefined : passingOf();
      return passing === undefined ? [] : [{ text: `${prefix}expected allowed, is so for ${passingText(passing.told)} only`, passing }];
    });
  }
}
