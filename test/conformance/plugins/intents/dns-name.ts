import { Peer, Port } from '../../../../src';
import { gap, Intent } from '../intent';
import { ENFORCING } from '../profiles';
import { unenforced } from '../unenforced';

const GAP = '[shop/web] core NetworkPolicy cannot match a DNS name: `api.stripe.com on 443/TCP` would stay closed; give the addresses that the name resolves to, as in `Peer.dnsName(\'api.stripe.com\', { addresses: [\'203.0.113.0/24\'] })`, or allow `Peer.internet()` on that port (CANNOT_EXPRESS)';

/** A host by its name. */
export const DNS_NAME: Intent = {
  name: 'a host by its DNS name',
  declare: (shop) => shop.service('web').connections.allowTo(Peer.dnsName('api.stripe.com').on(Port.https())),
  ends: ['api.stripe.com', 'files.stripe.com', 'stripe.com'],
  expected: [
    [ENFORCING, gap([], GAP)],
    ...unenforced(GAP),
  ],
};
