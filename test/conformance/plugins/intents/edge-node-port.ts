import { Service, TrafficPolicy } from '../../../../src';
import { NODES_BY_WORD, nodesGap } from '../blocks';
import { gap, Intent } from '../intent';
import { ENFORCING, except, GKE } from '../profiles';
import { unenforced } from '../unenforced';

const GAP = '[shop/web] Service `web-np` shows nodes to its pods (externalTrafficPolicy `Cluster`), so nothing holds its clients to `198.51.100.0/24`: use `TrafficPolicy.LOCAL`, or say that everybody may come in, `[\'0.0.0.0/0\', \'::/0\']` (CANNOT_EXPRESS)';

/** A node port that hides its clients behind the nodes. */
export const EDGE_NODE_PORT: Intent = {
  name: 'a node port behind which clients are nodes',
  declare: (shop) => shop.service('web').addService('Np', Service.nodePort({ sourceRanges: ['198.51.100.0/24'], externalTrafficPolicy: TrafficPolicy.CLUSTER })),
  expected: [
    [except(ENFORCING, NODES_BY_WORD, GKE), gap(['10.0.0.7 > shop/web on 8080/TCP'], GAP)],
    // an address within the node CIDRs may be a node's
    [NODES_BY_WORD, gap([], GAP)],
    [GKE, gap([], nodesGap('the nodes on 8080/TCP'), GAP)],
    ...unenforced(GAP),
  ],
};
