import { CONFORMANT } from '../clusters/profile';
import { SystemFlow, systemFlowsTo } from '../compare/system/flow';

/** The system flows of a conformant cluster: as long as nobody says more of it, its DNS is where Kubernetes puts it. */
export function systemFlows(): SystemFlow[] {
  const { peers, ports } = CONFORMANT.dns;
  return systemFlowsTo(peers, ports);
}
