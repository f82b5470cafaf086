import { LockGiven } from './lock';
import { ClusterKnowledge } from '../verify/knowledge';

/** What a network plugin makes of policies, as a lock has it: kinds among its lines, whether there are any such policies or not. */
export interface LockPlugin extends Pick<LockGiven, 'unenforced'>, Pick<ClusterKnowledge, 'blocks' | 'deepNames' | 'tellsRequests'> {}

/** The kind of core policies, and that of those which lead connections through gateways. */
const [CORE, GATEWAYS] = ['NetworkPolicy', 'CiliumEgressGatewayPolicy'];

/** What of the knowledge about a cluster a lock says itself, so that nobody has to know the plugin who reads it. */
export function lockPlugin(
  { enforces: { networkPolicy, exceptKinds = [] }, leads = true, blocks, deepNames, tellsRequests }: ClusterKnowledge,
): LockPlugin {
  return {
    unenforced: [...(networkPolicy ? [] : [CORE]), ...exceptKinds, ...(leads ? [] : [GATEWAYS])],
    // what blocks take in is nobody's affair where no policy counts
    ...(networkPolicy && blocks !== undefined ? { blocks } : {}),
    ...(deepNames === undefined ? {} : { deepNames }),
    ...(tellsRequests === undefined ? {} : { tellsRequests }),
  };
}
