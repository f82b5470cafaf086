import { HeaderMatch } from '../../../../src';
import { gap, Intent, passing } from '../intent';
import { CALICO, CANAL, CILIUM, ENFORCING, except, having } from '../profiles';
import { unenforced } from '../unenforced';

const KEY = '`shop/web on 8080/TCP for GET with x-team ~ a|b`';
const wider = (why: string) => `warning: [shop/payments] ${why}: ${KEY} is open to every request (\`orAnyRequest\`), which is wider than GET with x-team ~ a|b (APPROXIMATED)`;
const HTTP = having([...CALICO, ...CANAL], 'http');

/** Requests that are asked about: all of them are fine. */
const ASKED = ['GET /', 'POST /charge'];

/** A request by a pattern of a header, of which no plugin has a word, where all of them are fine. */
export const REQUESTS_BY_PATTERN: Intent = {
  name: 'requests by a pattern of a header, or any',
  declare: (shop) => shop.service('web').connections.allowTo(shop.service('payments'), {
    http: [{ method: 'GET', headers: [HeaderMatch.regex('x-team', 'a|b')] }], orAnyRequest: true,
  }),
  requests: { over: { source: 'shop/web', destination: 'shop/payments', port: '8080/TCP' }, asked: ASKED },
  expected: [
    [except(ENFORCING, CILIUM, HTTP), passing(gap(['shop/web > shop/payments on 8080/TCP'], wider('network plugin `{plugin}` is not known to tell requests apart')), ...ASKED)],
    [HTTP, passing(gap(['shop/web > shop/payments on 8080/TCP'], wider('Calico tells requests apart by method and path, not by headers, as GET with x-team ~ a|b asks for')), ...ASKED)],
    [CILIUM, passing(gap(['shop/web > shop/payments on 8080/TCP'], wider('Cilium compares headers as a whole, not with a pattern, as `GET with x-team ~ a|b` asks for')), ...ASKED)],
    ...unenforced(wider('network plugin `{plugin}` is not known to tell requests apart')),
  ],
};
