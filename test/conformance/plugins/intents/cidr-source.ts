import { Peer } from '../../../../src';
import { exactly, Intent } from '../intent';
import { ENFORCING } from '../profiles';
import { unenforced } from '../unenforced';

/** A block of addresses comes in. */
export const CIDR_SOURCE: Intent = {
  name: 'a block of addresses as a source',
  declare: (shop) => shop.service('web').connections.allowFrom(Peer.cidr('198.51.100.0/24', { excluding: ['198.51.100.128/25'] })),
  ends: ['198.51.100.127', '198.51.100.128', '198.51.101.0'],
  expected: [
    [ENFORCING, exactly('198.51.100.127 > shop/web on 8080/TCP', '198.51.100.9 > shop/web on 8080/TCP')],
    ...unenforced(),
  ],
};
