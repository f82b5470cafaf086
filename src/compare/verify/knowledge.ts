import { RuleSet } from '../../reachability/rules';
import { Cidr, isProblem, parseCidr } from '../../sets/cidr';

/** What is known of a cluster beside its objects. */
export interface ClusterKnowledge {
  readonly podCidrs: readonly string[];
  readonly nodeCidrs: readonly string[];
  /** Whether the cluster enforces core policies, and those of the tiers. */
  readonly enforces: { readonly networkPolicy: boolean; readonly tiers: boolean };
}

/** The knowledge of addresses, as the snapshot takes it. */
export function factsOf({ podCidrs, nodeCidrs }: Pick<ClusterKnowledge, 'podCidrs' | 'nodeCidrs'>): { podCidrs?: Cidr[]; nodeCidrs?: Cidr[] } {
  return { ...(podCidrs.length === 0 ? {} : { podCidrs: cidrsOf(podCidrs) }), ...(nodeCidrs.length === 0 ? {} : { nodeCidrs: cidrsOf(nodeCidrs) }) };
}

/** The blocks of a profile, which refuses those that are none. */
function cidrsOf(texts: readonly string[]): Cidr[] {
  return texts.map(parseCidr).flatMap((parsed) => (isProblem(parsed) ? [] : [parsed]));
}

/** The rules that a cluster enforces; the others count for nothing. */
export function enforcedRules(rules: RuleSet, { enforces: { networkPolicy, tiers } }: ClusterKnowledge): RuleSet {
  return { policies: networkPolicy ? rules.policies : [], tiered: tiers ? rules.tiered : [] };
}
