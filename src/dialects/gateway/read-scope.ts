import { member, readOneOf } from './read-field';
import { Field } from '../../fields/field';
import { readSelector } from '../../fields/selector';
import { LabelMap, LabelSelector, matches } from '../../sets/selector';

/** The namespaces from which something may attach itself. */
export type NamespaceScope =
  | { readonly from: 'None' | 'Same' | 'All' }
  | { readonly from: 'Selector'; readonly selector: LabelSelector };

/** The labels of those namespaces whose labels are known, by their names; the name label is always among them. */
export type NamespaceLabels = ReadonlyMap<string, LabelMap>;

const NAME_LABEL = 'kubernetes.io/metadata.name';

/** The namespaces that a listener takes routes from; its own where it does not say. */
export function readRouteScope(field: Field): NamespaceScope {
  return readScope(field, ['All', 'Selector', 'Same'], 'Same');
}

/** The namespaces that a Gateway takes ListenerSets from; none where it does not say. */
export function readListenerScope(field: Field): NamespaceScope {
  return readScope(field, ['All', 'Selector', 'Same', 'None'], 'None');
}

function readScope(field: Field, allowed: readonly NamespaceScope['from'][], otherwise: 'Same' | 'None'): NamespaceScope {
  const from = readOneOf(member(field, 'from'), allowed, otherwise) ?? 'None';
  if (from !== 'Selector') return { from };
  const selector = member(field, 'selector');
  // Nothing is selected without one: the text of the API asks for it, though the schema lets its absence pass.
  return selector.isPresent() ? { from, selector: readSelector(selector) } : { from: 'None' };
}

/** Whether an object of one namespace may attach itself to an object of another; `unknown` where it depends on labels that nobody knows. */
export function admits(scope: NamespaceScope, own: string, other: string, labels: NamespaceLabels): 'yes' | 'no' | 'unknown' {
  switch (scope.from) {
    case 'None': return 'no';
    case 'Same': return own === other ? 'yes' : 'no';
    case 'All': return 'yes';
    case 'Selector': return selects(scope.selector, other, labels.get(other));
  }
}

/** The label with its name is on every namespace, whatever others there are. */
function selects(selector: LabelSelector, name: string, labels: LabelMap | undefined): 'yes' | 'no' | 'unknown' {
  if (labels !== undefined) return matches(selector, { ...labels, [NAME_LABEL]: name }) ? 'yes' : 'no';
  const isName = (key: string) => key === NAME_LABEL;
  const byName: LabelSelector = {
    matchLabels: Object.fromEntries(Object.entries(selector.matchLabels).filter(([key]) => isName(key))),
    matchExpressions: selector.matchExpressions.filter(({ key }) => isName(key)),
  };
  if (!matches(byName, { [NAME_LABEL]: name })) return 'no';
  const keys = [...Object.keys(selector.matchLabels), ...selector.matchExpressions.map(({ key }) => key)];
  return keys.every(isName) ? 'yes' : 'unknown';
}
