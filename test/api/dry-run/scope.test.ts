import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { ApiObject, App, Chart } from 'cdk8s';
import {
  Cluster, ClusterProfile, ConnectivityLock, DryRun, Edge, Health, NetworkPlugin, Peer, Reachability, SecureMicroservice,
  Tls, Verdict, Workload,
} from '../../../src';
import { printedBy, Shop, statefulSet, thrownBy } from '../shop';

const VARIABLE = 'CDK8S_REACH_LOCK';
const CALICO = NetworkPlugin.calico({ version: '3.31' });
const WEB = { image: 'web:1.0.0', health: Health.exec({ live: ['live'], ready: ['ready'] }) };
const kindsOf = (made: Shop): string[] => made.manifests().filter(({ kind }) => kind.endsWith('NetworkPolicy')).map(({ kind, metadata: { name } }) => `${kind} ${name}`).sort();

describe('the scope of a dry run', () => {
  test('is the nearest one of several', () => {
    const made = new Shop({ plugin: CALICO });
    DryRun.of(made.app, { reason: 'of the App' });
    DryRun.of(made.chart, { reason: 'of the shop' });
    made.service('web');
    made.service('api', {}, 'blog');
    const { lines } = printedBy(() => made.app.synthYaml());
    expect(lines.filter((line) => line.includes('(DRY_RUN)'))).toEqual([
      'cdk8s-reach: warning: [shop] the policies of `shop/web` are in a dry run: they show what they would do, and shut nothing; of the shop (DRY_RUN)',
      'cdk8s-reach: warning: the policies of `blog/api` are in a dry run: they show what they would do, and shut nothing; of the App (DRY_RUN)',
    ]);
  });

  test('may be one construct', () => {
    const made = new Shop({ plugin: CALICO });
    const part = new Chart(made.chart, 'part', { namespace: 'shop' });
    DryRun.of(part);
    new SecureMicroservice(part, 'tried', WEB);
    made.service('web');
    expect(kindsOf(made)).toEqual(['NetworkPolicy web', 'StagedKubernetesNetworkPolicy tried']);
  });

  test('takes in the policies of workloads that others made, and those of certificates', () => {
    const made = new Shop({ plugin: CALICO, edges: [Edge.traefik('public')] });
    DryRun.of(made.chart);
    Workload.fromExisting(made.chart, 'db', { workload: statefulSet(made.chart, 'db', { app: 'db' }, 'shop'), ownPolicy: true });
    made.service('web').expose('main', { hosts: ['shop.example.com'], tls: Tls.clusterIssuer('letsencrypt') });
    expect(kindsOf(made)).toEqual([
      'StagedKubernetesNetworkPolicy acme-http01-solver', 'StagedKubernetesNetworkPolicy db', 'StagedKubernetesNetworkPolicy web',
    ]);
  });

  test('of one cluster says nothing of another', () => {
    const app = new App();
    const [west, east] = ['west', 'east'].map((name) => new Chart(app, name, { namespace: 'shop' }));
    if (west === undefined || east === undefined) throw new Error('two charts');
    Cluster.attach(west, ClusterProfile.of({ plugin: CALICO }));
    Cluster.attach(east, ClusterProfile.of({ plugin: NetworkPlugin.kindnet() }));
    DryRun.of(app);
    for (const chart of [west, east]) new SecureMicroservice(chart, 'web', WEB);
    expect(thrownBy(() => app.synthYaml()).split('\n').filter((line) => line.includes('('))).toEqual([
      expect.stringMatching(/^ {2}\[\] no policies of network plugin `kindnet` are known that show .*\(CANNOT_EXPRESS\)$/),
    ]);
  });

  test('is there before the first policy below it, which is fixed from then on', () => {
    const made = new Shop({ plugin: CALICO });
    made.service('web');
    const late = 'begin the dry run before the first construct of this library (DRY_RUN_INVALID)';
    expect(thrownBy(() => DryRun.of(made.chart))).toBe(`\`shop/web\` below \`shop\` has its policy already: ${late}`);
    expect(thrownBy(() => DryRun.of(made.app))).toBe(`\`shop/web\` below \`the App\` has its policy already: ${late}`);
    expect(DryRun.of(made.chartOf('blog')).scope).toBe(made.chartOf('blog'));
  });

  test('may be said above one that has a dry run of its own, after that was used, and not between', () => {
    const app = new App();
    Cluster.attach(app, ClusterProfile.of({ plugin: CALICO }));
    const outer = new Chart(app, 'outer', { namespace: 'shop' });
    const inner = new Chart(outer, 'inner', { namespace: 'shop' });
    DryRun.of(inner);
    new SecureMicroservice(inner, 'web', WEB);
    expect(DryRun.of(outer).scope).toBe(outer);
    new SecureMicroservice(new Chart(outer, 'middle', { namespace: 'shop' }), 'api', WEB);
    expect(thrownBy(() => DryRun.of(outer.node.findChild('middle')))).toMatch(/^`outer\/middle\/api` below `outer\/middle` has its policy already.*\(DRY_RUN_INVALID\)$/);
  });
});

describe('what is no dry run', () => {
  test('a second one of a scope', () => {
    const { chart } = new Shop({ plugin: CALICO });
    DryRun.of(chart);
    expect(thrownBy(() => DryRun.of(chart, { reason: 'again' }))).toBe('`shop` is in a dry run already: say so once (DRY_RUN_INVALID)');
  });

  test.each(['', '   ', 'two\nlines', 'hidden\u202e', 'bell\u0007'])('a reason that is not one line of text: %j', (reason) => {
    const { chart } = new Shop({ plugin: CALICO });
    expect(thrownBy(() => DryRun.of(chart, { reason }))).toBe('the reason for the dry run of `shop` is not one line of text: say why, or leave it out (DRY_RUN_INVALID)');
    expect(DryRun.of(chart).scope).toBe(chart);
  });
});

describe('a plugin that has nothing for it', () => {
  test.each<[string, NetworkPlugin, string]>([
    ['a conformant network plugin', NetworkPlugin.conformant(), ' (name the network plugin in the profile, as in `NetworkPlugin.cilium()`)'],
    ['Calico 3.29.7', NetworkPlugin.calico({ version: '3.29.7' }), ' (it is there from 3.30 on)'],
    ['Canal 3.29', NetworkPlugin.canal({ version: '3.29' }), ' (it is there from 3.30 on)'],
    ['kube-router', NetworkPlugin.kubeRouter(), ' (it has core NetworkPolicy, and nothing beside it)'],
    ['Cilium 1.15', NetworkPlugin.cilium({ version: '1.15' }), ' (Cilium has `enableDefaultDeny` from 1.16 on: before, there is `policyAuditMode` for a whole node or pod)'],
    ['kube-router', NetworkPlugin.kubeRouter({ overrides: { dryRun: true } }), ''],
    ['Calico', NetworkPlugin.calico({ overrides: { dryRun: false } }), ''],
  ])('is told of once, and its policies are enforced: %s', (name, plugin, instead) => {
    const made = new Shop({ plugin });
    DryRun.of(made.chart);
    for (const id of ['web', 'api']) made.service(id);
    expect(made.findings()).toEqual([
      `[shop] no policies of network plugin \`${name}\` are known that show what they would do and do it not, as the dry run of \`shop\` wants them${instead}: `
        + 'take `DryRun.of` out, and look with `cdk8s-reach list` at what the policies let through before they are applied (CANNOT_EXPRESS)',
    ]);
    expect(made.chart.node.findAll().filter((one) => ApiObject.isApiObject(one) && one.kind === 'NetworkPolicy')).toHaveLength(2);
  });
});

describe('what is enforced', () => {
  const shop = (): { readonly made: Shop; readonly web: SecureMicroservice; readonly payments: SecureMicroservice } => {
    const made = new Shop({ plugin: CALICO, edges: [Edge.traefik('public')] });
    DryRun.of(made.chart);
    const [web, payments] = [made.service('web'), made.service('payments', {}, 'bank')];
    web.connections.allowTo(payments);
    return { made, web, payments };
  };

  test('is what Reachability answers, and its findings say that it is a dry run', () => {
    const { made, web, payments } = shop();
    const reachability = Reachability.of(made.app);
    expect(reachability.canReach(web, payments)).toBe(true);
    expect(reachability.verdict(Peer.namespaceNamed('kube-system'), web)).toBe(Verdict.ALLOWED);
    expect(reachability.verdict(Peer.namespaceNamed('kube-system'), payments)).toBe(Verdict.DENIED);
    expect(reachability.findings().map(({ code, severity }) => [code, severity])).toEqual([['DRY_RUN', 'warning']]);
  });

  test('is what the lock has', () => {
    const root = realpathSync(mkdtempSync(join(tmpdir(), 'dry-run-')));
    const cwd = jest.spyOn(process, 'cwd').mockReturnValue(root);
    try {
      process.env[VARIABLE] = 'accept';
      const { made } = shop();
      ConnectivityLock.of(made.app);
      printedBy(() => made.app.synthYaml());
      expect(existsSync(join(root, 'connectivity.lock'))).toBe(true);
      const lines = readFileSync(join(root, 'connectivity.lock'), 'utf-8').split('\n').filter((line) => line.includes(' -> ') && !line.startsWith('#'));
      expect(lines).toEqual([
        'given hidden -> pods k8s-app=kube-dns of kube-system TCP/53,UDP/53',
        '0.0.0.0/0, ::/0 -> shop/web[Deployment] all',
        'any pod -> shop/web[Deployment] all',
        'shop/web[Deployment] -> 0.0.0.0/0, ::/0 all',
        'shop/web[Deployment] -> any pod all',
        'shop/web[Deployment] -> bank/payments[Deployment] TCP/8080',
        'shop/web[Deployment] -> shop/web[Deployment] all',
      ]);
    } finally {
      delete process.env[VARIABLE];
      cwd.mockRestore();
      rmSync(root, { recursive: true });
    }
  });

  test('a way in that nobody declared is an error where it will be one, and not before', () => {
    const { made, web } = shop();
    web.expose('main', { hosts: ['shop.example.com'], tls: Tls.secret('shop-tls') });
    const backend = { service: { name: 'web', port: { number: 80 } } };
    const stray = (name: string, service: object) => new ApiObject(made.chart, name, {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: { name, namespace: 'shop' },
      spec: { ingressClassName: 'traefik', rules: [{ host: `${name}.example.com`, http: { paths: [{ path: '/', pathType: 'Prefix', backend: { ...backend, ...service } }] } }] },
    });
    stray('stray', {});
    const { returned } = printedBy(() => thrownBy(() => made.app.synthYaml()));
    expect(returned.split('\n').filter((line) => line.includes('ROUTE_'))).toEqual([
      expect.stringMatching(/^ {2}\[.*\] once the dry run is over, .*stray.*\(ROUTE_EXCESS\)$/),
    ]);
  });
});
