import { ApiObject, Chart, JsonPatch } from 'cdk8s';
import { captured, proofOf } from './captured';
import { Edge, NetworkPlugin, Path, Peer, Port, Proof, ProofMode, SecureMicroservice, Service, Tls, TrafficPolicy, Workload } from '../../src';
import { Shop, statefulSet, thrownBy } from '../api/shop';

/** The findings of the proof, without the lines of evidence: `[path] sentence (CODE)`. */
function proved(shop: Shop): string[] {
  return shop.findings().filter((line) => /\((FLOW|ROUTE|TARGET|WORKLOAD|POD|POLICY|OBJECT)_[A-Z_]+\)$/.test(line));
}

/** The names of all other ends of what is excess. */
function foundEnds(shop: Shop): string[] {
  return proofOf(captured('shop', shop.app)).findings.flatMap((finding) => (finding.kind !== 'flowExcess' ? [] : finding.parts.flatMap(({ others }) => others)))
    .flatMap((end) => (end.kind === 'workload' ? [`${end.workload.namespace}/${end.workload.name}`] : []));
}

function policy(chart: Chart, spec: object, name: string = 'raw'): ApiObject {
  return new ApiObject(chart, name, { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name }, spec });
}

const SELECTS_WEB = { podSelector: { matchLabels: { 'app.kubernetes.io/name': 'web' } } };

describe('every pair with a managed end is judged on that end\'s direction', () => {
  test('a rule that is too wide is found even where the other end is shut', () => {
    const shop = new Shop();
    const [web, api] = [shop.service('web'), shop.service('api')];
    web.connections.allowTo(api);
    web.networkPolicy.addJsonPatch(JsonPatch.remove('/spec/egress/0/ports'));
    const [line] = proved(shop);
    expect(line).toMatch(/^\[shop\/web\] `shop\/web` may call `shop\/api` on TCP 1-8079,8081-65535.*; for now the other side alone keeps it shut \(FLOW_EXCESS\)$/);
  });

  test('and on both where both are in the App: a declaration that names a workload by its labels alone is one-sided', () => {
    const shop = new Shop();
    const web = shop.service('web');
    shop.service('api');
    const byLabels = { namespaceName: 'shop', labels: { 'app.kubernetes.io/name': 'api' } };
    web.connections.allowTo(Peer.pods(byLabels).on(Port.http(8080)));
    expect(proved(shop)).toEqual([
      '[shop/web] `shop/web` is declared to call `shop/api` on TCP 8080, and the policies of `shop/api` keep it shut (FLOW_MISSING)',
    ]);
  });

  test('while a crowd that somebody names says nothing of each of its members', () => {
    const shop = new Shop();
    shop.service('web').connections.allowTo(Peer.wholeCluster().on(Port.http(8080)));
    shop.service('api').connections.allowFrom(Peer.namespaceNamed('shop'));
    expect(proved(shop)).toEqual([]);
  });

  test('unmanaged to unmanaged is never excess', () => {
    const shop = new Shop();
    shop.service('web');
    statefulSet(shop.chart, 'a', { app: 'a' });
    statefulSet(shop.chart, 'b', { app: 'b' });
    expect(proved(shop)).toEqual([]);
  });
});

describe('outside the App', () => {
  test('a rule of somebody else for pods that nobody declared is found by a pod with its labels', () => {
    const shop = new Shop();
    shop.service('web');
    const from = [{ namespaceSelector: { matchLabels: { team: 'a' } }, podSelector: { matchExpressions: [{ key: 'role', operator: 'In', values: ['x', 'y'] }] } }];
    policy(shop.chart, { ...SELECTS_WEB, ingress: [{ from, ports: [{ port: 8080 }] }] });
    expect(proved(shop)).toEqual(['[shop/web] `shop/web` may be called by pods role=x of namespaces team=a on TCP 8080, and nobody declared it (FLOW_EXCESS)']);
  });

  test('anybody is found by pods without labels, in each known namespace and in any other', () => {
    const shop = new Shop();
    shop.service('web');
    policy(shop.chart, { ...SELECTS_WEB, ingress: [{ from: [{ namespaceSelector: {} }] }] });
    const names = foundEnds(shop);
    expect(names).toEqual(expect.arrayContaining(['any other namespace/every pod', 'kube-system/every pod', 'shop/every pod']));
  });

  test('addresses are cut at every block, of rules and of declarations, in both families', () => {
    const shop = new Shop();
    const web = shop.service('web');
    web.connections.allowFrom(Peer.cidrs('203.0.113.0/24', '2001:db8::/48'));
    policy(shop.chart, { ...SELECTS_WEB, ingress: [{ from: [{ ipBlock: { cidr: '203.0.112.0/23' } }, { ipBlock: { cidr: '2001:db8::/47' } }], ports: [{ port: 8080 }] }] });
    expect(proved(shop)).toEqual(['[shop/web] `shop/web` may be called by 2001:db8:1::/48 and 203.0.112.0/24 on TCP 8080, and nobody declared it (FLOW_EXCESS)']);
  });

  test('a declared pod that is not among the manifests permits everything on its own side', () => {
    const shop = new Shop();
    shop.service('web').connections.allowTo(Peer.pods({ namespaceName: 'shop', labels: { app: 'elsewhere' } }).on(Port.tcp(5432)));
    policy(shop.chart, { podSelector: { matchLabels: { app: 'elsewhere' } }, policyTypes: ['Ingress'] });
    expect(proved(shop)).toEqual([]);
  });
});

describe('blocks of addresses and pods', () => {
  const wide = (shop: Shop) => policy(shop.chart, { ...SELECTS_WEB, egress: [{ to: [{ ipBlock: { cidr: '10.244.0.0/16' } }], ports: [{ port: 443 }] }], policyTypes: ['Egress'] });

  test('are exact where the profile has pod CIDRs', () => {
    const shop = new Shop({ podCidrs: ['10.244.0.0/16'] });
    shop.service('web');
    wide(shop);
    expect(proved(shop)[0]).toMatch(/may call 10.244.0.0\/16, every pod of any other namespace.* on TCP 443.*, and nobody declared it \(FLOW_EXCESS\)$/);
  });

  test('are unknown where it has none: a warning, which names them all at once where they are declared', () => {
    const shop = new Shop({ podCidrs: [] });
    const web = shop.service('web');
    web.connections.allowTo(Peer.cidr('10.244.0.0/16').on(Port.https()));
    wide(shop);
    expect(proved(shop)).toEqual([
      'cdk8s-reach: warning: the cluster profile does not say where pods are, so that nobody knows whether declared addresses take in pods: '
        + '`10.244.0.0/16 on 443/TCP`; give `podCidrs` in the cluster profile (POD_CIDRS_MISSING)',
    ]);
  });

  test('are unknown, and nobody declared them: a warning of its own', () => {
    const shop = new Shop({ podCidrs: [] });
    shop.service('web');
    policy(shop.chart, { ...SELECTS_WEB, ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.0/8' } }] }] });
    Proof.setMode(shop.app, ProofMode.WARN);
    expect(proved(shop)).toEqual([
      expect.stringMatching(/`shop\/web` may be called by 10.0.0.0\/8 on every port, and nobody declared it \(FLOW_EXCESS\)$/),
      expect.stringMatching(/whether `shop\/web` may be called by every pod of any other namespace.* is not known, and nobody declared it \(FLOW_UNKNOWN\)$/),
    ]);
  });

  test('are missing if only such a rule would carry a declared connection', () => {
    const shop = new Shop({ podCidrs: [] });
    const [web, api] = [shop.service('web'), shop.service('api')];
    web.connections.allowTo(api);
    api.networkPolicy.addJsonPatch(JsonPatch.replace('/spec/ingress/0/from', [{ ipBlock: { cidr: '10.0.0.0/8' } }]));
    expect(proved(shop)).toContainEqual('[shop/web] `shop/api` is declared to be called by `shop/web` on TCP 8080, and its own policies keep it shut (FLOW_MISSING)');
  });

  test('the internet is without the pods, the nodes and the Services of the cluster, which may have public addresses', () => {
    const shop = new Shop({ podCidrs: ['2001:db8:aa::/56'], nodeCidrs: ['198.51.100.0/28'], serviceCidrs: ['2001:db8:bb::/112'] });
    shop.service('web').connections.allowTo(Peer.internet().on(Port.https()));
    const cell = JSON.stringify(shop.spec('NetworkPolicy', 'web'));
    expect(['2001:db8:aa::/56', '198.51.100.0/28', '2001:db8:bb::/112'].filter((cidr) => !cell.includes(cidr))).toEqual([]);
    expect(proved(shop)).toEqual([]);
  });
});

describe('labels of namespaces', () => {
  test('none but the name is assumed: a rule for others opens to a namespace that has them', () => {
    const shop = new Shop();
    shop.service('web').connections.allowFrom(Peer.namespacesLabeled({ team: 'a' }));
    expect(proved(shop)).toEqual([]);
    new ApiObject(shop.chart, 'Team', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'team-a', labels: { team: 'a' } } });
    expect(proved(shop)).toEqual([]);
    shop.chart.node.findAll().filter(ApiObject.isApiObject).find(({ kind, name }) => kind === 'NetworkPolicy' && name === 'web')
      ?.addJsonPatch(JsonPatch.replace('/spec/ingress/0/from/0/namespaceSelector/matchLabels', { team: 'b' }));
    expect(proved(shop)).toEqual([
      '[shop/web] `shop/web` is declared to be called by every pod of namespaces team=a and every pod of namespace team-a on TCP 8080, and its own policies keep it shut (FLOW_MISSING)',
      '[shop/web] `shop/web` may be called by every pod of namespaces team=b on TCP 8080, and nobody declared it (FLOW_EXCESS)',
    ]);
  });
});

describe('nodes', () => {
  test('a microservice that is put on the host network is a finding: no policy holds it', () => {
    const shop = new Shop();
    ApiObject.of(shop.service('web').deployment).addJsonPatch(JsonPatch.add('/spec/template/spec/hostNetwork', true));
    expect(shop.findings().filter((line) => line.includes('HOST_NETWORK'))).toEqual([expect.stringMatching(/^\[shop\/web\] the pods of `shop\/web` are on the host network/)]);
  });

  test('a load balancer that shows nodes opens to the node CIDRs, and needs them', () => {
    const shop = new Shop({ nodeCidrs: ['10.0.0.0/16'] });
    const entry = { sourceRanges: ['0.0.0.0/0', '::/0'], externalTrafficPolicy: TrafficPolicy.CLUSTER };
    shop.service('web').addService('lb', Service.loadBalancer(entry));
    expect(proved(shop)).toEqual([]);
    const unknown = new Shop();
    unknown.service('web').addService('lb', Service.loadBalancer(entry));
    expect(unknown.findings()).toEqual([expect.stringMatching(/NODE_CIDRS_MISSING\)$/)]);
  });

  test('a load balancer that shows clients opens to its source ranges and to nobody else', () => {
    const shop = new Shop();
    shop.service('web').addService('lb', Service.loadBalancer({ sourceRanges: ['203.0.113.0/24'] }));
    expect(proved(shop)).toEqual([]);
  });
});

test('pods that meet several conditions on one label are looked at, whatever the order of the conditions', () => {
  const shop = new Shop();
  shop.service('web');
  const expressions = [{ key: 'app', operator: 'In', values: ['a', 'b'] }, { key: 'app', operator: 'NotIn', values: ['a'] }];
  new ApiObject(shop.chart, 'raw', {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'raw' },
    spec: { podSelector: {}, policyTypes: ['Ingress'], ingress: [{ from: [{ podSelector: { matchExpressions: expressions } }] }] },
  });
  expect(proved(shop)).toEqual([expect.stringMatching(/^\[shop\/web\] `shop\/web` may be called by pods app=b of namespace shop on every port, and nobody declared it \(FLOW_EXCESS\)$/)]);
});

describe('entries', () => {
  test('the flow from the controller and the route through the Service must both hold', () => {
    const shop = new Shop();
    const web = shop.service('web');
    web.expose('x', { hosts: ['a.example'], tls: Tls.secret('a') });
    web.networkPolicy.addJsonPatch(JsonPatch.replace('/spec/ingress/0/from/0/podSelector/matchLabels', { 'app.kubernetes.io/name': 'nginx' }));
    web.service?.addJsonPatch(JsonPatch.replace('/spec/ports/0/targetPort', 'metrics'));
    expect(proved(shop)).toEqual([
      '[shop/web/x] `a.example/` does not lead to `shop/web` on 8080/TCP: its backend is a Service, or a port of one, that leads nowhere (ROUTE_MISSING)',
      '[shop/web/x] `shop/web` is declared to be called by pods app.kubernetes.io/name=traefik of namespace traefik on TCP 8080, and its own policies keep it shut (FLOW_MISSING)',
      '[shop/web] Service `shop/web` does not lead to `shop/web` on 8080/TCP: its target is a name that no container port bears (TARGET_MISSING)',
      '[shop/web] `shop/web` may be called by pods app.kubernetes.io/name=nginx of namespace traefik on TCP 8080, and nobody declared it (FLOW_EXCESS)',
    ]);
  });

  test('a controller that the profile does not know by its labels is told where the App writes its namespace', () => {
    const withController = (labels: Record<string, string>) => {
      const shop = new Shop();
      shop.service('web').expose('x', { hosts: ['a.example'], tls: Tls.secret('a') });
      new ApiObject(new Chart(shop.app, 'infra', { namespace: 'traefik' }), 'traefik', {
        apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name: 'traefik' }, spec: { template: { metadata: { labels }, spec: { containers: [{ name: 'a' }] } } },
      });
      return shop.findings();
    };
    expect(withController({ 'app.kubernetes.io/name': 'traefik', 'release': 'one' })).toEqual([]);
    expect(withController({ app: 'traefik' })).toEqual([
      expect.stringMatching(/^ +labels there: app=traefik$/),
      expect.stringMatching(/^cdk8s-reach: warning: the ingress controller of edge `public` is pods app\.kubernetes\.io\/name=traefik of namespace traefik, .* none of the manifests is: there are `traefik\/traefik \(DaemonSet\)`; .*\(CONTROLLER_MISSING\)$/),
    ]);
  });

  test('a path leads to the workload that it was declared for, whoever declared it', () => {
    const shop = new Shop();
    const [web, api] = [shop.service('web'), shop.service('api')];
    const exposure = web.expose('x', { hosts: ['a.example'], edge: 'private', paths: [Path.prefix('/'), Path.prefix('/api', { target: api })] });
    expect(proved(shop)).toEqual([]);
    exposure.ingress?.addJsonPatch(JsonPatch.replace('/spec/rules/0/http/paths/1/backend/service/name', 'web'));
    expect(proved(shop).map((line) => line.replace(/ on .*/, ''))).toEqual(expect.arrayContaining(['[shop/web/x] `a.example/api` does not lead to `shop/api`']));
  });

  test('an exact path is an entry of its own, beside the prefix of the same text', () => {
    const shop = new Shop();
    const [web, api] = [shop.service('web'), shop.service('api')];
    const exposure = web.expose('x', { hosts: ['a.example.com'], edge: 'private', paths: [Path.exact('/'), Path.prefix('/', { target: api })] });
    expect(proved(shop)).toEqual([]);
    exposure.ingress?.addJsonPatch(JsonPatch.replace('/spec/rules/0/http/paths/0/pathType', 'Prefix'));
    expect(proved(shop).map((line) => line.replace(/^.*\((\w+)\)$/, '$1'))).toContain('ROUTE_MISSING');
  });
});

describe('an entry that is read back', () => {
  test('compares its path as it was declared to', () => {
    const shop = new Shop();
    const exposure = shop.service('web').expose('x', { hosts: ['a.example'], paths: [Path.exact('/status')] });
    expect(proved(shop)).toEqual([]);
    exposure.ingress?.addJsonPatch(JsonPatch.replace('/spec/rules/0/http/paths/0/pathType', 'Prefix'));
    expect(proved(shop)).toEqual([
      '[] `a.example/status` leads from outside to `shop/web` on TCP 8080, and nobody declared that (ROUTE_EXCESS)',
      '[shop/web/x] `a.example/status`, exactly, does not lead to `shop/web` on 8080/TCP: no Ingress or route serves it (ROUTE_MISSING)',
    ]);
  });

  test.each([[100, 1], [0, 0]])('with a backend of weight %s is %s way in that nobody declared', (weight, ways) => {
    const shop = new Shop();
    shop.service('web').expose('x', { hosts: ['a.example'] });
    new ApiObject(shop.chart, 'Route', {
      apiVersion: 'route.openshift.io/v1', kind: 'Route', metadata: { name: 'beside' }, spec: { host: 'b.example', to: { kind: 'Service', name: 'web', weight } },
    });
    expect(proved(shop).filter((line) => line.endsWith('(ROUTE_EXCESS)'))).toHaveLength(ways);
  });
});

describe('in one namespace', () => {
  test('nothing is implicit, and replicas reach each other only where that is declared', () => {
    const shop = new Shop();
    const web = shop.service('web');
    expect(proved(shop)).toEqual([]);
    web.connections.allowInternally();
    expect(proved(shop)).toEqual([]);
    web.networkPolicy.addJsonPatch(JsonPatch.remove('/spec/egress/0'));
    expect(proved(shop)).toContainEqual(expect.stringMatching(/`shop\/web` is declared to call `shop\/web` on TCP 8080, and its own policies keep it shut/));
  });
});

describe('a Service with several workloads behind it', () => {
  test('an undeclared one behind it is excess', () => {
    const shop = new Shop();
    shop.service('web');
    statefulSet(shop.chart, 'twin', { 'app.kubernetes.io/name': 'web', 'app.kubernetes.io/instance': 'web' });
    expect(proved(shop)).toContainEqual('[shop/web] Service `shop/web` leads to `shop/twin (StatefulSet)` as well as to `shop/web`: give the pods of each labels of their own (TARGET_EXCESS)');
  });
});

describe('jobs', () => {
  test('the template of a CronJob is an endpoint like any other', () => {
    const shop = new Shop();
    const template = { metadata: { labels: { app: 'report' } }, spec: { restartPolicy: 'Never', containers: [{ name: 'a', image: 'a:1' }] } };
    const cron = new ApiObject(shop.chart, 'Cron', {
      apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name: 'report' }, spec: { schedule: '0 * * * *', jobTemplate: { spec: { template } } },
    });
    const report = Workload.fromExisting(shop.chart, 'report', { workload: cron, ownPolicy: true });
    const web = shop.service('web');
    report.connections.allowTo(web);
    expect(proved(shop)).toEqual([]);
    web.networkPolicy.addJsonPatch(JsonPatch.remove('/spec/ingress/0'));
    expect(proved(shop)).toEqual(['[shop/report] `shop/web` is declared to be called by `shop/report (CronJob)` on TCP 8080, and its own policies keep it shut (FLOW_MISSING)']);
  });
});

describe('somebody else\'s policy', () => {
  test('that blocks a declared connection is missing, with the mend, and is never patched silently', () => {
    const shop = new Shop();
    const db = Workload.fromExisting(shop.chart, 'db', { workload: statefulSet(shop.chart, 'db', { app: 'db' }), ports: [Port.tcp(5432)] });
    shop.service('web').connections.allowTo(db);
    const theirs = policy(shop.chart, { podSelector: {}, policyTypes: ['Ingress'] }, 'default-deny');
    const before = JSON.stringify(theirs.toJson());
    expect(proved(shop)).toEqual(['[shop/web] `shop/web` is declared to call `shop/db (StatefulSet)` on TCP 5432, and the policies of `shop/db (StatefulSet)` keep it shut (FLOW_MISSING)']);
    expect(JSON.stringify(theirs.toJson())).toBe(before);
  });

  test('of another chart that opens ours is excess, with the policy, its construct, and the line that made the microservice', () => {
    const shop = new Shop();
    shop.service('web');
    policy(new Chart(shop.app, 'legacy', { namespace: 'shop' }), { podSelector: {}, ingress: [{}] }, 'allow-all');
    let text = '';
    try {
      shop.app.synthYaml();
    } catch (error) {
      text = String(error);
    }
    expect(text).toMatch(/witness: 203\.0\.113\.1 to shop\/web\[Deployment\] on 443\/TCP: allowed/);
    expect(text).toMatch(/object: NetworkPolicy shop\/allow-all is written by `legacy\/allow-all`/);
    expect(text).toMatch(/not declared by: `shop\/web` \(test\/api\/shop\.ts:\d+\)/);
  });
});

describe('a cluster that enforces no policy', () => {
  test('is told of once: everything is open, whatever the policies say', () => {
    const shop = new Shop({ plugin: NetworkPlugin.flannel(), edges: [Edge.traefik('public')] });
    shop.service('web').connections.allowTo(shop.service('api'));
    expect(shop.findings()).toEqual([expect.stringMatching(/NOT_ENFORCED\)$/)]);
    expect(thrownBy(() => shop.app.synthYaml())).toContain('witness: any other namespace/every pod[Pod] to shop/web[Deployment] on 443/TCP: allowed');
  });

  test('and Services and routes are proved all the same', () => {
    const shop = new Shop({ plugin: NetworkPlugin.flannel({ acceptUnenforced: 'a lab' }) });
    const web: SecureMicroservice = shop.service('web');
    web.service?.addJsonPatch(JsonPatch.replace('/spec/ports/0/targetPort', 1));
    expect(proved(shop)).toEqual([expect.stringMatching(/TARGET_MISSING\)$/)]);
  });
});
