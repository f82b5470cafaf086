import { Peer } from '../../../../src';
import { exactly, gap, Intent } from '../intent';
import { CALICO, CANAL, CILIUM, ENFORCING, except } from '../profiles';
import { unenforced } from '../unenforced';

const GAP = '[shop/web] core NetworkPolicy finds pods by their labels, not by their ServiceAccount `other/default`: `pods of ServiceAccount other/default on 8080/TCP` would stay closed; name them by labels, as in `Peer.pods(…)` (CANNOT_EXPRESS)';

/** Where policies are written that know ServiceAccounts. */
const KNOWN = [...CALICO, ...CANAL, ...CILIUM];

/** The pods of a ServiceAccount, whatever their labels. */
export const SERVICE_ACCOUNT: Intent = {
  name: 'the pods of a ServiceAccount',
  declare: (shop) => shop.service('web').connections.allowFrom(Peer.serviceAccount('default', 'other')),
  expected: [
    [except(ENFORCING, KNOWN), gap([], GAP)],
    [KNOWN, exactly('other/stranger > shop/web on 8080/TCP', 'other/twin > shop/web on 8080/TCP')],
    ...unenforced(GAP),
  ],
};
