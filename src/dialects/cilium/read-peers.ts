import { blockPeer, CidrGroups, readBlock, readCidrRule } from './read-cidr';
import { ANYBODY, CLUSTER, NODES, someOf, WORLD } from './read-entities';
import { readNamePatterns } from './read-names';
import { EndpointMatch, readPeerSelector } from './read-selector';
import { Field } from '../../fields/field';
import { Direction, Peer, TieredPeer } from '../../reachability/rules';
import { reservedPeer } from '../../reachability/rules/reserved';
import { Cidr } from '../../sets/cidr';
import { everything, isLabelKey, LabelSelector } from '../../sets/selector';

/** What a reader of rules knows of their surroundings. */
export interface PeerContext {
  /** The namespace of the policy; absent for one of the whole cluster. */
  readonly home?: string;
  readonly groups: CidrGroups;
  /** Where the API server is; absent where nobody knows. */
  readonly apiServer?: readonly Cidr[];
  /** Whether `**.` before a name is one label or more, and not one alone. */
  readonly deepNames: boolean;
}

/** The members of a rule that say who is at the other side, by what is behind `from` or `to`. */
const MEMBERS = {
  ingress: ['fromEndpoints', 'fromEntities', 'fromCIDR', 'fromCIDRSet', 'fromNodes', 'fromGroups'],
  egress: ['toEndpoints', 'toEntities', 'toCIDR', 'toCIDRSet', 'toNodes', 'toGroups', 'toServices', 'toFQDNs'],
} as const;

/** A member that says who is at the other side. */
export type PeerMember = (typeof MEMBERS)[Direction][number];

/** Those of a direction. */
export function peerMembersOf(direction: Direction, isDeny: boolean): readonly PeerMember[] {
  const members: readonly PeerMember[] = MEMBERS[direction];
  return isDeny ? members.filter((member) => member !== 'toFQDNs') : members;
}

/** Entities that stand for no workload and for no address of the manifests: parts of Cilium, pods that it does not manage yet, and nobody at all. */
const NOBODY: readonly string[] = ['health', 'init', 'none', 'unmanaged'];

/** Nobody knows where, but on no pod of its own. */
const NODES_OR_WORLD: TieredPeer[] = [someOf(NODES), someOf(WORLD)];

/** The peers of one member, which has a list. */
export function readPeers(member: PeerMember, field: Field, direction: Direction, context: PeerContext): TieredPeer[] {
  const items = field.items();
  switch (member) {
    case 'fromEndpoints':
    case 'toEndpoints': return items.flatMap((item) => endpointPeers(readPeerSelector(item, context.home), item, direction, context));
    case 'fromEntities':
    case 'toEntities': return readEntities(items, direction, context);
    case 'fromCIDR':
    case 'toCIDR': return items.flatMap((item) => readBlock(item).map((block) => blockPeer(block)));
    case 'fromCIDRSet':
    case 'toCIDRSet': return items.flatMap((item) => readCidrRule(item, context.groups));
    case 'fromNodes':
    case 'toNodes': return items.map((item) => ({ kind: 'nodes', nodes: readNodeSelector(item) }));
    // security groups of a cloud, of which only the cloud knows the addresses
    case 'fromGroups':
    case 'toGroups': return items.map(() => someOf(WORLD));
    case 'toServices': return items.flatMap((item) => readService(item, context));
    case 'toFQDNs': return readNames(items, context);
  }
}

/** The pods of a selector; what nobody can judge makes it some of them. */
function endpointPeers(match: EndpointMatch, field: Field, direction: Direction, context: PeerContext): TieredPeer[] {
  const { namespaces, pods, untold, reserved, beyondPods } = match;
  const [entity, ...more] = reserved;
  if (entity !== undefined) return more.length > 0 || untold.length > 0 ? [someOf(ANYBODY)] : entityPeers([entity], direction, context, field);
  const found: Peer = { kind: 'pods', namespaces, pods };
  return [untold.length > 0 ? someOf(found) : found, ...(beyondPods ? NODES_OR_WORLD : [])];
}

function readEntities(items: readonly Field[], direction: Direction, context: PeerContext): TieredPeer[] {
  const names = items.flatMap((item) => item.text() ?? []);
  return entityPeers(names, direction, context, ...items);
}

/**
 * Entities. The node of a pod always reaches it, so that `host` adds nobody to its sources and `remote-node` stands for all nodes; of its
 * destinations, `host` is one node alone, and only both together are all of them.
 *
 * @see https://docs.cilium.io/en/stable/security/policy/language/#entities-based (Cilium 1.18)
 */
function entityPeers(names: readonly string[], direction: Direction, context: PeerContext, ...fields: readonly Field[]): TieredPeer[] {
  return names.flatMap((name, i): TieredPeer[] => {
    switch (name) {
      case 'all': return [ANYBODY];
      case 'cluster': return [CLUSTER];
      case 'world':
      case 'world-ipv4':
      case 'world-ipv6': return name === 'world' ? [WORLD] : [someOf(WORLD)];
      case 'host': return direction === 'ingress' ? [] : [names.includes('remote-node') ? NODES : someOf(NODES)];
      case 'remote-node': return [direction === 'ingress' || names.includes('host') ? NODES : someOf(NODES)];
      case 'ingress': return [reservedPeer('ingress')];
      case 'kube-apiserver': return apiServerPeers(context);
      default:
        if (!NOBODY.includes(name)) {
          fields[i]?.refuse('ENTITY_UNKNOWN', `unknown entity \`${name}\`; known are all, cluster, health, host, ingress, init, kube-apiserver, none, remote-node, unmanaged, world`);
        }
        return [];
    }
  });
}

/** On nodes or outside, wherever the control plane is: a block says nothing of nodes. */
function apiServerPeers({ apiServer }: PeerContext): TieredPeer[] {
  return [reservedPeer('kube-apiserver'), ...(apiServer === undefined ? NODES_OR_WORLD : [someOf(NODES), ...apiServer.map((block) => blockPeer(block))])];
}

/** Labels of nodes have the source `k8s` or any. */
function readNodeSelector(field: Field): LabelSelector {
  const { pods, untold, reserved } = readPeerSelector(field, undefined);
  for (const key of [...untold, ...reserved]) field.refuse('LABEL_INVALID', `\`${key}\` is no label of a node`);
  if (pods.matchExpressions.some(({ key }) => !isLabelKey(key))) return everything;
  return pods;
}

/**
 * Services stand for the addresses behind them: outside the cluster where they have no selector, and, in newer versions, for their pods where they
 * have one.
 *
 * @see https://docs.cilium.io/en/stable/security/policy/language/#services-based (Cilium 1.18)
 */
function readService(field: Field, { home }: PeerContext): TieredPeer[] {
  const { k8sService, k8sServiceSelector } = field.members('k8sService', 'k8sServiceSelector');
  const { namespace } = k8sService.isPresent() ? k8sService.members('namespace', 'serviceName') : k8sServiceSelector.members('namespace', 'selector');
  const name = namespace.text() ?? home;
  const pods: Peer = {
    kind: 'pods', namespaces: name === undefined ? { kind: 'labelled', selector: everything } : { kind: 'named', name }, pods: everything,
  };
  return [someOf(pods), someOf(WORLD)];
}

function readNames(items: readonly Field[], { deepNames }: PeerContext): TieredPeer[] {
  const names = readNamePatterns(items, deepNames);
  return names.length === 0 ? [] : [{ kind: 'domainNames', names }];
}
