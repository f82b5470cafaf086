import { ProofFinding } from './finding';
import { Proof, verify } from './verify';
import { Asked } from '../../model/asked';
import { connectivityOf } from '../../reachability/engine/connectivity-of';
import { Read, ReadProblem } from '../../reachability/rules/readings';
import { ClusterBlocks, meaningOf } from '../objects/meaning';

/** What is known of a cluster beside its objects. */
export interface ClusterKnowledge extends ClusterBlocks {
  /** Whether the cluster enforces core policies, and those of the tiers. */
  readonly enforces: { readonly networkPolicy: boolean; readonly tiers: boolean };
}

/** A proof over objects, with what kept it from being whole. */
export interface ObjectsProof extends Proof {
  /** Objects that the API server would refuse. */
  readonly problems: readonly ReadProblem[];
  /** Policies that the cluster does not enforce, as `Kind name`. */
  readonly unenforced: readonly string[];
}

/** Reads objects back and holds them against what was asked. */
export function prove(objects: readonly unknown[], asked: Asked, cluster: ClusterKnowledge, read: Read): ObjectsProof {
  const { rules, problems, ...meaning } = meaningOf(objects, cluster, read);
  const { networkPolicy, tiers } = cluster.enforces;
  const enforced = { policies: networkPolicy ? rules.policies : [], tiered: tiers ? rules.tiered : [] };
  const proof = verify({ ...meaning, asked, rules: enforced, connect: connectivityOf, isEnforced: networkPolicy });
  return { ...proof, problems, unenforced: tiers ? [] : rules.tiered.map(({ origin }) => `${origin.kind} ${origin.name}`) };
}

export type { ProofFinding };
