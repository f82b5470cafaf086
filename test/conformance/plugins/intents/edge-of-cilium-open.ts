import { Edge, GatewayController } from '../../../../src';
import { gap, Intent } from '../intent';
import { CILIUM, ENFORCING, except } from '../profiles';
import { ENDS } from '../strangers';
import { unenforced } from '../unenforced';

const GAP = 'warning: [shop/web] no policy can name the data plane of edge `public`, so `the ingress controller of edge public on 8080/TCP` is open to everybody (`openToAnyone`), which is wider than what is asked for (APPROXIMATED)';
const NEEDLESS = 'warning: [shop/web] edge `public` says that no policy can name its data plane, so `the ingress controller of edge public on 8080/TCP` is open to everybody (`openToAnyone`), which is wider than what is asked for: leave it out, since the policies of `{plugin}` can (APPROXIMATED)';

/** The same where somebody has said that everybody may come in. */
export const EDGE_OF_CILIUM_OPEN: Intent = {
  name: 'an exposure by the Gateway of Cilium that may be open to anyone',
  cluster: { edges: [Edge.gateway('public', { controller: GatewayController.CILIUM, namespaceName: 'infra', openToAnyone: true })] },
  declare: (shop) => shop.service('web').expose('Shop', { hosts: ['shop.example.com'] }),
  expected: [
    [except(ENFORCING, CILIUM), gap(ENDS.map((end) => `${end} > shop/web on 8080/TCP`), GAP)],
    [CILIUM, gap(ENDS.map((end) => `${end} > shop/web on 8080/TCP`), NEEDLESS)],
    ...unenforced(GAP),
  ],
};
