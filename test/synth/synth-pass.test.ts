import { mkdtempSync, readdirSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { ApiObject, App, Chart, Testing } from 'cdk8s';
import { Construct } from 'constructs';
import { Health, Peer, Port, SecureMicroservice, Service } from '../../src';
import { Registry } from '../../src/synth/registry';
import { SynthPass } from '../../src/synth/synth-pass';
import { printedBy, thrownBy } from '../api/shop';

const WEB = { image: 'web:1.0.0', ports: [Port.http(8080)], health: Health.http({ live: '/livez', ready: '/readyz' }) };

/** An App of some charts with a microservice each, and how often its facts were asked for. */
class Counted {
  public readonly app = new App({ outdir: mkdtempSync(join(tmpdir(), 'synth-')) });
  public readonly services: readonly SecureMicroservice[];
  public asked = 0;

  constructor(charts: number) {
    this.services = Array.from({ length: charts }, (_, i) => new SecureMicroservice(new Chart(this.app, `chart-${i}`, { namespace: `ns-${i}` }), 'web', WEB));
    Registry.of(this.app).check(new Construct(this.app, 'Probe'), () => {
      this.asked += 1;
      return [];
    });
  }

  public synth(): void {
    this.app.synth();
    rmSync(this.app.outdir, { recursive: true });
  }
}

describe.each([1, 3, 20])('with %d charts', (charts) => {
  test('App.synth() checks once, and the next one once more', () => {
    const counted = new Counted(charts);
    counted.synth();
    expect(counted.asked).toBe(1);
    counted.synth();
    expect(counted.asked).toBe(2);
  });

  test('App.synthYaml() checks once', () => {
    const counted = new Counted(charts);
    counted.app.synthYaml();
    expect(counted.asked).toBe(1);
  });

  test('chart.toJson() checks once a call', () => {
    const counted = new Counted(charts);
    counted.app.charts.forEach((chart) => chart.toJson());
    expect(counted.asked).toBe(charts);
  });
});

describe('Testing.synth', () => {
  test('proves afresh: a second call sees what was declared after the first', () => {
    const { services: [web] } = new Counted(2);
    const chart = Chart.of(web ?? fail());
    expect(thrownBy(() => Testing.synth(chart))).toBe('nothing was thrown');
    web?.addService('lb', Service.loadBalancer());
    expect(thrownBy(() => Testing.synth(chart))).toMatch(/SOURCE_MISSING/);
    expect(thrownBy(() => Testing.synth(chart))).toMatch(/SOURCE_MISSING/);
  });

  test('proves afresh after an App.synthYaml(), whether that has failed or not', () => {
    const { app, services: [web] } = new Counted(2);
    const chart = Chart.of(web ?? fail());
    app.synthYaml();
    web?.addService('lb', Service.loadBalancer());
    expect(thrownBy(() => Testing.synth(chart))).toMatch(/SOURCE_MISSING/);
    expect(thrownBy(() => app.synthYaml())).toMatch(/SOURCE_MISSING/);
    web?.connections.allowFrom(Peer.nodes());
    expect(thrownBy(() => Testing.synth(chart))).toMatch(/NODE_CIDRS_MISSING/);
  });

  test('sees a construct that was added between two calls', () => {
    const { app, services: [web] } = new Counted(1);
    const chart = Chart.of(web ?? fail());
    Testing.synth(chart);
    new SecureMicroservice(new Chart(app, 'twin', { namespace: 'ns-0' }), 'other', { ...WEB, name: 'web' });
    expect(thrownBy(() => Testing.synth(chart))).toMatch(/\[twin\/other\].*NAME_COLLISION/);
  });
});

describe('App.synth() and App.synthYaml()', () => {
  test('see what was declared after the last of them', () => {
    const { app, services: [web] } = new Counted(1);
    expect(thrownBy(() => app.synthYaml())).toBe('nothing was thrown');
    web?.connections.allowTo(Peer.apiServer());
    expect(thrownBy(() => app.synthYaml())).toMatch(/CANNOT_EXPRESS/);
    expect(thrownBy(() => app.synth())).toMatch(/CANNOT_EXPRESS/);
    expect(readdirSync(app.outdir)).toEqual([]);
  });

  test('see a failure that has gone', () => {
    const { app } = new Counted(1);
    const chart = new Chart(app, 'other', { namespace: 'ns-0' });
    new ApiObject(chart, 'twin', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' } });
    expect(thrownBy(() => app.synthYaml())).toMatch(/NAME_COLLISION/);
    chart.node.tryRemoveChild('twin');
    expect(thrownBy(() => app.synthYaml())).toBe('nothing was thrown');
  });

  test('forget a microservice that was taken out again, and what was wrong with it', () => {
    const { app } = new Counted(1);
    const chart = new Chart(app, 'other', { namespace: 'ns-0' });
    new SecureMicroservice(chart, 'twin', { name: 'web', image: 'a:1', service: Service.loadBalancer(), ports: [Port.http(80)] });
    expect(thrownBy(() => app.synthYaml())).toMatch(/NAME_COLLISION[^]*SELECTOR_COLLISION|SELECTOR_COLLISION[^]*NAME_COLLISION/);
    chart.node.tryRemoveChild('twin');
    expect(thrownBy(() => app.synthYaml())).toBe('nothing was thrown');
  });

  test('print each warning once, sorted, whatever the number of charts', () => {
    const counted = new Counted(3);
    counted.services.forEach(({ connections }) => connections.allowTo(Peer.dnsName('a.example', { addresses: ['203.0.113.1/32'] }).on(Port.https())));
    for (const call of [() => counted.synth(), () => counted.app.synthYaml()]) {
      const { lines } = printedBy(call);
      expect(lines.filter((line) => line.includes('[')).map((line) => line.replace(/\] .*\(/, '] (')))
        .toEqual([0, 1, 2].map((i) => `cdk8s-reach: warning: [chart-${i}/web] (APPROXIMATED)`));
    }
  });

  test('print no warning where the synth fails, and none with Testing.synth', () => {
    const { app, services: [web] } = new Counted(1);
    web?.connections.allowTo(Peer.dnsName('a.example', { addresses: ['203.0.113.1/32'] }).on(Port.https()));
    expect(printedBy(() => Testing.synth(Chart.of(web ?? fail()))).lines).toEqual([]);
    web?.connections.allowTo(Peer.apiServer());
    expect(printedBy(() => thrownBy(() => app.synthYaml())).lines).toEqual([]);
  });

  test('report each finding under its own construct, once', () => {
    const { app, services } = new Counted(2);
    services.forEach((service) => service.connections.allowFrom(Peer.nodes()));
    const lines = thrownBy(() => app.synthYaml()).split('\n').filter((line) => line.includes('NODE_CIDRS_MISSING'));
    expect(lines.map((line) => line.trim().split(' ')[0])).toEqual(['[chart-0/web]', '[chart-1/web]']);
  });
});

describe('a pass', () => {
  test('shares one result among all constructs that ask, and begins anew when one asks again', () => {
    const root = new Construct(undefined as never, 'root'); // a root that is no App has no synth to wrap
    const [a, b] = [new Construct(root, 'a'), new Construct(root, 'b')];
    let runs = 0;
    const pass = new SynthPass(root, { run: () => ++runs, warnings: () => [], done: () => undefined, end: () => undefined });
    expect([pass.resultFor(a), pass.resultFor(b), pass.resultFor(a), pass.resultFor(b)]).toEqual([1, 1, 2, 2]);
  });
});

function fail(): never {
  throw new Error('there is no service');
}
