import { PluginModel, unenforcedTierKinds } from '../clusters/plugins';
import { LockPlugin, lockPlugin } from '../compare/lock/plugin';
import { ClusterKnowledge, meaningOn, Uncounted, uncountedOn, UnenforcedPorts } from '../compare/verify/knowledge';
import { pluginKnowledge } from '../compare/verify/plugin-knowledge';
import { readManifests } from '../dialects/read-manifests';
import { Meaning, ReadMeaning } from '../reachability/meaning';
import { ClusterFacts } from '../reachability/snapshot';

/** What objects mean where only what a network plugin enforces counts, and what of them does not, as sentences. */
export function meaningOnPlugin(
  objects: readonly unknown[], facts: ClusterFacts, plugin: PluginModel,
): ReadMeaning & { readonly uncounted: readonly string[] } {
  const cluster = clusterOf(plugin, facts);
  const { unenforced, unled, partly, ...meaning } = meaningOn(cluster, objects, readManifests);
  return { ...meaning, uncounted: uncountedText(plugin.name, cluster, { unenforced, unled, partly }) };
}

/** What a lock says of a network plugin, which it is made for without a look at the plugin again. */
export function lockPluginOf(plugin: PluginModel): LockPlugin {
  return lockPlugin(clusterOf(plugin));
}

/** What of rules, all of which have been read, does not count on a network plugin, as sentences. */
export function uncountedRules(plugin: PluginModel, { rules, sources }: Pick<Meaning, 'rules' | 'sources'>): string[] {
  const cluster = clusterOf(plugin);
  return uncountedText(plugin.name, cluster, uncountedOn(cluster, rules, sources));
}

function clusterOf(plugin: PluginModel, { podCidrs, nodeCidrs, apiServer }: ClusterFacts = {}): ClusterKnowledge {
  return {
    podCidrs: textsOf(podCidrs),
    nodeCidrs: textsOf(nodeCidrs),
    ...(apiServer === undefined ? {} : { apiServer: textsOf(apiServer) }),
    ...pluginKnowledge(plugin, unenforcedTierKinds(plugin)),
  };
}

function textsOf(cidrs: ClusterFacts['podCidrs'] = []): string[] {
  return cidrs.map(({ text }) => text);
}

const PORTS: Readonly<Record<UnenforcedPorts, string>> = { ranges: 'ranges of ports', sctp: 'SCTP' };

function uncountedText(name: string, { enforces }: ClusterKnowledge, { unenforced: tiered, unled, partly }: Uncounted): string[] {
  const plugin = `network plugin \`${name}\``;
  const unenforced = [...tiered, ...unled];
  return [
    ...(enforces.networkPolicy ? [] : [`${plugin} enforces no NetworkPolicy, and those of these manifests count for nothing`]),
    ...(unenforced.length === 0 ? [] : [`${plugin} does not enforce, and so does not count, ${namesText(unenforced)}`]),
    ...(['ranges', 'sctp'] as const).flatMap((ports) => {
      const policies = partly.filter((one) => one.ports === ports).map(({ policy }) => policy);
      return policies.length === 0 ? [] : [`${plugin} does not enforce ${PORTS[ports]} as they are written; read as if it did: ${namesText(policies)}`];
    }),
  ];
}

/** So many are told, and of the others how many there are. */
const NAMES_AT_MOST = 5;

function namesText(names: readonly string[]): string {
  const told = names.slice(0, NAMES_AT_MOST).join(', ');
  return names.length > NAMES_AT_MOST ? `${told} and ${names.length - NAMES_AT_MOST} more` : told;
}
