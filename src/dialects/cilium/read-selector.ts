import { Field } from '../../fields/field';
import { ACCOUNT, NamespaceMatch } from '../../reachability/rules';
import { isLabelKey, isLabelValue, LabelRequirement, LabelSelector, selectorOf } from '../../sets/selector';

/** The label with the name of its namespace that Cilium gives to each pod. */
const POD_NAMESPACE = 'io.kubernetes.pod.namespace';

/** What stands before the keys of the labels of its namespace, likewise. */
const NAMESPACE_LABELS = 'io.cilium.k8s.namespace.labels.';

/** The label with the name of its ServiceAccount that Cilium gives to each pod. */
const ACCOUNT_LABEL = 'io.cilium.k8s.policy.serviceaccount';

/** Labels that Cilium makes of facts which manifests do not tell here: the cluster of a mesh. */
const UNTOLD: readonly string[] = ['io.cilium.k8s.policy.cluster'];

/** The label with the name of a namespace that every namespace carries. */
const NAME_LABEL = 'kubernetes.io/metadata.name';

/** What a selector of endpoints comes to. */
export interface EndpointMatch {
  readonly namespaces: NamespaceMatch;
  readonly pods: LabelSelector;
  /** The conditions that nobody can judge here; others may meet the rest. */
  readonly untold: readonly string[];
  /** The names of `reserved:` labels, which no pod has. */
  readonly reserved: readonly string[];
  /** Whether parties without a namespace may meet it, too. */
  readonly beyondPods: boolean;
}

interface Sorted {
  readonly namespace: LabelRequirement[];
  readonly pods: LabelRequirement[];
  readonly untold: string[];
  readonly reserved: string[];
  namesNamespace: boolean;
  hasNamespaceLabels: boolean;
  beyondPods: boolean;
  /** Whether it wants a label that only pods have, so that nobody else meets it. */
  wantsPods: boolean;
}

/**
 * A selector of endpoints, of a policy in a namespace or of one of the whole cluster. It is about pods of the policy's own namespace, unless it says
 * something of the namespace.
 *
 * @see https://github.com/cilium/cilium/blob/v1.18.0/pkg/k8s/apis/cilium.io/utils/utils.go (`getEndpointSelector`)
 */
export function readPeerSelector(field: Field, home: string | undefined): EndpointMatch {
  const sorted = readConditions(field);
  const isScoped = sorted.namesNamespace || sorted.hasNamespaceLabels;
  const namespaces: NamespaceMatch = home === undefined || isScoped
    ? { kind: 'labelled', selector: { matchLabels: {}, matchExpressions: sorted.namespace } }
    : { kind: 'named', name: home };
  return matchOf(sorted, namespaces);
}

/**
 * The endpoints that a policy is about: in a namespace they are its own, whatever the selector says of its name.
 *
 * @see https://github.com/cilium/cilium/blob/v1.18.0/pkg/k8s/apis/cilium.io/utils/utils.go (`ParseToCiliumRule`)
 */
export function readSubjectSelector(field: Field, home: string | undefined): EndpointMatch {
  const sorted = readConditions(field);
  const others = home === undefined ? sorted.namespace : sorted.namespace.filter(({ key }) => key !== NAME_LABEL);
  if (home === undefined) return matchOf(sorted, { kind: 'labelled', selector: { matchLabels: {}, matchExpressions: others } });
  if (others.length === 0) return matchOf(sorted, { kind: 'named', name: home });
  return matchOf(sorted, { kind: 'labelled', selector: { ...selectorOf({ [NAME_LABEL]: home }), matchExpressions: others } });
}

function matchOf({ pods, untold, reserved, beyondPods, wantsPods }: Sorted, namespaces: NamespaceMatch): EndpointMatch {
  return { namespaces, pods: { matchLabels: {}, matchExpressions: pods }, untold, reserved, beyondPods: beyondPods && !wantsPods };
}

function readConditions(field: Field): Sorted {
  const sorted: Sorted = {
    namespace: [], pods: [], untold: [], reserved: [], namesNamespace: false, hasNamespaceLabels: false, beyondPods: false, wantsPods: false,
  };
  const { matchLabels, matchExpressions } = field.members('matchLabels', 'matchExpressions');
  for (const [key, value] of matchLabels.entries()) {
    const text = readValue(value);
    take(sorted, key, value, (own) => ({ key: own, operator: 'In', values: [text] }));
  }
  for (const item of matchExpressions.items()) {
    const members = item.members('key', 'operator', 'values');
    const build = readOperator(members.operator, members.values);
    const key = members.key.text();
    if (key === undefined) item.refuse('FIELD_MISSING', 'a condition needs a `key`');
    else if (build !== undefined) take(sorted, key, members.key, build);
  }
  return sorted;
}

function readOperator(operator: Field, values: Field): ((key: string) => LabelRequirement) | undefined {
  const text = operator.text();
  const list = values.items().map(readValue);
  switch (text) {
    case 'In':
    case 'NotIn':
      if (list.length === 0) values.refuse('VALUES_MISSING', `operator \`${text}\` needs at least one value`);
      return (key) => ({ key, operator: text, values: list });
    case 'Exists':
    case 'DoesNotExist':
      if (list.length > 0) values.refuse('VALUES_FORBIDDEN', `operator \`${text}\` takes no values`);
      return (key) => ({ key, operator: text });
    case undefined:
    default:
      operator.refuse('OPERATOR_UNKNOWN', `unknown operator \`${text ?? ''}\`; allowed are In, NotIn, Exists, DoesNotExist`);
      return undefined;
  }
}

/** Sorts a condition by what its label is about. A key may begin with the source of the label; one without is of any source. */
function take(sorted: Sorted, key: string, field: Field, build: (key: string) => LabelRequirement): void {
  const colon = key.indexOf(':');
  const [source, own] = colon < 0 ? ['any', key] : [key.slice(0, colon), key.slice(colon + 1)];
  if (source === 'reserved') {
    const wanted = isWanted(build(own));
    (wanted ? sorted.reserved : sorted.untold).push(wanted ? own : key);
    return;
  }
  if (!['any', 'k8s'].includes(source)) {
    sorted.untold.push(key);
    return;
  }
  if (!isLabelKey(own)) {
    field.refuse('LABEL_INVALID', `\`${key}\` is not the key of a label: an optional source and \`:\`, an optional DNS name and \`/\`, then at most 63 letters, digits, \`-\`, \`_\` or \`.\``);
    return;
  }
  if (UNTOLD.includes(own)) {
    sorted.untold.push(key);
  } else if (own === ACCOUNT_LABEL) {
    sorted.pods.push(build(ACCOUNT.name));
  } else if (own === POD_NAMESPACE) {
    takeNamespaceName(sorted, build(NAME_LABEL));
  } else if (own.startsWith(NAMESPACE_LABELS)) {
    sorted.hasNamespaceLabels = true;
    sorted.wantsPods ||= isWanted(build(own));
    sorted.namespace.push(build(own.slice(NAMESPACE_LABELS.length)));
  } else {
    sorted.pods.push(build(own));
  }
}

/** Whether only what has the label meets a condition. */
function isWanted({ operator }: LabelRequirement): boolean {
  return operator === 'In' || operator === 'Exists';
}

/** Whatever is no pod has no such label, and meets the conditions that want it absent or different. */
function takeNamespaceName(sorted: Sorted, requirement: LabelRequirement): void {
  sorted.namesNamespace = true;
  sorted.beyondPods ||= !isWanted(requirement);
  sorted.wantsPods ||= isWanted(requirement);
  if (requirement.operator !== 'Exists') sorted.namespace.push(requirement);
}

function readValue(field: Field): string {
  const value = field.text() ?? '';
  if (!isLabelValue(value)) {
    field.refuse('LABEL_INVALID', `\`${value}\` is not a label value: at most 63 letters, digits, \`-\`, \`_\` or \`.\`, a letter or digit at both ends`);
  }
  return value;
}
