import { objectText, SnapshotProblem } from './objects';
import { RuleSet } from './rules';
import { podSelectorsOf } from './rules/peers';
import { Snapshot } from './snapshot';
import { Workload } from './workload';
import { groupedBy } from '../sets/groups';
import { LabelMap, matches } from '../sets/selector';

/**
 * The controllers whose Pods differ in labels by which some policy tells them apart. Kubernetes treats each Pod by its own labels; but where Pods stand
 * for their controller, as in a list of workloads, there is no one answer for it.
 */
export function controllersToldApart(snapshot: Snapshot, rules: RuleSet): SnapshotProblem[] {
  const selectors = podSelectorsOf(rules);
  const groups = groupedBy(snapshot.workloads, ({ namespace, controller }) => (
    controller === undefined ? undefined : objectText({ ...controller, namespace })
  ));
  return [...groups].flatMap(([object, pods]) => {
    if (object === undefined) return [];
    const toldApart = selectors.some((selector) => new Set(pods.map(({ labels }) => matches(selector, labels))).size > 1);
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
