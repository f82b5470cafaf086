import { GatewayController } from '../../model/controller';
import { noneBut } from '../../model/feature';

const CORE = { url: 'https://gateway-api.sigs.k8s.io/reference/spec/', version: 'v1.6.1' };

/** A controller of which nothing is known but that it passes the core of the conformance tests. */
export const anyGateway: GatewayController = {
  title: 'the core of the Gateway API',
  capabilities: noneBut(CORE, {}),
  own: [],
  part: () => ({ objects: [], filters: () => [], annotations: {}, gaps: [] }),
};
