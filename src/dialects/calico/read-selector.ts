import { ALWAYS, Expression, isExpressionProblem, parseExpression } from './read-expression';
import { Field } from '../../fields/field';
import { holds, LabelCondition, LabelMap } from '../../sets/condition';
import { isLabelKey, isLabelValue, LabelRequirement, LabelSelector } from '../../sets/selector';

/** The label of a namespace that bears its name, which Calico calls otherwise. */
const NAMESPACE_NAME = 'kubernetes.io/metadata.name';

/**
 * What Calico adds to the labels of pods; those of their namespace and of their ServiceAccount come with a prefix.
 *
 * @see https://github.com/projectcalico/calico/blob/v3.32.1/api/pkg/apis/projectcalico/v3/constants.go
 */
const ADDED = { namespace: 'projectcalico.org/namespace', account: 'projectcalico.org/serviceaccount', orchestrator: 'projectcalico.org/orchestrator' };
const [OF_NAMESPACE, OF_ACCOUNT] = ['pcns.', 'pcsa.'];

/** A selector in parts: what it says of the labels of pods, and what of their namespace. */
export interface Choice {
  readonly pods: LabelCondition;
  readonly namespaces: LabelCondition;
  /**
   * False where it asks for more than is here: for the ServiceAccount of pods, which no manifest need say, or for labels of pods or else of their namespace. Both
   * parts are then wider than the selector.
   */
  readonly isSure: boolean;
}

/** The selector of a field; nothing if the field is absent or has been refused. */
export function readExpression(field: Field, mayBeGlobal = false): Expression | undefined {
  const text = field.text();
  if (text === undefined || text === '') return undefined;
  const parsed = parseExpression(text);
  if (isExpressionProblem(parsed)) {
    field.refuse('SELECTOR_INVALID', `\`${text.slice(0, 200)}\` ${parsed.detail}`);
    return undefined;
  }
  if (parsed === 'global' && !mayBeGlobal) {
    field.refuse('SELECTOR_INVALID', '`global()` can only be a `namespaceSelector` of a rule');
    return undefined;
  }
  return parsed;
}

/** What a selector of namespaces says of their labels; whatever has no namespace has none of them, and `all()` is every one that has. */
export function namespaceCondition(expression: Expression): LabelCondition {
  if (expression === 'global') return { key: NAMESPACE_NAME, operator: 'DoesNotExist' };
  return mapped(expression, (one) => {
    if ('key' in one) return { ...one, key: namespaceKey(one.key) };
    return one.operator === 'All' && one.of.length === 0 ? { key: NAMESPACE_NAME, operator: 'Exists' } : one;
  });
}

function namespaceKey(key: string): string {
  return key === 'projectcalico.org/name' ? NAMESPACE_NAME : key;
}

/** A selector of pods in parts. */
export function choiceOf(expression: LabelCondition): Choice {
  const conjuncts = conjunctsOf(mapped(expression, (one) => ('key' in one && one.key === ADDED.orchestrator ? constant(one) : one)));
  const parts: { readonly pods: LabelCondition[]; readonly namespaces: LabelCondition[] } = { pods: [], namespaces: [] };
  let isSure = true;
  for (const conjunct of conjuncts) {
    const kinds = new Set(keysOf(conjunct).map(kindOfKey));
    if (kinds.has('account') || kinds.size > 1) isSure = false;
    else if (kinds.has('namespace')) parts.namespaces.push(mapped(conjunct, (one) => ('key' in one ? { ...one, key: ownNamespaceKey(one.key) } : one)));
    else parts.pods.push(conjunct);
  }
  return { pods: allOf(parts.pods), namespaces: allOf(parts.namespaces), isSure };
}

/** Pods of Kubernetes all have the same orchestrator. */
function constant(condition: LabelCondition): LabelCondition {
  return holds(condition, { [ADDED.orchestrator]: 'k8s' }) ? ALWAYS : { operator: 'Any', of: [] };
}

function kindOfKey(key: string): 'namespace' | 'account' | 'own' {
  if (key === ADDED.namespace || key.startsWith(OF_NAMESPACE)) return 'namespace';
  return key === ADDED.account || key.startsWith(OF_ACCOUNT) ? 'account' : 'own';
}

function ownNamespaceKey(key: string): string {
  return key === ADDED.namespace ? NAMESPACE_NAME : namespaceKey(key.slice(OF_NAMESPACE.length));
}

/** Several conditions as one. */
export function allOf(conditions: readonly LabelCondition[]): LabelCondition {
  const all = conditions.flatMap(conjunctsOf);
  const [first] = all;
  return first !== undefined && all.length === 1 ? first : { operator: 'All', of: all };
}

function conjunctsOf(condition: LabelCondition): LabelCondition[] {
  return condition.operator === 'All' ? condition.of.flatMap(conjunctsOf) : [condition];
}

function keysOf(condition: LabelCondition): string[] {
  if ('key' in condition) return [condition.key];
  return condition.operator === 'Not' ? keysOf(condition.of) : condition.of.flatMap(keysOf);
}

function mapped(condition: LabelCondition, change: (one: LabelCondition) => LabelCondition): LabelCondition {
  if ('key' in condition) return change(condition);
  if (condition.operator === 'Not') return { ...condition, of: mapped(condition.of, change) };
  return change({ ...condition, of: condition.of.map((one) => mapped(one, change)) });
}

/** A condition as a selector: what a selector of Kubernetes can say, it says in its words. */
export function selectorOfCondition(condition: LabelCondition): LabelSelector {
  const conjuncts = conjunctsOf(condition);
  const plain = conjuncts.filter(isPlain);
  const rest = conjuncts.filter((one) => !isPlain(one));
  const labels: Record<string, string> = {};
  const matchExpressions: LabelRequirement[] = [];
  for (const one of plain) {
    const [value] = one.operator === 'In' && one.values.length === 1 ? one.values : [];
    if (value !== undefined && !Object.hasOwn(labels, one.key)) labels[one.key] = value;
    else matchExpressions.push(one);
  }
  return { matchLabels: labels, matchExpressions, ...(rest.length === 0 ? {} : { where: allOf(rest) }) };
}

function isPlain(condition: LabelCondition): condition is LabelRequirement {
  const { operator } = condition;
  if (operator === 'In' || operator === 'NotIn') return isLabelKey(condition.key) && condition.values.length > 0 && condition.values.every(isLabelValue);
  return (operator === 'Exists' || operator === 'DoesNotExist') && isLabelKey(condition.key);
}

/** The selector of namespaces: every one of them has its name, so that to ask for it alone is to ask for nothing. */
export function namespaceSelectorOf(condition: LabelCondition): LabelSelector {
  return selectorOfCondition(allOf(conjunctsOf(condition).filter((one) => !('key' in one && one.key === NAMESPACE_NAME && one.operator === 'Exists'))));
}

/** The labels of a namespace by which selectors find it. */
export function namespaceLabelsOf(name: string, labels: LabelMap | undefined): LabelMap {
  return { ...labels, [NAMESPACE_NAME]: name };
}
