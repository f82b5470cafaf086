import { lockOfCluster } from '../../compare/lock/cluster';
import { Lock, LockGiven } from '../../compare/lock/lock';
import { Meaning } from '../../reachability/meaning';
import { FactOptions } from '../options';
import { systemFlows } from '../system';

/** What a lock was made with holds as long as nobody says otherwise. */
export function factsWith({ podCidr, nodeCidr }: FactOptions, given: LockGiven | undefined): FactOptions {
  const said = (own: FactOptions['podCidr'], before: LockGiven['podCidrs'] = []) => own ?? (before.length === 0 ? undefined : before);
  const [pods, nodes] = [said(podCidr, given?.podCidrs), said(nodeCidr, given?.nodeCidrs)];
  return { ...(pods === undefined ? {} : { podCidr: pods }), ...(nodes === undefined ? {} : { nodeCidr: nodes }) };
}

/** The lock that manifests have now; what a cluster hides and does not enforce is as it was. */
export function currentLock(meaning: Meaning, given: LockGiven | undefined): Lock {
  return lockOfCluster(meaning, { system: given?.system ?? systemFlows(), unenforced: given?.unenforced ?? [] });
}
