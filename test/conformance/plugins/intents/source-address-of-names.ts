import { Peer, Port } from '../../../../src';
import { byApi } from '../apis';
import { BY_PARTNERS, PARTNERS, unled } from '../gateways';
import { Intent } from '../intent';
import { CILIUM, except, GATEWAYS } from '../profiles';
import { ADDRESSES } from '../strangers';
import { unenforced } from '../unenforced';

const NAMES = ['shop/web > api.stripe.com on 443/TCP'];
const MAYBE = ADDRESSES.map((end) => `shop/web > ${end} on 443/TCP`);
const GAP = unled('api.stripe.com at 198.51.100.0/24 on 443/TCP', 'partners', '…');
const addressesOf = (api: string) => `warning: [shop/web] ${api} matches addresses, not the name \`api.stripe.com\`: … (APPROXIMATED)`;
const BEYOND = 'warning: [shop/web] `api.stripe.com at 198.51.100.0/24 on 443/TCP` of `shop/web` is open to `api.stripe.com` whatever its address, and leaves through egress gateway '
  + '`partners` where the address is a declared one: others that the name may resolve to see the address of a node (APPROXIMATED)';

/** A host by its name, whose addresses are led through a gateway. */
export const SOURCE_ADDRESS_OF_NAMES: Intent = {
  name: 'a host by its DNS name, through an egress gateway by its addresses',
  cluster: { egressGateways: [PARTNERS] },
  declare: (shop) => shop.service('web').connections.allowTo(Peer.dnsName('api.stripe.com', { addresses: ['198.51.100.0/24'] }).on(Port.https()), { through: 'partners' }),
  ends: ['api.stripe.com'],
  expected: [
    [GATEWAYS, { open: NAMES, unknown: MAYBE, findings: [BEYOND], leaves: [`shop/web > 198.51.100.9: ${BY_PARTNERS}`] }],
    [except(CILIUM, GATEWAYS), { open: NAMES, unknown: MAYBE, findings: [GAP] }],
    ...byApi((api) => ({ open: ['shop/web > 198.51.100.9 on 443/TCP'], unknown: NAMES, findings: [addressesOf(api), GAP] }), CILIUM),
    ...unenforced(addressesOf('core NetworkPolicy'), GAP),
  ],
};
