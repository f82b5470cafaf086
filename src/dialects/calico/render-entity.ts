import { EntityRule, ServiceAccountMatch } from './kinds';
import { GROUP_LABEL } from './render-groups';
import { EVERYTHING, labelsExpression, SelectorExpression, selectorText } from './selector-text';
import { AddressBlock, Endpoint, GroupEndpoint, isGroup, PodsEndpoint } from '../../model/endpoint';
import { Finding } from '../../model/finding';
import { apiServerGap, dnsNameGap, nodesGap, unnameableGap } from '../../model/policy-gap';

/** How the API reads in a sentence. */
const API = 'Calico, in its open-source form,';

/** Names a namespace; every namespace carries it. */
const NAMESPACE_NAME = 'kubernetes.io/metadata.name';

/**
 * What Calico says of every pod, and of nothing else that selectors find: a selector of everything would find the NetworkSets of a namespace, too.
 *
 * @see https://github.com/projectcalico/calico/blob/v3.32.1/api/pkg/apis/projectcalico/v3/constants.go (`LabelOrchestrator`)
 */
const EVERY_POD = { operator: 'In', key: 'projectcalico.org/orchestrator', values: ['k8s'] } as const satisfies SelectorExpression;

/** A group of addresses, and no pod that somebody has given the label of one. */
function groupNamed(group: string): SelectorExpression {
  return { operator: 'All', of: [{ operator: 'In', key: GROUP_LABEL, values: [group] }, { operator: 'DoesNotExist', key: EVERY_POD.key }] };
}

/** The other side of rules, one each, and what cannot be said of it. */
export interface RenderedEntities {
  readonly entities: readonly EntityRule[];
  readonly gaps: readonly Finding[];
}

/**
 * The other side of a flow.
 *
 * @see https://docs.tigera.io/calico/latest/reference/resources/networkpolicy#entityrule (Calico 3.32)
 */
export function entitiesOf(peer: Endpoint, key: string): RenderedEntities {
  switch (peer.kind) {
    case 'pods': return podsOf(peer.namespaces, key, { selector: peer.pods === 'all' ? EVERY_POD : labelsExpression(peer.pods) });
    case 'account': return podsOf({ name: peer.namespace }, key, { serviceAccounts: { names: [peer.account] } });
    case 'addresses': return isGroup(peer) ? groupOf(peer, key) : { entities: blocksOf(peer.blocks), gaps: [] };
    case 'apiServer': return { entities: blocksOf(peer.blocks), gaps: peer.blocks.length === 0 ? [apiServerGap(API, key)] : [] };
    case 'nodes': return { entities: blocksOf(peer.blocks), gaps: peer.blocks.length === 0 ? [nodesGap(key)] : [] };
    case 'dnsName': return { entities: blocksOf(peer.addresses), gaps: [dnsNameGap(API, peer.dnsName, peer.addresses, key)] };
    case 'unnameable': return { entities: [], gaps: [unnameableGap(API, peer, key)] };
    case 'anyone': return { entities: [{}], gaps: [] };
  }
}

/** Pods are found in their namespaces alone: without a selector of those, a policy speaks of its own. */
function podsOf(
  namespaces: PodsEndpoint['namespaces'], key: string, own: { readonly selector?: SelectorExpression; readonly serviceAccounts?: ServiceAccountMatch },
): RenderedEntities {
  const where = selectorText(namespacesOf(namespaces));
  const pods = own.selector === undefined ? undefined : selectorText(own.selector);
  const unsaid = [pods, where].find((one) => one?.isSayable === false);
  if (unsaid?.isSayable === false) return { entities: [], gaps: [unsayableGap(unsaid.problem, key)] };
  return {
    entities: [{
      ...(pods?.isSayable === true ? { selector: pods.text } : {}),
      ...(where.isSayable ? { namespaceSelector: where.text } : {}),
      ...(own.serviceAccounts === undefined ? {} : { serviceAccounts: own.serviceAccounts }),
    }],
    gaps: [],
  };
}

function groupOf({ group }: GroupEndpoint, key: string): RenderedEntities {
  const selector = selectorText(groupNamed(group));
  return selector.isSayable ? { entities: [{ selector: selector.text }], gaps: [] } : { entities: [], gaps: [unsayableGap(selector.problem, key)] };
}

function namespacesOf(namespaces: PodsEndpoint['namespaces']): SelectorExpression {
  if (namespaces === 'all') return EVERYTHING;
  return labelsExpression('name' in namespaces ? { [NAMESPACE_NAME]: namespaces.name } : namespaces.labels);
}

/** Labels that somebody else has written need not be any that Kubernetes takes. */
export function unsayableGap(problem: string, key: string): Finding {
  return { code: 'CANNOT_EXPRESS', text: `${problem}: \`${key}\` would stay closed` };
}

/** Blocks as they are go together; one with exceptions stands alone, since an exception is within its own block. */
function blocksOf(blocks: readonly AddressBlock[]): EntityRule[] {
  const whole = blocks.filter(({ except }) => except.length === 0);
  return [
    ...(whole.length === 0 ? [] : [{ nets: whole.map(({ cidr }) => cidr) }]),
    ...blocks.filter(({ except }) => except.length > 0).map(({ cidr, except }) => ({ nets: [cidr], notNets: except })),
  ];
}
