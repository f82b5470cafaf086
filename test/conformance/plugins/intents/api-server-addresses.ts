import { Peer } from '../../../../src';
import { exactly, Intent } from '../intent';
import { ENFORCING } from '../profiles';
import { unenforced } from '../unenforced';

/** The API server at an address of the profile. */
export const API_SERVER_ADDRESSES: Intent = {
  name: 'the API server at an address',
  cluster: { apiServer: { addresses: ['192.0.2.10/32'] } },
  declare: (shop) => shop.service('web').connections.allowTo(Peer.apiServer()),
  ends: ['192.0.2.10'],
  ports: ['6443/TCP'],
  expected: [
    [ENFORCING, exactly('shop/web > 192.0.2.10 on 443/TCP', 'shop/web > 192.0.2.10 on 6443/TCP')],
    ...unenforced(),
  ],
};
