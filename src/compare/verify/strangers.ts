import { podsOfAccount } from './accounts';
import { Asked, AskedPeer } from '../../model/asked';
import { Labels, PodsEndpoint } from '../../model/endpoint';
import { ACCOUNT, RuleSet, TieredPeer } from '../../reachability/rules';
import { peersOf as namedIn } from '../../reachability/rules/peers';
import { reservedNamespace } from '../../reachability/rules/reserved';
import { NAMESPACE_NAME_LABEL, Snapshot } from '../../reachability/snapshot';
import { Workload } from '../../reachability/workload';
import { labelsMeeting } from '../../sets/labels';
import { LabelMap, matches, selectorOf, selectorText } from '../../sets/selector';

/** A pod that stands for others that are not among the manifests. */
export interface Stranger {
  readonly workload: Workload;
  /** Whom it stands for, as a person says it, such as `every pod of namespace kube-system`. */
  readonly text: string;
  /** Labels of a namespace that nobody has declared; absent where only its name matters. */
  readonly namespaceLabels?: LabelMap;
}

/** Whom a stranger stands for: pods with exactly these labels, in a namespace by its name or with exactly these labels. */
export interface StrangerKind {
  readonly namespace: string | LabelMap;
  readonly pods: LabelMap;
}

/** No namespace of a cluster can have this name, so that no rule names it. */
export const NOWHERE = 'any other namespace';

/**
 * One pod for each declared peer, with exactly its labels, one for each peer of a rule, likewise, one without labels in each namespace
 * that is known, and one in a namespace that is not.
 *
 * The peers of rules are there since a rule that nobody declared opens the way to pods that nobody declared. A peer that is written as
 * a workload of the manifests is, is left to that workload.
 */
export function strangersOf(snapshot: Snapshot, asked: Asked, rules: RuleSet): Stranger[] {
  const known = new Map<string, Stranger>();
  const add = (kind: StrangerKind) => {
    const key = JSON.stringify([kind.namespace, selectorText(selectorOf(kind.pods))]);
    if (!known.has(key)) known.set(key, strangerOf(kind));
  };
  const declared = declaredPeers(asked);
  const isParty = (party: Party) => [...declared].some((peer) => peer.kind === 'party' && peer.party === party);
  if (isParty('apiServer')) add({ namespace: reservedNamespace('kube-apiserver'), pods: {} });
  if (isParty('ciliumIngress')) add({ namespace: reservedNamespace('ingress'), pods: {} });
  const endpoints = [...declared, ...asked.edges.flatMap(({ controllers }) => controllers)].flatMap((peer) => (peer.kind === 'account' ? [podsOfAccount(peer)] : peer.kind === 'pods' ? [peer] : []));
  for (const namespace of namespacesOf(snapshot, endpoints)) add({ namespace, pods: {} });
  add({ namespace: NOWHERE, pods: {} });
  for (const endpoint of new Set(endpoints)) add(kindOfEndpoint(endpoint));
  const own = ownPeers(asked);
  for (const peer of peersOf(rules)) {
    if (!own.has(peerText(peer))) kindsOfPeer(peer, snapshot).forEach(add);
  }
  const isNode = isParty('nodes') || namedIn(rules).some(({ kind }) => kind === 'nodes');
  return [...known.values(), ...(isNode ? [SOME_NODE] : [])];
}

type Party = Extract<AskedPeer, { kind: 'party' }>['party'];

/** Any node, wherever it is: rules about all nodes are about this one, too. */
const SOME_NODE: Stranger = {
  workload: {
    kind: 'Pod', namespace: reservedNamespace('node'), name: 'node', labels: {}, ports: [], hostNetwork: true, addresses: [], nodeAddresses: [],
  },
  text: 'any node',
};

/** How parties are called that rules know by an identity alone. */
const RESERVED: Readonly<Record<string, string>> = {
  [reservedNamespace('ingress')]: 'the Envoy of Cilium',
  [reservedNamespace('kube-apiserver')]: 'the API server',
};

function declaredPeers({ workloads, exceptions }: Asked): Set<AskedPeer> {
  const flows = workloads.flatMap(({ ingress, egress }) => [...ingress, ...egress]);
  return new Set([...flows.flatMap(({ peers }) => peers), ...exceptions.flatMap(({ source, target }) => [...source, ...target])]);
}

/** The pod that stands for a kind. */
export function strangerOf({ namespace, pods }: StrangerKind): Stranger {
  const party = typeof namespace === 'string' ? RESERVED[namespace] : undefined;
  if (typeof namespace === 'string' && party !== undefined) {
    const name = namespace.slice(namespace.indexOf(':') + 1);
    return { workload: { kind: 'Pod', namespace, name, labels: {}, ports: [], hostNetwork: false, addresses: [], nodeAddresses: [] }, text: party };
  }
  const who = Object.keys(pods).length === 0 ? 'every pod' : `pods ${podsText(pods)}`;
  const where = typeof namespace === 'string' ? namespace : `namespaces ${selectorText(selectorOf(namespace))}`;
  const of = typeof namespace === 'string' && namespace !== NOWHERE ? `namespace ${namespace}` : where;
  const workload: Workload = {
    kind: 'Pod', namespace: where, name: who, labels: pods, ports: [], hostNetwork: false, addresses: [], nodeAddresses: [],
  };
  return { workload, text: `${who} of ${of}`, ...(typeof namespace === 'string' ? {} : { namespaceLabels: { [NAMESPACE_NAME_LABEL]: where, ...namespace } }) };
}

function podsText({ [ACCOUNT.name]: account, ...labels }: LabelMap): string {
  const all = [...(account === undefined ? [] : [`of ServiceAccount ${account}`]), ...(Object.keys(labels).length === 0 ? [] : [selectorText(selectorOf(labels))])];
  return all.join(' and ');
}

function namespacesOf({ namespaces, workloads }: Snapshot, endpoints: readonly PodsEndpoint[]): string[] {
  const named = endpoints.flatMap(({ namespaces: where }) => (where !== 'all' && 'name' in where ? [where.name] : []));
  return [...new Set([...namespaces.keys(), ...workloads.map(({ namespace }) => namespace), ...named])].sort();
}

/** Whom a declared peer stands for. */
export function kindOfEndpoint({ namespaces, pods }: PodsEndpoint): StrangerKind {
  const namespace = namespaces === 'all' ? NOWHERE : 'name' in namespaces ? namespaces.name : namespaces.labels;
  return { namespace, pods: pods === 'all' ? {} : pods };
}

/** How rules name the workloads that flows name: those stand for themselves. */
function ownPeers({ workloads }: Asked): ReadonlySet<string> {
  const byLabels = new Map<Labels, string>();
  for (const { ingress, egress } of workloads) {
    for (const { peers } of [...ingress, ...egress]) {
      for (const peer of peers) {
        if (peer.kind === 'workload' && !byLabels.has(peer.podLabels)) byLabels.set(peer.podLabels, ownText(peer.id.namespace, peer.podLabels));
      }
    }
  }
  return new Set(byLabels.values());
}

function ownText(namespace: string, labels: Labels): string {
  return `${selectorText(selectorOf({ [NAMESPACE_NAME_LABEL]: namespace }))}/${selectorText(selectorOf(labels))}`;
}

/** Pods by labels, as a rule names them. */
export type PodsPeer = Extract<TieredPeer, { kind: 'pods' }>;

function peerText({ namespaces, pods }: PodsPeer): string {
  const where = namespaces.kind === 'named' ? selectorOf({ [NAMESPACE_NAME_LABEL]: namespaces.name }) : namespaces.selector;
  return `${selectorText(where)}/${selectorText(pods)}`;
}

function peersOf({ policies, tiered }: RuleSet): PodsPeer[] {
  const byText = new Map<string, PodsPeer>();
  // readers give lists that are written alike as one
  const lists = new Set([...policies, ...tiered].flatMap(({ rules }) => rules.flatMap(({ peers }) => (peers === 'anyone' ? [] : [peers]))));
  for (const peers of lists) {
    for (const peer of peers) if (peer.kind === 'pods') byText.set(peerText(peer), peer);
  }
  return [...byText.values()];
}

/** Pods that a peer of a rule takes in; in each known namespace that its selector matches, and in one that has just the labels of the selector. */
function kindsOfPeer({ namespaces, pods }: PodsPeer, snapshot: Snapshot): StrangerKind[] {
  const labels = labelsMeeting(pods, {});
  if (labels === undefined) return [];
  if (namespaces.kind === 'named') return [{ namespace: namespaces.name, pods: labels }];
  const { selector } = namespaces;
  const known = [...snapshot.namespaces].filter(([, own]) => matches(selector, own))
    .map(([namespace]): StrangerKind => ({ namespace, pods: labels }));
  const where = labelsMeeting(selector, {});
  if (where === undefined) return known;
  const name = where[NAMESPACE_NAME_LABEL];
  if (Object.keys(where).length === 0) return [...known, { namespace: NOWHERE, pods: labels }];
  const isByName = name !== undefined && Object.keys(where).length === 1;
  return [...known, { namespace: isByName ? name : where, pods: labels }];
}
