import { ClusterKnowledge, enforcedRules, factsOf } from './knowledge';
import { Proof, verify } from './verify';
import { Asked } from '../../model/asked';
import { connectivityOf } from '../../reachability/engine/connectivity-of';
import { flattened } from '../../reachability/objects';
import { Read, ReadProblem } from '../../reachability/rules/readings';
import { snapshotOf } from '../../reachability/snapshot';

/** A proof over objects, with what kept it from being whole. */
export interface ObjectsProof extends Proof {
  /** Objects that the API server would refuse. */
  readonly problems: readonly ReadProblem[];
  /** Policies that the cluster does not enforce, as `Kind name`. */
  readonly unenforced: readonly string[];
}

/** Reads objects back and holds them against what was asked. */
export function prove(objects: readonly unknown[], asked: Asked, cluster: ClusterKnowledge, read: Read): ObjectsProof {
  const whole = flattened(objects);
  const snapshot = snapshotOf(whole, factsOf(cluster));
  const { rules, services, entries, problems } = read(whole, snapshot.namespaces);
  const { networkPolicy: isEnforced, tiers } = cluster.enforces;
  const proof = verify({ asked, snapshot, rules: enforcedRules(rules, cluster), services, entries, connect: connectivityOf, isEnforced });
  return {
    ...proof,
    problems: [...snapshot.problems.map((problem) => ({ code: 'FIELD_INVALID', ...problem })), ...problems],
    unenforced: tiers ? [] : rules.tiered.map(({ origin }) => `${origin.kind} ${origin.name}`),
  };
}
