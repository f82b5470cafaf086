import { readNets } from './read-nets';
import { allOf, Choice, choiceOf, namespaceCondition, namespaceSelectorOf, readExpression, selectorOfCondition } from './read-selector';
import { NetworkSets } from './read-sets';
import { Field } from '../../fields/field';
import { Peer, PeerCondition, TieredPeer, TieredSubject } from '../../reachability/rules';
import { Cidr, everyAddress } from '../../sets/cidr';
import { LabelCondition, negated } from '../../sets/condition';

/** Where a rule stands. */
export interface RuleScope {
  /** The namespace of its policy; absent for one of the whole cluster. */
  readonly namespace?: string;
  readonly sets: NetworkSets;
}

/** The fields of `source` or `destination`, but for the ports. */
type EntityField = 'nets' | 'notNets' | 'selector' | 'notSelector' | 'namespaceSelector' | 'services' | 'serviceAccounts';
export const ENTITY_FIELDS = ['nets', 'notNets', 'selector', 'notSelector', 'namespaceSelector', 'services', 'serviceAccounts'] as const;

/** What `source` or `destination` of a rule says. */
export interface Entity {
  /** The endpoints that it selects; absent where it selects by addresses alone, or not at all. */
  readonly chosen?: Choice;
  /** The endpoints that it leaves out, where `chosen` does not do so. */
  readonly left?: Choice;
  readonly nets?: readonly Cidr[];
  readonly notNets: readonly Cidr[];
  /** False where it also asks for what is not known here. */
  readonly isSure: boolean;
}

/**
 * Reads one side of a rule. Within a policy that has a namespace, selectors are about that namespace as soon as there is one, unless `namespaceSelector` says
 * otherwise. What is left out by `notSelector` is left out among what is selected, or, where nothing is, among everybody.
 *
 * @see https://github.com/projectcalico/calico/blob/v3.32.1/libcalico-go/lib/backend/syncersv1/updateprocessors/rules.go (the same from 3.28 on)
 * @see https://github.com/projectcalico/calico/blob/v3.32.1/felix/calc/rule_scanner.go (`combineMatchesIfPossible`)
 */
export function readEntity(fields: Readonly<Record<EntityField, Field>>, { namespace }: RuleScope): Entity {
  const selector = readExpression(fields.selector);
  const not = readExpression(fields.notSelector);
  const namespaces = readExpression(fields.namespaceSelector, true);
  readAccounts(fields.serviceAccounts);
  readService(fields.services);
  const isOfNamespace = namespace !== undefined && namespaces === undefined;
  const hasAccounts = fields.serviceAccounts.isPresent();
  const isChosen = selector !== undefined || namespaces !== undefined || hasAccounts || (isOfNamespace && not !== undefined);
  const home: LabelCondition[] = isOfNamespace ? [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: [namespace] }] : [];
  const where = [...home, ...(namespaces === undefined ? [] : [namespaceCondition(namespaces)])];
  const left = not === undefined || not === 'global' ? undefined : choiceOf(not);
  const chosen = choiceOf(selector === undefined || selector === 'global' ? { operator: 'All', of: [] } : selector);
  const isSure = !hasAccounts && !fields.services.isPresent() && (left?.isSure ?? true) && (!isChosen || chosen.isSure);
  const shared = {
    ...(fields.nets.items().length === 0 ? {} : { nets: readNets(fields.nets) }),
    notNets: readNets(fields.notNets),
    isSure: isSure && !(isChosen && left !== undefined && isMixed(left)),
  };
  if (!isChosen) return { ...shared, ...(left === undefined || !left.isSure ? {} : { left }) };
  return { ...shared, chosen: { ...chosen, ...without(left, { pods: chosen.pods, namespaces: allOf([...where, chosen.namespaces]) }) } };
}

/** What is selected without what is left out; where that is about pods and namespaces at once, nobody tells the two apart here, and it is not left out. */
function without(left: Choice | undefined, { pods, namespaces }: Pick<Choice, 'pods' | 'namespaces'>): Pick<Choice, 'pods' | 'namespaces'> {
  if (left === undefined || !left.isSure || isMixed(left)) return { pods, namespaces };
  return isAlways(left.namespaces)
    ? { pods: allOf([pods, negated(left.pods)]), namespaces }
    : { pods, namespaces: allOf([namespaces, negated(left.namespaces)]) };
}

function isMixed({ pods, namespaces }: Choice): boolean {
  return !isAlways(pods) && !isAlways(namespaces);
}

function isAlways(condition: LabelCondition): boolean {
  return condition.operator === 'All' && condition.of.length === 0;
}

function readAccounts(field: Field): void {
  const { names, selector } = field.members('names', 'selector');
  for (const name of names.items()) name.text();
  readExpression(selector);
}

function readService(field: Field): void {
  const { name, namespace } = field.members('name', 'namespace');
  name.text();
  namespace.text();
}

/** The other side of a rule: whoever meets all that an entity says, of one IP version or of both. */
export function peersOf(
  { chosen, left, nets, notNets, isSure }: Entity, { sets }: RuleScope, version: 4 | 6 | undefined, isRuleSure: boolean,
): TieredPeer[] {
  const all: PeerCondition[] = [
    ...(chosen === undefined ? [] : [{ isNegated: false, anyOf: endpointsOf(chosen, sets) }]),
    ...(nets === undefined ? [] : [{ isNegated: false, anyOf: blocks(nets) }]),
    ...(version === undefined ? [] : [{ isNegated: false, anyOf: blocks([everyAddress(version)]) }]),
    ...(left === undefined ? [] : [{ isNegated: true, anyOf: endpointsOf(left, sets) }]),
    ...(notNets.length === 0 ? [] : [{ isNegated: true, anyOf: blocks(notNets) }]),
  ];
  const [only] = all;
  if (only !== undefined && all.length === 1 && !only.isNegated && isSure && isRuleSure) return [...only.anyOf];
  return [{ kind: 'meeting', all, isSure: isSure && isRuleSure }];
}

/** Pods, and the addresses of NetworkSets. */
function endpointsOf(choice: Choice, sets: NetworkSets): Peer[] {
  return [{ kind: 'pods', ...podsOf(choice) }, ...blocks(sets.matching(choice))];
}

function blocks(cidrs: readonly Cidr[]): Peer[] {
  return cidrs.map((block) => ({ kind: 'addresses', block, except: [] }));
}

/** The pods of a choice, by their namespace and by their labels. */
export function podsOf({ pods, namespaces }: Pick<Choice, 'pods' | 'namespaces'>): TieredSubject {
  const name = 'key' in namespaces && namespaces.key === 'kubernetes.io/metadata.name' && namespaces.operator === 'In' ? namespaces.values : [];
  const [only] = name;
  return {
    namespaces: only !== undefined && name.length === 1 ? { kind: 'named', name: only } : { kind: 'labelled', selector: namespaceSelectorOf(namespaces) },
    pods: selectorOfCondition(pods),
  };
}

/** The subjects of a policy that one rule is about, by the side that is theirs: absent where it is about all. Addresses of pods are not known for sure. */
export function subjectOf({ chosen, left, nets, notNets, isSure }: Entity): { readonly subject?: TieredSubject; readonly isSure: boolean } {
  const isKnown = isSure && nets === undefined && notNets.length === 0 && (left === undefined || !isMixed(left));
  if (chosen !== undefined) return { subject: podsOf(chosen), isSure: isKnown };
  if (left === undefined || isMixed(left)) return { isSure: isKnown };
  return { subject: podsOf(without(left, { pods: { operator: 'All', of: [] }, namespaces: { operator: 'All', of: [] } })), isSure: isKnown };
}
