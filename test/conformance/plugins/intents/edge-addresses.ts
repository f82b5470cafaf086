import { Edge, Tls } from '../../../../src';
import { exactly, Intent } from '../intent';
import { ENFORCING } from '../profiles';
import { unenforced } from '../unenforced';

/** A load balancer of a cloud that dials the pods from its subnets. */
export const EDGE_ADDRESSES: Intent = {
  name: 'an edge that has addresses and no pods',
  cluster: { edges: [Edge.awsAlb('public', { subnetCidrs: ['192.0.2.0/28'] })] },
  declare: (shop) => shop.service('web').expose('Shop', { hosts: ['shop.example.com'], tls: Tls.edge() }),
  ends: ['192.0.2.7', '192.0.2.16'],
  expected: [
    [ENFORCING, exactly('192.0.2.7 > shop/web on 8080/TCP')],
    ...unenforced(),
  ],
};
