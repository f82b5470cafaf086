import { meaningOf, ReadMeaning } from '../../reachability/meaning';
import { flattened } from '../../reachability/objects';
import { RuleSet } from '../../reachability/rules';
import { Read } from '../../reachability/rules/readings';
import { ClusterFacts } from '../../reachability/snapshot';
import { cidrsAmong } from '../../sets/cidr';

/** What is known of a cluster beside its objects. */
export interface ClusterKnowledge {
  readonly podCidrs: readonly string[];
  readonly nodeCidrs: readonly string[];
  /** Whether the cluster enforces core policies, and those of the tiers. */
  readonly enforces: { readonly networkPolicy: boolean; readonly tiers: boolean };
}

/** What objects mean on a cluster. */
export interface MeaningOnCluster extends ReadMeaning {
  /** Policies that the cluster does not enforce, as `Kind name`; core ones apart, of which there is a fact about the cluster. */
  readonly unenforced: readonly string[];
}

/** Finds out what objects mean on a cluster: policies that it does not enforce mean nothing. */
export function meaningOn(cluster: ClusterKnowledge, objects: readonly unknown[], read: Read): MeaningOnCluster {
  const meaning = meaningOf(flattened(objects), factsOf(cluster), read);
  const unenforced = cluster.enforces.tiers ? [] : meaning.rules.tiered.map(({ origin }) => `${origin.kind} ${origin.name}`);
  return { ...meaning, rules: enforcedRules(meaning.rules, cluster), unenforced };
}

/** The facts that a snapshot takes; blocks that nobody has named are none. */
function factsOf({ podCidrs, nodeCidrs }: ClusterKnowledge): ClusterFacts {
  return {
    ...(podCidrs.length === 0 ? {} : { podCidrs: cidrsAmong(podCidrs) }),
    ...(nodeCidrs.length === 0 ? {} : { nodeCidrs: cidrsAmong(nodeCidrs) }),
  };
}

/** The policies that count on the cluster. */
function enforcedRules({ policies, tiered }: RuleSet, { enforces }: ClusterKnowledge): RuleSet {
  return { policies: enforces.networkPolicy ? policies : [], tiered: enforces.tiers ? tiered : [] };
}
