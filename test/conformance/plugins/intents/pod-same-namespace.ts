import { Port } from '../../../../src';
import { exactly, Intent } from '../intent';
import { ENFORCING } from '../profiles';
import { unenforced } from '../unenforced';

/** One workload calls its neighbour on its default port, which is not that of the metrics. */
export const POD_SAME_NAMESPACE: Intent = {
  name: 'a workload that calls its neighbour on its default port',
  declare: (shop) => shop.service('web').connections.allowTo(shop.service('api', { ports: [Port.metrics(9100), Port.http(8080, { servicePort: 80 })] })),
  ports: ['80/TCP', '9100/TCP'],
  expected: [
    [ENFORCING, exactly('shop/web > shop/api on 8080/TCP')],
    ...unenforced(),
  ],
};
