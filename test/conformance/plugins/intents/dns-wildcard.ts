import { Peer, Port } from '../../../../src';
import { byApi } from '../apis';
import { gap, Intent } from '../intent';
import { CILIUM } from '../profiles';
import { ADDRESSES } from '../strangers';
import { unenforced } from '../unenforced';

const gapOf = (api: string) => `[shop/web] ${api} cannot match a DNS name: \`*.stripe.com on 443/TCP\` would stay closed; … (CANNOT_EXPRESS)`;

/** The hosts of a wildcard, whose star is exactly one part of the name. */
export const DNS_WILDCARD: Intent = {
  name: 'hosts by a wildcard',
  declare: (shop) => shop.service('web').connections.allowTo(Peer.dnsName('*.stripe.com').on(Port.https())),
  ends: ['api.stripe.com', 'eu.api.stripe.com', 'stripe.com', 'api.stripe.com.evil.example'],
  expected: [
    ...byApi((api) => gap([], gapOf(api)), CILIUM),
    [CILIUM, { open: ['shop/web > api.stripe.com on 443/TCP'], unknown: ADDRESSES.map((end) => `shop/web > ${end} on 443/TCP`), findings: [] }],
    ...unenforced(gapOf('core NetworkPolicy')),
  ],
};
