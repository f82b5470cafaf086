import { gap, Intent } from '../intent';
import { ENFORCING } from '../profiles';
import { unenforced } from '../unenforced';

const GAP = '[shop/payments] network plugin `{plugin}` is not known to tell requests apart: `shop/web on 8080/TCP for POST /charge` would stay closed; say `orAnyRequest: true` where every request is fine there… (CANNOT_EXPRESS)';

/** Some requests of HTTP, and no others. */
export const REQUESTS: Intent = {
  name: 'requests by method and path',
  declare: (shop) => shop.service('web').connections.allowTo(shop.service('payments'), { http: [{ method: 'POST', path: '/charge' }] }),
  expected: [
    [ENFORCING, gap([], GAP)],
    ...unenforced(GAP),
  ],
};
