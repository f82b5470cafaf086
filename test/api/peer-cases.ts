import { STRANGERS } from './flows';
import { ClusterProfileProps, Edge, Peer, Port } from '../../src';
import { ClusterFacts } from '../../src/reachability/snapshot';
import { block, pod } from '../reachability/world';

/** Pods have none of the addresses below, so that every verdict is certain; nodes are not told, since its own node always reaches a pod. */
export const FACTS: ClusterFacts = {
  podCidrs: [block('10.244.0.0/16'), block('fd00:10:244::/56')],
  namespaceLabels: { 'team-b': { team: 'b' } },
};
const NODES = { nodeCidrs: ['192.0.2.0/24', '2001:db8:ffff::/64'] };

/** One factory of peers: which of the ends below it opens, on which port. */
export interface PeerCase {
  readonly name: string;
  readonly peer: Peer;
  readonly profile?: ClusterProfileProps;
  /** The ends that are opened on 443/TCP, and nowhere else. */
  readonly opens: readonly string[];
}

/** The pods that peers may mean. */
export const OTHERS: readonly object[] = [
  ...STRANGERS,
  pod('team-b/db', { labels: { app: 'db' } }),
  pod('shop/db', { labels: { app: 'db' } }),
  pod('monitoring/prom', { labels: { 'app.kubernetes.io/name': 'prometheus' } }),
  pod('traefik/proxy', { labels: { 'app.kubernetes.io/name': 'traefik' } }),
  pod('haproxy-controller/proxy', { labels: { 'app.kubernetes.io/name': 'kubernetes-ingress' } }),
];
/** Their names. */
export const PODS = [
  'haproxy-controller/proxy', 'kube-system/dns', 'monitoring/prom', 'other/stranger', 'other/twin', 'shop/db', 'shop/stranger', 'team-b/db', 'traefik/proxy',
];
/** The addresses that peers may mean. */
export const ADDRESSES = ['198.51.100.7', '203.0.113.9', '203.0.113.200', '192.0.2.10', '10.1.2.3', '169.254.169.254', '2001:db8::9', '2001:db8:ffff::1', '2606:4700::1', 'fd12::1'];

/** The port of targets. */
export const HTTPS = Port.https();
/** Every factory of peers that core NetworkPolicy has words for. */
export const CASES: readonly PeerCase[] = [
  { name: 'pods by labels in a namespace by name', peer: Peer.pods({ labels: { app: 'db' }, namespaceName: 'team-b' }), opens: ['team-b/db'] },
  { name: 'pods by labels in namespaces by labels', peer: Peer.pods({ labels: { app: 'db' }, namespaceLabels: { team: 'b' } }), opens: ['team-b/db'] },
  { name: 'a namespace by name', peer: Peer.namespaceNamed('other'), opens: ['other/stranger', 'other/twin'] },
  { name: 'namespaces by labels', peer: Peer.namespacesLabeled({ team: 'b' }), opens: ['team-b/db'] },
  { name: 'the whole cluster', peer: Peer.wholeCluster(), opens: PODS },
  { name: 'a block of v4 addresses', peer: Peer.cidr('203.0.113.0/24'), opens: ['203.0.113.200', '203.0.113.9'] },
  { name: 'a block of v4 addresses with an exception', peer: Peer.cidr('203.0.113.0/24', { excluding: ['203.0.113.128/25'] }), opens: ['203.0.113.9'] },
  { name: 'a block of v6 addresses with an exception', peer: Peer.cidr('2001:db8::/32', { excluding: ['2001:db8:ffff::/48'] }), opens: ['2001:db8::9'] },
  { name: 'blocks of both families', peer: Peer.cidrs('198.51.100.0/24', '2606:4700::/32'), opens: ['198.51.100.7', '2606:4700::1'] },
  {
    name: 'the internet',
    peer: Peer.internet(),
    profile: { ...NODES, podCidrs: ['10.244.0.0/16', 'fd00:10:244::/56'], serviceCidrs: ['198.51.100.0/24'] },
    opens: ['2001:db8::9', '203.0.113.200', '203.0.113.9', '2606:4700::1'],
  },
  {
    name: 'everybody outside',
    peer: Peer.outside(),
    profile: { ...NODES, podCidrs: ['10.244.0.0/16', 'fd00:10:244::/56'], serviceCidrs: ['198.51.100.0/24'] },
    opens: ['10.1.2.3', '2001:db8::9', '203.0.113.200', '203.0.113.9', '2606:4700::1', 'fd12::1'],
  },
  {
    name: 'a DNS name with its addresses',
    peer: Peer.dnsName('api.example.com', { addresses: ['203.0.113.9/32', '2606:4700::/32'] }),
    opens: ['203.0.113.9', '2606:4700::1'],
  },
  { name: 'the ingress controller of the first edge', peer: Peer.ingressController(), opens: ['traefik/proxy'] },
  { name: 'the ingress controller of an edge by name', peer: Peer.ingressController('private'), opens: ['haproxy-controller/proxy'] },
  { name: 'the cluster DNS', peer: Peer.dns(), opens: ['kube-system/dns'] },
  { name: 'Prometheus', peer: Peer.prometheus(), opens: ['monitoring/prom'] },
  { name: 'the API server', peer: Peer.apiServer(), profile: { apiServer: { addresses: ['198.51.100.7/32'] } }, opens: ['198.51.100.7'] },
  { name: 'the nodes', peer: Peer.nodes(), profile: NODES, opens: ['192.0.2.10', '2001:db8:ffff::1'] },
];

/** The edges of the cluster. */
export const EDGES = { edges: [Edge.traefik('public'), Edge.haproxy('private')] };
