import { Field } from './field';
import { isLabelKey, isLabelValue, LabelRequirement, LabelSelector } from '../sets/selector';

/** The selector of a field that is present; an empty one matches everything. */
export function readSelector(field: Field): LabelSelector {
  const { matchLabels, matchExpressions } = field.members('matchLabels', 'matchExpressions');
  const labels = matchLabels.entries().map(([key, value]): [string, string] => [readKey(key, value), readValue(value)]);
  return { matchLabels: Object.fromEntries(labels), matchExpressions: matchExpressions.items().flatMap(readRequirement) };
}

function readRequirement(field: Field): LabelRequirement[] {
  const members = field.members('key', 'operator', 'values');
  const key = readKey(members.key.text() ?? '', members.key);
  const values = members.values.items().map(readValue);
  const operator = members.operator.text();
  switch (operator) {
    case 'In':
    case 'NotIn':
      if (values.length === 0) members.values.refuse('VALUES_MISSING', `operator \`${operator}\` needs at least one value`);
      return [{ key, operator, values }];
    case 'Exists':
    case 'DoesNotExist':
      if (values.length > 0) members.values.refuse('VALUES_FORBIDDEN', `operator \`${operator}\` takes no values`);
      return [{ key, operator }];
    case undefined:
    default:
      members.operator.refuse('OPERATOR_UNKNOWN', `unknown operator \`${operator ?? ''}\`; allowed are In, NotIn, Exists, DoesNotExist`);
      return [];
  }
}

function readKey(key: string, field: Field): string {
  if (!isLabelKey(key)) {
    field.refuse('LABEL_INVALID', `\`${key}\` is not a label key: an optional DNS name and \`/\`, then at most 63 letters, digits, \`-\`, \`_\` or \`.\``);
  }
  return key;
}

function readValue(field: Field): string {
  const value = field.text() ?? '';
  if (!isLabelValue(value)) {
    field.refuse('LABEL_INVALID', `\`${value}\` is not a label value: at most 63 letters, digits, \`-\`, \`_\` or \`.\`, a letter or digit at both ends`);
  }
  return value;
}
