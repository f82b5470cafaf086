import { IpFamily, Peer, Port } from '../../../../src';
import { BY_PARTNERS, BY_PARTNERS_IPV6, PARTNERS, unled } from '../gateways';
import { gap, Intent } from '../intent';
import { CANAL, ENFORCING, except, GATEWAYS, GKE, KUBE_ROUTER, since } from '../profiles';
import { unenforced } from '../unenforced';

const OPEN = ['shop/web > 198.51.100.9 on 443/TCP', 'shop/web > 2001:db8:77::1 on 443/TCP'];
const LED = `shop/web > 198.51.100.9: ${BY_PARTNERS}`;

const gapOf = (why: string) => unled('198.51.100.0/24, 2001:db8:77::/48 on 443/TCP', 'partners', why);
const BEFORE = 'Cilium leads connections of IPv6 through a gateway from 1.18 on: name blocks of IPv4 alone';
const NO_ADDRESS = 'Cilium takes an address of IPv6 for a gateway from 1.20 on: name its `networkInterface` instead';

/** Where nothing is enforced over IPv6, which is told of the cluster. */
const OVER_IPV6 = '[] network plugin `{plugin}` enforces no NetworkPolicy over IPv6, … (NOT_ENFORCED)';

/** Addresses of both families, through a gateway with one of each. */
export const SOURCE_ADDRESS_IPV6: Intent = {
  name: 'blocks of both families through an egress gateway with an address of each',
  cluster: { egressGateways: [PARTNERS], ipFamilies: [IpFamily.IPV4, IpFamily.IPV6] },
  declare: (shop) => shop.service('web').connections.allowTo(Peer.cidrs('198.51.100.0/24', '2001:db8:77::/48').on(Port.https()), { through: 'partners' }),
  ends: ['2001:db8:77::1', '2001:db8:78::1'],
  expected: [
    [since(GATEWAYS, '1.20'), { open: OPEN, findings: [], leaves: [LED, `shop/web > 2001:db8:77::1: ${BY_PARTNERS_IPV6}`] }],
    [since(GATEWAYS, '1.18', '1.20'), { ...gap(OPEN, gapOf(NO_ADDRESS)), leaves: [LED] }],
    [since(GATEWAYS, '1.14', '1.18'), { ...gap(OPEN, gapOf(BEFORE)), leaves: [LED] }],
    [except(ENFORCING, GATEWAYS, CANAL, KUBE_ROUTER, GKE), gap(OPEN, gapOf('…'))],
    [[...CANAL, ...KUBE_ROUTER, ...GKE], gap(OPEN, OVER_IPV6, gapOf('…'))],
    ...unenforced(gapOf('…')),
  ],
};
