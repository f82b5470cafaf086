import { Expectation } from './expectation';
import { decide } from '../../reachability/decide';
import { Decision, Flow, Verdict } from '../../reachability/trace';
import { explained } from '../../reachability/trace-text';
import { Analysis } from '../analyse';
import { destinationNamed, FlowObjection, portsNamed, sourceNamed } from '../flow';

/** What became of one row. */
export interface Outcome {
  readonly expectation: Expectation;
  readonly holds: boolean;
  /** The verdict that does not hold, or that of the row. */
  readonly verdict: Verdict;
  /** What was expected and is not, and why it is not; empty where the row holds. */
  readonly why: readonly string[];
}

/** Why a row cannot be asked. */
export interface Objection extends FlowObjection {
  readonly field: 'src' | 'dst' | 'port';
}

/** Asks for the verdict of one row. */
export function check(analysis: Analysis, expectation: Expectation): Outcome | Objection {
  const { src, dst, port: named, protocol } = expectation;
  const source = sourceNamed(analysis.snapshot, src);
  if ('code' in source) return { ...source, field: 'src' };
  const destination = destinationNamed(analysis.snapshot, dst);
  if ('code' in destination) return { ...destination, field: 'dst' };
  const ports = portsNamed(named, protocol, destination);
  if ('code' in ports) return { ...ports, field: 'port' };
  const decisions = ports.map((port) => decided(analysis, { source, destination, protocol, port }));
  return outcomeOf(expectation, decisions);
}

function decided({ snapshot, rules }: Analysis, flow: Flow): Decision {
  return decide(snapshot, rules, flow);
}

function outcomeOf(expectation: Expectation, decisions: readonly Decision[]): Outcome {
  const failing = decisions.map((decision) => ({ decision, claims: brokenClaims(expectation, decision) })).find(({ claims }) => claims.length > 0);
  const verdict = (failing?.decision ?? decisions[0])?.verdict ?? 'denied';
  const why = failing === undefined ? [] : [failing.claims.join(', '), ...explained(failing.decision)];
  return { expectation, holds: failing === undefined, verdict, why };
}

/** The claims of a row that a decision does not bear out; what is unknown bears out none. */
function brokenClaims(expectation: Expectation, { verdict, trace }: Decision): string[] {
  const sides = trace.kind === 'sides' ? trace : undefined;
  const claims: readonly [prefix: string, expected: boolean | undefined, verdict: Verdict][] = [
    ['', expectation.allowed, verdict],
    ['egress ', expectation.egress, sides?.egress.verdict ?? 'allowed'],
    ['ingress ', expectation.ingress, sides?.ingress.verdict ?? 'allowed'],
  ];
  return claims.flatMap(([prefix, expected, actual]) => {
    const wanted: Verdict = expected === true ? 'allowed' : 'denied';
    return expected === undefined || actual === wanted ? [] : [`${prefix}expected ${wanted}, is ${actual}`];
  });
}
