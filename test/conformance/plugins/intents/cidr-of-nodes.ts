import { Peer, Port } from '../../../../src';
import { exactly, Intent } from '../intent';
import { ENFORCING } from '../profiles';
import { unenforced } from '../unenforced';

/** A block that has nodes in it. */
export const CIDR_OF_NODES: Intent = {
  name: 'a block of addresses with nodes in it',
  declare: (shop) => shop.service('web').connections.allowTo(Peer.cidr('10.0.0.0/24').on(Port.https())),
  expected: [
    [ENFORCING, exactly('shop/web > 10.0.0.7 on 443/TCP')],
    ...unenforced(),
  ],
};
