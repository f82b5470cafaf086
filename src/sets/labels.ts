import { holds } from './condition';
import { LabelMap, LabelRequirement, LabelSelector, matches } from './selector';

/** Labels that go beyond given ones by as few as can be, so that a selector matches them; nothing where none can. */
export function labelsMeeting(selector: LabelSelector, given: LabelMap): LabelMap | undefined {
  if (isRefused(selector, given)) return undefined;
  const labels: Record<string, string> = { ...given };
  const requirements = requirementsOf(selector);
  for (const key of new Set(requirements.map((one) => one.key))) {
    const own = requirements.filter((one) => one.key === key);
    if (Object.hasOwn(labels, key) || !own.some(({ operator }) => operator === 'In' || operator === 'Exists')) continue;
    const value = valueMeeting(own);
    if (value === undefined) return undefined;
    labels[key] = value;
  }
  return matches(selector, labels) ? labels : undefined;
}

/** Whether given labels fail a selector already, whatever goes beyond them. */
function isRefused({ matchLabels, matchExpressions }: LabelSelector, given: LabelMap): boolean {
  return Object.entries(given).some(([key, value]) => (Object.hasOwn(matchLabels, key) && matchLabels[key] !== value)
    || matchExpressions.some((one) => one.key === key && !holds(one, given)));
}

/**
 * Labels that go beyond given ones so that a selector does not match them which the given ones may well meet: those for each condition that an absent label
 * meets, and those for all of them.
 */
export function labelsFailing(selector: LabelSelector, given: LabelMap): LabelMap[] {
  const added = selector.matchExpressions.flatMap((one): LabelMap[] => {
    if (Object.hasOwn(given, one.key)) return [];
    switch (one.operator) {
      case 'NotIn': return [{ [one.key]: one.values[0] ?? '' }];
      case 'DoesNotExist': return [{ [one.key]: ANY }];
      case 'In':
      case 'Exists': return [];
    }
  });
  if (added.length === 0) return [];
  const together: LabelMap = Object.assign({}, ...added);
  return [...added, ...(added.length > 1 ? [together] : [])].map((labels) => ({ ...given, ...labels }));
}

/** A value that somebody may well choose. */
const ANY = 'any';

/** The first value that meets all conditions on one label, of which there is none but in the conditions themselves. */
function valueMeeting(requirements: readonly LabelRequirement[]): string | undefined {
  const listed = requirements.flatMap((one) => ('values' in one ? one.values : []));
  const free = [ANY, ...listed.map((value) => `${value}-${ANY}`)];
  return [...listed, ...free].find((value) => requirements.every((one) => {
    switch (one.operator) {
      case 'In': return one.values.includes(value);
      case 'NotIn': return !one.values.includes(value);
      case 'Exists': return true;
      case 'DoesNotExist': return false;
    }
  }));
}

function requirementsOf({ matchLabels, matchExpressions }: LabelSelector): LabelRequirement[] {
  return [...Object.entries(matchLabels).map(([key, value]): LabelRequirement => ({ key, operator: 'In', values: [value] })), ...matchExpressions];
}
