import { objectText, SnapshotProblem } from './objects';
import { NamespaceMatch, RuleSet } from './rules';
import { peersOf } from './rules/peers';
import { SourceAddressRule } from './rules/source-addresses';
import { matchesNamespace, Snapshot } from './snapshot';
import { Workload } from './workload';
import { groupedBy } from '../sets/groups';
import { LabelMap, LabelSelector, matches } from '../sets/selector';

/** Some pods, as the subject or a peer of a policy names them. */
export interface NamedPods {
  readonly namespaces: NamespaceMatch;
  readonly pods: LabelSelector;
}

/** What the subjects and the peers of all policies name. */
export function namedPodsOf({ policies, tiered }: RuleSet): NamedPods[] {
  const subjects = policies.map(({ subject }): NamedPods => ({ namespaces: { kind: 'named', name: subject.namespace }, pods: subject.pods }));
  const peers = peersOf({ policies, tiered }).flatMap((peer) => (peer.kind === 'pods' ? [peer] : []));
  return [...subjects, ...tiered.map(({ subject }) => subject), ...peers];
}

/** Whether a workload is among some pods, were it not on the host network. */
export function isNamed({ namespaces, pods }: NamedPods, snapshot: Snapshot, workload: Workload): boolean {
  return matchesNamespace(namespaces, snapshot, workload) && matches(pods, workload.labels);
}

/**
 * The controllers whose Pods differ in labels by which some policy tells them apart. Kubernetes treats each Pod by its own labels; but where Pods stand
 * for their controller, there is no one answer for it.
 */
export function controllersToldApart(snapshot: Snapshot, rules: RuleSet, sources: readonly SourceAddressRule[] = []): SnapshotProblem[] {
  const named = [...namedPodsOf(rules), ...sources.flatMap(({ subjects }) => subjects)];
  const groups = groupedBy(snapshot.workloads, ({ namespace, controller }) => (
    controller === undefined ? undefined : objectText({ ...controller, namespace })
  ));
  return [...groups].flatMap(([object, pods]) => {
    if (object === undefined) return [];
    const toldApart = named.some((one) => new Set(pods.map((pod) => isNamed(one, snapshot, pod))).size > 1);
    return toldApart ? [{ object, path: 'metadata.labels', text: textOf(pods) }] : [];
  });
}

function textOf(pods: readonly Workload[]): string {
  return `its Pods ${pods.map(({ name }) => `\`${name}\``).join(', ')} differ in the labels ${differingKeys(pods.map(({ labels }) => labels)).join(', ')}, `
    + 'by which policies tell them apart; Pods of one controller must be alike';
}

function differingKeys(labels: readonly LabelMap[]): string[] {
  const keys = [...new Set(labels.flatMap((one) => Object.keys(one)))].sort();
  return keys.filter((key) => new Set(labels.map((one) => one[key])).size > 1).map((key) => `\`${key}\``);
}
