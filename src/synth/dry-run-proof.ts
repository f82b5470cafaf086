import { WrittenObjects } from './written';
import { ProofFinding } from '../compare/verify/finding';
import { ClusterKnowledge } from '../compare/verify/knowledge';
import { ObjectsProof, prove } from '../compare/verify/prove';
import { proofText } from '../compare/verify/text';
import { readIfEnforced } from '../dialects/read-staged';
import { Asked } from '../model/asked';

type ReadProblem = ObjectsProof['problems'][number];

/** What the proof finds of a cluster as it is, and what it would find if every dry run were over. */
export interface DryRunProof {
  readonly now: readonly ProofFinding[];
  /** What would be found, and is not found now. */
  readonly findings: readonly ProofFinding[];
  /** Objects that an API server would refuse once they are no longer staged. */
  readonly problems: readonly ReadProblem[];
  /** What they are found in. */
  readonly proof: ObjectsProof;
  readonly objects: WrittenObjects;
}

/**
 * Proves what would be enforced, where something is in a dry run: so that to end it shuts nothing that is declared, and leaves nothing open that is not.
 *
 * @param asked What is asked once every dry run is over.
 */
export function proveLater(proof: ObjectsProof, objects: WrittenObjects, asked: Asked, cluster: ClusterKnowledge): DryRunProof {
  const later = prove(objects.json, asked, cluster, readIfEnforced);
  const said = new Set(proof.findings.map((finding) => proofText(finding, proof.world).text));
  const used = new Set(later.findings.flatMap((finding) => (finding.kind === 'exception' && finding.isUsed ? [finding.exception.text] : [])));
  const isKnown = (problem: ReadProblem) => proof.problems.some(({ object, path, text }) => (
    object === problem.object && path === problem.path && text === problem.text
  ));
  return {
    // whatever is open in a dry run is told of once: an exception is of use where it would be without it
    now: proof.findings.map((finding) => (
      finding.kind === 'exception' && used.has(finding.exception.text) ? { ...finding, isUsed: true } : finding
    )),
    findings: later.findings.filter((finding) => isOfPolicies(finding) && !said.has(proofText(finding, later.world).text)),
    problems: later.problems.filter((problem) => !isKnown(problem)),
    proof: later,
    objects: { ...objects, constructOf: (object) => objects.constructOf(object) ?? objects.constructOf(stagedName(object)) },
  };
}

const OF_POLICIES: readonly ProofFinding['kind'][] = [
  'flowMissing', 'flowExcess', 'flowUnknown', 'requestMissing', 'requestExcess', 'requestUnknown', 'queryMissing', 'nameUnread', 'guardrailBroken', 'tenantUnknown', 'routeExcess',
];

/** Whether it hangs on what policies let through. */
function isOfPolicies({ kind }: ProofFinding): boolean {
  return OF_POLICIES.includes(kind);
}

/** Where a policy that would be enforced was read from, as `Kind namespace/name`. */
function stagedName(object: string): string {
  return object.replace(/^NetworkPolicy\.projectcalico\.org (?:default\/(?=.*\/))?/, 'StagedNetworkPolicy ')
    .replace(/^NetworkPolicy /, 'StagedKubernetesNetworkPolicy ').replace(/^GlobalNetworkPolicy /, 'StagedGlobalNetworkPolicy ');
}
