import { readManifests } from '../dialects/read-manifests';
import { problemsAt } from '../files/places';
import { InputProblem } from '../files/problem';
import { controllersToldApart } from '../reachability/controllers';
import { Manifest } from '../reachability/manifests';
import { Meaning, meaningOf } from '../reachability/meaning';
import { ClusterFacts } from '../reachability/snapshot';

/** Manifests, and what they mean. */
export interface Analysis extends Meaning {
  readonly manifests: readonly Manifest[];
  /** What the API server would refuse. */
  readonly problems: readonly InputProblem[];
}

/** Finds out what manifests mean: it has no access to files, and asks nobody. */
export function analyse(manifests: readonly Manifest[], facts: ClusterFacts = {}): Analysis {
  const meaning = meaningOf(manifests.map(({ value }) => value), facts, readManifests);
  return { ...meaning, manifests, problems: meaning.problems.map(problemsAt(manifests)) };
}

/** Where workloads are told of by their controllers: those of which there is no one answer. */
export function groupingProblems({ manifests, snapshot, rules }: Analysis): InputProblem[] {
  const at = problemsAt(manifests);
  return controllersToldApart(snapshot, rules).map((problem) => at({ code: 'CONTROLLER_TOLD_APART', ...problem }));
}
