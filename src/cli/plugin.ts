import { PluginModel, unenforcedTierKinds } from '../clusters/plugins';
import { ClusterKnowledge, MeaningOnCluster, meaningOn, UnenforcedPorts } from '../compare/verify/knowledge';
import { pluginKnowledge } from '../compare/verify/plugin-knowledge';
import { readManifests } from '../dialects/read-manifests';
import { ReadMeaning } from '../reachability/meaning';
import { ClusterFacts } from '../reachability/snapshot';

/** What objects mean where only what a network plugin enforces counts, and what of them does not, as sentences. */
export function meaningOnPlugin(
  objects: readonly unknown[], facts: ClusterFacts, plugin: PluginModel,
): ReadMeaning & { readonly uncounted: readonly string[] } {
  const cluster: ClusterKnowledge = {
    podCidrs: textsOf(facts.podCidrs),
    nodeCidrs: textsOf(facts.nodeCidrs),
    ...(facts.apiServer === undefined ? {} : { apiServer: textsOf(facts.apiServer) }),
    ...pluginKnowledge(plugin, unenforcedTierKinds(plugin)),
  };
  const { unenforced, unled, partly, ...meaning } = meaningOn(cluster, objects, readManifests);
  return { ...meaning, uncounted: uncounted(plugin.name, cluster, { unenforced: [...unenforced, ...unled], partly }) };
}

function textsOf(cidrs: ClusterFacts['podCidrs'] = []): string[] {
  return cidrs.map(({ text }) => text);
}

const PORTS: Readonly<Record<UnenforcedPorts, string>> = { ranges: 'ranges of ports', sctp: 'SCTP' };

function uncounted(name: string, { enforces }: ClusterKnowledge, { unenforced, partly }: Pick<MeaningOnCluster, 'unenforced' | 'partly'>): string[] {
  const plugin = `network plugin \`${name}\``;
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
