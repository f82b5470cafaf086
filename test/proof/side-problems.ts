import { ProofFinding } from '../../src/compare/verify/finding';
import { sideVerdict } from '../../src/compare/verify/witness';

const CONFIRMED: Readonly<Record<string, string>> = {
  flowExcess: 'allowed', flowMissing: 'denied', flowUnknown: 'unknown', requestExcess: 'allowed', requestMissing: 'denied',
};

/** Of requests that are not known there is none to ask about, and the pointwise evaluator knows nothing of DNS. */
const NOT_ASKED: readonly ProofFinding['kind'][] = ['requestUnknown', 'queryMissing', 'nameUnread'];

/** What the pointwise evaluator has against the witness of a finding. A missing flow may as well be one of which nobody knows any more. */
export function sideProblems(finding: ProofFinding): string[] {
  if (!('witness' in finding) || NOT_ASKED.includes(finding.kind)) return [];
  const direction = 'keeper' in finding && finding.keeper === 'other' ? (finding.direction === 'ingress' ? 'egress' : 'ingress') : finding.direction;
  const verdict = sideVerdict(finding.witness, direction);
  const fits = verdict === CONFIRMED[finding.kind] || (finding.kind === 'flowMissing' && verdict === 'unknown');
  return fits ? [] : [`${finding.kind}: ${verdict}`];
}
