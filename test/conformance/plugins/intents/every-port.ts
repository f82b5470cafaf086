import { Peer } from '../../../../src';
import { exactly, Intent } from '../intent';
import { ENFORCING } from '../profiles';
import { unenforced } from '../unenforced';

/** Every port of some addresses. */
export const EVERY_PORT: Intent = {
  name: 'every port of a block of addresses',
  declare: (shop) => shop.service('web').connections.allowTo(Peer.cidr('198.51.100.0/24').onEveryPort()),
  ports: ['4242/SCTP'],
  expected: [
    [ENFORCING, exactly(...['443/TCP', '8080/TCP', '8080/UDP', '4242/TCP', '4242/SCTP'].map((port) => `shop/web > 198.51.100.9 on ${port}`))],
    ...unenforced(),
  ],
};
