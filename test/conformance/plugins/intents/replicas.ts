import { exactly, Intent } from '../intent';
import { ENFORCING } from '../profiles';
import { unenforced } from '../unenforced';

/** The replicas of one workload call each other. */
export const REPLICAS: Intent = {
  name: 'the replicas of a workload among themselves',
  declare: (shop) => shop.service('web').connections.allowInternally(),
  expected: [
    [ENFORCING, exactly('shop/web > shop/web on 8080/TCP')],
    ...unenforced(),
  ],
};
