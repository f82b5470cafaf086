import { meaningOf, ReadMeaning } from '../../reachability/meaning';
import { flattened, objectText } from '../../reachability/objects';
import { PortMatch, RuleSet, TieredPolicy } from '../../reachability/rules';
import { Read } from '../../reachability/rules/readings';
import { SourceAddressRule } from '../../reachability/rules/source-addresses';
import { ClusterFacts } from '../../reachability/snapshot';
import { cidrsAmong } from '../../sets/cidr';

/** What is known of a cluster beside its objects. */
export interface ClusterKnowledge {
  readonly podCidrs: readonly string[];
  readonly nodeCidrs: readonly string[];
  /** Where the API server is, for policies that have a word for it; absent where nobody says so. */
  readonly apiServer?: readonly string[];
  /** Whom in the cluster blocks of addresses take in, where the plugin goes by more than the address; absent means whoever has it. */
  readonly blocks?: ClusterFacts['blocks'];
  /** Whether the cluster enforces core policies, and those of the tiers: of all kinds but those that are named. */
  readonly enforces: { readonly networkPolicy: boolean; readonly tiers: boolean; readonly exceptKinds?: readonly string[] };
  /** Whether connections are led through gateways as objects have it; absent means they are. */
  readonly leads?: boolean;
  /** Whether requests that rules of tiers tell apart are told apart; absent means they are. */
  readonly tellsRequests?: boolean;
  /** Whether `**.` before a name is one label or more, and not one alone; absent means it is, as the newest plugins have it. */
  readonly deepNames?: boolean;
  /** What ports of core policies may ask and the cluster does not enforce. */
  readonly withoutPorts?: readonly UnenforcedPorts[];
}

/** What ports can ask beyond a number of TCP or UDP. */
export type UnenforcedPorts = 'ranges' | 'sctp';

/** A core policy that relies on ports which the cluster does not enforce as they are written; the rest of it counts. */
export interface PartlyEnforced {
  /** As `Kind namespace/name`. */
  readonly policy: string;
  readonly ports: UnenforcedPorts;
}

/** What of policies does not count, or not as it is written. */
export interface Uncounted {
  /** Policies that the cluster does not enforce, as `Kind name`; core ones apart, of which there is a fact about the cluster. */
  readonly unenforced: readonly string[];
  /** What would lead connections through gateways, and does not on the cluster, as `Kind name`. */
  readonly unled: readonly string[];
  /** Core policies of which a part is not enforced, though it is read as if it were. */
  readonly partly: readonly PartlyEnforced[];
}

/** What objects mean on a cluster. */
export interface MeaningOnCluster extends ReadMeaning, Uncounted {}

/** Finds out what objects mean on a cluster: policies that it does not enforce mean nothing. */
export function meaningOn(cluster: ClusterKnowledge, objects: readonly unknown[], read: Read): MeaningOnCluster {
  const { sources = [], ...meaning } = meaningOf(flattened(objects), factsOf(cluster), read);
  const isLed = cluster.leads !== false && sources.length > 0;
  return { ...meaning, ...(isLed ? { sources } : {}), rules: enforcedRules(meaning.rules, cluster), ...uncountedOn(cluster, meaning.rules, sources) };
}

/** What of all rules that have been read does not count on a cluster. */
export function uncountedOn(cluster: ClusterKnowledge, rules: RuleSet, sources: readonly SourceAddressRule[] = []): Uncounted {
  const unenforced = rules.tiered.filter((policy) => !isEnforced(policy, cluster)).map(({ origin }) => objectText(origin));
  const unled = cluster.leads === false ? sources.map(({ origin }) => objectText(origin)) : [];
  return { unenforced: [...new Set(unenforced)], unled, partly: partlyEnforced(rules, cluster) };
}

/** The facts that a snapshot takes; blocks that nobody has named are none. */
function factsOf({ podCidrs, nodeCidrs, apiServer, blocks, deepNames }: ClusterKnowledge): ClusterFacts {
  return {
    ...(apiServer === undefined ? {} : { apiServer: cidrsAmong(apiServer) }),
    ...(blocks === undefined ? {} : { blocks }),
    ...(deepNames === undefined ? {} : { deepNames }),
    ...(podCidrs.length === 0 ? {} : { podCidrs: cidrsAmong(podCidrs) }),
    ...(nodeCidrs.length === 0 ? {} : { nodeCidrs: cidrsAmong(nodeCidrs) }),
  };
}

/** The policies that count on the cluster. */
function enforcedRules({ policies, tiered }: RuleSet, cluster: ClusterKnowledge): RuleSet {
  const counting = tiered.filter((policy) => isEnforced(policy, cluster));
  return {
    policies: cluster.enforces.networkPolicy ? policies : [],
    tiered: cluster.tellsRequests === false ? counting.map(ofConnections) : counting,
  };
}

/** What a policy says of connections alone. */
export function ofConnections(policy: TieredPolicy): TieredPolicy {
  return { ...policy, rules: policy.rules.map(({ requests: _, ...rule }) => rule) };
}

function isEnforced({ origin }: RuleSet['tiered'][number], { enforces: { tiers, exceptKinds = [] } }: ClusterKnowledge): boolean {
  return tiers && !exceptKinds.includes(origin.kind);
}

function partlyEnforced({ policies }: RuleSet, { enforces, withoutPorts = [] }: ClusterKnowledge): PartlyEnforced[] {
  if (!enforces.networkPolicy) return [];
  return policies.flatMap(({ origin, rules }) => withoutPorts
    .filter((ports) => rules.some((rule) => rule.ports !== 'all' && rule.ports.some((match) => ASKS[ports](match))))
    .map((ports) => ({ policy: `${origin.kind} ${origin.namespace}/${origin.name}`, ports })));
}

const ASKS: Readonly<Record<UnenforcedPorts, (match: PortMatch) => boolean>> = {
  ranges: (match) => match.kind === 'numbers' && match.first < match.last,
  sctp: ({ protocol }) => protocol === 'SCTP',
};
