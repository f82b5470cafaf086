import { Edge, GatewayController } from '../../../../src';
import { gap, Intent } from '../intent';
import { ENFORCING } from '../profiles';
import { ENDS } from '../strangers';
import { unenforced } from '../unenforced';

const GAP = 'warning: [shop/web] no policy can name the data plane of edge `public`, so `the ingress controller of edge public on 8080/TCP` is open to everybody (`openToAnyone`), which is wider than what is asked for (APPROXIMATED)';

/** The same where somebody has said that everybody may come in. */
export const EDGE_OF_CILIUM_OPEN: Intent = {
  name: 'an exposure by the Gateway of Cilium that may be open to anyone',
  cluster: { edges: [Edge.gateway('public', { controller: GatewayController.CILIUM, namespaceName: 'infra', openToAnyone: true })] },
  declare: (shop) => shop.service('web').expose('Shop', { hosts: ['shop.example.com'] }),
  expected: [
    [ENFORCING, gap(ENDS.map((end) => `${end} > shop/web on 8080/TCP`), GAP)],
    ...unenforced(GAP),
  ],
};
