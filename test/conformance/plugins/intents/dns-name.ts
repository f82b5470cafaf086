import { Peer, Port } from '../../../../src';
import { byApi } from '../apis';
import { gap, Intent } from '../intent';
import { CILIUM } from '../profiles';
import { ADDRESSES } from '../strangers';
import { unenforced } from '../unenforced';

const gapOf = (api: string) => `[shop/web] ${api} cannot match a DNS name: \`api.stripe.com on 443/TCP\` would stay closed; give the addresses that the name resolves to, as in \`Peer.dnsName('api.stripe.com', { addresses: ['203.0.113.0/24'] })\`, lead it through an \`EgressProxy\`, or allow \`Peer.internet()\` on that port (CANNOT_EXPRESS)`;

/** A host by its name. */
export const DNS_NAME: Intent = {
  name: 'a host by its DNS name',
  declare: (shop) => shop.service('web').connections.allowTo(Peer.dnsName('api.stripe.com').on(Port.https())),
  ends: ['api.stripe.com', 'files.stripe.com', 'stripe.com'],
  expected: [
    ...byApi((api) => gap([], gapOf(api)), CILIUM),
    [CILIUM, { open: ['shop/web > api.stripe.com on 443/TCP'], unknown: ADDRESSES.map((end) => `shop/web > ${end} on 443/TCP`), findings: [] }],
    ...unenforced(gapOf('core NetworkPolicy')),
  ],
};
