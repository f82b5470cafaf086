import { Peer, Port } from '../../../../src';
import { exactly, Intent } from '../intent';
import { ENFORCING } from '../profiles';
import { unenforced } from '../unenforced';

/** A block of addresses without a part of it. */
export const CIDR: Intent = {
  name: 'a block of addresses with an exception',
  declare: (shop) => shop.service('web').connections.allowTo(Peer.cidr('198.51.100.0/24', { excluding: ['198.51.100.128/25'] }).on(Port.https())),
  ends: ['198.51.100.127', '198.51.100.128', '198.51.101.0'],
  expected: [
    [ENFORCING, exactly('shop/web > 198.51.100.127 on 443/TCP', 'shop/web > 198.51.100.9 on 443/TCP')],
    ...unenforced(),
  ],
};
