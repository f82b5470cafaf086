import { Peer, Port } from '../../../../src';
import { exactly, Intent } from '../intent';
import { ENFORCING } from '../profiles';
import { unenforced } from '../unenforced';

/** The internet, and no private address. */
export const INTERNET: Intent = {
  name: 'the internet as a destination',
  declare: (shop) => shop.service('web').connections.allowTo(Peer.internet().on(Port.https())),
  expected: [
    [ENFORCING, exactly('shop/web > 8.8.8.8 on 443/TCP', 'shop/web > 2600::1 on 443/TCP', 'shop/web > 198.51.100.9 on 443/TCP')],
    ...unenforced(),
  ],
};
