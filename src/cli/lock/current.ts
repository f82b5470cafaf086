import { lockOfCluster } from '../../compare/lock/cluster';
import { Lock, LockGiven } from '../../compare/lock/lock';
import { Meaning } from '../../reachability/meaning';
import { FactOptions } from '../options';
import { systemFlows } from '../system';

/** What a lock was made with holds as long as nobody says otherwise. */
export function factsWith({ podCidr, nodeCidr, apiServerCidr }: FactOptions, given: LockGiven | undefined): FactOptions {
  const said = (own: FactOptions['podCidr'], before: LockGiven['podCidrs'] = []) => own ?? (before.length === 0 ? undefined : before);
  const [pods, nodes, apiServer] = [said(podCidr, given?.podCidrs), said(nodeCidr, given?.nodeCidrs), said(apiServerCidr, given?.apiServer)];
  return {
    ...(pods === undefined ? {} : { podCidr: pods }),
    ...(nodes === undefined ? {} : { nodeCidr: nodes }),
    ...(apiServer === undefined ? {} : { apiServerCidr: apiServer }),
    ...(given?.blocks === undefined ? {} : { blocks: given.blocks }),
  };
}

/** The lock that manifests have now; what a cluster hides and does not enforce is as it was. */
export function currentLock(meaning: Meaning, given: LockGiven | undefined): Lock {
  const { system = systemFlows(), unenforced = [], tellsRequests = true } = given ?? {};
  return lockOfCluster(meaning, { system, unenforced, tellsRequests });
}
