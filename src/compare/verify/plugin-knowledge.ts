import { ClusterKnowledge, UnenforcedPorts } from './knowledge';
import { isSupported, Support } from '../../model/capability';
import { PluginCapability } from '../../model/plugin-capability';

/** What a network plugin does. */
interface KnownPlugin {
  readonly enforces: Readonly<Record<PluginCapability, Support>>;
  readonly deepNames?: boolean;
  /** The API by which it is told of gateways, of those that are read; absent where there is none. */
  readonly egressGateways?: string;
}

/**
 * What of objects counts on a network plugin, and how it is meant.
 *
 * @param exceptKinds The kinds of policies, beside core ones, that count for nothing on it.
 */
export function pluginKnowledge(
  { enforces, deepNames, egressGateways }: KnownPlugin, exceptKinds: readonly string[],
): Omit<ClusterKnowledge, 'podCidrs' | 'nodeCidrs'> {
  const withoutPorts: UnenforcedPorts[] = [
    ...(isSupported(enforces.endPort) ? [] : ['ranges' as const]), ...(isSupported(enforces.sctp) ? [] : ['sctp' as const]),
  ];
  return {
    enforces: { networkPolicy: isSupported(enforces.networkPolicy), tiers: true, exceptKinds },
    leads: isSupported(enforces.egressGateway) && egressGateways !== undefined,
    tellsRequests: isSupported(enforces.http),
    withoutPorts,
    ...(deepNames === undefined ? {} : { deepNames }),
    blocks: { pods: isSupported(enforces.podsInBlocks), nodes: isSupported(enforces.nodesInBlocks) },
  };
}
