import { Peer } from '../../../../src';
import { exactly, Intent } from '../intent';
import { ENFORCING } from '../profiles';
import { unenforced } from '../unenforced';

/** Every pod of one namespace may come in. */
export const WHOLE_NAMESPACE: Intent = {
  name: 'every pod of a namespace as a source',
  declare: (shop) => shop.service('web').connections.allowFrom(Peer.namespaceNamed('other')),
  expected: [
    [ENFORCING, exactly('other/stranger > shop/web on 8080/TCP', 'other/twin > shop/web on 8080/TCP')],
    ...unenforced(),
  ],
};
