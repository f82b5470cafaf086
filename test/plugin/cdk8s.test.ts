import { Project } from './project';

/** A program of plain cdk8s, without a construct of ours: a web that calls a database, and whatever a test adds. */
const app = (more = '') => `
const { ApiObject, App, Chart } = require('cdk8s');
const app = new App();
const chart = new Chart(app, 'shop', { namespace: 'shop' });
const pod = (name) => new ApiObject(chart, name, { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name }, spec: {
  selector: { matchLabels: { app: name } },
  template: { metadata: { labels: { app: name } }, spec: { containers: [{ name, image: name + ':1', ports: [{ name: 'tcp', containerPort: 5432 }] }] } },
} });
const policy = (name, spec) => new ApiObject(chart, name + '-policy', { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: name + '-policy' }, spec });
const dns = { to: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } }, podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } } }], ports: [{ port: 53 }, { port: 53, protocol: 'UDP' }] };
pod('web');
pod('db');
policy('web', { podSelector: { matchLabels: { app: 'web' } }, policyTypes: ['Ingress', 'Egress'], egress: [{ to: [{ podSelector: { matchLabels: { app: 'db' } } }], ports: [{ port: 5432 }] }, dns] });
policy('db', { podSelector: { matchLabels: { app: 'db' } }, policyTypes: ['Ingress', 'Egress'], ingress: [{ from: [{ podSelector: { matchLabels: { app: 'web' } } }], ports: [{ port: 5432 }] }] });
${more}
app.synth();
`;

const config = (properties: string) => `app: node app.js
validations:
  - package: ./node_modules/cdk8s-reach
    version: 0.0.0
    class: NetworkingValidation
    properties: ${properties}
`;

const WIDER = `
policy('in', { podSelector: { matchLabels: { app: 'db' } }, ingress: [{ from: [{ podSelector: { matchLabels: { app: 'web' } } }], ports: [{ port: 22 }] }] });
policy('out', { podSelector: { matchLabels: { app: 'web' } }, policyTypes: ['Egress'], egress: [{ to: [{ podSelector: { matchLabels: { app: 'db' } } }], ports: [{ port: 22 }] }] });
`;
const SELECTS_NOTHING = "new ApiObject(chart, 'svc', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'svc' }, spec: { selector: { app: 'wep' }, ports: [{ port: 80 }] } });";
const EXPECT = 'rows:\n- { src: shop/web, dst: shop/db, port: 5432, allowed: true }\n- { src: shop/db, dst: shop/web, port: 80, allowed: false }\n';

describe('the plug-in, in the command line of cdk8s', () => {
  let project: Project;
  beforeAll(() => {
    project = new Project();
  });
  afterAll(() => {
    project.remove();
  });

  it('passes what is in order, and says what it looked at', () => {
    project.write({ 'app.js': app(), 'cdk8s.yaml': config('{ expectFile: expect.yaml }'), 'expect.yaml': EXPECT });
    const { code, out } = project.synth();
    expect(out).toMatch(/cdk8s-reach: 2 expectations of expect\.yaml: 2 hold\n/);
    expect(out).toMatch(/Failures +[^\n]* 0 /);
    expect([code, project.read('dist/shop.k8s.yaml')?.includes('kind: NetworkPolicy')]).toEqual([0, true]);
  });

  it('fails with exit code 2 where lint finds an error, with the construct, the file and the line, after the files are written', () => {
    project.write({ 'app.js': app(SELECTS_NOTHING), 'cdk8s.yaml': config('{}') });
    const { code, out } = project.synth(['--validation-reports-output-file', 'report.json']);
    expect(code).toBe(2);
    expect(out).toMatch(/SERVICE_SELECTS_NOTHING \(1 occurrences\)/);
    expect(out).toMatch(/Construct Path: shop\/svc\n +- Manifest Path: dist\/shop\.k8s\.yaml\n +- Resource Name: svc\n +- Locations:\n +> spec\.selector \(line \d+\)/);
    expect(project.read('dist/shop.k8s.yaml')).toContain('kind: Service');
    expect(JSON.parse(project.read('report.json') ?? '')).toMatchObject({
      reports: [{
        summary: { status: 'failure', metadata: { Failures: '1', Warnings: '0' } },
        violations: [{
          ruleName: 'SERVICE_SELECTS_NOTHING',
          recommendation: expect.stringMatching(/^error: /) as unknown,
          violatingConstructs: [{ constructPath: 'shop/svc', resourceName: 'svc', manifestPath: 'dist/shop.k8s.yaml' }],
        }],
      }],
    });
  });

  it('reports warnings, and fails for them where it is told to', () => {
    const warns = "policy('nobody', { podSelector: { matchLabels: { app: 'nobody' } } });";
    project.write({ 'app.js': app(warns), 'cdk8s.yaml': config('{}') });
    const lenient = project.synth();
    expect([lenient.code, /POLICY_SELECTS_NOTHING \(1 occ/.test(lenient.out)]).toEqual([0, true]);
    project.write({ 'app.js': app(warns), 'cdk8s.yaml': config('{ severity: warning }') });
    expect(project.synth().code).toBe(2);
    project.write({ 'app.js': app(warns), 'cdk8s.yaml': config('{ severity: warning, lint: false, expectFile: expect.yaml }'), 'expect.yaml': EXPECT });
    expect(project.synth().code).toBe(0);
  });

  it('fails for an expectation that does not hold, and for one that nobody can ask', () => {
    const rows = 'rows:\n- { src: shop/web, dst: shop/db, port: 22, allowed: true }\n- { src: shop/wep, dst: shop/db, port: 22, allowed: true }\n';
    project.write({ 'app.js': app(), 'cdk8s.yaml': config('{ expectFile: expect.yaml }'), 'expect.yaml': rows });
    const { code, out } = project.synth();
    expect(code).toBe(2);
    expect(out).toMatch(/EXPECTATION_FAILED \(2 occurrences\)[^]*Construct Path: shop\/web\n[^]*> expect\.yaml:2\n[^]*Construct Path: shop\/db\n[^]*Recommendation: shop\/web to shop\/db on 22\/TCP: expected allowed, is denied\n/);
    expect(out).toMatch(/WORKLOAD_UNKNOWN[^]*> expect\.yaml:3\n[^]*there is no workload `shop\/wep`/);
  });

  it('holds a lock: says how to begin, writes it where that is accepted, passes, and fails where anything new is open', () => {
    const files = { 'cdk8s.yaml': config('{ lockFile: connectivity.lock, podCidrs: [10.244.0.0/16] }') };
    project.write({ ...files, 'app.js': app() });
    const first = project.synth();
    expect([first.code, /LOCK_MISSING[^]*How to fix: write it with `CDK8S_REACH_LOCK=accept` in the environment/.test(first.out)]).toEqual([2, true]);
    expect(project.read('connectivity.lock')).toBeUndefined();
    const accepted = project.synth([], { CDK8S_REACH_LOCK: 'accept' });
    expect([accepted.code, accepted.out]).toEqual([0, expect.stringMatching(/cdk8s-reach: connectivity\.lock: 1 connection accepted, 0 gone\ncdk8s-reach: `shop\/web` may now call `shop\/db` on TCP 5432\n/)]);
    const lock = project.read('connectivity.lock');
    expect(lock).toMatch(/^given pods in 10\.244\.0\.0\/16\nshop\/web\[Deployment\] -> shop\/db\[Deployment\] TCP\/5432\n$/m);
    expect(project.synth().code).toBe(0);
    project.write({ ...files, 'app.js': app(WIDER), 'connectivity.lock': lock ?? '' });
    const wider = project.synth();
    expect(wider.code).toBe(2);
    expect(wider.out).toMatch(/LOCK_WIDENED \(2 occurrences\)[^]*Construct Path: shop\/web\n[^]*> shop\/web\[Deployment\] -> shop\/db\[Deployment\] TCP\/22\n[^]*Recommendation: `shop\/web` may now call `shop\/db` on TCP 22 as well\n/);
    expect(project.read('connectivity.lock')).toBe(lock);
    project.write({ ...files, 'app.js': app(WIDER + SELECTS_NOTHING), 'connectivity.lock': lock ?? '' });
    expect(project.synth([], { CDK8S_REACH_LOCK: 'accept' }).code).toBe(2);
    expect(project.read('connectivity.lock')).toBe(lock);
  });

  it('works with --stdout, where the files are gone afterwards', () => {
    project.write({ 'app.js': app(SELECTS_NOTHING), 'cdk8s.yaml': config('{}') });
    const { code, out } = project.synth(['--stdout']);
    expect(code).toBe(2);
    expect(out).toMatch(/Manifest Path: STDOUT\n +- Resource Name: svc\n/);
    expect(project.read('dist/shop.k8s.yaml')).toBeUndefined();
    project.write({ 'app.js': app(), 'cdk8s.yaml': config('{}') });
    const fine = project.synth(['--stdout']);
    expect([fine.code, fine.out.includes('kind: NetworkPolicy')]).toEqual([0, true]);
  });

  it.each<[sentence: string, properties: string, says: RegExp]>([
    ['an unknown property', '{ lock: a.lock }', /the plug-in has no property `lock`: it has `apiServerCidrs`, `expectFile`, `lint`, `lockFile`, `nodeCidrs`, `plugin`, `podCidrs`, `severity` \(PLUGIN_INVALID\)/],
    ['a bad value', '{ podCidrs: 10.0.0.0/8 }', /`podCidrs` is `10\.0\.0\.0\/8`: give a list of CIDRs \(PLUGIN_INVALID\)/],
  ])('refuses %s before it looks at anything', (_sentence, properties, says) => {
    project.write({ 'app.js': app(), 'cdk8s.yaml': config(properties) });
    const { code, out, err } = project.synth();
    expect(code).not.toBe(0);
    expect(out + err).toMatch(says);
  });
});
