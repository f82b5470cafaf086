import { Peer } from '../../../../src';
import { exactly, Intent } from '../intent';
import { ENFORCING } from '../profiles';
import { unenforced } from '../unenforced';

/** Every pod of the namespaces with a label may come in. */
export const NAMESPACES_BY_LABEL: Intent = {
  name: 'namespaces by a label as a source',
  declare: (shop) => shop.service('web').connections.allowFrom(Peer.namespacesLabeled({ team: 'checkout' })),
  expected: [
    [ENFORCING, exactly('other/stranger > shop/web on 8080/TCP', 'other/twin > shop/web on 8080/TCP')],
    ...unenforced(),
  ],
};
