import { RuleSet } from '../../../reachability/rules';
import { NAMESPACE_NAME_LABEL } from '../../../reachability/snapshot';
import { conditionText, holds, LabelCondition } from '../../../sets/condition';
import { LabelSelector } from '../../../sets/selector';

/** Of some names of namespaces the first of each kind that rules tell apart by name alone. */
export function firstOfEachName(names: readonly string[], { policies, tiered }: RuleSet, selectors: readonly LabelSelector[]): string[] {
  const conditions = [...new Map(selectors.flatMap(conditionsOnName).map((one) => [conditionText(one), one])).values()];
  const named = new Set([
    ...policies.map(({ subject }) => subject.namespace),
    ...[...policies, ...tiered].flatMap(({ rules }) => rules.flatMap(({ peers }) => (peers === 'anyone' ? [] : peers))).flatMap((peer) => (
      peer.kind === 'pods' && peer.namespaces.kind === 'named' ? [peer.namespaces.name] : []
    )),
    ...tiered.flatMap(({ subject: { namespaces } }) => (namespaces.kind === 'named' ? [namespaces.name] : [])),
  ]);
  const first = new Map<string, string>();
  for (const name of names) {
    const labels = { [NAMESPACE_NAME_LABEL]: name };
    const key = named.has(name) ? name : conditions.map((one) => (holds(one, labels) ? '+' : '-')).join('');
    if (!first.has(key)) first.set(key, name);
  }
  return [...first.values()];
}

/** What a selector of namespaces asks of their names, piece by piece. */
function conditionsOnName({ matchLabels, matchExpressions, where }: LabelSelector): LabelCondition[] {
  const value = Object.hasOwn(matchLabels, NAMESPACE_NAME_LABEL) ? matchLabels[NAMESPACE_NAME_LABEL] : undefined;
  return [
    ...(value === undefined ? [] : [{ key: NAMESPACE_NAME_LABEL, operator: 'In' as const, values: [value] }]),
    ...[...matchExpressions, ...(where === undefined ? [] : leavesOf(where))].filter((one) => 'key' in one && one.key === NAMESPACE_NAME_LABEL),
  ];
}

function leavesOf(condition: LabelCondition): LabelCondition[] {
  switch (condition.operator) {
    case 'All':
    case 'Any': return condition.of.flatMap(leavesOf);
    case 'Not': return leavesOf(condition.of);
    case 'In':
    case 'NotIn':
    case 'Exists':
    case 'DoesNotExist':
    case 'Contains':
    case 'StartsWith':
    case 'EndsWith': return [condition];
  }
}
