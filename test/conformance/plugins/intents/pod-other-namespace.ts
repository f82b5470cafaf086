import { exactly, Intent } from '../intent';
import { ENFORCING } from '../profiles';
import { unenforced } from '../unenforced';

/** One workload calls another of another namespace: the name of the namespace and the labels of the pod belong together. */
export const POD_OTHER_NAMESPACE: Intent = {
  name: 'a workload that calls one of another namespace',
  declare: (shop) => shop.service('web').connections.allowTo(shop.service('api', {}, 'back')),
  expected: [
    [ENFORCING, exactly('shop/web > back/api on 8080/TCP')],
    ...unenforced(),
  ],
};
