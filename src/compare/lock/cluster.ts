import { lockOf } from './build';
import { Lock } from './lock';
import { Meaning } from '../../reachability/meaning';
import { namesIn } from '../../reachability/rules/peers';
import { compareCidrs } from '../../sets/cidr';
import { SystemFlow } from '../system/flow';
import { ofConnections } from '../verify/knowledge';

/** What is known of a cluster beside its manifests and where its pods and nodes are. */
export interface LockKnowledge {
  /** The kinds of policies that it does not enforce. */
  readonly unenforced: readonly string[];
  readonly system: readonly SystemFlow[];
  /** Whether it tells requests apart where rules do; absent means that it does. */
  readonly tellsRequests?: boolean;
}

/** The lock that manifests have in a cluster. */
export function lockOfCluster(meaning: Meaning, { unenforced, system, tellsRequests = true }: LockKnowledge): Lock {
  const { rules: { policies, tiered }, sources = [], ...rest } = meaning;
  const { podCidrs = [], nodeCidrs = [], apiServer, blocks, deepNames = true } = meaning.snapshot.facts;
  const present = new Set<string>([...policies, ...tiered, ...sources].map(({ origin }) => origin.kind).filter((kind) => unenforced.includes(kind)));
  const isEnforced = ({ origin }: { readonly origin: { readonly kind: string } }) => !present.has(origin.kind);
  const counting = tiered.filter(isEnforced);
  const areTogether = !tellsRequests && counting.some(({ rules }) => rules.some(({ requests }) => requests !== undefined));
  const rules = { policies: policies.filter(isEnforced), tiered: areTogether ? counting.map(ofConnections) : counting };
  const mayBeDeep = namesIn(rules).some(({ labels, isBelow }) => !isBelow && labels[0] === '*');
  return lockOf(
    { ...rest, sources: sources.filter(isEnforced), rules },
    {
      podCidrs: [...podCidrs].sort(compareCidrs),
      nodeCidrs: [...nodeCidrs].sort(compareCidrs),
      ...(apiServer === undefined || apiServer.length === 0 ? {} : { apiServer: [...apiServer].sort(compareCidrs) }),
      ...(blocks === undefined || (blocks.pods && blocks.nodes) ? {} : { blocks }),
      ...(deepNames || !mayBeDeep ? {} : { deepNames }),
      ...(areTogether ? { tellsRequests } : {}),
      unenforced: [...present].sort(),
      system,
    },
  );
}
