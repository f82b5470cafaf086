import { ApiObject, Include } from 'cdk8s';
import { Edge, Health, NetworkPlugin, Peer, Port, Reachability, SecureMicroservice, Verdict, Workload } from '../../../src';
import { allowedFlows } from '../flows';
import { Shop, statefulSet } from '../shop';

const { ALLOWED, DENIED, MIXED, UNKNOWN } = Verdict;
const PODS = { podCidrs: ['10.244.0.0/16', 'fd00:10:244::/56'] };
const HTTPS = Port.https();

/** A policy of somebody else. */
function policy(shop: Shop, name: string, spec: object, namespace: string = 'shop'): ApiObject {
  return new ApiObject(shop.chartOf(namespace), `policy-${name}`, { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name }, spec });
}

/** Web calls payments, and nobody else calls anybody. */
function connected(shop: Shop = new Shop({ podCidrs: [], edges: [Edge.traefik('public'), Edge.haproxy('private')] })): { readonly shop: Shop; readonly web: SecureMicroservice; readonly payments: SecureMicroservice } {
  const web = shop.service('web');
  const payments = shop.service('payments', { ports: [Port.http(8080, { servicePort: 80 }), Port.metrics(9100)] });
  web.connections.allowTo(payments);
  return { shop, web, payments };
}

describe('a question about two microservices', () => {
  it('is about the default port of the target, and both sides have a say', () => {
    const { shop, web, payments } = connected();
    const reachability = Reachability.of(shop.app);
    expect(reachability.verdict(web, payments)).toBe(ALLOWED);
    expect(reachability.verdict(payments, web)).toBe(DENIED);
    expect([reachability.canReach(web, payments), reachability.cannotReach(web, payments)]).toEqual([true, false]);
    expect([reachability.canReach(payments, web), reachability.cannotReach(payments, web)]).toEqual([false, true]);
  });

  it('is about the port that the target names', () => {
    const { shop, web, payments } = connected();
    const reachability = Reachability.of(shop.app);
    expect(reachability.verdict(web, payments.port('http'))).toBe(ALLOWED);
    expect(reachability.verdict(web, payments.port('metrics'))).toBe(DENIED);
  });

  it('is about the port on which the process listens, never that of a Service', () => {
    const { shop, web } = connected();
    const reachability = Reachability.of(shop.app);
    const payments = reachability.workloadNamed('shop/payments');
    expect(reachability.verdict(web, payments.on(Port.tcp(8080)))).toBe(ALLOWED);
    expect(reachability.verdict(web, payments.on(Port.tcp(80)))).toBe(DENIED);
    expect(reachability.verdict(web, payments.on(Port.tcp(8080), Port.tcp(80)))).toBe(MIXED);
    expect(reachability.verdict(web, payments.onEveryPort())).toBe(MIXED);
    expect(reachability.verdict(web, payments.port('http'))).toBe(ALLOWED);
  });

  it('is denied where one side alone is open', () => {
    const shop = new Shop();
    const [web, payments] = [shop.service('web'), shop.service('payments')];
    web.connections.allowTo(Peer.pods({ labels: { 'app.kubernetes.io/name': 'payments' }, namespaceName: 'shop' }).on(Port.http(8080)));
    expect(Reachability.of(shop.app).verdict(web, payments)).toBe(DENIED);
  });

  it('is about the replicas where it is one and the same', () => {
    const shop = new Shop();
    const [cache, web] = [shop.service('cache'), shop.service('web')];
    cache.connections.allowInternally();
    const reachability = Reachability.of(shop.app);
    expect([reachability.verdict(cache, cache), reachability.verdict(web, web)]).toEqual([ALLOWED, DENIED]);
  });

  it('is answered as decide answers, for every pair and port', () => {
    const { shop, web, payments } = connected();
    payments.connections.allowFrom(Peer.namespaceNamed('other'), { port: 'metrics' });
    const reachability = Reachability.of(shop.app);
    const names = new Map([['shop/web', web], ['shop/payments', payments]]);
    const ports = ['80/TCP', '8080/TCP', '9100/TCP', '8080/UDP'];
    const allowed = [...names].flatMap(([source, from]) => [...names.keys()].flatMap((target) => ports.filter((port) => {
      const [number, protocol] = port.split('/');
      const asked = protocol === 'UDP' ? Port.udp(Number(number)) : Port.tcp(Number(number));
      return reachability.canReach(from, reachability.workloadNamed(target).on(asked));
    }).map((port) => `${source} > ${target} on ${port}`)));
    expect(allowed.sort()).toEqual(allowedFlows(shop.world(), { managed: [...names.keys()], others: [], ports }));
    expect(allowed).toEqual(['shop/web > shop/payments on 8080/TCP']);
  });
});

describe('a question about addresses', () => {
  it('is about all of them: open in part is neither open nor shut', () => {
    const { shop, web, payments } = connected(new Shop(PODS));
    web.connections.allowTo(Peer.cidr('203.0.113.0/24').on(HTTPS));
    web.connections.allowTo(Peer.cidr('2001:db8:1::/48').on(HTTPS));
    const reachability = Reachability.of(shop.app);
    const verdict = (cidr: string) => reachability.verdict(web, Peer.cidr(cidr).on(HTTPS));
    expect(['203.0.113.0/24', '203.0.113.7/32', '203.0.112.0/20', '0.0.0.0/0', '198.51.100.0/24'].map(verdict)).toEqual([ALLOWED, ALLOWED, MIXED, MIXED, DENIED]);
    expect(['2001:db8:1::/64', '2001:db8::/32', '2001:db9::/32'].map(verdict)).toEqual([ALLOWED, MIXED, DENIED]);
    expect(reachability.cannotReach(web, Peer.cidr('0.0.0.0/0').on(HTTPS))).toBe(false);
    expect(reachability.canReach(web, Peer.cidr('0.0.0.0/0').on(HTTPS))).toBe(false);
    expect(reachability.cannotReach(payments, Peer.cidr('0.0.0.0/0').on(HTTPS))).toBe(true);
    expect(reachability.verdict(web, Peer.cidr('203.0.112.0/20', { excluding: ['203.0.113.0/24'] }).on(HTTPS))).toBe(DENIED);
  });

  it('takes the internet for what is no part of the cluster', () => {
    const { shop, web, payments } = connected();
    web.connections.allowTo(Peer.internet().on(HTTPS));
    const reachability = Reachability.of(shop.app);
    expect(reachability.verdict(web, Peer.internet().on(HTTPS))).toBe(ALLOWED);
    expect(reachability.verdict(web, Peer.internet().onEveryPort())).toBe(MIXED);
    expect(reachability.verdict(payments, Peer.internet().onEveryPort())).toBe(DENIED);
    expect(reachability.verdict(Peer.internet(), web)).toBe(DENIED);
  });

  it('is not surely denied where a workload that is reached may have one of them', () => {
    const { shop, web } = connected();
    const every = Peer.cidr('10.0.0.0/8').on(Port.tcp(8080));
    expect(Reachability.of(shop.app).verdict(web, every)).toBe(UNKNOWN);
    expect(Reachability.of(shop.app).explain(web, every)).toContain('whether these have such an address is not known without the CIDRs of pods and nodes:\n'
      + '    allowed: shop/web[Deployment] to shop/payments[Deployment] on TCP 8080\n');
    const inside = connected(new Shop({ podCidrs: ['10.244.0.0/16'] }));
    expect(Reachability.of(inside.shop.app).verdict(inside.web, every)).toBe(MIXED);
    const outside = connected(new Shop({ podCidrs: ['172.16.0.0/12'] }));
    expect(Reachability.of(outside.shop.app).verdict(outside.web, every)).toBe(DENIED);
  });

  it('is about one of them where a name or the API server has one that nobody has told', () => {
    const { shop, web, payments } = connected(new Shop(PODS));
    web.connections.allowTo(Peer.cidr('203.0.113.0/24').on(HTTPS));
    const reachability = Reachability.of(shop.app);
    const verdict = (source: SecureMicroservice, addresses?: string[]) => reachability.verdict(source, Peer.dnsName('api.example.com', { addresses }).on(HTTPS));
    expect([verdict(web), verdict(payments), verdict(web, ['203.0.113.9/32']), verdict(web, ['203.0.113.9/32', '198.51.100.1/32'])]).toEqual([UNKNOWN, DENIED, ALLOWED, MIXED]);
    expect([reachability.verdict(web, Peer.apiServer()), reachability.verdict(payments, Peer.apiServer())]).toEqual([UNKNOWN, DENIED]);
    const known = connected(new Shop({ apiServer: { addresses: ['203.0.113.9/32'] } }));
    known.web.connections.allowTo(Peer.apiServer());
    expect(Reachability.of(known.shop.app).verdict(known.web, Peer.apiServer())).toBe(ALLOWED);
  });

  it('is not surely denied for nodes, one of which is the own node of a pod', () => {
    const { shop, payments } = connected();
    expect(Reachability.of(shop.app).verdict(Peer.nodes(), payments)).toBe(UNKNOWN);
    const known = connected(new Shop({ ...PODS, nodeCidrs: ['192.0.2.0/24'] }));
    expect(Reachability.of(known.shop.app).verdict(Peer.nodes(), known.payments)).toBe(UNKNOWN);
    known.payments.connections.allowFrom(Peer.nodes());
    expect(Reachability.of(known.shop.app).verdict(Peer.nodes(), known.payments)).toBe(ALLOWED);
    expect(Reachability.of(known.shop.app).verdict(known.payments, Peer.nodes().on(Port.tcp(10250)))).toBe(DENIED);
  });
});

describe('a question about pods that are not among the manifests', () => {
  it('hangs on the side of the workload alone', () => {
    const { shop, web, payments } = connected(new Shop({ ...PODS }));
    payments.connections.allowFrom(Peer.prometheus());
    const batch = Peer.pods({ labels: { app: 'batch' }, namespaceName: 'jobs' });
    payments.connections.allowFrom(batch);
    policy(shop, 'shut', { podSelector: {}, policyTypes: ['Ingress', 'Egress'] }, 'jobs');
    const reachability = Reachability.of(shop.app);
    expect(reachability.verdict(batch, payments)).toBe(ALLOWED);
    expect(reachability.verdict(batch, web)).toBe(DENIED);
    expect(reachability.verdict(payments, batch.on(Port.tcp(8080)))).toBe(DENIED);
    expect(reachability.verdict(Peer.pods({ labels: { app: 'other' }, namespaceName: 'jobs' }), payments)).toBe(DENIED);
    expect(reachability.verdict(Peer.pods({ labels: { app: 'batch' }, namespaceName: 'elsewhere' }), payments)).toBe(DENIED);
    expect(reachability.explain(batch, payments)).toContain('a pod that is not among the manifests, and is taken to let everything through');
  });

  it('is about the metrics port where Prometheus asks', () => {
    const { shop, web, payments } = connected();
    payments.connections.allowFrom(Peer.prometheus());
    const reachability = Reachability.of(shop.app);
    expect([reachability.verdict(Peer.prometheus(), payments), reachability.verdict(Peer.prometheus(), payments.port('http'))]).toEqual([ALLOWED, DENIED]);
    expect(reachability.verdict(Peer.prometheus(), web)).toBe(DENIED);
  });

  it('is about all pods that a peer means, those that further labels tell apart among them', () => {
    const { shop, payments } = connected(new Shop({ ...PODS }));
    payments.connections.allowFrom(Peer.pods({ labels: { app: 'batch', tier: 'trusted' }, namespaceName: 'jobs' }));
    const reachability = Reachability.of(shop.app);
    expect(reachability.verdict(Peer.pods({ labels: { app: 'batch' }, namespaceName: 'jobs' }), payments)).toBe(MIXED);
    expect(reachability.verdict(Peer.namespaceNamed('jobs'), payments)).toBe(MIXED);
    expect(reachability.verdict(Peer.wholeCluster(), payments)).toBe(MIXED);
    expect(reachability.verdict(Peer.pods({ labels: { app: 'batch', tier: 'trusted', more: 'x' }, namespaceName: 'jobs' }), payments)).toBe(ALLOWED);
    expect(reachability.verdict(Peer.pods({ labels: { app: 'batch', tier: 'none' }, namespaceName: 'jobs' }), payments)).toBe(DENIED);
  });

  it('is about those that a label keeps out, too', () => {
    const { shop, web } = connected(new Shop({ ...PODS }));
    policy(shop, 'not-quarantined', {
      podSelector: { matchLabels: { 'app.kubernetes.io/name': 'web' } },
      policyTypes: ['Ingress'],
      ingress: [{ from: [{ namespaceSelector: {}, podSelector: { matchExpressions: [{ key: 'quarantine', operator: 'DoesNotExist' }] } }] }],
    });
    const reachability = Reachability.of(shop.app);
    expect(reachability.verdict(Peer.namespaceNamed('jobs'), web)).toBe(MIXED);
    expect(reachability.verdict(Peer.pods({ labels: { quarantine: 'yes' }, namespaceName: 'jobs' }), web)).toBe(DENIED);
  });

  it('is about namespaces by their labels, those of the manifests and others', () => {
    const { shop, web } = connected(new Shop({ ...PODS }));
    new ApiObject(shop.chart, 'ns', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'team-b', labels: { team: 'b' } } });
    web.connections.allowFrom(Peer.namespaceNamed('team-b'));
    const reachability = Reachability.of(shop.app);
    expect(reachability.verdict(Peer.namespaceNamed('team-b'), web)).toBe(ALLOWED);
    expect(reachability.verdict(Peer.namespacesLabeled({ team: 'b' }), web)).toBe(MIXED);
    expect(reachability.verdict(Peer.namespacesLabeled({ team: 'c' }), web)).toBe(DENIED);
  });

  it('is not known where their address would decide', () => {
    const { shop, web } = connected();
    web.connections.allowTo(Peer.cidr('10.0.0.0/8').on(HTTPS));
    const pods = Peer.namespaceNamed('jobs').on(HTTPS);
    expect(Reachability.of(shop.app).verdict(web, pods)).toBe(UNKNOWN);
    const known = connected(new Shop({ podCidrs: ['172.16.0.0/12'] }));
    known.web.connections.allowTo(Peer.cidr('10.0.0.0/8').on(HTTPS));
    expect(Reachability.of(known.shop.app).verdict(known.web, pods)).toBe(DENIED);
  });

  it('is about the controllers of an edge, and about DNS, as the profile has them', () => {
    const { shop, web, payments } = connected();
    web.expose('public', { hosts: ['shop.example.com'] });
    const reachability = Reachability.of(shop.app);
    expect(reachability.verdict(Peer.ingressController(), web)).toBe(ALLOWED);
    expect(reachability.verdict(Peer.ingressController('private'), web)).toBe(DENIED);
    expect(reachability.verdict(Peer.ingressController(), payments)).toBe(DENIED);
    expect(reachability.verdict(payments, Peer.dns())).toBe(ALLOWED);
    expect(reachability.verdict(payments, Peer.dns().onEveryPort())).toBe(MIXED);
  });
});

describe('workloads of others', () => {
  it('are answered for by their identity, and stand for themselves where a peer names their labels', () => {
    const { shop, web } = connected(new Shop({ ...PODS }));
    const db = Workload.fromExisting(shop.chart, 'db', { workload: statefulSet(shop.chart, 'db', { app: 'db' }), ports: [Port.tcp(5432)], ownPolicy: true });
    web.connections.allowTo(Peer.pods({ labels: { app: 'db' }, namespaceName: 'shop' }).on(Port.tcp(5432)));
    const byLabels = Peer.pods({ labels: { app: 'db' }, namespaceName: 'shop' }).on(Port.tcp(5432));
    expect(Reachability.of(shop.app).verdict(web, db)).toBe(DENIED);
    expect(Reachability.of(shop.app).verdict(web, byLabels)).toBe(DENIED);
    web.connections.allowTo(db);
    const reachability = Reachability.of(shop.app);
    expect(reachability.verdict(web, db)).toBe(ALLOWED);
    expect(reachability.verdict(web, byLabels)).toBe(ALLOWED);
    expect(reachability.verdict(web, reachability.workloadNamed('shop/db[StatefulSet]').on(Port.tcp(5432)))).toBe(ALLOWED);
  });

  it('on the host network are held by no policy, and found by their addresses alone', () => {
    const { shop, web } = connected(new Shop({ ...PODS, nodeCidrs: ['192.0.2.0/24'] }));
    const agent = new ApiObject(shop.chart, 'agent', {
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      metadata: { name: 'agent' },
      spec: { selector: { matchLabels: { app: 'agent' } }, template: { metadata: { labels: { app: 'agent' } }, spec: { hostNetwork: true, containers: [] } } },
    });
    const peer = Workload.fromExisting(shop.chart, 'peer', { workload: agent, ports: [Port.tcp(9100)] });
    const reachability = Reachability.of(shop.app);
    expect(reachability.verdict(web, peer)).toBe(DENIED);
    expect(reachability.verdict(peer, web)).toBe(UNKNOWN);
    expect(reachability.verdict(web, Peer.pods({ labels: { app: 'agent' }, namespaceName: 'shop' }).on(Port.tcp(9100)))).toBe(DENIED);
    web.connections.allowTo(Peer.nodes().on(Port.tcp(9100)));
    expect(Reachability.of(shop.app).verdict(web, peer)).toBe(ALLOWED);
  });

  it('have named ports, which rules may mean by name; of pods that are not there nobody knows the number', () => {
    const shop = new Shop({ ...PODS });
    const api = shop.service('api', { ports: [Port.http(8080), Port.grpc(9090)] });
    const client = statefulSet(shop.chart, 'client', { app: 'client' });
    const caller = Workload.fromExisting(shop.chart, 'caller', { workload: client });
    policy(shop, 'by-name', { podSelector: { matchLabels: { 'app.kubernetes.io/name': 'api' } }, policyTypes: ['Ingress'], ingress: [{ ports: [{ port: 'grpc' }] }] });
    policy(shop, 'out-by-name', { podSelector: { matchLabels: { app: 'client' } }, policyTypes: ['Egress'], egress: [{ ports: [{ port: 'grpc' }] }] });
    const reachability = Reachability.of(shop.app);
    expect([reachability.verdict(caller, api.port('grpc')), reachability.verdict(caller, api.port('http'))]).toEqual([ALLOWED, DENIED]);
    expect(reachability.verdict(caller, Peer.namespaceNamed('jobs').on(Port.tcp(9090)))).toBe(UNKNOWN);
    expect(reachability.explain(caller, Peer.namespaceNamed('jobs').on(Port.tcp(9090)))).toContain('a rule names the port, and which number that is');
    expect(reachability.verdict(caller, Peer.namespaceNamed('jobs').on(Port.udp(9090)))).toBe(DENIED);
  });

  it('come from included manifests, too', () => {
    const { shop } = connected(new Shop({ ...PODS }));
    new Include(shop.chart, 'cache', { url: `${__dirname}/../../../examples/03-existing-workloads/cache.yaml` });
    const reachability = Reachability.of(shop.app);
    const named = reachability.connections().flatMap(({ source, target }) => [source, target]).find((name) => name.includes('cache'));
    expect(named).toBeDefined();
    expect(reachability.verdict(reachability.workloadNamed(named ?? ''), Peer.internet().on(HTTPS))).toBe(ALLOWED);
  });
});

describe('a cluster that enforces no policy', () => {
  it('lets everybody reach everybody, and says so', () => {
    const { shop, web, payments } = connected(new Shop({ plugin: NetworkPlugin.flannel({ acceptUnenforced: 'a lab' }) }));
    const reachability = Reachability.of(shop.app);
    expect([reachability.verdict(payments, web), reachability.verdict(web, Peer.cidr('0.0.0.0/0').onEveryPort()), reachability.verdict(Peer.wholeCluster(), web)])
      .toEqual([ALLOWED, ALLOWED, ALLOWED]);
    expect(reachability.explain(payments, web)).toContain('note: network plugin `Flannel` enforces no NetworkPolicy, so that everything is open, whatever is written');
  });

  it('counts nothing that its plugin is not known to enforce', () => {
    const { shop, web, payments } = connected();
    new ApiObject(shop.chart, 'tier', {
      apiVersion: 'policy.networking.k8s.io/v1alpha2',
      kind: 'ClusterNetworkPolicy',
      metadata: { name: 'deny-all' },
      spec: {
        tier: 'Admin',
        priority: 10,
        subject: { namespaces: {} },
        ingress: [{ action: 'Deny', from: [{ namespaces: {} }] }],
      },
    });
    const reachability = Reachability.of(shop.app);
    expect(reachability.verdict(web, payments)).toBe(ALLOWED);
    expect(reachability.explain(web, payments)).toContain('note: ClusterNetworkPolicy deny-all counts for nothing');
  });
});

it('a Job without ports may ask, and cannot be asked about without one', () => {
  const shop = new Shop();
  const job = shop.service('job', { ports: [], health: Health.exec({ live: ['a'], ready: ['b'] }) });
  expect(Reachability.of(shop.app).verdict(job, Peer.dns())).toBe(ALLOWED);
  expect(() => Reachability.of(shop.app).verdict(Peer.dns(), job)).toThrow(/PEER_WITHOUT_PORT/);
});
