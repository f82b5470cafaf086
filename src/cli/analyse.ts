import { readGatewayRoutes } from '../dialects/gateway/read';
import { readIngresses } from '../dialects/ingress/read';
import { readRoutes } from '../dialects/openshift-route/read';
import { readRules } from '../dialects/read-rules';
import { readServices } from '../dialects/service/read';
import { Manifest } from '../files/manifest';
import { problemsAt } from '../files/places';
import { InputNote, InputProblem } from '../files/problem';
import { misshapeProblems } from '../files/shapes';
import { controllersToldApart } from '../reachability/controllers';
import { Meaning } from '../reachability/meaning';
import { ClusterFacts, snapshotOf } from '../reachability/snapshot';

/** Manifests, and what they mean. */
export interface Analysis extends Meaning {
  readonly manifests: readonly Manifest[];
  /** What the API server would refuse. */
  readonly problems: readonly InputProblem[];
  /** What is sound, and makes no entry all the same. */
  readonly omissions: readonly InputNote[];
}

/** Finds out what manifests mean: it has no access to files, and asks nobody. */
export function analyse(manifests: readonly Manifest[], facts: ClusterFacts = {}): Analysis {
  const values = manifests.map(({ value }) => value);
  const snapshot = snapshotOf(values, facts);
  const { rules, problems } = readRules(values);
  const { services, problems: ofServices } = readServices(values);
  const [ofIngresses, ofGateways] = [readIngresses(values), readGatewayRoutes(values, snapshot.namespaces)];
  const ways = [ofIngresses, readRoutes(values), ofGateways];
  const at = problemsAt(manifests);
  return {
    manifests,
    snapshot,
    rules,
    services,
    entries: ways.flatMap(({ entries }) => entries),
    problems: [
      ...manifests.flatMap(misshapeProblems),
      ...problems.map(({ code, kind, policy, path, text }) => at({ object: `${kind} ${policy}`, path, code, text })),
      ...[snapshot.problems, ofServices, ...ways.map((way) => way.problems)].flat().map((problem) => at({ code: 'FIELD_INVALID', ...problem })),
    ],
    omissions: [...ofIngresses.omissions, ...ofGateways.omissions].map((omission) => at({ code: '', ...omission })),
  };
}

/** Where workloads are told of by their controllers: those of which there is no one answer. */
export function groupingProblems({ manifests, snapshot, rules }: Analysis): InputProblem[] {
  const at = problemsAt(manifests);
  return controllersToldApart(snapshot, rules).map((problem) => at({ code: 'CONTROLLER_TOLD_APART', ...problem }));
}
