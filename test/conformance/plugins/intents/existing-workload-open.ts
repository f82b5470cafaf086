import { Port, Workload } from '../../../../src';
import { statefulSet } from '../../../api/shop';
import { exactly, Intent } from '../intent';
import { ENFORCING } from '../profiles';
import { unenforced } from '../unenforced';

/** A StatefulSet of somebody else without one: it is called, and never isolated. */
export const EXISTING_WORKLOAD_OPEN: Intent = {
  name: 'a workload of somebody else without a policy',
  declare: (shop) => {
    const db = Workload.fromExisting(shop.chart, 'db', { workload: statefulSet(shop.chart, 'db', { app: 'db' }), ports: [Port.tcp(5432)] });
    shop.service('web').connections.allowTo(db);
  },
  about: ['shop/web'],
  ports: ['5432/TCP'],
  expected: [
    [ENFORCING, exactly('shop/web > shop/db on 5432/TCP')],
    ...unenforced(),
  ],
};
