import { Peer, Port } from '../../../../src';
import { nodesGap, WITHOUT_NODES } from '../blocks';
import { gap, Intent, Row } from '../intent';
import { ENFORCING, except } from '../profiles';
import { unenforced } from '../unenforced';

const GAP = '[shop/web] `the nodes on 9100/TCP` is about the nodes, and the cluster profile does not say where they are: give `ClusterProfile.of({ nodeCidrs: [\'10.0.0.0/16\'] })` (NODE_CIDRS_MISSING)';

/** The nodes, of which nobody has said where they are. */
export const NODES_UNKNOWN: Intent = {
  name: 'the nodes of a profile without node CIDRs',
  cluster: { nodeCidrs: [] },
  declare: (shop) => shop.service('web').connections.allowTo(Peer.nodes().on(Port.metrics(9100))),
  ports: ['9100/TCP'],
  expected: [
    [except(ENFORCING, ...WITHOUT_NODES.map(([profiles]) => profiles)), gap([], GAP)],
    ...WITHOUT_NODES.map(([profiles, instead]): Row => [profiles, gap([], nodesGap('the nodes on 9100/TCP', instead), GAP)]),
    ...unenforced(GAP),
  ],
};
