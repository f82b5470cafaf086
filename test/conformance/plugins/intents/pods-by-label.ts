import { Peer, Port } from '../../../../src';
import { exactly, Intent } from '../intent';
import { ENFORCING } from '../profiles';
import { unenforced } from '../unenforced';

/** Pods of somebody else, by their labels. */
export const PODS_BY_LABEL: Intent = {
  name: 'pods of somebody else as a destination',
  declare: (shop) => shop.service('web').connections.allowTo(Peer.pods({ namespaceName: 'other', labels: { app: 'stranger' } }).on(Port.http(8080))),
  expected: [
    [ENFORCING, exactly('shop/web > other/stranger on 8080/TCP')],
    ...unenforced(),
  ],
};
