/**
 * A random cluster as the documents that somebody would have written, with Services and Ingresses in front of it. What one API cannot say is
 * said in the nearest words, so that the documents need not mean the rules that they come from.
 */
import * as fc from '../property';
import { Cluster, clusters } from './cluster';
import { Action, ADMIN, Direction, NamespaceMatch, Peer, Policy, PortMatch, TieredPeer, TieredPolicy, TieredRule } from '../../src/reachability/rules';
import { NAMESPACE_NAME_LABEL, Snapshot } from '../../src/reachability/snapshot';
import { Workload } from '../../src/reachability/workload';
import { contains } from '../../src/sets/cidr';
import { nameText } from '../../src/sets/names';

/** Any value of a document. */
export type Doc = Readonly<Record<string, unknown>>;

/** Documents, and what somebody knows about their cluster. */
export interface Manifests {
  readonly documents: readonly Doc[];
  readonly facts: Snapshot['facts'];
}

const SIDES: Readonly<Record<Direction, 'from' | 'to'>> = { ingress: 'from', egress: 'to' };
const TYPES: Readonly<Record<Direction, string>> = { ingress: 'Ingress', egress: 'Egress' };

function workloadDoc({ kind, namespace, name, labels, ports, hostNetwork, addresses, nodeAddresses }: Workload): Doc {
  const spec = {
    hostNetwork,
    containers: ports.map((port) => ({ ports: [{ name: port.name, containerPort: port.number, protocol: port.protocol }] })),
  };
  if (kind === 'Pod') {
    const ips = (list: Workload['addresses']) => list.map(({ text }) => ({ ip: text }));
    return { apiVersion: 'v1', kind, metadata: { namespace, name, labels }, spec, status: { podIPs: ips(addresses), hostIPs: ips(nodeAddresses) } };
  }
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { namespace, name },
    spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec } },
  };
}

const namespaceSelector = (match: NamespaceMatch) => (match.kind === 'named' ? { matchLabels: { [NAMESPACE_NAME_LABEL]: match.name } } : match.selector);

function peerDoc(peer: Peer, home: string): Doc {
  if (peer.kind === 'addresses') {
    const except = peer.except.filter((hole) => contains(peer.block, hole) && hole.prefix > peer.block.prefix).map(({ text }) => text);
    return { ipBlock: { cidr: peer.block.text, except } };
  }
  const isHome = peer.namespaces.kind === 'named' && peer.namespaces.name === home;
  return { podSelector: peer.pods, ...(isHome ? {} : { namespaceSelector: namespaceSelector(peer.namespaces) }) };
}

function portDoc(match: PortMatch): Doc {
  switch (match.kind) {
    case 'every': return { protocol: match.protocol };
    case 'name': return { protocol: match.protocol ?? 'TCP', port: match.name };
    case 'numbers': return { protocol: match.protocol, port: match.first, ...(match.last > match.first ? { endPort: match.last } : {}) };
  }
}

function policyDoc({ origin: { kind, namespace, name }, subject, isolates, rules }: Policy): Doc {
  const of = (direction: Direction) => rules.filter((rule) => rule.direction === direction).map(({ peers, ports }) => ({
    ...(peers === 'anyone' ? {} : { [SIDES[direction]]: peers.map((peer) => peerDoc(peer, namespace)) }),
    ...(ports === 'all' ? {} : { ports: ports.map(portDoc) }),
  }));
  const policyTypes = isolates.map((direction) => TYPES[direction]);
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind,
    metadata: { namespace, name },
    spec: { podSelector: subject.pods, policyTypes, ingress: of('ingress'), egress: of('egress') },
  };
}

const pods = ({ namespaces, pods: podSelector }: TieredPolicy['subject']) => ({ pods: { namespaceSelector: namespaceSelector(namespaces), podSelector } });

/** Sources are pods alone; names are for what is accepted, and a baseline of the older API has none. */
function tieredPeerDoc(peer: TieredPeer, { direction, action }: TieredRule, kind: string): Doc {
  switch (peer.kind) {
    case 'pods': return pods(peer);
    // the API has no words for conditions, and the clusters that are written have none
    case 'meeting':
    case 'unknown': return { futurePeer: {} };
    case 'cluster': return { namespaces: {} };
    case 'addresses': return direction === 'egress' ? { networks: [peer.block.text] } : { namespaces: {} };
    case 'nodes': return direction === 'egress' ? { nodes: peer.nodes } : { namespaces: {} };
    case 'domainNames':
      return direction === 'egress' && action === 'accept' && kind !== 'BaselineAdminNetworkPolicy' ? { domainNames: [...new Set(peer.names.map((one) => nameText(one).replace('**', '*')))] } : { namespaces: {} };
  }
}

const ACTIONS: Readonly<Record<string, Readonly<Record<Action, string>>>> = {
  ClusterNetworkPolicy: { accept: 'Accept', deny: 'Deny', pass: 'Pass' },
  AdminNetworkPolicy: { accept: 'Allow', deny: 'Deny', pass: 'Pass' },
  BaselineAdminNetworkPolicy: { accept: 'Allow', deny: 'Deny', pass: 'Deny' },
};

/** Only pods have ports with names, so that any other peer has all TCP ports instead. */
function tieredPortDoc(match: PortMatch, kind: string, hasNames: boolean): Doc {
  const [protocol, first, last] = match.kind === 'numbers' ? [match.protocol, match.first, match.last] : [match.protocol ?? 'TCP', 1, 65535];
  if (kind === 'ClusterNetworkPolicy') {
    if (match.kind === 'name' && hasNames) return { destinationNamedPort: match.name };
    return { [protocol.toLowerCase()]: { destinationPort: first === last ? { number: first } : { range: { start: first, end: last } } } };
  }
  if (match.kind === 'name' && hasNames) return { namedPort: match.name };
  return first === last ? { portNumber: { protocol, port: first } } : { portRange: { protocol, start: first, end: last } };
}

function tieredDoc({ origin: { kind, name }, tier, priority, subject, rules }: TieredPolicy): Doc {
  const isNewer = kind === 'ClusterNetworkPolicy';
  const of = (direction: Direction) => rules.filter((rule) => rule.direction === direction).map((rule) => {
    const peers = rule.peers.map((peer) => tieredPeerDoc(peer, rule, kind));
    const hasNames = peers.every((peer) => 'pods' in peer || 'namespaces' in peer);
    const ports = rule.ports === 'all' ? {} : { [isNewer ? 'protocols' : 'ports']: rule.ports.map((match) => tieredPortDoc(match, kind, hasNames)) };
    return { action: ACTIONS[kind]?.[rule.action], [SIDES[direction]]: peers, ...ports };
  });
  const place = isNewer ? { tier: tier === ADMIN ? 'Admin' : 'Baseline', priority } : kind === 'AdminNetworkPolicy' ? { priority } : {};
  return {
    apiVersion: `policy.networking.k8s.io/${isNewer ? 'v1alpha2' : 'v1alpha1'}`,
    kind,
    metadata: { name },
    spec: { ...place, subject: pods(subject), ingress: of('ingress'), egress: of('egress') },
  };
}

const service = fc.record({
  namespace: fc.constantFrom('a', 'b'),
  selector: fc.constantFrom({ app: 'web' }, { app: 'api' }, { tier: 'front' }),
  type: fc.constantFrom('ClusterIP', 'NodePort', 'LoadBalancer'),
  policy: fc.constantFrom('Local', 'Cluster'),
  target: fc.constantFrom<number | string>(80, 443, 'http'),
  host: fc.constantFrom('one.example.com', 'two.example.com', ''),
});
const services = fc.array(service, { maxLength: 3 }).map((all) => all.flatMap(({ namespace, selector, type, policy, target, host }, i): Doc[] => [
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { namespace, name: `s${i}` },
    spec: { type, selector, externalTrafficPolicy: type === 'ClusterIP' ? undefined : policy, ports: [{ port: 80, targetPort: target }] },
  },
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { namespace, name: `i${i}` },
    spec: { rules: [{ host, http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: `s${i}`, port: { number: 80 } } } }] } }] },
  },
]));

/** The documents of a cluster. */
export function documentsOf({ snapshot, rules }: Cluster): Doc[] {
  return [
    ...[...snapshot.namespaces].map(([name, labels]) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } })),
    ...snapshot.nodes.map(({ name, labels, addresses }) => ({
      apiVersion: 'v1', kind: 'Node', metadata: { name, labels }, status: { addresses: addresses.map(({ text }) => ({ type: 'InternalIP', address: text })) },
    })),
    ...snapshot.workloads.map(workloadDoc),
    ...rules.policies.map(policyDoc),
    ...rules.tiered.map(tieredDoc),
  ];
}

/** Random documents with what is known about their cluster. */
export const manifests: fc.Arbitrary<Manifests> = fc.tuple(clusters, services)
  .map(([cluster, entries]) => ({ documents: [...documentsOf(cluster), ...entries], facts: cluster.snapshot.facts }));
