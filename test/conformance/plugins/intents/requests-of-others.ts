import { Peer, Port } from '../../../../src';
import { exactly, gap, Intent } from '../intent';
import { CALICO, CANAL, CILIUM, ENFORCING, except, having } from '../profiles';
import { unenforced } from '../unenforced';

/** Where Calico tells requests apart. */
const TOLD = having([...CALICO, ...CANAL], 'http');

const GAP = '[shop/web] network plugin `{plugin}` is not known to tell requests apart (…): `pods app=stranger of namespace other on 8080/TCP for GET below /v1` would stay closed; say `orAnyRequest: true` where every request is fine there (CANNOT_EXPRESS)';

const SENT = '[shop/web] Calico tells requests apart where they arrive alone, and not where they are sent: `pods app=stranger of namespace other on 8080/TCP for GET below /v1` would stay closed; say `orAnyRequest: true` where every request is fine there (CANNOT_EXPRESS)';

/** Requests to pods of somebody else: the caller has to tell them apart. */
export const REQUESTS_OF_OTHERS: Intent = {
  name: 'requests to pods of somebody else',
  declare: (shop) => shop.service('web').connections.allowTo(Peer.pods({ namespaceName: 'other', labels: { app: 'stranger' } }).on(Port.http(8080)), { http: [{ method: 'GET', pathPrefix: '/v1' }] }),
  expected: [
    [except(ENFORCING, CILIUM, TOLD), gap([], GAP)],
    [TOLD, gap([], SENT)],
    [CILIUM, exactly('shop/web > other/stranger on 8080/TCP')],
    ...unenforced(GAP),
  ],
};
