import type { PluginModel } from '../clusters/plugins';
import { isSupported } from '../model/capability';
import { Finding } from '../model/finding';
import { DeclaredFlow } from '../model/intents';
import { PluginCapability } from '../model/plugin-capability';

/** What a flow asks of a plugin beyond peers by their labels and single ports of TCP and UDP. */
interface Ask {
  readonly capability: PluginCapability;
  /** Whether it is asked in core NetworkPolicy alone: the plugin's own API has other words for it. */
  readonly isOfCore?: boolean;
  readonly what: string;
  readonly asks: (flow: DeclaredFlow) => boolean;
}

/** A flow, and whether it is written in core NetworkPolicy. */
export interface WrittenFlow {
  readonly declared: DeclaredFlow;
  readonly isCore: boolean;
}

const ASKS: readonly Ask[] = [
  {
    capability: 'endPort',
    what: 'ranges of ports (`endPort`)',
    asks: ({ ports }) => ports.some(({ port, endPort }) => endPort !== undefined && endPort !== port),
  },
  { capability: 'sctp', what: 'SCTP', asks: ({ ports }) => ports.some(({ protocol }) => protocol === 'SCTP') },
  { capability: 'nodesInBlocks', isOfCore: true, what: 'blocks of addresses for nodes', asks: ({ party }) => party.kind === 'nodes' },
];

/**
 * The flows of a policy that the plugin does not enforce as they are written, one finding for each capability.
 *
 * Where it enforces no policy at all, that is told once for the cluster, and nothing is told here.
 */
export function unenforcedFlows({ name, enforces }: PluginModel, flows: readonly WrittenFlow[]): Finding[] {
  if (!isSupported(enforces.networkPolicy)) return [];
  return ASKS.flatMap(({ capability, isOfCore = false, what, asks }): Finding[] => {
    const support = enforces[capability];
    if (support.support !== 'no') return [];
    const keys = [...new Set(flows.filter(({ declared, isCore }) => (isCore || !isOfCore) && asks(declared)).map(({ declared: { key } }) => `\`${key}\``))].sort();
    const instead = support.instead ?? 'ask for something else, or say in `overrides` of the plugin that it does';
    return keys.length === 0 ? [] : [{
      code: 'NOT_ENFORCED',
      text: `network plugin \`${name}\` does not enforce ${what}, on which ${keys.join(', ')} ${keys.length === 1 ? 'relies' : 'rely'}: ${instead}`,
    }];
  });
}
