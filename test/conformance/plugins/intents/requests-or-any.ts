import { exactly, gap, Intent, passing } from '../intent';
import { CALICO, CANAL, CILIUM, ENFORCING, except, having } from '../profiles';
import { unenforced } from '../unenforced';

/** Where requests are told apart. */
const TOLD = [...CILIUM, ...having([...CALICO, ...CANAL], 'http')];

const GAP = 'warning: [shop/payments] network plugin `{plugin}` is not known to tell requests apart: `shop/web on 8080/TCP for POST /charge` is open to every request (`orAnyRequest`), which is wider than POST /charge (APPROXIMATED)';

/** Requests that are asked about: one that is declared, and neighbours of it. */
const ASKED = ['POST /charge', 'POST /charge?id=1', 'GET /charge', 'POST /charges'];

/** The same, where all of them are fine on plugins that cannot tell them apart. */
export const REQUESTS_OR_ANY: Intent = {
  name: 'requests by method and path, or any',
  declare: (shop) => shop.service('web').connections.allowTo(shop.service('payments'), { http: [{ method: 'POST', path: '/charge' }], orAnyRequest: true }),
  requests: { over: { source: 'shop/web', destination: 'shop/payments', port: '8080/TCP' }, asked: ASKED },
  expected: [
    [except(ENFORCING, TOLD), passing(gap(['shop/web > shop/payments on 8080/TCP'], GAP), ...ASKED)],
    [TOLD, passing(exactly('shop/web > shop/payments on 8080/TCP'), 'POST /charge', 'POST /charge?id=1')],
    ...unenforced(GAP),
  ],
};
