import { Peer, Port } from '../../../../src';
import { NODES_BY_WORD, nodesGap } from '../blocks';
import { exactly, gap, Intent } from '../intent';
import { ENFORCING, except, GKE } from '../profiles';
import { unenforced } from '../unenforced';

/** The nodes, as a destination. */
export const NODES: Intent = {
  name: 'the nodes as a destination',
  declare: (shop) => shop.service('web').connections.allowTo(Peer.nodes().on(Port.metrics(9100))),
  ports: ['9100/TCP'],
  expected: [
    [except(ENFORCING, NODES_BY_WORD, GKE), exactly('shop/web > 10.0.0.7 on 9100/TCP')],
    // an address within the node CIDRs may be a node's
    [NODES_BY_WORD, { open: [], unknown: ['shop/web > 10.0.0.7 on 9100/TCP'], findings: [] }],
    [GKE, gap([], nodesGap('the nodes on 9100/TCP'))],
    ...unenforced(),
  ],
};
