import { ProofFinding } from './finding';
import { ClusterKnowledge, enforcedRules, factsOf } from './knowledge';
import { Proof, verify } from './verify';
import { Asked } from '../../model/asked';
import { connectivityOf } from '../../reachability/engine/connectivity-of';
import { meaningOf } from '../../reachability/meaning';
import { flattened } from '../../reachability/objects';
import { Read, ReadProblem } from '../../reachability/rules/readings';

/** A proof over objects, with what kept it from being whole. */
export interface ObjectsProof extends Proof {
  /** Objects that the API server would refuse. */
  readonly problems: readonly ReadProblem[];
  /** Policies that the cluster does not enforce, as `Kind name`. */
  readonly unenforced: readonly string[];
}

/** Reads objects back and holds them against what was asked. */
export function prove(objects: readonly unknown[], asked: Asked, cluster: ClusterKnowledge, read: Read): ObjectsProof {
  const { snapshot, rules, services, entries, problems } = meaningOf(flattened(objects), factsOf(cluster), read);
  const { networkPolicy, tiers } = cluster.enforces;
  const enforced = enforcedRules(rules, cluster);
  const proof = verify({ asked, snapshot, rules: enforced, services, entries, connect: connectivityOf, isEnforced: networkPolicy });
  return { ...proof, problems, unenforced: tiers ? [] : rules.tiered.map(({ origin }) => `${origin.kind} ${origin.name}`) };
}

export type { ProofFinding };
