import { Peer, Port } from '../../../../src';
import { gap, Intent } from '../intent';
import { CILIUM, ENFORCING, except } from '../profiles';
import { ADDRESSES } from '../strangers';
import { unenforced } from '../unenforced';

const GAP = '[shop/web] core NetworkPolicy cannot match a DNS name: `*.stripe.com on 443/TCP` would stay closed; … (CANNOT_EXPRESS)';

/** Until names are ends of the proof, too. */
const UNKNOWN = 'warning: [shop/web] whether `shop/web` may call … on TCP 443 is not known, and nobody declared it (FLOW_UNKNOWN)';

/** The hosts of a wildcard, whose star is exactly one part of the name. */
export const DNS_WILDCARD: Intent = {
  name: 'hosts by a wildcard',
  declare: (shop) => shop.service('web').connections.allowTo(Peer.dnsName('*.stripe.com').on(Port.https())),
  ends: ['api.stripe.com', 'eu.api.stripe.com', 'stripe.com', 'api.stripe.com.evil.example'],
  expected: [
    [except(ENFORCING, CILIUM), gap([], GAP)],
    [CILIUM, { open: ['shop/web > api.stripe.com on 443/TCP'], unknown: ADDRESSES.map((end) => `shop/web > ${end} on 443/TCP`), findings: [UNKNOWN] }],
    ...unenforced(GAP),
  ],
};
