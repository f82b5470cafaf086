import { API_SERVER } from './intents/api-server';
import { API_SERVER_ADDRESSES } from './intents/api-server-addresses';
import { DNS } from './intents/dns';
import { EDGE_ADDRESSES } from './intents/edge-addresses';
import { EDGE_GATEWAY } from './intents/edge-gateway';
import { EDGE_LOAD_BALANCER } from './intents/edge-load-balancer';
import { EDGE_NODE_PORT } from './intents/edge-node-port';
import { EDGE_OF_CILIUM } from './intents/edge-of-cilium';
import { EDGE_OF_CILIUM_OPEN } from './intents/edge-of-cilium-open';
import { INGRESS_CONTROLLER } from './intents/ingress-controller';
import { NODES } from './intents/nodes';
import { NODES_UNKNOWN } from './intents/nodes-unknown';
import { conformance } from './run';

conformance('parties of the cluster itself', [
  DNS,
  INGRESS_CONTROLLER,
  EDGE_OF_CILIUM,
  EDGE_OF_CILIUM_OPEN,
  EDGE_GATEWAY,
  EDGE_ADDRESSES,
  EDGE_LOAD_BALANCER,
  EDGE_NODE_PORT,
  API_SERVER,
  API_SERVER_ADDRESSES,
  NODES,
  NODES_UNKNOWN,
]);
