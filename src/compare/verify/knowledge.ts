import { RuleSet } from '../../reachability/rules';
import { ClusterFacts } from '../../reachability/snapshot';
import { Cidr, isProblem, parseCidr } from '../../sets/cidr';

/** What is known of a cluster beside its objects. */
export interface ClusterKnowledge {
  readonly podCidrs: readonly string[];
  readonly nodeCidrs: readonly string[];
  /** Whether the cluster enforces core policies, and those of the tiers. */
  readonly enforces: { readonly networkPolicy: boolean; readonly tiers: boolean };
}

/** The facts that a snapshot takes; blocks that nobody has named are none. */
export function factsOf({ podCidrs, nodeCidrs }: ClusterKnowledge): ClusterFacts {
  return { ...(podCidrs.length === 0 ? {} : { podCidrs: cidrsOf(podCidrs) }), ...(nodeCidrs.length === 0 ? {} : { nodeCidrs: cidrsOf(nodeCidrs) }) };
}

/** The policies that count on the cluster. */
export function enforcedRules({ policies, tiered }: RuleSet, { enforces }: ClusterKnowledge): RuleSet {
  return { policies: enforces.networkPolicy ? policies : [], tiered: enforces.tiers ? tiered : [] };
}

/** The blocks of a profile, which refuses those that are none. */
function cidrsOf(texts: readonly string[]): Cidr[] {
  return texts.map(parseCidr).flatMap((parsed) => (isProblem(parsed) ? [] : [parsed]));
}
