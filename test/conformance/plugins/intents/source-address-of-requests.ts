import { Peer, Port } from '../../../../src';
import { BY_PARTNERS, PARTNERS, unled } from '../gateways';
import { gap, Intent } from '../intent';
import { CILIUM, ENFORCING, except, GATEWAYS, since } from '../profiles';
import { unenforced } from '../unenforced';

const OPEN = ['shop/web > 198.51.100.9 on 8080/TCP'];
const LEAVES = [`shop/web > 198.51.100.9: ${BY_PARTNERS}`];
const gapOf = (why: string) => unled('198.51.100.0/24 on 8080/TCP', 'partners', why);
const UNTOLD = '[shop/web] … would stay closed; … (CANNOT_EXPRESS)';

/** Requests of HTTP that the caller's own policy tells apart, through a gateway. */
export const SOURCE_ADDRESS_OF_REQUESTS: Intent = {
  name: 'requests through an egress gateway',
  cluster: { egressGateways: [PARTNERS] },
  declare: (shop) => shop.service('web').connections.allowTo(Peer.cidr('198.51.100.0/24').on(Port.http(8080)), { through: 'partners', http: [{ method: 'GET' }] }),
  expected: [
    [since(GATEWAYS, '1.16'), { open: OPEN, findings: [], leaves: LEAVES }],
    [since(GATEWAYS, '1.14', '1.16'), gap(OPEN, gapOf('Cilium before 1.16 does not lead connections through a gateway whose requests it tells apart: leave `http` out'))],
    [except(CILIUM, GATEWAYS), gap(OPEN, gapOf('…'))],
    [except(ENFORCING, CILIUM), gap([], UNTOLD, gapOf('…'))],
    ...unenforced(UNTOLD, gapOf('…')),
  ],
};
