import { groupRule } from './groups';
import { CiliumCidrRule, CiliumDnsName, CiliumEntity, EndpointSelector } from './kinds';
import { AccountEndpoint, AddressBlock, DnsNameEndpoint, Endpoint, Flow, FlowDirection, isGroup, Labels, PodsEndpoint, UnnameableEndpoint } from '../../model/endpoint';
import { Finding } from '../../model/finding';

/** Who is at the other side of a flow, by the members of a rule that say so: a rule has one of them, so that each becomes a rule. */
export interface RenderedPeers {
  readonly endpoints: readonly EndpointSelector[];
  readonly entities: readonly CiliumEntity[];
  readonly blocks: readonly CiliumCidrRule[];
  readonly names: readonly CiliumDnsName[];
  readonly gaps: readonly Finding[];
}

const NOBODY: RenderedPeers = { endpoints: [], entities: [], blocks: [], names: [], gaps: [] };

/** The label of an endpoint with the name of its namespace. @see https://docs.cilium.io/en/stable/security/policy/kubernetes/ (Cilium 1.18) */
const NAMESPACE = 'k8s:io.kubernetes.pod.namespace';

/** What stands before a label of the namespace among those of an endpoint. */
const NAMESPACE_LABELS = 'k8s:io.cilium.k8s.namespace.labels.';

/** The label of an endpoint with the name of its ServiceAccount. */
const ACCOUNT = 'k8s:io.cilium.k8s.policy.serviceaccount';

/** A value of a label in a selector has as many characters as one of a pod. */
const LABEL_VALUE_MAX = 63;

/** Labels of pods, whose source is Kubernetes. */
export function podLabels(labels: Labels): Labels {
  return Object.fromEntries(Object.entries(labels).map(([key, value]) => [`k8s:${key}`, value]));
}

/** Where a policy is: in which direction of which namespace, and whether groups of addresses have objects of their own there. */
export interface PeerPlace {
  readonly direction: FlowDirection;
  readonly namespace: string;
  readonly hasGroups: boolean;
}

/** The peers of a flow. */
export function renderPeers(place: PeerPlace, { peers, key }: Flow): RenderedPeers {
  if (peers.some(({ kind }) => kind === 'anyone')) return { ...NOBODY, entities: ['all'] };
  const rendered = peers.map((peer) => renderPeer(place, peer, key));
  return {
    endpoints: rendered.flatMap(({ endpoints }) => endpoints),
    entities: [...new Set(rendered.flatMap(({ entities }) => entities))].sort(),
    blocks: rendered.flatMap(({ blocks }) => blocks),
    names: rendered.flatMap(({ names }) => names),
    gaps: rendered.flatMap(({ gaps }) => gaps),
  };
}

function renderPeer({ direction, namespace, hasGroups }: PeerPlace, peer: Endpoint, key: string): RenderedPeers {
  switch (peer.kind) {
    case 'pods': return { ...NOBODY, endpoints: [podsSelector(peer)] };
    case 'account': return renderAccount(peer, key);
    case 'addresses': return { ...NOBODY, blocks: hasGroups && isGroup(peer) ? [groupRule(namespace, peer)] : peer.blocks.map(renderBlock) };
    // wherever it is: on nodes of the cluster, which no block of addresses finds, or outside
    case 'apiServer': return { ...NOBODY, entities: ['kube-apiserver'] };
    case 'nodes': return { ...NOBODY, entities: ['host', 'remote-node'] };
    case 'dnsName': return renderName(direction, peer, key);
    case 'unnameable': return renderUnnameable(peer, key);
    case 'anyone': return { ...NOBODY, entities: ['all'] };
  }
}

/** Pods of all namespaces have some namespace: without a word about it they would be those of the policy's own. */
function podsSelector({ namespaces, pods }: PodsEndpoint): EndpointSelector {
  const own = pods === 'all' ? {} : podLabels(pods);
  if (namespaces !== 'all' && 'name' in namespaces) return { matchLabels: { ...own, [NAMESPACE]: namespaces.name } };
  const ofNamespace = namespaces === 'all' ? [] : Object.entries(namespaces.labels).map(([key, value]): [string, string] => [`${NAMESPACE_LABELS}${key}`, value]);
  const matchLabels = { ...own, ...Object.fromEntries(ofNamespace) };
  return {
    ...(Object.keys(matchLabels).length === 0 ? {} : { matchLabels }),
    matchExpressions: [{ key: NAMESPACE, operator: 'Exists' }],
  };
}

function renderAccount({ namespace, account }: AccountEndpoint, key: string): RenderedPeers {
  if (account.length <= LABEL_VALUE_MAX) return { ...NOBODY, endpoints: [{ matchLabels: { [ACCOUNT]: account, [NAMESPACE]: namespace } }] };
  const text = `Cilium knows ServiceAccounts by a label, whose value has at most ${LABEL_VALUE_MAX} characters, and \`${account}\` has ${account.length}: `
    + `\`${key}\` would stay closed; give the ServiceAccount a shorter name, or name the pods by labels, as in \`Peer.pods(…)\``;
  return { ...NOBODY, gaps: [{ code: 'CANNOT_EXPRESS', text }] };
}

function renderBlock({ cidr, except }: AddressBlock): CiliumCidrRule {
  return { cidr, ...(except.length === 0 ? {} : { except }) };
}

/** A name says where something leads to, never where it comes from. */
function renderName(direction: FlowDirection, { dnsName, addresses }: DnsNameEndpoint, key: string): RenderedPeers {
  if (direction === 'egress') return { ...NOBODY, names: [dnsName.startsWith('*.') ? { matchPattern: dnsName } : { matchName: dnsName }] };
  const blocks = addresses.map(renderBlock);
  const text = `Cilium cannot tell by a DNS name who connects: \`${key}\` ${blocks.length === 0 ? 'would stay closed; name the addresses, as in `Peer.cidr(…)`'
    : `is open to the declared addresses of \`${dnsName}\` instead`}`;
  return { ...NOBODY, blocks, gaps: [{ code: blocks.length === 0 ? 'CANNOT_EXPRESS' : 'APPROXIMATED', text }] };
}

function renderUnnameable({ what, instead, identity }: UnnameableEndpoint, key: string): RenderedPeers {
  switch (identity) {
    case 'ciliumIngress': return { ...NOBODY, entities: ['ingress'] };
    case undefined: return { ...NOBODY, gaps: [{ code: 'CANNOT_EXPRESS', text: `Cilium has no word for ${what}: \`${key}\` would stay closed; ${instead}` }] };
  }
}
