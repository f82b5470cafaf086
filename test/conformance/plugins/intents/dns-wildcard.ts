import { Peer, Port } from '../../../../src';
import { gap, Intent } from '../intent';
import { ENFORCING } from '../profiles';
import { unenforced } from '../unenforced';

const GAP = '[shop/web] core NetworkPolicy cannot match a DNS name: `*.stripe.com on 443/TCP` would stay closed; … (CANNOT_EXPRESS)';

/** The hosts of a wildcard, whose star is exactly one part of the name. */
export const DNS_WILDCARD: Intent = {
  name: 'hosts by a wildcard',
  declare: (shop) => shop.service('web').connections.allowTo(Peer.dnsName('*.stripe.com').on(Port.https())),
  ends: ['api.stripe.com', 'eu.api.stripe.com', 'stripe.com', 'api.stripe.com.evil.example'],
  expected: [
    [ENFORCING, gap([], GAP)],
    ...unenforced(GAP),
  ],
};
