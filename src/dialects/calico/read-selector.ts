import { accountIs, Accounts, accountsWhere } from './read-accounts';
import { ALWAYS, Expression, isExpressionProblem, parseExpression } from './read-expression';
import { Field } from '../../fields/field';
import { ACCOUNT } from '../../reachability/rules';
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

/** A selector in parts: what it says of pods, and what of the labels of their namespace. */
export interface Choice {
  /** Of their labels and their ServiceAccounts, as far as the manifests have those. */
  readonly pods: LabelCondition;
  /** The same about pods of whose ServiceAccounts the manifests do not have the labels that it asks for, so that nobody knows; absent where it asks for none. */
  readonly maybe?: LabelCondition;
  /** The same about the labels of NetworkSets, which are no pods and have no ServiceAccount. */
  readonly sets: LabelCondition;
  readonly namespaces: LabelCondition;
  /** False where it asks for labels of pods or else of their namespace. All parts are then wider than the selector. */
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
export function choiceOf(expression: LabelCondition, accounts: Accounts): Choice {
  const [own, ofAccounts, namespaces]: [LabelCondition[], LabelCondition[], LabelCondition[]] = [[], [], []];
  let isSure = true;
  for (const conjunct of conjunctsOf(expression)) {
    const kinds = new Set(keysOf(conjunct).map(kindOfKey));
    if (kinds.has('namespace') && kinds.size > 1) isSure = false;
    else if (kinds.has('namespace')) namespaces.push(mapped(conjunct, (one) => ('key' in one ? { ...one, key: ownNamespaceKey(one.key) } : one)));
    else if (kinds.has('account')) ofAccounts.push(conjunct);
    else own.push(conjunct);
  }
  const [plain, known] = [own, ofAccounts].map((list) => list.map((one) => ofPods(one, accounts)));
  return {
    pods: allOf([...plain ?? [], ...known ?? [], ...(ofAccounts.length === 0 ? [] : [accountIs('known', accounts)])]),
    ...(ofAccounts.length === 0 ? {} : { maybe: allOf([...plain ?? [], accountIs('unknown', accounts)]) }),
    sets: allOf([...own, ...ofAccounts]),
    namespaces: allOf(namespaces),
    isSure,
  };
}

/** The labels of a ServiceAccount as those that pods have because of it. */
export function accountCondition(expression: LabelCondition): LabelCondition {
  return mapped(expression, (one) => ('key' in one ? { ...one, key: `${OF_ACCOUNT}${one.key}` } : one));
}

/** The condition on the name of a ServiceAccount. */
export function accountNamed(names: readonly string[]): LabelCondition {
  return { key: ADDED.account, operator: 'In', values: names };
}

/** What a condition says of pods: all of Kubernetes have the same orchestrator, and the labels of their ServiceAccounts are those of its object. */
function ofPods(condition: LabelCondition, accounts: Accounts): LabelCondition {
  return mapped(condition, (one) => {
    if (!('key' in one)) return one;
    if (one.key === ADDED.orchestrator) return holds(one, { [ADDED.orchestrator]: 'k8s' }) ? ALWAYS : { operator: 'Any', of: [] };
    if (one.key === ADDED.account) return { ...one, key: ACCOUNT.name };
    return one.key.startsWith(OF_ACCOUNT) ? accountsWhere({ ...one, key: one.key.slice(OF_ACCOUNT.length) }, accounts) : one;
  });
}

function kindOfKey(key: string): 'namespace' | 'account' | 'own' {
  if (key === ADDED.namespace || key.startsWith(OF_NAMESPACE)) return 'namespace';
  return key.startsWith(OF_ACCOUNT) ? 'account' : 'own';
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
  if ('key' in condition && (condition.key === ACCOUNT.name || condition.key === ACCOUNT.path)) return 'values' in condition && condition.values.length > 0;
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
