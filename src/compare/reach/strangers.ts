import { PodsEndpoint } from '../../model/endpoint';
import { namespaceLabels, NAMESPACE_NAME_LABEL, Snapshot } from '../../reachability/snapshot';
import { workloadsLabelled } from '../../reachability/workload-index';
import { labelsFailing, labelsMeeting } from '../../sets/labels';
import { LabelMap, matches, selectorOf, selectorText } from '../../sets/selector';
import { NOWHERE, PodsPeer, Stranger, StrangerKind, strangerOf } from '../verify/strangers';

/**
 * The pods that a peer means and that are not among the manifests: one with exactly its labels in each namespace that it means, and beside it those that
 * rules tell from it by further labels, of the pod or of its namespace.
 *
 * A rule that lets pods in by their labels, and one that shuts pods out by them, is about pods that the peer means, too, though not about all of them.
 * Where a workload of the manifests carries the labels of the peer, it is the one that is meant, and not a pod like it.
 */
export function strangersMeant(endpoint: PodsEndpoint, snapshot: Snapshot, peers: readonly PodsPeer[]): Stranger[] {
  const own = endpoint.pods === 'all' ? {} : endpoint.pods;
  const kinds = placesOf(endpoint, snapshot).filter((place) => !isPresent(place, own, snapshot)).flatMap((place) => [
    { namespace: place, pods: own },
    ...peers.flatMap((peer) => kindsOf(place, own, peer, snapshot)),
  ]);
  return [...new Map(kinds.map((kind) => [textOf(kind), kind])).values()].map(strangerOf);
}

function textOf({ namespace, pods }: StrangerKind): string {
  return JSON.stringify([namespace, selectorText(selectorOf(pods))]);
}

/** The namespaces that a peer means: those that are known, and one with just the labels that it asks for. */
function placesOf({ namespaces }: PodsEndpoint, snapshot: Snapshot): StrangerKind['namespace'][] {
  if (namespaces === 'all') return [...snapshot.namespaces.keys(), NOWHERE];
  if ('name' in namespaces) return [namespaces.name];
  const selector = selectorOf(namespaces.labels);
  return [...[...snapshot.namespaces].filter(([, labels]) => matches(selector, labels)).map(([name]) => name), placeOf(namespaces.labels)];
}

/** The pods of a namespace that a peer of a rule takes in, or leaves out, by labels that not all of them need to have. */
function kindsOf(place: StrangerKind['namespace'], own: LabelMap, { namespaces, pods }: PodsPeer, snapshot: Snapshot): StrangerKind[] {
  const isKnown = typeof place === 'string' && place !== NOWHERE;
  if (namespaces.kind === 'named' && namespaces.name !== place) return [];
  if (isKnown && namespaces.kind === 'labelled' && !matches(namespaces.selector, namespaceLabels(snapshot, place))) return [];
  const places = isKnown || namespaces.kind === 'named' ? [place] : [
    ...[labelsMeeting(namespaces.selector, labelsOf(place))].flatMap((labels) => (labels === undefined ? [] : [labels])),
    ...labelsFailing(namespaces.selector, labelsOf(place)),
  ].map(placeOf).filter((one) => !snapshot.namespaces.has(nameOf(one)));
  const isMore = (one: LabelMap | undefined): one is LabelMap => one !== undefined && Object.keys(one).length > Object.keys(own).length;
  const labels = [labelsMeeting(pods, own), ...labelsFailing(pods, own)].filter(isMore);
  return places.flatMap((namespace) => [own, ...labels].map((one): StrangerKind => ({ namespace, pods: one })));
}

/** The name of a namespace, where it is told; what is known of one by that name need not be made up. */
function nameOf(place: StrangerKind['namespace']): string {
  return typeof place === 'string' ? place : place[NAMESPACE_NAME_LABEL] ?? NOWHERE;
}

function labelsOf(place: StrangerKind['namespace']): LabelMap {
  return typeof place === 'string' ? {} : place;
}

/** A namespace by its labels: its name alone is enough, and without any label it is one of which nothing is known. */
function placeOf(labels: LabelMap): StrangerKind['namespace'] {
  const { [NAMESPACE_NAME_LABEL]: name, ...others } = labels;
  if (Object.keys(others).length > 0) return labels;
  return name ?? NOWHERE;
}

function isPresent(namespace: StrangerKind['namespace'], pods: LabelMap, snapshot: Snapshot): boolean {
  return typeof namespace === 'string' && Object.keys(pods).length > 0 && workloadsLabelled(snapshot, namespace, pods).length > 0;
}
