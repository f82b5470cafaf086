/** Labels that an object carries. */
export type LabelMap = Readonly<Record<string, string>>;

/** One condition on one label. */
export type LabelRequirement =
  | { readonly key: string; readonly operator: 'In' | 'NotIn'; readonly values: readonly string[] }
  | { readonly key: string; readonly operator: 'Exists' | 'DoesNotExist' };

/** Conditions on labels, put together in any way: what selectors can say that are more than a list of conditions. */
export type LabelCondition =
  | LabelRequirement
  | { readonly key: string; readonly operator: 'Contains' | 'StartsWith' | 'EndsWith'; readonly text: string }
  /** All of them, or any: `All` of none holds always, `Any` of none never. */
  | { readonly operator: 'All' | 'Any'; readonly of: readonly LabelCondition[] }
  | { readonly operator: 'Not'; readonly of: LabelCondition };

/** Whether labels meet a condition. `NotIn` and `DoesNotExist` hold where the key is absent, and whatever is about a part of the value does not. */
export function holds(condition: LabelCondition, labels: LabelMap): boolean {
  switch (condition.operator) {
    case 'All': return condition.of.every((one) => holds(one, labels));
    case 'Any': return condition.of.some((one) => holds(one, labels));
    case 'Not': return !holds(condition.of, labels);
    case 'In': return condition.values.some((value) => value === valueOf(condition.key, labels));
    case 'NotIn': return !condition.values.some((value) => value === valueOf(condition.key, labels));
    case 'Exists': return valueOf(condition.key, labels) !== undefined;
    case 'DoesNotExist': return valueOf(condition.key, labels) === undefined;
    case 'Contains': return valueOf(condition.key, labels)?.includes(condition.text) === true;
    case 'StartsWith': return valueOf(condition.key, labels)?.startsWith(condition.text) === true;
    case 'EndsWith': return valueOf(condition.key, labels)?.endsWith(condition.text) === true;
  }
}

function valueOf(key: string, labels: LabelMap): string | undefined {
  return Object.hasOwn(labels, key) ? labels[key] : undefined;
}

/** The opposite of a condition, without `Not` wherever another operator says it. */
export function negated(condition: LabelCondition): LabelCondition {
  switch (condition.operator) {
    case 'All': return { operator: 'Any', of: condition.of.map(negated) };
    case 'Any': return { operator: 'All', of: condition.of.map(negated) };
    case 'Not': return condition.of;
    case 'In': return { ...condition, operator: 'NotIn' };
    case 'NotIn': return { ...condition, operator: 'In' };
    case 'Exists': return { ...condition, operator: 'DoesNotExist' };
    case 'DoesNotExist': return { ...condition, operator: 'Exists' };
    case 'Contains':
    case 'StartsWith':
    case 'EndsWith': return { operator: 'Not', of: condition };
  }
}

/** The canonical text of one condition on one label. */
export function requirementText(requirement: LabelRequirement): string {
  switch (requirement.operator) {
    case 'In': return equalityText(requirement.key, '=', 'in', requirement.values);
    case 'NotIn': return equalityText(requirement.key, '!=', 'notin', requirement.values);
    case 'Exists': return requirement.key;
    case 'DoesNotExist': return `!${requirement.key}`;
  }
}

/** The canonical text of a condition, such as `(app=web || tier ends with "-db")`: different conditions have different texts. */
export function conditionText(condition: LabelCondition): string {
  switch (condition.operator) {
    case 'All': return joined(condition.of, ' && ', 'all()');
    case 'Any': return joined(condition.of, ' || ', '!all()');
    case 'Not': return `!(${conditionText(condition.of)})`;
    case 'Contains': return `${condition.key} contains ${JSON.stringify(condition.text)}`;
    case 'StartsWith': return `${condition.key} starts with ${JSON.stringify(condition.text)}`;
    case 'EndsWith': return `${condition.key} ends with ${JSON.stringify(condition.text)}`;
    case 'In':
    case 'NotIn': return plainly(condition.values) ? requirementText(condition) : quotedText(condition);
    case 'Exists':
    case 'DoesNotExist': return requirementText(condition);
  }
}

function joined(conditions: readonly LabelCondition[], sign: string, none: string): string {
  return conditions.length === 0 ? none : `(${[...new Set(conditions.map(conditionText))].sort().join(sign)})`;
}

/** Whether values can be told from what is around them. */
function plainly(values: readonly string[]): boolean {
  return values.length > 0 && values.every((value) => /^[\w.-]*$/.test(value));
}

function quotedText({ key, operator, values }: Extract<LabelRequirement, { readonly operator: 'In' | 'NotIn' }>): string {
  return `${key} ${operator === 'In' ? 'in' : 'notin'} {${[...new Set(values)].sort().map((value) => JSON.stringify(value)).join(',')}}`;
}

function equalityText(key: string, sign: string, word: string, values: readonly string[]): string {
  const sorted = [...new Set(values)].sort();
  return sorted.length === 1 ? `${key}${sign}${sorted.join()}` : `${key} ${word} (${sorted.join(',')})`;
}
