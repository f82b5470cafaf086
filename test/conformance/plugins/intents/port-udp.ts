import { Port } from '../../../../src';
import { exactly, Intent } from '../intent';
import { ENFORCING } from '../profiles';
import { unenforced } from '../unenforced';

/** A port of UDP, and the same number of TCP beside it that stays shut. */
export const PORT_UDP: Intent = {
  name: 'a port of UDP',
  declare: (shop) => shop.service('web').connections.allowTo(shop.service('gossip', { ports: [Port.http(8080), Port.udp(4242, { name: 'gossip' })] }).port('gossip')),
  ports: ['4242/UDP'],
  expected: [
    [ENFORCING, exactly('shop/web > shop/gossip on 4242/UDP')],
    ...unenforced(),
  ],
};
