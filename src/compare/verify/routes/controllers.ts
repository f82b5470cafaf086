import { Asked } from '../../../model/asked';
import { EdgeModel } from '../../../model/edge';
import { Endpoint, PodsEndpoint } from '../../../model/endpoint';
import { Workload } from '../../../reachability/workload';
import { matches, selectorOf } from '../../../sets/selector';
import { ProofFinding } from '../finding';
import { World } from '../world';

/**
 * The labels of an ingress controller are a belief of the cluster profile, which what is written and what was asked share: neither can tell that it is
 * wrong. The manifests can where they have workloads of the controller's namespace, and none of those is it.
 */
export function controllerFindings(asked: Asked, world: World): ProofFinding[] {
  const called = calledBy(asked);
  return asked.edges.flatMap((edge) => podsOf(edge).filter((pods) => called.has(keyOf(pods))).flatMap((pods): ProofFinding[] => {
    const neighbours = neighboursOf(pods, world);
    return neighbours.length === 0 || neighbours.some(({ labels }) => matches(selectorOf(labelsOf(pods)), labels)) ? [] : [{ kind: 'controllerMissing', edge, pods, neighbours }];
  }));
}

/** The peers that somebody of ours is to be called by: an edge through which nothing is exposed is of no account. */
function calledBy({ workloads }: Asked): Set<string> {
  return new Set(workloads.flatMap(({ ingress }) => ingress.flatMap(({ peers }) => peers)).flatMap((peer) => (peer.kind === 'pods' ? [keyOf(peer)] : [])));
}

function podsOf({ controllers }: EdgeModel): PodsEndpoint[] {
  return controllers.flatMap((one: Endpoint) => (one.kind === 'pods' ? [one] : []));
}

function keyOf({ namespaces, pods }: PodsEndpoint): string {
  return JSON.stringify([namespaces, pods === 'all' ? pods : Object.entries(pods).sort()]);
}

function labelsOf({ pods }: PodsEndpoint): Readonly<Record<string, string>> {
  return pods === 'all' ? {} : pods;
}

/** The workloads of the manifests in the namespace of a controller; none where that is not named. */
function neighboursOf({ namespaces }: PodsEndpoint, { snapshot, strangers }: World): Workload[] {
  if (namespaces === 'all' || !('name' in namespaces)) return [];
  return snapshot.workloads.filter((workload) => workload.namespace === namespaces.name && !strangers.has(workload));
}
