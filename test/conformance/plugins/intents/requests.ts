import { exactly, gap, Intent } from '../intent';
import { CILIUM, ENFORCING, except } from '../profiles';
import { unenforced } from '../unenforced';

const GAP = '[shop/payments] network plugin `{plugin}` is not known to tell requests apart: `shop/web on 8080/TCP for POST /charge` would stay closed; say `orAnyRequest: true` where every request is fine there… (CANNOT_EXPRESS)';

/** Some requests of HTTP, and no others. */
export const REQUESTS: Intent = {
  name: 'requests by method and path',
  declare: (shop) => shop.service('web').connections.allowTo(shop.service('payments'), { http: [{ method: 'POST', path: '/charge' }] }),
  expected: [
    [except(ENFORCING, CILIUM), gap([], GAP)],
    [CILIUM, exactly('shop/web > shop/payments on 8080/TCP')],
    ...unenforced(GAP),
  ],
};
