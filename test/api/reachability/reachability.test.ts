import { JsonPatch } from 'cdk8s';
import { Edge, NetworkPlugin, Peer, Port, Reachability, ReachVerdict, SecureMicroservice, Service, Workload } from '../../../src';
import { Shop, statefulSet, thrownBy } from '../shop';

function shopWith(declare: (shop: Shop, web: SecureMicroservice, api: SecureMicroservice) => void = () => undefined, shop: Shop = new Shop()) {
  const [web, api] = [shop.service('web'), shop.service('api', { ports: [Port.http(8080, { servicePort: 80 }), Port.metrics(9100)] })];
  declare(shop, web, api);
  return { shop, web, api, reachability: Reachability.of(shop.app) };
}

describe('an answer', () => {
  test('is about the default port of the target, or the one that it names: that of the pod, never of the Service', () => {
    const { web, api, reachability } = shopWith((_, caller, callee) => caller.connections.allowTo(callee));
    expect(reachability.canReach(web, api)).toBe(true);
    expect(reachability.canReach(web, api.port('http'))).toBe(true);
    expect(reachability.cannotReach(web, api.port('metrics'))).toBe(true);
    expect(reachability.cannotReach(api, web)).toBe(true);
    expect(reachability.cannotReach(web, Peer.pods({ namespaceName: 'shop', labels: { 'app.kubernetes.io/name': 'api' } }).on(Port.tcp(80)))).toBe(true);
  });

  test('that is not the same for all that is asked about is neither yes nor no', () => {
    const { web, reachability } = shopWith((_, caller) => caller.connections.allowTo(Peer.cidr('203.0.113.0/24').on(Port.https())));
    const all = Peer.cidr('203.0.112.0/22').on(Port.https());
    expect(reachability.verdict(web, all)).toBe(ReachVerdict.MIXED);
    expect([reachability.canReach(web, all), reachability.cannotReach(web, all)]).toEqual([false, false]);
    expect(reachability.canReach(web, Peer.cidr('203.0.113.128/25').on(Port.https()))).toBe(true);
    expect(reachability.cannotReach(web, Peer.cidr('203.0.114.0/24').on(Port.https()))).toBe(true);
    expect(reachability.verdict(web, Peer.cidr('203.0.113.0/24').on(Port.https(), Port.http(80)))).toBe(ReachVerdict.MIXED);
  });

  test('is unknown where the profile does not say where pods are', () => {
    const declare = (_: Shop, caller: SecureMicroservice) => caller.connections.allowTo(Peer.cidr('10.244.0.0/16').on(Port.https()));
    const { web, api, reachability } = shopWith(declare, new Shop({ podCidrs: [] }));
    expect(reachability.verdict(web, Peer.pods({ namespaceName: 'elsewhere', labels: { app: 'a' } }).on(Port.https()))).toBe(ReachVerdict.UNKNOWN);
    expect(reachability.cannotReach(api, Peer.pods({ namespaceName: 'elsewhere', labels: { app: 'a' } }).on(Port.https()))).toBe(true);
  });

  test('about pods outside the App asks the side that is in it alone', () => {
    const { web, reachability } = shopWith((_, caller) => caller.connections.allowFrom(Peer.prometheus()));
    const prometheus = Peer.pods({ namespaceName: 'monitoring', labels: { 'app.kubernetes.io/name': 'prometheus' } });
    expect(reachability.canReach(prometheus, web)).toBe(true);
    expect(reachability.canReach(Peer.prometheus(), web)).toBe(true);
    expect(reachability.cannotReach(Peer.namespaceNamed('batch'), web)).toBe(true);
    expect(reachability.cannotReach(web, prometheus.on(Port.tcp(9090)))).toBe(true);
  });

  test('holds in both families, and on every port', () => {
    const { web, reachability } = shopWith((_, caller) => caller.connections.allowTo(Peer.cidr('2001:db8::/48').onEveryPort()));
    expect(reachability.canReach(web, Peer.cidr('2001:db8:0:1::/64').onEveryPort())).toBe(true);
    expect(reachability.cannotReach(web, Peer.cidr('203.0.113.0/24').onEveryPort())).toBe(true);
  });

  test('of a cluster that enforces nothing is that everything is open', () => {
    const { web, api, reachability } = shopWith(undefined, new Shop({ plugin: NetworkPlugin.flannel({ acceptUnenforced: 'a lab' }) }));
    expect(reachability.canReach(api, web)).toBe(true);
    expect(reachability.canReach(Peer.internet(), web)).toBe(true);
  });

  test('is that of the moment at which it was asked for', () => {
    const { shop, web, api, reachability } = shopWith();
    web.connections.allowTo(api);
    expect(reachability.canReach(web, api)).toBe(false);
    expect(Reachability.of(shop.chart).canReach(web, api)).toBe(true);
  });
});

describe('workloads of somebody else', () => {
  test('are found by their names, and by the construct that gives them connections', () => {
    const shop = new Shop();
    const db = Workload.fromExisting(shop.chart, 'db', { workload: statefulSet(shop.chart, 'db', { app: 'db' }), ports: [Port.tcp(5432)] });
    const web = shop.service('web');
    web.connections.allowTo(db);
    const reachability = Reachability.of(shop.app);
    expect(reachability.canReach(web, db)).toBe(true);
    expect(reachability.canReach(reachability.workloadNamed('shop/web'), reachability.workloadNamed('shop/db[StatefulSet]').on(Port.tcp(5432)))).toBe(true);
    expect(reachability.cannotReach(web, reachability.workloadNamed('shop/db').on(Port.tcp(5433)))).toBe(true);
  });

  test('that nobody knows, or that need a port, are refused', () => {
    const { web, reachability } = shopWith();
    expect(thrownBy(() => reachability.workloadNamed('shop/nobody'))).toBe('there is no workload `shop/nobody` among the manifests: write `namespace/name` (PEER_UNKNOWN)');
    expect(thrownBy(() => reachability.canReach(web, reachability.workloadNamed('shop/api')))).toMatch(/`shop\/api` names no port.*\(PEER_WITHOUT_PORT\)$/);
    expect(thrownBy(() => reachability.canReach(web, Peer.dnsName('a.example').on(Port.https())))).toMatch(/is nobody among the manifests.*\(PEER_UNKNOWN\)$/);
    expect(thrownBy(() => reachability.canReach(web, reachability.workloadNamed('shop/api').on()))).toMatch(/PEER_WITHOUT_PORT/);
  });
});

describe('what is said besides', () => {
  test('explains a denied connection, with the smallest change that allows it', () => {
    const { web, api, reachability } = shopWith();
    expect(reachability.explain(web, api)).toMatch(/^shop\/web\[Deployment\] to shop\/api\[Deployment\] on 8080\/TCP: denied\n[^]*the smallest change that allows it:\n[^]*kind: NetworkPolicy|one more rule of/);
  });

  test('explains one flow of each kind where they differ', () => {
    const { web, reachability } = shopWith((_, caller) => caller.connections.allowTo(Peer.cidr('203.0.113.0/24').on(Port.https())));
    const text = reachability.explain(web, Peer.cidr('203.0.112.0/22').on(Port.https()));
    expect(text).toMatch(/on 443\/TCP: allowed\n/);
    expect(text).toMatch(/on 443\/TCP: denied\n/);
  });

  test('lists connections', () => {
    const { reachability } = shopWith((_, caller, callee) => caller.connections.allowTo(callee));
    expect(reachability.connections()).toEqual([{ source: 'shop/web[Deployment]', destination: 'shop/api[Deployment]', ports: 'TCP 8080' }]);
  });

  test('has the findings of the scope, those of the whole cluster among them', () => {
    const shop = new Shop({ edges: [Edge.traefik('public')] });
    const [web] = [shop.service('web'), shop.service('api', {}, 'backend')];
    web.addService('lb', Service.loadBalancer());
    web.networkPolicy.addJsonPatch(JsonPatch.add('/spec/ingress/-', {}));
    const codesOf = (reachability: Reachability) => reachability.findings().map(({ code, severity, constructPath }) => `${severity} ${constructPath} ${code}`);
    expect(codesOf(Reachability.of(shop.app)).sort()).toEqual(['error shop/web FLOW_EXCESS', 'error shop/web SOURCE_MISSING']);
    expect(codesOf(Reachability.of(web)).sort()).toEqual(['error shop/web FLOW_EXCESS', 'error shop/web SOURCE_MISSING']);
    expect(codesOf(Reachability.of(shop.chartOf('backend')))).toEqual([]);
  });
});
