import { Edge, GatewayController } from '../../../../src';
import { byApi } from '../apis';
import { exactly, gap, Intent } from '../intent';
import { CILIUM } from '../profiles';
import { ENVOY } from '../strangers';
import { unenforced } from '../unenforced';

const gapOf = (api: string) => `[shop/web] ${api} has no word for the Envoy of Cilium, which is on every node and has the identity \`reserved:ingress\`: \`the ingress controller of edge public on 8080/TCP\` would stay closed; say that Cilium is the network plugin, as in \`ClusterProfile.of({ plugin: NetworkPlugin.cilium() })\`, whose own policies name it, set \`openToAnyone: true\` on edge \`public\`, by which exposed ports are open to everybody, or choose an edge whose data plane runs in pods (CANNOT_EXPRESS)`;

/** The Envoy of Cilium comes in, which has an identity and no pod. */
export const EDGE_OF_CILIUM: Intent = {
  name: 'an exposure by the Gateway of Cilium',
  cluster: { edges: [Edge.gateway('public', { controller: GatewayController.CILIUM, namespaceName: 'infra' })] },
  declare: (shop) => shop.service('web').expose('Shop', { hosts: ['shop.example.com'] }),
  ends: [ENVOY],
  expected: [
    ...byApi((api) => gap([], gapOf(api)), CILIUM),
    [CILIUM, exactly(`${ENVOY} > shop/web on 8080/TCP`)],
    ...unenforced(gapOf('core NetworkPolicy')),
  ],
};
