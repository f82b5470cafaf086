import { Service } from '../../../../src';
import { exactly, Intent } from '../intent';
import { ENFORCING } from '../profiles';
import { unenforced } from '../unenforced';

/** A load balancer that shows its clients. */
export const EDGE_LOAD_BALANCER: Intent = {
  name: 'a load balancer for some clients',
  declare: (shop) => shop.service('web').addService('Lb', Service.loadBalancer({ sourceRanges: ['198.51.100.0/24'] })),
  expected: [
    [ENFORCING, exactly('198.51.100.9 > shop/web on 8080/TCP')],
    ...unenforced(),
  ],
};
