import { Peer, Port } from '../../../../src';
import { callMissing, nodesGap, WITHOUT_NODES } from '../blocks';
import { exactly, gap, Intent, Row } from '../intent';
import { ENFORCING, except } from '../profiles';
import { unenforced } from '../unenforced';

/** The nodes, as a destination. */
export const NODES: Intent = {
  name: 'the nodes as a destination',
  declare: (shop) => shop.service('web').connections.allowTo(Peer.nodes().on(Port.metrics(9100))),
  ports: ['9100/TCP'],
  expected: [
    [except(ENFORCING, ...WITHOUT_NODES.map(([profiles]) => profiles)), exactly('shop/web > 10.0.0.7 on 9100/TCP')],
    ...WITHOUT_NODES.map(([profiles, instead]): Row => [profiles, gap([], nodesGap('the nodes on 9100/TCP', instead), callMissing('10.0.0.0/16', 9100))]),
    ...unenforced(),
  ],
};
