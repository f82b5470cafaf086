import { Peer, Port } from '../../../../src';
import { callMissing, WITHOUT_NODES } from '../blocks';
import { exactly, gap, Intent } from '../intent';
import { ENFORCING, except } from '../profiles';
import { unenforced } from '../unenforced';

/** A block that has nodes in it. */
export const CIDR_OF_NODES: Intent = {
  name: 'a block of addresses with nodes in it',
  declare: (shop) => shop.service('web').connections.allowTo(Peer.cidr('10.0.0.0/24').on(Port.https())),
  expected: [
    [except(ENFORCING, WITHOUT_NODES), exactly('shop/web > 10.0.0.7 on 443/TCP')],
    [WITHOUT_NODES, gap([], callMissing('10.0.0.0/24', 443))],
    ...unenforced(),
  ],
};
