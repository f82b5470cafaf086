import { Peer, Port } from '../../../../src';
import { byApi } from '../apis';
import { Intent } from '../intent';
import { CILIUM } from '../profiles';
import { ADDRESSES } from '../strangers';
import { unenforced } from '../unenforced';

const gapOf = (api: string) => `warning: [shop/web] ${api} matches addresses, not the name \`api.stripe.com\`: the declared addresses are open instead, whoever serves them, and others that the name may resolve to are closed (APPROXIMATED)`;

/** A host by its name, with its addresses for plugins that know none. */
export const DNS_NAME_ADDRESSES: Intent = {
  name: 'a host by its DNS name, and its addresses',
  declare: (shop) => shop.service('web').connections.allowTo(Peer.dnsName('api.stripe.com', { addresses: ['198.51.100.0/24'] }).on(Port.https())),
  ends: ['api.stripe.com', 'files.stripe.com'],
  expected: [
    ...byApi((api) => ({
      open: ['shop/web > 198.51.100.9 on 443/TCP'],
      unknown: ['shop/web > api.stripe.com on 443/TCP', 'shop/web > files.stripe.com on 443/TCP'],
      findings: [gapOf(api)],
    }), CILIUM),
    [CILIUM, { open: ['shop/web > api.stripe.com on 443/TCP'], unknown: ADDRESSES.map((end) => `shop/web > ${end} on 443/TCP`), findings: [] }],
    ...unenforced(gapOf('core NetworkPolicy')),
  ],
};
