import { exactly, gap, Intent } from '../intent';
import { CALICO, CANAL, CILIUM, ENFORCING, except, having } from '../profiles';
import { unenforced } from '../unenforced';

/** Where requests are told apart. */
const TOLD = [...CILIUM, ...having([...CALICO, ...CANAL], 'http')];

const GAP = 'warning: [shop/payments] network plugin `{plugin}` is not known to tell requests apart: `shop/web on 8080/TCP for POST /charge` is open to every request (`orAnyRequest`), which is wider than POST /charge (APPROXIMATED)';

/** The same, where all of them are fine on plugins that cannot tell them apart. */
export const REQUESTS_OR_ANY: Intent = {
  name: 'requests by method and path, or any',
  declare: (shop) => shop.service('web').connections.allowTo(shop.service('payments'), { http: [{ method: 'POST', path: '/charge' }], orAnyRequest: true }),
  expected: [
    [except(ENFORCING, TOLD), gap(['shop/web > shop/payments on 8080/TCP'], GAP)],
    [TOLD, exactly('shop/web > shop/payments on 8080/TCP')],
    ...unenforced(GAP),
  ],
};
