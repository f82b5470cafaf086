import { Accounts } from './read-accounts';
import { ALWAYS } from './read-expression';
import { readNets } from './read-nets';
import { accountCondition, accountNamed, allOf, Choice, choiceOf, namespaceCondition, namespaceSelectorOf, readExpression, selectorOfCondition } from './read-selector';
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
  readonly accounts: Accounts;
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
export function readEntity(fields: Readonly<Record<EntityField, Field>>, { namespace, accounts }: RuleScope): Entity {
  const selector = readExpression(fields.selector);
  const not = readExpression(fields.notSelector);
  const namespaces = readExpression(fields.namespaceSelector, true);
  const ofAccounts = readAccountMatch(fields.serviceAccounts);
  readService(fields.services);
  const isOfNamespace = namespace !== undefined && namespaces === undefined;
  const isChosen = selector !== undefined || namespaces !== undefined || ofAccounts !== undefined || (isOfNamespace && not !== undefined);
  const home: LabelCondition[] = isOfNamespace ? [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: [namespace] }] : [];
  const where = [...home, ...(namespaces === undefined ? [] : [namespaceCondition(namespaces)])];
  const left = not === undefined || not === 'global' ? undefined : choiceOf(not, accounts);
  const chosen = choiceOf(allOf([...(selector === undefined || selector === 'global' ? [] : [selector]), ...ofAccounts ?? []]), accounts);
  const isSure = !fields.services.isPresent() && (left === undefined || isWhole(left)) && (!isChosen || chosen.isSure);
  const shared = {
    ...(fields.nets.items().length === 0 ? {} : { nets: readNets(fields.nets) }),
    notNets: readNets(fields.notNets),
    isSure: isSure && !(isChosen && left !== undefined && isMixed(left)),
  };
  if (!isChosen) return { ...shared, ...(left === undefined || !isWhole(left) ? {} : { left }) };
  return { ...shared, chosen: without(left, { ...chosen, namespaces: allOf([...where, chosen.namespaces]) }) };
}

/** Whether a selector says what it says of every pod: what is left out must be known. */
function isWhole({ isSure, maybe }: Choice): boolean {
  return isSure && maybe === undefined;
}

/** What is selected without what is left out; where that is about pods and namespaces at once, nobody tells the two apart here, and it is not left out. */
function without(left: Choice | undefined, chosen: Choice): Choice {
  if (left === undefined || !isWhole(left) || isMixed(left)) return chosen;
  if (!isAlways(left.namespaces)) return { ...chosen, namespaces: allOf([chosen.namespaces, negated(left.namespaces)]) };
  const { maybe } = chosen;
  return {
    ...chosen,
    pods: allOf([chosen.pods, negated(left.pods)]),
    sets: allOf([chosen.sets, negated(left.sets)]),
    ...(maybe === undefined ? {} : { maybe: allOf([maybe, negated(left.pods)]) }),
  };
}

function isMixed({ pods, namespaces }: Choice): boolean {
  return !isAlways(pods) && !isAlways(namespaces);
}

function isAlways(condition: LabelCondition): boolean {
  return condition.operator === 'All' && condition.of.length === 0;
}

/** What a rule asks of the ServiceAccounts of pods: nothing if it names none, and says nothing of their labels. */
function readAccountMatch(field: Field): LabelCondition[] | undefined {
  const fields = field.members('names', 'selector');
  const names = fields.names.items().flatMap((name) => name.text() ?? []);
  const selector = readExpression(fields.selector);
  if (!field.isPresent()) return undefined;
  return [...(names.length === 0 ? [] : [accountNamed(names)]), ...(selector === undefined || selector === 'global' ? [] : [accountCondition(selector)])];
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
  const rest: PeerCondition[] = [
    ...(nets === undefined ? [] : [{ isNegated: false, anyOf: blocks(nets) }]),
    ...(version === undefined ? [] : [{ isNegated: false, anyOf: blocks([everyAddress(version)]) }]),
    ...(left === undefined ? [] : [{ isNegated: true, anyOf: endpointsOf(left, sets) }]),
    ...(notNets.length === 0 ? [] : [{ isNegated: true, anyOf: blocks(notNets) }]),
  ];
  const all: PeerCondition[] = [...(chosen === undefined ? [] : [{ isNegated: false, anyOf: endpointsOf(chosen, sets) }]), ...rest];
  const doubtful: readonly Peer[] = chosen?.maybe === undefined ? [] : [{ kind: 'pods', ...podsOf({ ...chosen, pods: chosen.maybe }) }];
  const maybe = doubtful.length === 0 ? [] : [perhaps([{ isNegated: false, anyOf: doubtful }, ...rest])];
  const [only] = all;
  if (only !== undefined && all.length === 1 && !only.isNegated && isSure && isRuleSure) return [...only.anyOf, ...maybe];
  return [{ kind: 'meeting', all, isSure: isSure && isRuleSure }, ...maybe];
}

function perhaps(all: readonly PeerCondition[]): TieredPeer {
  return { kind: 'meeting', all, isSure: false };
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

/** The subjects of a policy that one rule is about, by the side that is theirs. */
export interface RuleSubject {
  /** Absent where it is about all. */
  readonly subject?: TieredSubject;
  /** Those that it may be about, too, and nobody knows. */
  readonly maybe?: TieredSubject;
  /** Addresses of pods are not known for sure. */
  readonly isSure: boolean;
}

/** The subjects of a policy that one rule is about. */
export function subjectOf({ chosen, left, nets, notNets, isSure }: Entity): RuleSubject {
  const isKnown = isSure && nets === undefined && notNets.length === 0 && (left === undefined || !isMixed(left));
  if (chosen !== undefined) {
    const maybe = chosen.maybe === undefined ? {} : { maybe: podsOf({ ...chosen, pods: chosen.maybe }) };
    return { subject: podsOf(chosen), ...maybe, isSure: isKnown };
  }
  if (left === undefined || isMixed(left)) return { isSure: isKnown };
  return { subject: podsOf(without(left, EVERYBODY)), isSure: isKnown };
}

const EVERYBODY: Choice = { pods: ALWAYS, sets: ALWAYS, namespaces: ALWAYS, isSure: true };
