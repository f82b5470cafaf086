import { exactly, gap, Intent, passing } from '../intent';
import { CALICO, CANAL, CILIUM, ENFORCING, except, having } from '../profiles';
import { unenforced } from '../unenforced';

/** Where requests are told apart. */
const TOLD = [...CILIUM, ...having([...CALICO, ...CANAL], 'http')];

const GAP = '[shop/payments] network plugin `{plugin}` is not known to tell requests apart (…): `shop/web on 8080/TCP for POST /charge` would stay closed; say `orAnyRequest: true` where every request is fine there (CANNOT_EXPRESS)';

/** Requests that are asked about: one that is declared, and neighbours of it. */
const ASKED = ['POST /charge', 'POST /charge?id=1', 'GET /charge', 'POST /charges'];

/** Some requests of HTTP, and no others. */
export const REQUESTS: Intent = {
  name: 'requests by method and path',
  declare: (shop) => shop.service('web').connections.allowTo(shop.service('payments'), { http: [{ method: 'POST', path: '/charge' }] }),
  requests: { over: { source: 'shop/web', destination: 'shop/payments', port: '8080/TCP' }, asked: ASKED },
  expected: [
    [except(ENFORCING, TOLD), gap([], GAP)],
    [TOLD, passing(exactly('shop/web > shop/payments on 8080/TCP'), 'POST /charge', 'POST /charge?id=1')],
    ...unenforced(GAP),
  ],
};
