import { Peer } from '../../../../src';
import { byApi } from '../apis';
import { gap, Intent } from '../intent';
import { CILIUM } from '../profiles';
import { ADDRESSES, API_SERVER as API } from '../strangers';
import { unenforced } from '../unenforced';

const gapOf = (api: string) => `[shop/web] ${api} sees the API server by its addresses only, and the cluster profile has none: \`the API server on 443/TCP, 6443/TCP\` would stay closed; give them, as in \`ClusterProfile.of({ apiServer: { addresses: ['198.51.100.7/32'] } })\` (CANNOT_EXPRESS)`;

/** The API server, of which the profile has no address. */
export const API_SERVER: Intent = {
  name: 'the API server without an address',
  declare: (shop) => shop.service('web').connections.allowTo(Peer.apiServer()),
  ends: [API],
  ports: ['6443/TCP'],
  expected: [
    ...byApi((api) => gap([], gapOf(api)), CILIUM),
    // it is somewhere, and a rule about it is about wherever that is
    [CILIUM, {
      open: ['443/TCP', '6443/TCP'].map((port) => `shop/web > ${API} on ${port}`),
      unknown: ADDRESSES.flatMap((end) => [`shop/web > ${end} on 443/TCP`, `shop/web > ${end} on 6443/TCP`]),
      findings: [],
    }],
    ...unenforced(gapOf('core NetworkPolicy')),
  ],
};
