import { Peer, Port } from '../../../../src';
import { BY_PARTNERS, PARTNERS, unled } from '../gateways';
import { gap, Intent } from '../intent';
import { ANTREA, CILIUM, ENFORCING, except, GATEWAYS, OVN } from '../profiles';
import { unenforced } from '../unenforced';

const OPEN = ['shop/web > 198.51.100.127 on 443/TCP', 'shop/web > 198.51.100.9 on 443/TCP'];

const gapOf = (why: string) => unled('198.51.100.0/24 without 198.51.100.128/25 on 443/TCP', 'partners', why);
const NOT_HERE = gapOf('`{plugin}` has no gateways that could be written here (…): leave `through` out, and have the other side know the addresses of the nodes, or of what translates them');
const ELSEWHERE = gapOf('`{plugin}` gives connections a fixed address by …, of which nothing is written here: write that object yourself and leave `through` out');

/** Addresses of a partner that wants to know by which address it is called. */
export const SOURCE_ADDRESS: Intent = {
  name: 'a block of addresses with an exception, through an egress gateway',
  cluster: { egressGateways: [PARTNERS] },
  declare: (shop) => shop.service('web').connections.allowTo(
    Peer.cidr('198.51.100.0/24', { excluding: ['198.51.100.128/25'] }).on(Port.https()), { through: 'partners' },
  ),
  ends: ['198.51.100.127', '198.51.100.128', '198.51.101.0'],
  expected: [
    [GATEWAYS, { open: OPEN, findings: [], leaves: [`shop/web > 198.51.100.127: ${BY_PARTNERS}`, `shop/web > 198.51.100.9: ${BY_PARTNERS}`] }],
    [except(CILIUM, GATEWAYS), gap(OPEN, gapOf('`{plugin}` does not lead connections through gateways as the cluster profile has it: turn on `egressGateway.enabled`, `bpf.masquerade` '
      + 'and `kubeProxyReplacement` of its chart, and say so, as in `overrides: { egressGateway: true }`'))],
    [[...ANTREA, ...OVN], gap(OPEN, ELSEWHERE)],
    [except(ENFORCING, CILIUM, ANTREA, OVN), gap(OPEN, NOT_HERE)],
    ...unenforced(NOT_HERE),
  ],
};
