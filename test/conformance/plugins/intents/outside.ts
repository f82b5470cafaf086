import { Peer, Port } from '../../../../src';
import { exactly, Intent } from '../intent';
import { ENFORCING } from '../profiles';
import { unenforced } from '../unenforced';

/** Everybody outside, by private addresses, too, and nobody who is no other host. */
export const OUTSIDE: Intent = {
  name: 'everybody outside the cluster as a destination',
  declare: (shop) => shop.service('web').connections.allowTo(Peer.outside().on(Port.https())),
  ends: ['192.168.7.7', 'fd77::7', '169.254.169.254', 'fd00:ec2::254', '100.100.100.200'],
  expected: [
    [ENFORCING, exactly(...['8.8.8.8', '2600::1', '198.51.100.9', '10.99.0.1', '192.168.7.7', 'fd77::7'].map((end) => `shop/web > ${end} on 443/TCP`))],
    ...unenforced(),
  ],
};
