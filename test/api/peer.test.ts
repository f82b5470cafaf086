import { allowedFlows, STRANGERS } from './flows';
import { ADDRESSES, CASES, EDGES, FACTS, HTTPS, OTHERS, PODS } from './peer-cases';
import { Shop, thrownBy, yamlOf } from './shop';
import { Health, Peer, Port } from '../../src';

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
