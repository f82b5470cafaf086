import { Peer, Port } from '../../../../src';
import { BY_UPLINK, BY_UPLINK_IPV6, UPLINK, unled } from '../gateways';
import { gap, Intent } from '../intent';
import { ENFORCING, except, GATEWAYS, since } from '../profiles';
import { unenforced } from '../unenforced';

const OPEN = ['shop/web > 198.51.100.9 on 443/TCP', 'shop/web > 2001:db8:77::1 on 443/TCP'];
const LED = `shop/web > 198.51.100.9: ${BY_UPLINK}`;

const gapOf = (why: string) => unled('198.51.100.0/24, 2001:db8:77::/48 on 443/TCP', 'uplink', why);

/** Addresses of both families, through a gateway whose interface has one of each. */
export const SOURCE_ADDRESS_INTERFACE: Intent = {
  name: 'blocks of both families through an egress gateway with an interface',
  cluster: { egressGateways: [UPLINK] },
  declare: (shop) => shop.service('web').connections.allowTo(Peer.cidrs('198.51.100.0/24', '2001:db8:77::/48').on(Port.https()), { through: 'uplink' }),
  ends: ['2001:db8:77::1'],
  expected: [
    [since(GATEWAYS, '1.18'), { open: OPEN, findings: [], leaves: [LED, `shop/web > 2001:db8:77::1: ${BY_UPLINK_IPV6}`] }],
    [since(GATEWAYS, '1.14', '1.18'), { ...gap(OPEN, gapOf('Cilium leads connections of IPv6 through a gateway from 1.18 on: name blocks of IPv4 alone')), leaves: [LED] }],
    [except(ENFORCING, GATEWAYS), gap(OPEN, gapOf('…'))],
    ...unenforced(gapOf('…')),
  ],
};
