import { App, Chart, Yaml } from 'cdk8s';
import { folder, invoke, podYaml } from './invoke';
import { Cluster, ClusterProfile, NetworkPlugin, PlatformGuardrails, Port, Tenants } from '../../src';

const PODS = [podYaml('shop/web'), podYaml('shop/db'), podYaml('shop/api')];
const policy = (name: string, ...spec: readonly string[]) => [
  'apiVersion: projectcalico.org/v3', 'kind: NetworkPolicy', `metadata: { name: ${name}, namespace: shop }`, 'spec:', ...spec.map((line) => `  ${line}`), '',
].join('\n');
const cluster = (name: string, ...spec: readonly string[]) => [
  'apiVersion: projectcalico.org/v3', 'kind: GlobalNetworkPolicy', `metadata: { name: ${name} }`, 'spec:', ...spec.map((line) => `  ${line}`), '',
].join('\n');
const DB = policy('db', 'selector: app == "db"', 'ingress:', '- { action: Allow, protocol: TCP, source: { selector: app != "api" }, destination: { ports: [5432] } }');
const WIDER = DB.replace('5432', '"5432:5433"');
const SHUT = cluster('shut', 'order: 5', 'selector: app == "db" || app == "cache"', 'ingress:', '- { action: Deny, source: { notSelector: app == "web" } }');

describe('policies of Calico on the command line', () => {
  const root = () => folder({
    'old/a.yaml': [...PODS, DB].join('---\n'), 'new/a.yaml': [...PODS, WIDER].join('---\n'), 'both/a.yaml': [...PODS, DB, SHUT].join('---\n'),
  });
  const facts = ['--pod-cidr', '10.0.0.0/8'];

  it('are in what list tells', async () => {
    const { code, out, err } = await invoke(root(), ['list', 'old', '--to', 'shop/db', '--format', 'csv', ...facts]);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^connection,shop\/web\[Pod\],shop\/db\[Pod\],TCP 5432,,,$/m);
    expect(out).not.toMatch(/shop\/api/);
    expect((await invoke(root(), ['list', 'old', '--to', 'shop/db', '--exposure', '--format', 'json', ...facts])).code).toBe(0);
  });

  it('are named by explain with tier, rule and place, and no rule is proposed in the words of another API', async () => {
    const denied = await invoke(root(), ['explain', 'both', '--from', 'shop/api', '--to', 'shop/db', '--port', '5432', ...facts]);
    expect(denied.out).toContain('ingress[0] of GlobalNetworkPolicy shut');
    expect(denied.out).toContain('no change is known that would allow it');
    const allowed = await invoke(root(), ['explain', 'both', '--from', 'shop/web', '--to', 'shop/db', '--port', '5432', ...facts]);
    expect(allowed.out).toMatch(/ingress\[0\] of NetworkPolicy\.projectcalico\.org shop\/db \(both\/a\.yaml:\d+\)/);
  });

  it('are compared by diff, and sound to lint', async () => {
    expect((await invoke(root(), ['diff', 'old', 'new', ...facts])).out).toMatch(/widened +shop\/web\[Pod\] +shop\/db\[Pod\] +TCP 5432 +TCP 5432-5433/);
    expect((await invoke(root(), ['lint', 'both'])).out).not.toMatch(/TIER_/);
  });

  it('that are about hosts are told as unread, and so are HostEndpoints; staged ones are not', async () => {
    const objects = [
      ...PODS, DB, cluster('hosts', 'preDNAT: true', 'applyOnForward: true', 'ingress: [{ action: Deny }]'),
      'apiVersion: projectcalico.org/v3\nkind: HostEndpoint\nmetadata: { name: n }\nspec: { node: n }\n',
      DB.replace('NetworkPolicy', 'StagedNetworkPolicy'),
    ];
    const { err } = await invoke(folder({ 'a.yaml': objects.join('---\n') }), ['list', 'a.yaml']);
    expect(err).toContain('GlobalNetworkPolicy with applyOnForward, preDNAT (projectcalico.org/v3) may decide about connections, and is not read');
    expect(err).toContain('HostEndpoint (projectcalico.org/v3) may decide about connections, and is not read');
    expect(err).not.toContain('Staged');
  });

  it('of guardrails say the same beside a HostEndpoint, which is told as unread', async () => {
    const app = new App();
    Cluster.attach(app, ClusterProfile.of({ plugin: NetworkPlugin.calico({ version: '3.29' }) }));
    const chart = new Chart(app, 'platform');
    new PlatformGuardrails(chart, 'platform', { tenants: Tenants.byLabel('team', ['a', 'b']), neverOpen: [Port.tcp(22)] });
    const written = Yaml.stringify(...chart.toJson() as unknown[]);
    const host = 'apiVersion: projectcalico.org/v3\nkind: HostEndpoint\nmetadata: { name: n, labels: { team: a, kubernetes.io/hostname: n } }\nspec: { node: n, interfaceName: "*" }\n';
    const agent = podYaml('shop/agent').replace('spec:\n', 'spec:\n  hostNetwork: true\n');
    const here = folder({ 'a.yaml': [...PODS, agent, written].join('---\n'), 'host.yaml': host });
    const [without, beside] = [await invoke(here, ['list', 'a.yaml', ...facts]), await invoke(here, ['list', 'a.yaml', 'host.yaml', ...facts])];
    expect(beside.out).toBe(without.out);
    expect(without.out).toMatch(/^shop\/agent\[Pod\] +0\.0\.0\.0\/0, ::\/0 +all$/m);
    expect(beside.err).toBe(`HostEndpoint (projectcalico.org/v3) may decide about connections, and is not read: 1, the first at host.yaml:1\n${without.err}`);
  });

  it('that find pods by the labels of their ServiceAccounts know those that are there', async () => {
    const rule = policy('db', 'selector: app == "db"', 'ingress: [{ action: Allow, source: { serviceAccounts: { selector: team == "a" } } }]');
    const account = 'apiVersion: v1\nkind: ServiceAccount\nmetadata: { name: default, namespace: shop, labels: { team: TEAM } }\n';
    const asked = ['explain', 'a.yaml', '--from', 'shop/web', '--to', 'shop/db', '--port', '5432', ...facts];
    const verdict = async (...objects: readonly string[]) => (await invoke(folder({ 'a.yaml': [...PODS, rule, ...objects].join('---\n') }), asked)).out.split('\n')[0]?.split(': ')[1];
    expect([await verdict(), await verdict(account.replace('TEAM', 'a')), await verdict(account.replace('TEAM', 'b'))]).toEqual(['unknown', 'allowed', 'denied']);
  });

  it('that are wrong are refused with their place', async () => {
    const { code, err } = await invoke(folder({ 'a.yaml': [...PODS, DB.replace('app == "db"', 'app = "db"')].join('---\n') }), ['list', 'a.yaml']);
    expect(code).toBe(2);
    expect(err).toMatch(/a\.yaml:\d+: NetworkPolicy\.projectcalico\.org shop\/db: spec\.selector/);
    expect(err).toContain('SELECTOR_INVALID');
  });
});
