import { ClusterKnowledge, UnenforcedPorts } from './knowledge';
import { isSupported, Support } from '../../model/capability';
import { PluginCapability } from '../../model/plugin-capability';

/**
 * What of objects counts on a network plugin.
 *
 * @param exceptKinds The kinds of policies, beside core ones, that count for nothing on it.
 */
export function pluginKnowledge(
  enforces: Readonly<Record<PluginCapability, Support>>, exceptKinds: readonly string[],
): Omit<ClusterKnowledge, 'podCidrs' | 'nodeCidrs'> {
  const withoutPorts: UnenforcedPorts[] = [
    ...(isSupported(enforces.endPort) ? [] : ['ranges' as const]), ...(isSupported(enforces.sctp) ? [] : ['sctp' as const]),
  ];
  return {
    enforces: { networkPolicy: isSupported(enforces.networkPolicy), tiers: true, exceptKinds },
    tellsRequests: isSupported(enforces.http),
    withoutPorts,
    blocks: { pods: isSupported(enforces.podsInBlocks), nodes: isSupported(enforces.nodesInBlocks) },
  };
}
