import { Port, Workload } from '../../../../src';
import { statefulSet } from '../../../api/shop';
import { exactly, Intent } from '../intent';
import { ENFORCING } from '../profiles';
import { unenforced } from '../unenforced';

/** A StatefulSet of somebody else, which gains a policy of its own. */
export const EXISTING_WORKLOAD: Intent = {
  name: 'a workload of somebody else with a policy of its own',
  declare: (shop) => {
    const db = Workload.fromExisting(shop.chart, 'db', { workload: statefulSet(shop.chart, 'db', { app: 'db' }), ports: [Port.tcp(5432)], ownPolicy: true });
    shop.service('web').connections.allowTo(db);
  },
  ports: ['5432/TCP'],
  expected: [
    [ENFORCING, exactly('shop/web > shop/db on 5432/TCP')],
    ...unenforced(),
  ],
};
