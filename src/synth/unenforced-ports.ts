import type { PluginModel } from '../clusters/plugins';
import { isSupported } from '../model/capability';
import { Flow } from '../model/endpoint';
import { Finding } from '../model/finding';
import { PluginCapability, PLUGIN_CAPABILITY_TITLES } from '../model/plugin-capability';
import { PortMatch } from '../model/port';

/** What ports can ask of a plugin beside their numbers. */
const ASKS: readonly { readonly capability: PluginCapability; readonly asks: (port: PortMatch) => boolean }[] = [
  { capability: 'endPort', asks: ({ port, endPort }) => endPort !== undefined && endPort !== port },
  { capability: 'sctp', asks: ({ protocol }) => protocol === 'SCTP' },
];

/**
 * The ports of a policy that the plugin does not enforce as they are written, one finding for each capability.
 *
 * Where it enforces no policy at all, that is told once for the cluster, and nothing is told here.
 */
export function unenforcedPorts({ name, enforces }: PluginModel, flows: readonly Flow[]): Finding[] {
  if (!isSupported(enforces.networkPolicy)) return [];
  return ASKS.flatMap(({ capability, asks }): Finding[] => {
    const support = enforces[capability];
    if (support.support !== 'no') return [];
    const keys = [...new Set(flows.filter(({ ports }) => ports.some(asks)).map(({ key }) => `\`${key}\``))].sort();
    const instead = support.instead ?? 'declare other ports, or say in `overrides` of the plugin that it does';
    return keys.length === 0 ? [] : [{
      code: 'NOT_ENFORCED',
      text: `network plugin \`${name}\` does not enforce ${PLUGIN_CAPABILITY_TITLES[capability]}, on which ${keys.join(', ')} ${keys.length === 1 ? 'relies' : 'rely'}: ${instead}`,
    }];
  });
}
