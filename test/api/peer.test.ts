import { allowedFlows, STRANGERS } from './flows';
import { Shop, thrownBy, yamlOf } from './shop';
import { ClusterProfileProps, Edge, Health, Peer, Port } from '../../src';
import { ClusterFacts } from '../../src/reachability/snapshot';
import { block, pod } from '../reachability/world';

/** Pods have none of the addresses below, so that every verdict is certain; nodes are not told, since its own node always reaches a pod. */
const FACTS: ClusterFacts = {
  podCidrs: [block('10.244.0.0/16'), block('fd00:10:244::/56')],
  namespaceLabels: { 'team-b': { team: 'b' } },
};
const NODES = { nodeCidrs: ['192.0.2.0/24', '2001:db8:ffff::/64'] };

/** One factory of peers: which of the ends below it opens, on which port. */
interface PeerCase {
  readonly name: string;
  readonly peer: Peer;
  readonly profile?: ClusterProfileProps;
  /** The ends that are opened on 443/TCP, and nowhere else. */
  readonly opens: readonly string[];
}

const OTHERS: readonly object[] = [
  ...STRANGERS,
  pod('team-b/db', { labels: { app: 'db' } }),
  pod('shop/db', { labels: { app: 'db' } }),
  pod('monitoring/prom', { labels: { 'app.kubernetes.io/name': 'prometheus' } }),
  pod('traefik/proxy', { labels: { 'app.kubernetes.io/name': 'traefik' } }),
  pod('haproxy-controller/proxy', { labels: { 'app.kubernetes.io/name': 'kubernetes-ingress' } }),
];
const PODS = [
  'haproxy-controller/proxy', 'kube-system/dns', 'monitoring/prom', 'other/stranger', 'other/twin', 'shop/db', 'shop/stranger', 'team-b/db', 'traefik/proxy',
];
const ADDRESSES = ['198.51.100.7', '203.0.113.9', '203.0.113.200', '192.0.2.10', '10.1.2.3', '169.254.169.254', '2001:db8::9', '2001:db8:ffff::1', '2606:4700::1', 'fd12::1'];

const HTTPS = Port.https();
const CASES: readonly PeerCase[] = [
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

const EDGES = { edges: [Edge.traefik('public'), Edge.haproxy('private')] };

describe.each(CASES)('$name', ({ peer, opens, profile }) => {
  test('as a target, is one rule of the caller, and opens it alone, on the port that is said', () => {
    const shop = new Shop({ ...EDGES, ...profile });
    shop.service('web', { ports: [], health: Health.exec({ live: ['a'], ready: ['b'] }) }).connections.allowTo(peer.on(HTTPS));
    const rules = shop.spec('NetworkPolicy', 'web')['egress'] as { ports: { port: number }[] }[]; // a policy
    expect(yamlOf(rules.filter(({ ports }) => ports.some(({ port }) => port === 443)))).toMatchSnapshot();
    const flows = allowedFlows(shop.world(OTHERS, FACTS), { managed: ['shop/web'], others: [...PODS, ...ADDRESSES], ports: ['443/TCP', '443/UDP', '80/TCP'] });
    expect(flows).toEqual(opens.map((end) => `shop/web > ${end} on 443/TCP`).sort());
  });
});

describe.each(CASES.filter(({ name }) => !name.startsWith('a DNS name')))('$name', ({ peer, opens, profile }) => {
  test('as a source, is let in alone, on the port of the callee', () => {
    const shop = new Shop({ ...EDGES, ...profile });
    shop.service('web').connections.allowFrom(peer);
    const asked = { managed: ['shop/web'], others: [...PODS, ...ADDRESSES], ports: ['8080/TCP', '8080/UDP', '80/TCP'] };
    const flows = allowedFlows(shop.world(OTHERS, FACTS), asked);
    expect(flows).toEqual(opens.map((end) => `${end} > shop/web on 8080/TCP`).sort());
  });
});

test('on every port, every port of every protocol is open', () => {
  const shop = new Shop();
  shop.service('web').connections.allowTo(Peer.cidr('203.0.113.0/24').onEveryPort());
  const ports = ['1/TCP', '443/UDP', '65535/SCTP'];
  expect(allowedFlows(shop.world(), { managed: ['shop/web'], others: ['203.0.113.9', '198.51.100.7'], ports }))
    .toEqual(ports.map((port) => `shop/web > 203.0.113.9 on ${port}`).sort());
});

test('on a range of ports, all of it is open, and its neighbours are not', () => {
  const shop = new Shop();
  shop.service('web').connections.allowTo(Peer.cidr('203.0.113.0/24').on(Port.udp(3478, { endPort: 3480 }), Port.tcp(3478)));
  const ports = ['3477/UDP', '3478/UDP', '3479/UDP', '3480/UDP', '3481/UDP', '3478/TCP', '3479/TCP'];
  expect(allowedFlows(shop.world(), { managed: ['shop/web'], others: ['203.0.113.9'], ports })).toEqual([
    'shop/web > 203.0.113.9 on 3478/TCP', 'shop/web > 203.0.113.9 on 3478/UDP', 'shop/web > 203.0.113.9 on 3479/UDP', 'shop/web > 203.0.113.9 on 3480/UDP',
  ]);
});

test('the DNS and the API server have ports of their own', () => {
  const shop = new Shop({ apiServer: { addresses: ['198.51.100.7/32'], ports: [Port.https(8443)] } });
  const web = shop.service('web');
  web.connections.allowTo(Peer.dns(), { reason: 'resolves by itself' });
  web.connections.allowTo(Peer.apiServer());
  expect(allowedFlows(shop.world(STRANGERS), { managed: ['shop/web'], others: ['198.51.100.7'], ports: ['443/TCP', '6443/TCP', '8443/TCP'] }))
    .toEqual(['shop/web > 198.51.100.7 on 8443/TCP']);
  expect(shop.spec('NetworkPolicy', 'web')['egress']).toHaveLength(2);
  expect(shop.reasons('web')).toBe('to the cluster DNS on 53/TCP, 53/UDP: resolves by itself');
});

describe('a DNS name', () => {
  test('with addresses is approximated by them, and a warning says so', () => {
    const shop = new Shop();
    shop.service('web').connections.allowTo(Peer.dnsName('api.example.com', { addresses: ['203.0.113.9/32'] }).on(HTTPS));
    expect(shop.findings()).toEqual([
      'cdk8s-reach: warning: [shop/web] core NetworkPolicy matches addresses, not the name `api.example.com`: the declared addresses are open instead, '
        + 'whoever serves them, and others that the name may resolve to are closed (APPROXIMATED)',
    ]);
  });

  test('of which addresses are declared in several places is all of them', () => {
    const shop = new Shop();
    const { connections } = shop.service('web');
    for (const addresses of [['203.0.113.9/32'], ['198.51.100.7/32']]) {
      connections.allowTo(Peer.dnsName('api.example.com', { addresses }).on(HTTPS));
    }
    expect(allowedFlows(shop.world(), { managed: ['shop/web'], others: ['203.0.113.9', '198.51.100.7'], ports: ['443/TCP'] }))
      .toEqual(['shop/web > 198.51.100.7 on 443/TCP', 'shop/web > 203.0.113.9 on 443/TCP']);
  });
});

describe('how a peer reads', () => {
  test.each([
    [Peer.pods({ labels: { b: '2', a: '1' }, namespaceName: 'shop' }), 'pods a=1,b=2 of namespace shop'],
    [Peer.pods({ labels: { a: '1' }, namespaceLabels: { team: 'b' } }), 'pods a=1 of namespaces team=b'],
    [Peer.namespaceNamed('shop'), 'every pod of namespace shop'],
    [Peer.cidr('203.0.113.0/24', { excluding: ['203.0.113.7/32'] }), '203.0.113.0/24 without 203.0.113.7/32'],
    [Peer.internet(), 'the internet'],
    [Peer.ingressController('private'), 'the ingress controller of edge private'],
    [Peer.ingressController(), 'the ingress controller of the first edge'],
  ])('%#', (peer, text) => {
    expect(peer.peerName).toBe(text);
    expect(peer.on(HTTPS).peerName).toBe(text);
  });
});

test('an edge that is not there is refused, together with those that are', () => {
  const shop = new Shop();
  expect(thrownBy(() => shop.service('web').connections.allowFrom(Peer.ingressController('nope')))).toMatch(/no edge `nope`: it has `public`, `private` \(EDGE_UNKNOWN\)$/);
});
