import { Accounts, readAccounts } from './read-accounts';
import { podsOf, RuleScope } from './read-entity';
import { CalicoKind, CalicoObject, readObjects } from './read-object';
import { readRules } from './read-rule';
import { accountCondition, allOf, choiceOf, namespaceCondition, readExpression } from './read-selector';
import { NetworkSets } from './read-sets';
import { CalicoTier, readTiers } from './read-tiers';
import { Field } from '../../fields/field';
import { PolicyProblem } from '../../fields/problem';
import { TieredRead } from '../../fields/tiered-policy';
import { Direction, TieredPeer, TieredPolicy, TieredPolicyKind, TieredRule, TieredSubject } from '../../reachability/rules';
import { LabelCondition } from '../../sets/condition';
import { LabelMap } from '../../sets/selector';

const NETWORK_POLICY = { kind: 'NetworkPolicy', problemKind: 'NetworkPolicy.projectcalico.org', isNamespaced: true } as const;
const GLOBAL_NETWORK_POLICY = { kind: 'GlobalNetworkPolicy', problemKind: 'GlobalNetworkPolicy', isNamespaced: false } as const;

/** A policy without an order is asked behind all that have one. */
const LAST = Number.MAX_VALUE;

interface World {
  readonly tiers: ReadonlyMap<string, CalicoTier>;
  readonly sets: NetworkSets;
  readonly accounts: Accounts;
}

/** Reads the policies of Calico among objects; the items of lists must have been taken out of them. The labels of namespaces tell which NetworkSets a rule finds. */
export function readCalicoPolicies(objects: readonly unknown[], namespaces: ReadonlyMap<string, LabelMap> = new Map()): TieredRead {
  const problems: PolicyProblem[] = [];
  const world: World = { tiers: readTiers(objects, problems), sets: new NetworkSets(objects, problems, namespaces), accounts: readAccounts(objects) };
  const read = (kind: CalicoKind & { readonly problemKind: TieredPolicyKind }) => (
    readObjects(objects, kind, problems, (object) => readPolicy(object, kind.problemKind, world))
  );
  return { policies: [...read(GLOBAL_NETWORK_POLICY), ...read(NETWORK_POLICY)], problems };
}

/** One that is about packets before they are tracked or redirected has no say about pods. */
function readPolicy({ namespace, name, spec }: CalicoObject, kind: TieredPolicyKind, { tiers, ...world }: World): TieredPolicy[] {
  if (namespace !== undefined) spec.members(...FIELDS);
  const fields = spec.members(...FIELDS, ...OF_CLUSTER);
  const tier = readTier(fields.tier, tiers);
  const priority = fields.order.number() ?? LAST;
  const scope = { ...world, ...(namespace === undefined ? {} : { namespace }) };
  const rules = [...readRules(fields.ingress, 'ingress', scope), ...readRules(fields.egress, 'egress', scope)];
  const types = readTypes(fields.types, fields.ingress, fields.egress);
  const { subject, maybe, isSure } = readSubject(fields, scope);
  const isOfHosts = [fields.doNotTrack, fields.preDNAT].map((field) => field.flag()).includes(true);
  fields.applyOnForward.flag();
  if (tier === undefined || isOfHosts) return [];
  const own = rules.filter(({ direction }) => types.includes(direction));
  const isolates = tier.denies ? types : [];
  const origin = { kind, ...(namespace === undefined ? {} : { namespace }), name };
  const place = { origin, tier: tier.tier, priority };
  const doubts = [...own.map(doubtful), ...isolates.map(shut)];
  const perhaps = (some: TieredSubject): TieredPolicy => ({ ...place, subject: some, isolates: [], rules: doubts });
  return [...(isSure ? [{ ...place, subject, isolates, rules: own }] : [perhaps(subject)]), ...(maybe === undefined ? [] : [perhaps(maybe)])];
}

const FIELDS = ['tier', 'order', 'selector', 'serviceAccountSelector', 'types', 'ingress', 'egress', 'performanceHints'] as const;
const OF_CLUSTER = ['namespaceSelector', 'doNotTrack', 'preDNAT', 'applyOnForward'] as const;

function readTier(field: Field, tiers: ReadonlyMap<string, CalicoTier>): CalicoTier | undefined {
  const name = field.text() ?? '';
  const tier = tiers.get(name === '' ? 'default' : name);
  if (tier === undefined) field.refuse('TIER_UNKNOWN', `tier \`${name}\` is not among the manifests, so that nobody knows its order: add its object`);
  return tier;
}

/**
 * A policy without `types` is about egress if it has rules of egress, and about ingress unless it has rules of egress alone.
 *
 * @see https://docs.tigera.io/calico/latest/reference/resources/networkpolicy#spec (Calico 3.32)
 */
function readTypes(types: Field, ingress: Field, egress: Field): Direction[] {
  const given = types.items().flatMap((field): Direction[] => {
    const text = field.text();
    if (text === 'Ingress') return ['ingress'];
    if (text === 'Egress') return ['egress'];
    field.refuse('POLICY_TYPE_UNKNOWN', `unknown policy type ${field.quoted()}; allowed are Ingress, Egress`);
    return [];
  });
  if (types.items().length > 0) return [...new Set(given)];
  if (egress.items().length === 0) return ['ingress'];
  return ingress.items().length === 0 ? ['egress'] : ['ingress', 'egress'];
}

/** The pods of a policy. */
function readSubject(
  fields: Readonly<Record<'selector' | 'namespaceSelector' | 'serviceAccountSelector', Field>>, { namespace, accounts }: Pick<RuleScope, 'namespace' | 'accounts'>,
): { readonly subject: TieredSubject; readonly maybe?: TieredSubject; readonly isSure: boolean } {
  const selector = readExpression(fields.selector);
  const namespaces = readExpression(fields.namespaceSelector);
  const ofAccounts = readExpression(fields.serviceAccountSelector);
  const asked = [...(selector === undefined || selector === 'global' ? [] : [selector]), ...(ofAccounts === undefined || ofAccounts === 'global' ? [] : [accountCondition(ofAccounts)])];
  const choice = choiceOf(allOf(asked), accounts);
  const home: LabelCondition[] = namespace === undefined ? [] : [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: [namespace] }];
  const where = allOf([...home, ...(namespaces === undefined ? [] : [namespaceCondition(namespaces)]), choice.namespaces]);
  const maybe = choice.maybe === undefined ? {} : { maybe: podsOf({ pods: choice.maybe, namespaces: where }) };
  return { subject: podsOf({ pods: choice.pods, namespaces: where }), ...maybe, isSure: choice.isSure };
}

/** A rule of a policy that may govern its subjects or not. */
function doubtful(rule: TieredRule): TieredRule {
  const peers = rule.peers.map((peer): TieredPeer => {
    if (peer.kind === 'meeting') return { ...peer, isSure: false };
    return peer.kind === 'pods' || peer.kind === 'addresses' ? { kind: 'meeting', all: [{ isNegated: false, anyOf: [peer] }], isSure: false } : peer;
  });
  return { ...rule, peers };
}

/** What such a policy shuts out, if it does. */
function shut(direction: Direction): TieredRule {
  return { direction, index: Number.MAX_SAFE_INTEGER, action: 'deny', peers: [{ kind: 'meeting', all: [], isSure: false }], ports: 'all' };
}
