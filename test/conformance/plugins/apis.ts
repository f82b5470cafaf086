import { Outcome, Row } from './intent';
import { CALICO, CANAL, ENFORCING, except, own, Profile } from './profiles';

/** The profiles that have all of it written in the API of Calico. */
export const CALICO_OWN = [...own(CALICO), ...own(CANAL)];

/** What is reported by whoever writes the policy, in the words of its API; profiles that fare otherwise are left out. */
export function byApi(outcome: (api: string) => Outcome, others: readonly Profile[] = []): Row[] {
  return [[except(ENFORCING, CALICO_OWN, others), outcome('core NetworkPolicy')], [CALICO_OWN, outcome('Calico, in its open-source form,')]];
}
