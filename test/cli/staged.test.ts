import { App, Chart, Yaml } from 'cdk8s';
import { folder, invoke, podYaml, policyYaml } from './invoke';
import { Cluster, ClusterProfile, DryRun, Health, NetworkPlugin, Port, SecureMicroservice } from '../../src';
import { printedBy } from '../api/shop';

const PODS = [podYaml('shop/web'), podYaml('shop/db'), podYaml('shop/api')];
const FACTS = ['--pod-cidr', '10.0.0.0/8'];
const stagedYaml = (kind: string, name: string, ...spec: readonly string[]) => [
  'apiVersion: projectcalico.org/v3', `kind: ${kind}`, `metadata: { name: ${name}, namespace: shop }`, 'spec:', ...spec.map((line) => `  ${line}`), '',
].join('\n');
const DB = stagedYaml('StagedKubernetesNetworkPolicy', 'db', 'podSelector: {matchLabels: {app: db}}', 'ingress:', '- from: [{podSelector: {matchLabels: {app: web}}}]', '  ports: [{port: 5432}]');

describe('what is staged, on the command line', () => {
  const root = () => folder({
    'a.yaml': [...PODS, DB].join('---\n'),
    'gone.yaml': [...PODS, policyYaml('shop/db', 'podSelector: {matchLabels: {app: db}}'), stagedYaml('StagedKubernetesNetworkPolicy', 'db', 'stagedAction: Delete')].join('---\n'),
    'wrong.yaml': [...PODS, stagedYaml('StagedKubernetesNetworkPolicy', 'db', 'podSelector: {}', 'policyTypes: [Sideways]')].join('---\n'),
  });
  const LIST = ['--to', 'shop/db', '--from', 'shop/*', '--format', 'csv', ...FACTS];

  it('counts for nothing in list, which says so', async () => {
    const { code, out, err } = await invoke(root(), ['list', 'a.yaml', ...LIST]);
    expect(code).toBe(0);
    expect(out.split('\n').filter((line) => line.startsWith('connection'))).toEqual(['connection,shop/api[Pod],shop/db[Pod],all,,,', 'connection,shop/web[Pod],shop/db[Pod],all,,,']);
    expect(err).toBe('1 policy is staged and does nothing yet (a.yaml:28): --staged reads it as if it were enforced\n');
  });

  it('is read as if it were enforced with --staged, and nothing is said then', async () => {
    const { code, out, err } = await invoke(root(), ['list', 'a.yaml', '--staged', ...LIST]);
    expect([code, err]).toEqual([0, '']);
    expect(out.split('\n').filter((line) => line.startsWith('connection'))).toEqual(['connection,shop/web[Pod],shop/db[Pod],TCP 5432,,,']);
  });

  it('is explained with its place, which is that of the staged object', async () => {
    const args = ['explain', 'a.yaml', '--from', 'shop/api', '--to', 'shop/db', '--port', '5432', ...FACTS];
    const now = await invoke(root(), args);
    expect(now.out).toContain('allowed');
    expect(now.err).toBe('1 policy is staged and does nothing yet (a.yaml:28): --staged reads it as if it were enforced\n');
    const later = await invoke(root(), [...args, '--staged']);
    expect(later.out).toMatch(/denied/);
    expect(later.out).toMatch(/NetworkPolicy shop\/db \(a\.yaml:\d+\)/);
  });

  it.each([
    ['assert', ['assert', 'a.yaml', '--expect', 'expect.json'], 1, /expected denied/, /1 hold, 0 fail/],
    ['blast', ['blast', 'shop/api', 'a.yaml'], 0, /^1 +shop\/db\[Pod\] +all$/m, /^2 +shop\/db\[Pod\] +TCP 5432/m],
  ])('counts for %s as it does for list', async (_, args, code, now, later) => {
    const here = folder({ 'a.yaml': [...PODS, DB].join('---\n'), 'expect.json': '{"rows": [{"src": "shop/api", "dst": "shop/db", "port": 5432, "allowed": false}]}' });
    const enforced = await invoke(here, [...args, ...FACTS]);
    expect([enforced.code, enforced.out]).toEqual([code, expect.stringMatching(now)]);
    expect(enforced.err).toBe('1 policy is staged and does nothing yet (a.yaml:28): --staged reads it as if it were enforced\n');
    const staged = await invoke(here, [...args, '--staged', ...FACTS]);
    expect([staged.code, staged.out, staged.err]).toEqual([0, expect.stringMatching(later), '']);
  });

  it('takes a policy away whose deletion is staged', async () => {
    expect((await invoke(root(), ['list', 'gone.yaml', ...LIST])).out).not.toContain('connection,');
    expect((await invoke(root(), ['list', 'gone.yaml', '--staged', ...LIST])).out).toContain('connection,shop/api[Pod],shop/db[Pod],all,,,');
  });

  it('is refused with --staged where no API server would take it', async () => {
    expect((await invoke(root(), ['list', 'wrong.yaml', ...LIST])).code).toBe(0);
    const { code, err } = await invoke(root(), ['list', 'wrong.yaml', '--staged', ...LIST]);
    expect(code).toBe(2);
    expect(err).toMatch(/^wrong\.yaml:\d+: NetworkPolicy shop\/db: spec\.policyTypes\[0\]: unknown policy type `Sideways`/m);
  });

  it('is looked at by lint as if it were enforced', async () => {
    const lost = stagedYaml('StagedKubernetesNetworkPolicy', 'lost', 'podSelector: {matchLabels: {app: gone}}');
    const here = folder({ 'a.yaml': [...PODS, lost].join('---\n') });
    const now = await invoke(here, ['lint', 'a.yaml']);
    expect([now.code, now.err]).toEqual([0, '1 policy is staged and does nothing yet (a.yaml:28): --staged reads it as if it were enforced\n']);
    const later = await invoke(here, ['lint', 'a.yaml', '--staged']);
    expect([later.code, later.out, later.err]).toEqual([1, expect.stringMatching(/NetworkPolicy shop\/lost .*\(POLICY_SELECTS_NOTHING\)/), '']);
  });

  it('is compared by diff, in both versions, as if it were enforced', async () => {
    const here = folder({ 'old.yaml': PODS.join('---\n'), 'new.yaml': [...PODS, DB].join('---\n'), 'two.yaml': [...PODS, DB, DB.replaceAll('db', 'web')].join('---\n') });
    const now = await invoke(here, ['diff', 'old.yaml', 'two.yaml', ...FACTS]);
    expect([now.out, now.err]).toEqual(['the same connections in both versions\n', '2 policies are staged and do nothing yet (the first at two.yaml:28): --staged reads them as if they were enforced\n']);
    const later = await invoke(here, ['diff', 'old.yaml', 'new.yaml', '--staged', ...FACTS]);
    expect([later.out, later.err]).toEqual([expect.stringMatching(/^narrowed +shop\/web\[Pod\] +shop\/db\[Pod\] +all +TCP 5432$/m), '']);
  });

  it('tells what of a lock would be gone, and is not accepted into it, since it keeps nobody out yet', async () => {
    const here = root();
    await invoke(here, ['lock', '--accept', 'a.yaml', ...FACTS]);
    expect((await invoke(here, ['lock', '--check', 'a.yaml'])).out).toBe('connectivity.lock: nothing is open that was not accepted\n');
    const later = await invoke(here, ['lock', '--check', 'a.yaml', '--staged']);
    expect([later.code, later.err]).toEqual([0, '']);
    expect(later.out.split('\n')).toEqual([
      'anybody on the internet may no longer call `shop/db` on every port',
      'any pod of the cluster may no longer call `shop/db` on every port',
      'connectivity.lock: nothing is open that was not accepted, and 2 connections are gone once what is staged is enforced',
      '',
    ]);
    const accepted = await invoke(here, ['lock', '--accept', 'a.yaml', '--staged']);
    expect([accepted.code, accepted.out]).toEqual([2, '']);
    expect(accepted.err).toMatch(/^error: option '--accept' cannot be used with option '--staged'/);
  });
});

/** What one program writes, in a dry run or live. */
function written(dry: boolean): string {
  const app = new App();
  Cluster.attach(app, ClusterProfile.of({ plugin: NetworkPlugin.calico(), podCidrs: ['10.0.0.0/8'] }));
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  if (dry) DryRun.of(chart);
  const service = (id: string) => new SecureMicroservice(chart, id, { image: `${id}:1.0.0`, ports: [Port.tcp(5432)], health: Health.exec({ live: ['l'], ready: ['r'] }) });
  service('web').connections.allowTo(service('db'));
  return printedBy(() => Yaml.stringify(...chart.toJson() as unknown[])).returned;
}

describe('a folder in a dry run and its live form', () => {
  it('differ in what going live shuts, which diff tells', async () => {
    const root = folder({ 'dry.yaml': written(true), 'live.yaml': written(false) });
    const { code, out } = await invoke(root, ['diff', 'dry.yaml', 'live.yaml', ...FACTS, '--fail-on', 'widened']);
    expect(code).toBe(0);
    expect(out).toMatch(/^narrowed +shop\/web\[Deployment\] +shop\/db\[Deployment\] +all +TCP 5432$/m);
    expect(out).toMatch(/^removed +shop\/db\[Deployment\] +shop\/web\[Deployment\] +all/m);
    expect(out).not.toMatch(/^(added|widened)/m);
  });

  it('are the same once the dry run is read as if it were enforced', async () => {
    const root = folder({ 'dry.yaml': written(true), 'live.yaml': written(false) });
    const [dry, live] = [await invoke(root, ['list', 'dry.yaml', '--staged', ...FACTS]), await invoke(root, ['list', 'live.yaml', ...FACTS])];
    expect(dry.out).toEqual(live.out);
    expect(dry.err).not.toContain('staged');
    expect(live.out).toContain('shop/db[Deployment]');
  });
});
