import { Edge, GatewayController } from '../../../../src';
import { gap, Intent } from '../intent';
import { ENFORCING } from '../profiles';
import { unenforced } from '../unenforced';

const GAP = '[shop/web] core NetworkPolicy has no word for the Envoy of Cilium, which is on every node and has the identity `reserved:ingress`: `the ingress controller of edge public on 8080/TCP` would stay closed; set `openToAnyone: true` on edge `public`, by which exposed ports are open to everybody, or choose an edge whose data plane runs in pods (CANNOT_EXPRESS)';

/** The Envoy of Cilium comes in, which has an identity and no pod. */
export const EDGE_OF_CILIUM: Intent = {
  name: 'an exposure by the Gateway of Cilium',
  cluster: { edges: [Edge.gateway('public', { controller: GatewayController.CILIUM, namespaceName: 'infra' })] },
  declare: (shop) => shop.service('web').expose('Shop', { hosts: ['shop.example.com'] }),
  expected: [
    [ENFORCING, gap([], GAP)],
    ...unenforced(GAP),
  ],
};
