import { ProofFinding } from './finding';
import { ClusterKnowledge, MeaningOnCluster, meaningOn, PartlyEnforced } from './knowledge';
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
  return proveMeaning(meaningOn(cluster, objects, read), asked, cluster);
}

/** The same of objects that have been read back. */
export function proveMeaning({ problems, unenforced, partly, ...meaning }: MeaningOnCluster, asked: Asked, cluster: ClusterKnowledge): ObjectsProof {
  return { ...verify({ ...meaning, asked, connect: connectivityOf, isEnforced: cluster.enforces.networkPolicy }), problems, unenforced, partly };
}

export type { ProofFinding };
