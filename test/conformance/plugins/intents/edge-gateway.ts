import { Edge, GatewayController } from '../../../../src';
import { exactly, Intent } from '../intent';
import { ENFORCING } from '../profiles';
import { unenforced } from '../unenforced';

/** A Gateway whose data plane runs beside it, in pods that bear its name. */
export const EDGE_GATEWAY: Intent = {
  name: 'an exposure by a Gateway that has pods',
  cluster: { edges: [Edge.gateway('public', { controller: GatewayController.ISTIO, namespaceName: 'infra' })] },
  declare: (shop) => shop.service('web').expose('Shop', { hosts: ['shop.example.com'] }),
  expected: [
    [ENFORCING, exactly('infra/gateway > shop/web on 8080/TCP')],
    ...unenforced(),
  ],
};
