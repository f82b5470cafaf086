import { Peer } from '../../../../src';
import { exactly, Intent } from '../intent';
import { CILIUM, ENFORCING, except } from '../profiles';
import { ADDRESSES, API_SERVER as API } from '../strangers';
import { unenforced } from '../unenforced';

/** The API server at an address of the profile. */
export const API_SERVER_ADDRESSES: Intent = {
  name: 'the API server at an address',
  cluster: { apiServer: { addresses: ['192.0.2.10/32'] } },
  declare: (shop) => shop.service('web').connections.allowTo(Peer.apiServer()),
  ends: ['192.0.2.10', API],
  ports: ['6443/TCP'],
  expected: [
    [except(ENFORCING, CILIUM), exactly('shop/web > 192.0.2.10 on 443/TCP', 'shop/web > 192.0.2.10 on 6443/TCP')],
    // it is somewhere, and a rule about it is about wherever that is
    [CILIUM, {
      open: ['443/TCP', '6443/TCP'].map((port) => `shop/web > ${API} on ${port}`),
      unknown: [...ADDRESSES, '192.0.2.10'].flatMap((end) => [`shop/web > ${end} on 443/TCP`, `shop/web > ${end} on 6443/TCP`]),
      findings: [],
    }],
    ...unenforced(),
  ],
};
