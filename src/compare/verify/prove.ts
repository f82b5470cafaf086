import { ProofFinding } from './finding';
import { Proof, verify } from './verify';
import { Asked } from '../../model/asked';
import { connectivityOf } from '../../reachability/engine/connectivity-of';
import { flattened } from '../../reachability/objects';
import { Read, ReadProblem } from '../../reachability/rules/readings';
import { snapshotOf } from '../../reachability/snapshot';
import { Cidr, isProblem, parseCidr } from '../../sets/cidr';

/** What is known of a cluster beside its objects. */
export interface ClusterKnowledge {
  readonly podCidrs: readonly string[];
  readonly nodeCidrs: readonly string[];
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
  const whole = flattened(objects);
  const snapshot = snapshotOf(whole, factsOf(cluster));
  const { rules, services, entries, problems } = read(whole, snapshot.namespaces);
  const { networkPolicy, tiers } = cluster.enforces;
  const enforced = { policies: networkPolicy ? rules.policies : [], tiered: tiers ? rules.tiered : [] };
  const proof = verify({ asked, snapshot, rules: enforced, services, entries, connect: connectivityOf, isEnforced: networkPolicy });
  return {
    ...proof,
    problems: [...snapshot.problems.map((problem) => ({ code: 'FIELD_INVALID', ...problem })), ...problems],
    unenforced: tiers ? [] : rules.tiered.map(({ origin }) => `${origin.kind} ${origin.name}`),
  };
}

function factsOf({ podCidrs, nodeCidrs }: ClusterKnowledge): { podCidrs?: Cidr[]; nodeCidrs?: Cidr[] } {
  return { ...(podCidrs.length === 0 ? {} : { podCidrs: cidrsOf(podCidrs) }), ...(nodeCidrs.length === 0 ? {} : { nodeCidrs: cidrsOf(nodeCidrs) }) };
}

/** The blocks of a profile, which refuses those that are none. */
function cidrsOf(texts: readonly string[]): Cidr[] {
  return texts.map(parseCidr).flatMap((parsed) => (isProblem(parsed) ? [] : [parsed]));
}

export type { ProofFinding };
