import { WrittenObjects } from './written';
import { unenforcedTierKinds } from '../clusters/plugins';
import type { ClusterProfileModel } from '../clusters/profile';
import { ClusterKnowledge, MeaningOnCluster, meaningOn } from '../compare/verify/knowledge';
import { pluginKnowledge } from '../compare/verify/plugin-knowledge';
import { readManifests } from '../dialects/read-manifests';

/** What a profile says that objects do not. */
export function knowledgeOf({ plugin, podCidrs, nodeCidrs }: ClusterProfileModel): ClusterKnowledge {
  return { podCidrs, nodeCidrs, ...pluginKnowledge(plugin, unenforcedTierKinds(plugin)) };
}

/** What is written never changes, and several proofs ask what it means. */
const READ = new WeakMap<WrittenObjects, MeaningOnCluster>();

/** What the objects of a cluster mean on it, read back once. */
export function readBack(objects: WrittenObjects, profile: ClusterProfileModel): MeaningOnCluster {
  const known = READ.get(objects) ?? meaningOn(knowledgeOf(profile), objects.json, readManifests);
  READ.set(objects, known);
  return known;
}
