import { Peer, Port } from '../../../../src';
import { exactly, Intent } from '../intent';
import { ENFORCING } from '../profiles';
import { unenforced } from '../unenforced';

/** A group of blocks by its name: an object of its own where the plugin has such objects, the blocks themselves elsewhere. */
export const ADDRESS_GROUP: Intent = {
  name: 'a group of addresses',
  declare: (shop) => shop.service('web').connections.allowTo(Peer.cidrGroup('banks', '198.51.100.0/25', '2001:db8:77::/48').on(Port.https())),
  ends: ['198.51.100.127', '198.51.100.128', '2001:db8:77::1', '2001:db8:78::1'],
  expected: [
    [ENFORCING, exactly('shop/web > 198.51.100.9 on 443/TCP', 'shop/web > 198.51.100.127 on 443/TCP', 'shop/web > 2001:db8:77::1 on 443/TCP')],
    ...unenforced(),
  ],
};
