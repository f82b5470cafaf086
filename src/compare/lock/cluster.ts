import { lockOf } from './build';
import { Lock } from './lock';
import { Meaning } from '../../reachability/meaning';
import { compareCidrs } from '../../sets/cidr';
import { SystemFlow } from '../system/flow';

/** What is known of a cluster beside its manifests and where its pods and nodes are. */
export interface LockKnowledge {
  /** The kinds of policies that it does not enforce. */
  readonly unenforced: readonly string[];
  readonly system: readonly SystemFlow[];
}

/** The lock that manifests have in a cluster. */
export function lockOfCluster(meaning: Meaning, { unenforced, system }: LockKnowledge): Lock {
  const { policies, tiered } = meaning.rules;
  const { podCidrs = [], nodeCidrs = [] } = meaning.snapshot.facts;
  const present = new Set<string>([...policies, ...tiered].map(({ origin }) => origin.kind).filter((kind) => unenforced.includes(kind)));
  const isEnforced = ({ origin }: { readonly origin: { readonly kind: string } }) => !present.has(origin.kind);
  return lockOf(
    { ...meaning, rules: { policies: policies.filter(isEnforced), tiered: tiered.filter(isEnforced) } },
    { podCidrs: [...podCidrs].sort(compareCidrs), nodeCidrs: [...nodeCidrs].sort(compareCidrs), unenforced: [...present].sort(), system },
  );
}
