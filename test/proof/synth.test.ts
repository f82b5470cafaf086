import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { ApiObject, App, Chart, JsonPatch, Testing, YamlOutputType } from 'cdk8s';
import { Cluster, ClusterProfile, Edge, Health, Peer, Port, Proof, ProofMode, SecureMicroservice } from '../../src';
import * as verification from '../../src/compare/verify/prove';
import { printedBy, Shop, thrownBy } from '../api/shop';

/** How often the proof ran during a call. */
function proofsDuring(call: () => unknown): number {
  const spy = jest.spyOn(verification, 'proveMeaning');
  try {
    call();
    return spy.mock.calls.length;
  } finally {
    spy.mockRestore();
  }
}

/** An App of so many charts that call each other around. */
function ring(charts: number, props: ConstructorParameters<typeof App>[0] = {}): { app: App; services: SecureMicroservice[] } {
  const app = new App({ outdir: mkdtempSync(join(tmpdir(), 'proof-')), ...props });
  const services = Array.from({ length: charts }, (_, i) => new SecureMicroservice(new Chart(app, `chart-${i}`, { namespace: `ns-${i}` }), 'web', {
    image: 'web:1.0.0', ports: [Port.http(8080)], health: Health.http({ live: '/livez', ready: '/readyz' }),
  }));
  services.forEach((service, i) => {
    const next = services[(i + 1) % charts];
    if (next !== undefined && next !== service) service.connections.allowTo(next);
  });
  return { app, services };
}

function open(service: SecureMicroservice): void {
  service.networkPolicy.addJsonPatch(JsonPatch.add('/spec/ingress/-', {}));
}

describe.each([1, 3, 20])('with %d charts', (charts) => {
  test('App.synth() and App.synthYaml() prove once', () => {
    const { app } = ring(charts);
    expect(proofsDuring(() => app.synth())).toBe(1);
    expect(proofsDuring(() => app.synthYaml())).toBe(1);
    rmSync(app.outdir, { recursive: true });
  });

  test('chart.toJson() proves afresh each time', () => {
    const { app } = ring(charts);
    expect(proofsDuring(() => app.charts.forEach((chart) => chart.toJson()))).toBe(charts);
  });
});

describe('Testing.synth', () => {
  test('passes, a patch then damages the YAML, and the second call fails', () => {
    const { app, services: [web] } = ring(2);
    const [chart] = app.charts;
    if (web === undefined || chart === undefined) throw new Error('there are two');
    expect(thrownBy(() => Testing.synth(chart))).toBe('nothing was thrown');
    open(web);
    expect(thrownBy(() => Testing.synth(chart))).toMatch(/\[chart-0\/web\] `ns-0\/web` may be called by .*FLOW_EXCESS/);
    expect(thrownBy(() => Testing.synth(chart))).toMatch(/FLOW_EXCESS/);
  });

  test('is proved afresh after a synth, and a synth after it', () => {
    const { app, services: [web] } = ring(2);
    const [chart] = app.charts;
    if (web === undefined || chart === undefined) throw new Error('there are two');
    app.synthYaml();
    open(web);
    expect(thrownBy(() => Testing.synth(chart))).toMatch(/FLOW_EXCESS/);
    expect(thrownBy(() => app.synthYaml())).toMatch(/FLOW_EXCESS/);
  });
});

describe('what is written', () => {
  test.each(Object.values(YamlOutputType).filter((type): type is YamlOutputType => typeof type === 'number'))('is what was proved, byte for byte what it would be without a proof: output type %d', (yamlOutputType) => {
    const textsOf = (mode: ProofMode) => {
      const { app } = ring(3, { yamlOutputType });
      Proof.setMode(app, mode);
      app.synth();
      const files = readdirSync(app.outdir, { recursive: true, encoding: 'utf-8', withFileTypes: true }).filter((entry) => entry.isFile());
      const texts = files.map((entry) => `${entry.name}\n${readFileSync(join(entry.parentPath, entry.name), 'utf-8')}`).sort();
      rmSync(app.outdir, { recursive: true });
      return texts;
    };
    expect(textsOf(ProofMode.ERROR)).toEqual(textsOf(ProofMode.OFF));
    expect(textsOf(ProofMode.ERROR).length).toBeGreaterThan(0);
  });

  test('is nothing where the proof fails', () => {
    const { app, services: [web] } = ring(2);
    if (web !== undefined) open(web);
    expect(thrownBy(() => app.synth())).toMatch(/FLOW_EXCESS/);
    expect(readdirSync(app.outdir)).toEqual([]);
    rmSync(app.outdir, { recursive: true });
  });

  test('can be changed again after a synth: no object keeps what it was', () => {
    const { app, services: [web] } = ring(2);
    app.synthYaml();
    web?.networkPolicy.metadata.addAnnotation('example.com/later', 'yes');
    expect(app.synthYaml()).toContain('example.com/later');
  });

  test('is taken from a chart that writes something else than its objects', () => {
    class Rewriting extends Chart {
      public override toJson(): unknown[] {
        return super.toJson().map((object: { kind: string; spec: object }) => (object.kind === 'NetworkPolicy' ? { ...object, spec: { ...object.spec, ingress: [{}] } } : object));
      }
    }
    const app = new App();
    new SecureMicroservice(new Rewriting(app, 'shop', { namespace: 'shop' }), 'web', { image: 'web:1.0.0', ports: [Port.http(8080)], health: Health.exec({ live: ['live'], ready: ['ready'] }) });
    expect(thrownBy(() => app.synthYaml())).toMatch(/`shop\/web` may be called by .* on every port, and nobody declared it/);
  });
});

describe('findings', () => {
  test('come all together, each under its own construct', () => {
    const shop = new Shop();
    const [web, api] = [shop.service('web'), shop.service('api')];
    web.connections.allowTo(api);
    open(web);
    web.networkPolicy.addJsonPatch(JsonPatch.remove('/spec/egress/0'));
    api.service?.addJsonPatch(JsonPatch.replace('/spec/ports/0/targetPort', 1));
    expect(shop.findings().map((line) => line.replace(/\].*\(/, '] (')).sort()).toEqual([
      '[shop/api] (TARGET_MISSING)', '[shop/web] (FLOW_EXCESS)', '[shop/web] (FLOW_MISSING)',
    ]);
  });

  test('name the line of the declaration, also for a declaration of the other side', () => {
    const shop = new Shop();
    const [web, api] = [shop.service('web'), shop.service('api')];
    api.connections.allowFrom(web, { reason: 'for the basket' });
    web.networkPolicy.addJsonPatch(JsonPatch.remove('/spec/egress/0'));
    const text = thrownBy(() => shop.app.synthYaml());
    expect(text).toMatch(/\[shop\/api\] `shop\/web` is declared to call `shop\/api` on TCP 8080/);
    expect(text).toMatch(/declared by: `shop\/api` \(test\/proof\/synth\.test\.ts:\d+\): for the basket/);
  });

  test('of two clusters in one App are told apart: each is proved against its own profile', () => {
    const app = new App();
    const made = ['east', 'west'].map((name) => {
      const chart = new Chart(app, name, { namespace: 'shop' });
      Cluster.attach(chart, ClusterProfile.of({ edges: [Edge.traefik('public', { namespaceName: name })] }));
      const web = new SecureMicroservice(chart, 'web', { image: 'web:1.0.0', ports: [Port.http(8080)], health: Health.exec({ live: ['live'], ready: ['ready'] }) });
      web.expose('x', { hosts: ['a.example'] });
      return web;
    });
    expect(proofsDuring(() => app.synthYaml())).toBe(2);
    made[1]?.networkPolicy.addJsonPatch(JsonPatch.replace('/spec/ingress/0/from/0/namespaceSelector/matchLabels', { 'kubernetes.io/metadata.name': 'east' }));
    expect(thrownBy(() => app.synthYaml())).toMatch(/\[west\/web\/x\] .*FLOW_MISSING/);
  });
});

describe('a scope', () => {
  test('that warns prints what is found below it, and the synth goes on', () => {
    const { app, services: [first, second] } = ring(2);
    if (first === undefined || second === undefined) throw new Error('there are two');
    open(first);
    Proof.setMode(Chart.of(first), ProofMode.WARN);
    const { lines, returned } = printedBy(() => app.synthYaml());
    expect(lines[0]).toMatch(/^cdk8s-reach: warning: \[chart-0\/web\] `ns-0\/web` may be called by .*\(FLOW_EXCESS\)$/);
    expect(returned).toContain('kind: NetworkPolicy');
    open(second);
    expect(thrownBy(() => app.synthYaml())).toMatch(/\[chart-1\/web\]/);
    expect(thrownBy(() => app.synthYaml())).not.toMatch(/\[chart-0\/web\]/);
  });

  test('that is off says nothing, and where all are off nothing is proved', () => {
    const { app, services: [first] } = ring(2);
    if (first !== undefined) open(first);
    Proof.setMode(app, ProofMode.OFF);
    expect(proofsDuring(() => app.synthYaml())).toBe(0);
    Proof.setMode(app.charts[1] ?? app, ProofMode.ERROR);
    expect(proofsDuring(() => app.synthYaml())).toBe(1);
  });

  test('that is nearer decides', () => {
    const { app, services: [first] } = ring(2);
    if (first === undefined) throw new Error('there are two');
    open(first);
    Proof.setMode(app, ProofMode.OFF);
    Proof.setMode(first, ProofMode.ERROR);
    expect(thrownBy(() => app.synthYaml())).toMatch(/FLOW_EXCESS/);
  });
});

describe('an accepted exception', () => {
  const shopWith = (accept: (shop: Shop, web: SecureMicroservice) => void): Shop => {
    const shop = new Shop();
    const web = shop.service('web');
    const from = [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'batch' } } }, { ipBlock: { cidr: '192.0.2.0/24' } }];
    web.networkPolicy.addJsonPatch(JsonPatch.add('/spec/ingress/-', { from, ports: [{ port: 8080 }, { port: 9090 }] }));
    accept(shop, web);
    return shop;
  };
  const by = { owner: 'team-batch', reason: 'until March' };

  test('takes away the pair that it names, on the ports that it names, and nothing else', () => {
    const shop = shopWith((made, web) => {
      Proof.accept(made.chart, { source: Peer.namespaceNamed('batch'), target: web, ...by });
      Proof.accept(made.chart, { source: Peer.cidr('192.0.2.0/25'), target: web.port('http'), ...by });
    });
    const [line] = shop.findings();
    expect(line).toMatch(/may be called by 192\.0\.2\.128\/25 on TCP 8080,9090; 192\.0\.2\.0\/25 on TCP 9090, and nobody declared it|192\.0\.2\.0\/25 on TCP 9090; 192\.0\.2\.128\/25 on TCP 8080,9090/);
  });

  test('is printed with its owner and its reason', () => {
    const shop = shopWith((made, web) => {
      Proof.accept(made.chart, { source: Peer.namespaceNamed('batch'), target: web, ...by });
      Proof.accept(made.chart, { source: Peer.cidr('192.0.2.0/24'), target: web, ...by });
    });
    expect(shop.findings()).toEqual([
      'cdk8s-reach: warning: [shop] `192.0.2.0/24 to shop/web on every port` is accepted as it is, by team-batch: until March (EXCEPTION_ACCEPTED)',
      'cdk8s-reach: warning: [shop] `every pod of namespace batch to shop/web on every port` is accepted as it is, by team-batch: until March (EXCEPTION_ACCEPTED)',
    ]);
  });

  test('that nothing needs any more is told of', () => {
    const shop = new Shop();
    Proof.accept(shop.chart, { source: Peer.namespaceNamed('batch'), target: shop.service('web'), ...by });
    expect(shop.findings()).toContainEqual(expect.stringMatching(/nothing is found there any more: take the exception out \(EXCEPTION_UNUSED\)$/));
  });
});

describe('what is not read, or not enforced', () => {
  test('is told of, since it may decide', () => {
    const shop = new Shop();
    shop.service('web');
    new ApiObject(shop.chart, 'cilium', { apiVersion: 'cilium.io/v2', kind: 'CiliumLocalRedirectPolicy', metadata: { name: 'a' }, spec: {} });
    const subject = { namespaces: {} };
    new ApiObject(shop.chart, 'admin', {
      apiVersion: 'policy.networking.k8s.io/v1alpha2',
      kind: 'ClusterNetworkPolicy',
      metadata: { name: 'a' },
      spec: { tier: 'Admin', priority: 1, subject, ingress: [{ action: 'Accept', from: [{ namespaces: {} }] }] },
    });
    expect(shop.findings()).toEqual([
      expect.stringMatching(/warning: CiliumLocalRedirectPolicy \(cilium.io\/v2\) may decide about connections, and is not read.*\(POLICY_UNREAD\)$/),
      expect.stringMatching(/warning: ClusterNetworkPolicy a counts for nothing: `a conformant network plugin`.*\(POLICY_UNENFORCED\)$/),
    ]);
  });
});
