import { exactly, gap, Intent } from '../intent';
import { CALICO, CANAL, CILIUM, ENFORCING, except, having } from '../profiles';
import { unenforced } from '../unenforced';

/** Where requests are told apart. */
const TOLD = [...CILIUM, ...having([...CALICO, ...CANAL], 'http')];

const GAP = '[shop/payments] network plugin `{plugin}` is not known to tell requests apart (…): `shop/web on 8080/TCP for POST /charge` would stay closed; say `orAnyRequest: true` where every request is fine there (CANNOT_EXPRESS)';

/** Some requests of HTTP, and no others. */
export const REQUESTS: Intent = {
  name: 'requests by method and path',
  declare: (shop) => shop.service('web').connections.allowTo(shop.service('payments'), { http: [{ method: 'POST', path: '/charge' }] }),
  expected: [
    [except(ENFORCING, TOLD), gap([], GAP)],
    [TOLD, exactly('shop/web > shop/payments on 8080/TCP')],
    ...unenforced(GAP),
  ],
};
