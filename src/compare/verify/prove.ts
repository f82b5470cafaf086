import { ProofFinding } from './finding';
import { ClusterKnowledge, meaningOn, PartlyEnforced } from './knowledge';
import { Proof, verify } from './verify';
import { Asked } from '../../model/asked';
import { connectivityOf } from '../../reachability/engine/connectivity-of';
import { Read, ReadProblem } from '../../reachability/rules/readings';

/** A proof over objects, with what kept it from being whole. */
export interface ObjectsProof extends Proof {
  /** Objects that the API server would refuse. */
  readonly problems: readonly ReadProblem[];
  /** Policies that the cluster does not enforce, as `Kind name`. */
  readonly unenforced: readonly string[];
  /** Core policies of which a part is not enforced. */
  readonly partly: readonly PartlyEnforced[];
}

/** Reads objects back and holds them against what was asked. */
export function prove(objects: readonly unknown[], asked: Asked, cluster: ClusterKnowledge, read: Read): ObjectsProof {
  const { problems, unenforced, partly, ...meaning } = meaningOn(cluster, objects, read);
  return { ...verify({ ...meaning, asked, connect: connectivityOf, isEnforced: cluster.enforces.networkPolicy }), problems, unenforced, partly };
}

export type { ProofFinding };
