import { LockKnowledge, lockOfCluster } from '../../compare/lock/cluster';
import { Lock, LockGiven } from '../../compare/lock/lock';
import { Meaning } from '../../reachability/meaning';
import { FactOptions } from '../options';
import { lockPluginOf } from '../plugin';
import { systemFlows } from '../system';

/** What manifests are locked with: what options say, and of all that they do not say whatever the lock was made with. */
export interface LockFacts {
  /** Those of the snapshot; a plugin is none of them, since a lock reads policies that it does not enforce, too, and says so. */
  readonly facts: FactOptions;
  readonly knowledge: LockKnowledge;
}

/** A plugin that is named says at once all that a plugin says: of what it was before nothing is left. */
export function lockFacts({ podCidr, nodeCidr, apiServerCidr, plugin, staged }: FactOptions, before: Partial<LockGiven> = {}): LockFacts {
  const said = (own: FactOptions['podCidr'], known: LockGiven['podCidrs'] = []) => own ?? (known.length === 0 ? undefined : known);
  const { blocks, deepNames, tellsRequests, unenforced = [] } = plugin === undefined ? before : lockPluginOf(plugin);
  const [pods, nodes, apiServer] = [said(podCidr, before.podCidrs), said(nodeCidr, before.nodeCidrs), said(apiServerCidr, before.apiServer)];
  return {
    facts: {
      ...(staged === undefined ? {} : { staged }),
      ...(pods === undefined ? {} : { podCidr: pods }),
      ...(nodes === undefined ? {} : { nodeCidr: nodes }),
      ...(apiServer === undefined ? {} : { apiServerCidr: apiServer }),
      ...(blocks === undefined ? {} : { blocks }),
      ...(deepNames === undefined ? {} : { deepNames }),
    },
    knowledge: { unenforced, system: before.system ?? systemFlows(), ...(tellsRequests === undefined ? {} : { tellsRequests }) },
  };
}

/** The lock that manifests have now. */
export function currentLock(meaning: Meaning, { knowledge }: LockFacts): Lock {
  return lockOfCluster(meaning, knowledge);
}
