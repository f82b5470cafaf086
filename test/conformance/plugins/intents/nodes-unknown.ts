import { Peer, Port } from '../../../../src';
import { nodesGap } from '../blocks';
import { exactly, gap, Intent } from '../intent';
import { CILIUM, ENFORCING, except, GKE } from '../profiles';
import { unenforced } from '../unenforced';

const GAP = '[shop/web] `the nodes on 9100/TCP` is about the nodes, and the cluster profile does not say where they are: give `ClusterProfile.of({ nodeCidrs: [\'10.0.0.0/16\'] })` (NODE_CIDRS_MISSING)';

/** The nodes, of which nobody has said where they are. */
export const NODES_UNKNOWN: Intent = {
  name: 'the nodes of a profile without node CIDRs',
  cluster: { nodeCidrs: [] },
  declare: (shop) => shop.service('web').connections.allowTo(Peer.nodes().on(Port.metrics(9100))),
  ports: ['9100/TCP'],
  expected: [
    [except(ENFORCING, CILIUM, GKE), gap([], GAP)],
    // there is a word for them, wherever they are
    [CILIUM, exactly()],
    // where they are would not help
    [GKE, gap([], nodesGap('the nodes on 9100/TCP'))],
    ...unenforced(GAP),
  ],
};
