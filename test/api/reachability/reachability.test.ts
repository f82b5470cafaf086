import { ApiObject, App, Chart, JsonPatch } from 'cdk8s';
import {
  Cluster, ClusterProfile, ExternalService, FindingSeverity, Peer, Port, Proof, ProofMode, Protocol, Reachability, SecureMicroservice, Verdict,
} from '../../../src';
import { Shop, thrownBy } from '../shop';

const HTTPS = Port.https();

function connected(shop: Shop = new Shop()): { readonly shop: Shop; readonly web: SecureMicroservice; readonly payments: SecureMicroservice } {
  const [web, payments] = [shop.service('web'), shop.service('payments')];
  web.connections.allowTo(payments);
  return { shop, web, payments };
}

/** A policy that opens all of the shop. */
function openAll(chart: Chart): ApiObject {
  return new ApiObject(chart, 'open', {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'open' },
    spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'], ingress: [{}], egress: [{}] },
  });
}

describe('an explanation', () => {
  it('is the way to the verdict on both sides, with the constructs that write the policies', () => {
    const { shop, web, payments } = connected();
    expect(Reachability.of(shop.app).explain(web, payments)).toBe([
      'shop/web[Deployment] to shop/payments[Deployment] on 8080/TCP: allowed',
      '  egress of shop/web[Deployment]: allowed',
      '    network policies: egress[0] of NetworkPolicy shop/web allows it',
      '  ingress of shop/payments[Deployment]: allowed',
      '    network policies: ingress[0] of NetworkPolicy shop/payments allows it',
      'note: NetworkPolicy shop/web is written by `shop/web/NetworkPolicy`',
      'note: NetworkPolicy shop/payments is written by `shop/payments/NetworkPolicy`',
    ].join('\n'));
  });

  it('has the smallest change for what is denied, of the manifests and of the program', () => {
    const { shop, web, payments } = connected();
    const text = Reachability.of(shop.app).explain(payments, web);
    expect(text.split('\n')[0]).toBe('shop/payments[Deployment] to shop/web[Deployment] on 8080/TCP: denied');
    expect(text).toContain([
      'the smallest change that allows it:',
      '  one more rule of `spec.egress` in NetworkPolicy shop/payments:',
      '    - to:',
      '      - podSelector:',
      '          matchLabels:',
      '            app.kubernetes.io/instance: web',
      '            app.kubernetes.io/name: web',
      '      ports:',
      '      - protocol: TCP',
      '        port: 8080',
      '  one more rule of `spec.ingress` in NetworkPolicy shop/web:',
    ].join('\n'));
    expect(text).toContain('note: if it is meant, declare it with `connections.allowTo(…)` or `connections.allowFrom(…)`');
  });

  it('tells the parts that do not fare alike, and an example of each', () => {
    const { shop, web } = connected(new Shop({ podCidrs: ['10.244.0.0/16'] }));
    web.connections.allowTo(Peer.cidr('203.0.113.0/24').on(HTTPS));
    const text = Reachability.of(shop.app).explain(web, Peer.cidr('203.0.112.0/20').on(HTTPS));
    expect(text.split('\n').slice(0, 5)).toEqual([
      'shop/web to 203.0.112.0/20 on 443/TCP: mixed',
      '  allowed: shop/web[Deployment] to 203.0.113.0/24 on TCP 443',
      '  denied: shop/web[Deployment] to 203.0.112.0/24, 203.0.114.0-203.0.127.255 on TCP 443',
      'for example:',
      'shop/web[Deployment] to 203.0.113.1 on 443/TCP: allowed',
    ]);
    expect(text).toContain('\nshop/web[Deployment] to 203.0.112.0 on 443/TCP: denied\n');
  });

  it('is bounded, whatever it is about', () => {
    const shop = new Shop();
    for (let i = 0; i < 80; i++) shop.service(`svc-${i}`);
    const lines = Reachability.of(shop.app).explain(Peer.wholeCluster(), Peer.namespaceNamed('shop').onEveryPort()).split('\n');
    expect(lines.length).toBeLessThan(60);
    expect(lines.filter((line) => /^ {2}denied: \d+ more$/.test(line))).toHaveLength(1);
    const last = shop.service('last');
    expect(Reachability.of(shop.app).explain(Peer.internet(), last).split('\n').every((line) => line.length < 400)).toBe(true);
  });

  it('writes no rule about a namespace of which nothing is known', () => {
    const { shop, web } = connected();
    const text = Reachability.of(shop.app).explain(Peer.namespacesLabeled({ team: 'b' }), web);
    expect(text).toContain('denied: every pod of namespaces team=b to shop/web[Deployment]');
    expect(text).not.toContain('smallest change');
  });
});

describe('a question that cannot be answered is refused', () => {
  const other = () => new Shop().service('other');
  const cases: readonly [name: string, ask: (reachability: Reachability, web: SecureMicroservice, shop: Shop) => unknown, says: RegExp][] = [
    ['something else than a peer', (r, web) => r.verdict(web, {} as SecureMicroservice), /`\[object Object\]` is not a peer.*PEER_INVALID/],
    ['a target without a port', (r, web) => r.verdict(web, Peer.internet()), /`the internet` names no port.*PEER_WITHOUT_PORT/],
    ['a source with a port', (r, web) => r.verdict(web.port('http'), web), /source `web:http` carries ports.*name the port there.*PEER_INVALID/],
    ['a DNS name as a source', (r, web) => r.verdict(Peer.dnsName('a.example'), web), /`a.example` is a DNS name and cannot be a source.*PEER_INVALID/],
    ['an external service as a source', (r, web, shop) => (
      r.verdict(new ExternalService(shop.chart, 'db', { externalName: 'db.example.com', ports: [Port.tcp(5432)] }), web)
    ), /PEER_INVALID/],
    ['two ends that are not there', (r) => r.verdict(Peer.namespaceNamed('a'), Peer.cidr('203.0.113.0/24').on(HTTPS)), /neither end is among the manifests.*PEER_INVALID/],
    ['an end of another App', (r, web) => r.verdict(web, other()), /`other` belongs to another App than the one that is asked about.*PEER_OF_ANOTHER_APP/],
    ['an edge that is not there', (r, web) => r.verdict(Peer.ingressController('gone'), web), /no edge `gone`.*EDGE_UNKNOWN/],
    ['a workload of another name', (r) => r.workloadNamed('shop/wbe'), /there is no workload `shop\/wbe`; in `shop` there are payments, web \(WORKLOAD_UNKNOWN\)/],
    ['a port of another name', (r) => r.workloadNamed('shop/web').port('grpc'), /shop\/web\[Deployment\] has no port `grpc`; its named ports are http\/TCP \(PORT_UNKNOWN\)/],
    ['no port of a named workload', (r) => r.workloadNamed('shop/web').on(), /PEER_WITHOUT_PORT/],
    ['a local port of a named workload', (r) => r.workloadNamed('shop/web').on(Port.local(9)), /PORT_LOCAL/],
    ['a named workload without a port', (r, web) => r.verdict(web, r.workloadNamed('shop/web')), /`shop\/web\[Deployment\]` names no port.*PEER_WITHOUT_PORT/],
    ['a workload that another one has named', (r, web, shop) => r.verdict(web, Reachability.of(shop.app).workloadNamed('shop/web').on(HTTPS)), /was named by another Reachability.*PEER_INVALID/],
    ['a named workload in a declaration', (r, web) => { web.connections.allowTo(r.workloadNamed('shop/web').on(HTTPS)); }, /for questions alone: declare it.*PEER_INVALID/],
    ['a named workload in an exception', (r, web, shop) => { Proof.accept(shop.app, { source: r.workloadNamed('shop/web'), target: web, owner: 'me', reason: 'why' }); }, /PEER_INVALID/],
  ];

  it.each(cases)('%s', (_name, ask, says) => {
    const { shop, web } = connected();
    const reachability = Reachability.of(shop.app);
    expect(thrownBy(() => ask(reachability, web, shop))).toMatch(says);
  });

  it('an edge where the cluster has none', () => {
    const { shop, web } = connected(new Shop({}));
    expect(thrownBy(() => Reachability.of(shop.app).verdict(Peer.ingressController(), web))).toMatch(/has no edge.*EDGE_UNKNOWN/);
  });

  it('a workload that has been taken out, or named anew', () => {
    const { shop, web, payments } = connected();
    payments.deployment.node.defaultChild?.node.scope?.node.tryRemoveChild('Resource');
    expect(thrownBy(() => Reachability.of(shop.app).verdict(web, payments))).toMatch(/workload `shop\/payments` is not among the manifests.*WORKLOAD_UNKNOWN/);
  });

  it('a name that two kinds share', () => {
    const { shop } = connected();
    new ApiObject(shop.chart, 'other', { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'web' }, spec: { template: { metadata: { labels: { a: 'b' } } } } });
    expect(thrownBy(() => Reachability.of(shop.app).workloadNamed('shop/web')))
      .toMatch(/`shop\/web` may be `shop\/web\[Deployment\]` or `shop\/web\[StatefulSet\]`; write which \(WORKLOAD_AMBIGUOUS\)/);
    expect(Reachability.of(shop.app).workloadNamed('shop/web[StatefulSet]').peerName).toBe('shop/web[StatefulSet]');
  });

  it('an end that goes to another cluster', () => {
    const app = new App();
    const [one, two] = [new Chart(app, 'one', { namespace: 'one' }), new Chart(app, 'two', { namespace: 'two' })];
    Cluster.attach(one, ClusterProfile.conformant());
    Cluster.attach(two, ClusterProfile.conformant());
    const props = { image: 'a:1.0', ports: [Port.http(8080)] };
    const [a, b] = [new SecureMicroservice(one, 'a', props), new SecureMicroservice(two, 'b', props)];
    expect(thrownBy(() => Reachability.of(one).verdict(a, b))).toMatch(/`b` goes to another cluster.*PEER_OF_ANOTHER_CLUSTER/);
    expect(Reachability.of(two).connections().some(({ source }) => source.startsWith('one/'))).toBe(false);
  });
});

describe('what is asked about', () => {
  it('is as it was when it was read', () => {
    const { shop, web, payments } = connected();
    const before = Reachability.of(shop.app);
    openAll(shop.chart);
    web.connections.allowTo(Peer.internet().on(HTTPS));
    const after = Reachability.of(shop.app);
    expect([before.verdict(payments, web), after.verdict(payments, web)]).toEqual([Verdict.DENIED, Verdict.ALLOWED]);
    expect([before.findings(), after.findings().filter(({ severity }) => severity === FindingSeverity.ERROR).length > 0]).toEqual([[], true]);
  });

  it('is what will be written, patches included', () => {
    const { shop, web, payments } = connected();
    ApiObject.of(payments.networkPolicy).addJsonPatch(JsonPatch.remove('/spec/ingress'));
    expect(Reachability.of(shop.app).verdict(web, payments)).toBe(Verdict.DENIED);
  });

  it('is nothing that asking would change', () => {
    const [asked, untouched] = [connected(), connected()];
    const reachability = Reachability.of(asked.shop.app);
    reachability.explain(asked.web, asked.payments);
    reachability.findings();
    expect(asked.shop.app.synthYaml()).toBe(untouched.shop.app.synthYaml());
    const app = new App();
    const chart = new Chart(app, 'plain');
    for (const id of ['one', 'two']) new ApiObject(chart, id, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'twice' } });
    expect(Reachability.of(app).findings()).toEqual([]);
    // two of one name are no business of ours where nothing is of ours
    expect(() => app.synthYaml()).not.toThrow();
  });

  it('may be asked about by a validation, while the App is written', () => {
    const { shop, web, payments } = connected();
    const asked: Verdict[] = [];
    shop.chart.node.addValidation({ validate: () => { asked.push(Reachability.of(shop.app).verdict(web, payments)); return []; } });
    shop.app.synthYaml();
    expect(new Set(asked)).toEqual(new Set([Verdict.ALLOWED]));
  });

  it('is what charts write that have a `toJson` of their own, whatever the synth finds', () => {
    const { shop, web, payments } = connected();
    const original = shop.chart.toJson.bind(shop.chart);
    shop.chart.toJson = () => (original() as { kind: string }[]).filter(({ kind }) => kind !== 'NetworkPolicy'); // toJson is untyped
    web.connections.allowTo(Peer.apiServer());
    expect(Reachability.of(shop.app).verdict(payments, web)).toBe(Verdict.ALLOWED);
  });

  it('is not known while an API server would refuse what decides about it', () => {
    const { shop, web, payments } = connected();
    ApiObject.of(payments.networkPolicy).addJsonPatch(JsonPatch.replace('/spec/ingress/0/ports/0/port', 'not a port'));
    const reachability = Reachability.of(shop.app);
    expect([reachability.verdict(web, payments), reachability.verdict(payments, web)]).toEqual([Verdict.UNKNOWN, Verdict.UNKNOWN]);
    expect(reachability.explain(web, payments)).toMatch(/^shop\/web to shop\/payments on 8080\/TCP: unknown, since an API server would refuse what may decide about it\n {2}NetworkPolicy shop\/payments, written by `shop\/payments\/NetworkPolicy`/);
    expect(Reachability.of(payments).findings().map(({ code }) => code)).toContain('OBJECT_INVALID');
  });

  it('is known though a Service is none that an API server takes', () => {
    const { shop, web, payments } = connected();
    new ApiObject(shop.chart, 'bad', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'bad' }, spec: { ports: [{ port: 0 }] } });
    const reachability = Reachability.of(shop.app);
    expect(reachability.findings().map(({ code }) => code)).toContain('OBJECT_INVALID');
    expect(reachability.verdict(web, payments)).toBe(Verdict.ALLOWED);
  });

  it('leaves out policies that nobody reads here, and says so', () => {
    const { shop, web, payments } = connected();
    new ApiObject(shop.chart, 'cilium', { apiVersion: 'cilium.io/v2', kind: 'CiliumLocalRedirectPolicy', metadata: { name: 'x' }, spec: {} });
    expect(Reachability.of(shop.app).explain(web, payments)).toContain('note: CiliumLocalRedirectPolicy (cilium.io/v2) may decide about connections, and is not read');
  });
});

describe('connections', () => {
  it('are all that are open or perhaps are, sorted, with their ports as text and as ranges', () => {
    const { shop, web, payments } = connected();
    payments.connections.allowTo(Peer.cidr('203.0.113.0/24').on(HTTPS, Port.udp(10000, { endPort: 10010 })));
    const [chart] = [shop.chartOf('other')];
    new SecureMicroservice(chart, 'lone', { image: 'a:1.0', ports: [Port.http(8080)] });
    expect(Reachability.of(shop.app).connections()).toEqual([
      {
        source: 'shop/payments[Deployment]',
        target: '203.0.113.0/24',
        ports: 'TCP 443, UDP 10000-10010',
        portRanges: [{ protocol: Protocol.TCP, first: 443, last: 443 }, { protocol: Protocol.UDP, first: 10000, last: 10010 }],
        unknownPorts: 'none',
        unknownPortRanges: [],
      },
      {
        source: 'shop/web[Deployment]',
        target: 'shop/payments[Deployment]',
        ports: 'TCP 8080',
        portRanges: [{ protocol: Protocol.TCP, first: 8080, last: 8080 }],
        unknownPorts: 'none',
        unknownPortRanges: [],
      },
    ]);
    web.connections.allowFrom(Peer.cidr('198.51.100.0/24'));
    expect(Reachability.of(shop.app).connections().find(({ source }) => source === 'shop/payments[Deployment]')?.unknownPorts).toBe('none');
  });

  it('are perhaps there where an address would decide', () => {
    const shop = new Shop({ podCidrs: [] });
    const web = shop.service('web');
    const db = new ApiObject(shop.chart, 'db', { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'db', labels: { app: 'db' } }, spec: { containers: [] } });
    web.connections.allowTo(Peer.cidr('10.0.0.0/8').on(HTTPS));
    expect(Reachability.of(shop.app).connections().find(({ source, target }) => source.startsWith('shop/web') && target === `shop/${db.name}[Pod]`)).toEqual(
      expect.objectContaining({ ports: 'none', portRanges: [], unknownPorts: 'TCP 443', unknownPortRanges: [{ protocol: 'TCP', first: 443, last: 443 }] }),
    );
  });
});

describe('findings', () => {
  it('are those of the synth, warnings among them, sorted by construct', () => {
    const { shop, web } = connected(new Shop({ podCidrs: [] }));
    web.connections.allowTo(Peer.cidr('203.0.113.0/24').on(HTTPS));
    openAll(shop.chart);
    const found = Reachability.of(shop.app).findings();
    const lines = found.map(({ code, severity, constructPath = '', text }) => (
      `${severity === FindingSeverity.WARNING ? 'cdk8s-reach: warning: ' : ''}${constructPath === '' && severity === FindingSeverity.WARNING ? '' : `[${constructPath}] `}${text} (${code})`
    ));
    expect(lines.sort()).toEqual(expect.arrayContaining(shop.findings().filter((line) => !line.startsWith('cdk8s-reach'))));
    expect(found.map(({ constructPath, code }) => `${constructPath ?? '?'} ${code}`)).toEqual([
      ' POD_CIDRS_MISSING', 'shop/payments FLOW_EXCESS', 'shop/payments FLOW_EXCESS', 'shop/web FLOW_EXCESS', 'shop/web FLOW_EXCESS',
    ]);
    expect(found.find(({ constructPath }) => constructPath === 'shop/web')?.details).toEqual(expect.arrayContaining([
      expect.stringMatching(/^witness: /), expect.stringMatching(/^mend: /), 'object: NetworkPolicy shop/open is written by `shop/open`',
    ]));
  });

  it('are those below the scope alone', () => {
    const { shop, web, payments } = connected();
    openAll(shop.chart);
    const paths = (scope: Chart | SecureMicroservice) => new Set(Reachability.of(scope).findings().map(({ constructPath }) => constructPath));
    expect([paths(shop.chart), paths(web), paths(payments), paths(shop.chartOf('other'))]).toEqual([
      new Set(['shop/payments', 'shop/web']), new Set(['shop/web']), new Set(['shop/payments']), new Set(),
    ]);
    expect(Reachability.of(web).verdict(payments, web)).toBe(Verdict.ALLOWED);
  });

  it('are as a scope takes them', () => {
    const { shop } = connected();
    openAll(shop.chart);
    Proof.setMode(shop.chart, ProofMode.WARN);
    expect(new Set(Reachability.of(shop.app).findings().map(({ severity }) => severity))).toEqual(new Set([FindingSeverity.WARNING]));
    Proof.setMode(shop.chart, ProofMode.OFF);
    expect(Reachability.of(shop.app).findings()).toEqual([]);
    expect(Reachability.of(shop.app).connections().length).toBeGreaterThan(2);
  });
});
