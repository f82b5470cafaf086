import { IpFamily, Peer, Port } from '../../../../src';
import { BY_PARTNERS, BY_UPLINK, PARTNERS, UPLINK, unled } from '../gateways';
import { gap, Intent } from '../intent';
import { ENFORCING, except, GATEWAYS } from '../profiles';
import { unenforced } from '../unenforced';

const OPEN = ['8.8.8.8', '198.51.100.9', '198.51.100.200'].map((to) => `shop/web > ${to} on 443/TCP`);

const GAPS = [unled('198.51.100.0/25 on 443/TCP', 'partners', '…'), unled('the internet on 443/TCP', 'uplink', '…')];

/** A partner through one gateway, and the rest of the internet through another: the longer block counts. */
export const SOURCE_ADDRESS_INTERNET: Intent = {
  name: 'the internet through one egress gateway, and a block of it through another',
  cluster: { egressGateways: [PARTNERS, UPLINK], ipFamilies: [IpFamily.IPV4] },
  declare: (shop) => {
    const { connections } = shop.service('web');
    connections.allowTo(Peer.internet().on(Port.https()), { through: 'uplink' });
    connections.allowTo(Peer.cidr('198.51.100.0/25').on(Port.https()), { through: 'partners' });
  },
  ends: ['198.51.100.200'],
  expected: [
    [GATEWAYS, {
      open: OPEN,
      findings: [],
      leaves: [`shop/web > 8.8.8.8: ${BY_UPLINK}`, `shop/web > 198.51.100.9: ${BY_PARTNERS}`, `shop/web > 198.51.100.200: ${BY_UPLINK}`],
    }],
    [except(ENFORCING, GATEWAYS), gap(OPEN, ...GAPS)],
    ...unenforced(...GAPS),
  ],
};
