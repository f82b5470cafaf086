import { Peer, Port } from '../../../../src';
import { BY_PARTNERS, PARTNERS, unled } from '../gateways';
import { gap, Intent } from '../intent';
import { ENFORCING, except, GATEWAYS } from '../profiles';
import { unenforced } from '../unenforced';

const OPEN = ['shop/api > 198.51.100.9 on 443/TCP', 'shop/web > 198.51.100.9 on 443/TCP'];
const GAP = unled('198.51.100.0/24 on 443/TCP', 'partners', '…');

/** One of two workloads that call a partner does so through a gateway: the other one is left alone. */
export const SOURCE_ADDRESS_OF_OTHERS: Intent = {
  name: 'an egress gateway for one of two workloads that call the same addresses',
  cluster: { egressGateways: [PARTNERS] },
  declare: (shop) => {
    const partner = Peer.cidr('198.51.100.0/24').on(Port.https());
    shop.service('web').connections.allowTo(partner, { through: 'partners' });
    shop.service('api').connections.allowTo(partner);
  },
  expected: [
    [GATEWAYS, { open: OPEN, findings: [], leaves: [`shop/web > 198.51.100.9: ${BY_PARTNERS}`] }],
    [except(ENFORCING, GATEWAYS), gap(OPEN, GAP)],
    ...unenforced(GAP),
  ],
};
