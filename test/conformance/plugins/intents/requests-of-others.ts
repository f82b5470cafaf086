import { Peer, Port } from '../../../../src';
import { exactly, gap, Intent, passing } from '../intent';
import { CALICO, CANAL, CILIUM, ENFORCING, except, having } from '../profiles';
import { unenforced } from '../unenforced';

/** Where Calico tells requests apart. */
const TOLD = having([...CALICO, ...CANAL], 'http');

const GAP = '[shop/web] network plugin `{plugin}` is not known to tell requests apart (…): `pods app=stranger of namespace other on 8080/TCP for GET below /v1` would stay closed; say `orAnyRequest: true` where every request is fine there (CANNOT_EXPRESS)';

const SENT = '[shop/web] Calico tells requests apart where they arrive alone, and not where they are sent: `pods app=stranger of namespace other on 8080/TCP for GET below /v1` would stay closed; say `orAnyRequest: true` where every request is fine there (CANNOT_EXPRESS)';

/** Requests that are asked about: some that are declared, and neighbours of them. */
const ASKED = ['GET /v1', 'GET /v1/rates', 'GET /v10', 'POST /v1'];

/** Requests to pods of somebody else: the caller has to tell them apart. */
export const REQUESTS_OF_OTHERS: Intent = {
  name: 'requests to pods of somebody else',
  declare: (shop) => shop.service('web').connections.allowTo(Peer.pods({ namespaceName: 'other', labels: { app: 'stranger' } }).on(Port.http(8080)), { http: [{ method: 'GET', pathPrefix: '/v1' }] }),
  requests: { over: { source: 'shop/web', destination: 'other/stranger', port: '8080/TCP' }, asked: ASKED },
  expected: [
    [except(ENFORCING, CILIUM, TOLD), gap([], GAP)],
    [TOLD, gap([], SENT)],
    [CILIUM, passing(exactly('shop/web > other/stranger on 8080/TCP'), 'GET /v1', 'GET /v1/rates')],
    ...unenforced(GAP),
  ],
};
