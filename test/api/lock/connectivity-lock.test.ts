import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { ApiObject, App, Chart, JsonPatch, Testing } from 'cdk8s';
import { Cluster, ClusterDns, ClusterProfile, ConnectivityLock, Edge, HttpRequest, NetworkPlugin, Peer, Port, Proof, ProofMode, SecureMicroservice } from '../../../src';
import { invoke } from '../../cli/invoke';
import { payments as paymentsThroughGateway, shopWithGateways } from '../egress/gateways';
import { printedBy, Shop, thrownBy } from '../shop';

const VARIABLE = 'CDK8S_REACH_LOCK';

let root = '';
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'lock-')));
  jest.spyOn(process, 'cwd').mockReturnValue(root);
});
afterEach(() => {
  delete process.env[VARIABLE];
  jest.restoreAllMocks();
  rmSync(root, { recursive: true });
});

/** Does something with the variable that has a synth write its locks. */
function accepting<T>(call: () => T, value: string = 'accept'): T {
  process.env[VARIABLE] = value;
  try {
    return call();
  } finally {
    delete process.env[VARIABLE];
  }
}

/** A web that calls payments if it is told so. */
function shop(calls: boolean): Shop {
  const made = new Shop({ podCidrs: ['10.244.0.0/16'], edges: [Edge.traefik('public')] });
  const [web, payments] = [made.service('web'), made.service('payments')];
  if (calls) web.connections.allowTo(payments);
  return made;
}

function lock(made: Shop, file?: string): Shop {
  ConnectivityLock.of(made.app, file === undefined ? {} : { file });
  return made;
}

function text(file: string = 'connectivity.lock'): string {
  return readFileSync(join(root, file), 'utf-8');
}

const said = (made: Shop) => accepting(() => printedBy(() => made.app.synthYaml()).lines);

test('an App without a lock is not asked for one', () => {
  expect(shop(true).findings()).toEqual([]);
  expect(existsSync(join(root, 'connectivity.lock'))).toBe(false);
});

test('a lock that is not there yet fails the synth, and says how to write it', () => {
  const found = thrownBy(() => lock(shop(false)).app.synthYaml());
  expect(found).toBe('Validation failed with the following errors:\n  [] there is no lock `connectivity.lock` yet: write it with a synth that has `CDK8S_REACH_LOCK=accept` in its environment, and commit it (LOCK_MISSING)');
});

test('a synth that accepts writes the lock, once, and says so; then the synth passes', () => {
  expect(said(lock(shop(true)))).toEqual(['cdk8s-reach: connectivity.lock: 1 connection accepted, 0 gone', '      `shop/web` may now call `shop/payments` on TCP 8080']);
  const first = text();
  expect(first.split('\n').filter((line) => line.includes('[') && !line.startsWith('#'))).toEqual(['shop/web[Deployment] -> shop/payments[Deployment] TCP/8080']);
  expect(said(lock(shop(true)))).toEqual([]);
  expect(text()).toBe(first);
  expect(lock(shop(true)).findings()).toEqual([]);
});

test('more requests over a connection widen the lock, and fewer narrow it', () => {
  const asking = (...http: HttpRequest[]) => {
    const made = new Shop({ podCidrs: ['10.244.0.0/16'], plugin: NetworkPlugin.cilium() });
    made.service('web').connections.allowTo(made.service('payments'), { http });
    return lock(made);
  };
  const [charge, rates]: HttpRequest[] = [{ method: 'POST', path: '/charge' }, { method: 'GET', path: '/rates' }];
  if (charge === undefined || rates === undefined) throw new Error('there are two');
  expect(said(asking(charge))).toContain('      `shop/web` may now call `shop/payments` on TCP 8080 for POST /charge([?].*)?');
  expect(text()).toContain('\nshop/web[Deployment] -> shop/payments[Deployment] TCP/8080 for [[{"method":"POST","path":"/charge([?].*)?"}]]\n');
  expect(asking(charge).findings()).toEqual([]);
  expect(thrownBy(() => asking(charge, rates).app.synthYaml())).toBe([
    'Validation failed with the following errors:',
    '  [] `connectivity.lock` would be widened by 2 connections: take out what opens them, or accept with a synth that has `CDK8S_REACH_LOCK=accept` in its environment (LOCK_WIDENED)',
    '      pods app.kubernetes.io/instance=web,app.kubernetes.io/name=web of shop, outside these manifests, may now call `shop/payments` on TCP 8080 for GET /rates([?].*)? or POST /charge([?].*)? as well',
    '      `shop/web` may now call `shop/payments` on TCP 8080 for GET /rates([?].*)? or POST /charge([?].*)? as well',
  ].join('\n'));
  expect(asking(rates).findings().join('\n')).toMatch(/would be widened by 2 connections/);
  said(asking(charge, rates));
  expect(asking(charge).findings().join('\n')).toMatch(/LOCK_NARROWED/);
});

test('a synth that would widen the lock fails, with a sentence for each new connection, and writes neither manifests nor the lock', () => {
  said(lock(shop(false)));
  const before = text();
  const made = lock(shop(true));
  made.service('api').connections.allowTo(Peer.cidr('203.0.113.0/24').on(Port.https()));
  expect(thrownBy(() => made.app.synthYaml())).toBe([
    'Validation failed with the following errors:',
    '  [] `connectivity.lock` would be widened by 2 connections: take out what opens them, or accept with a synth that has `CDK8S_REACH_LOCK=accept` in its environment (LOCK_WIDENED)',
    '      `shop/api` may now call addresses 203.0.113.0/24 on TCP 443',
    '      `shop/web` may now call `shop/payments` on TCP 8080',
  ].join('\n'));
  expect(text()).toBe(before);
});

test('what is gone is a warning, and a synth that accepts tightens the lock', () => {
  said(lock(shop(true)));
  expect(lock(shop(false)).findings()).toEqual([
    '      `shop/web` may no longer call `shop/payments` on TCP 8080',
    'cdk8s-reach: warning: 1 connection of `connectivity.lock` is gone: a synth with `CDK8S_REACH_LOCK=accept` in its environment tightens it (LOCK_NARROWED)',
  ]);
  expect(said(lock(shop(false)))).toEqual(['cdk8s-reach: connectivity.lock: 0 connections accepted, 1 gone', '      `shop/web` may no longer call `shop/payments` on TCP 8080']);
  expect(lock(shop(false)).findings()).toEqual([]);
});

test('nothing is accepted where anything else is an error', () => {
  const made = lock(shop(true));
  made.service('web2').connections.allowTo(Peer.apiServer());
  expect(accepting(() => made.findings())).toEqual([expect.stringMatching(/CANNOT_EXPRESS/)]);
  expect(existsSync(join(root, 'connectivity.lock'))).toBe(false);
});

test('nothing is accepted where a construct of somebody else refuses the App', () => {
  const made = lock(shop(true));
  made.chart.node.addValidation({ validate: () => ['not today'] });
  expect(accepting(() => made.findings())).toEqual(['[shop] not today']);
  expect(existsSync(join(root, 'connectivity.lock'))).toBe(false);
});

test('outside of a synth nothing is written, and all the same it is compared', () => {
  const made = lock(shop(false));
  accepting(() => Testing.synth(made.chart));
  expect(existsSync(join(root, 'connectivity.lock'))).toBe(false);
  expect(thrownBy(() => Testing.synth(made.chart))).toMatch(/LOCK_MISSING/);
});

test('patches, raw objects and everything else that is written count: not what was declared', () => {
  said(lock(shop(false)));
  const made = lock(shop(false));
  Proof.setMode(made.app, ProofMode.OFF);
  new ApiObject(made.chart, 'raw', {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'raw' },
    spec: { podSelector: {}, ingress: [{ from: [{ namespaceSelector: { matchLabels: { team: 'x' } } }], ports: [{ port: 22 }] }] },
  });
  expect(thrownBy(() => made.app.synthYaml())).toMatch(/any pod of namespaces team=x, outside these manifests, may now call `shop\/web` on TCP 22/);
});

test('an App of raw objects alone can be locked', () => {
  const app = new App();
  const chart = new Chart(app, 'raw', { namespace: 'raw' });
  const pod = (name: string) => new ApiObject(chart, name, { apiVersion: 'v1', kind: 'Pod', metadata: { name, labels: { app: name } }, spec: { containers: [] } });
  pod('a');
  ConnectivityLock.of(app);
  accepting(() => printedBy(() => app.synthYaml()));
  pod('b');
  expect(thrownBy(() => app.synthYaml())).toMatch(/any pod of the cluster may now call `raw\/b` on every port/);
});

test('an object that no API server takes is refused, once, whoever looks at it', () => {
  const made = lock(shop(true));
  made.service('web2').networkPolicy.addJsonPatch(JsonPatch.add('/spec/ingres', []));
  const lines = accepting(() => made.findings());
  expect(lines.filter((line) => line.includes('OBJECT_INVALID'))).toHaveLength(1);
  const raw = new App();
  const chart = new Chart(raw, 'raw', { namespace: 'raw' });
  new ApiObject(chart, 'p', { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'p' }, spec: { podSelector: {}, ingres: [] } });
  ConnectivityLock.of(raw);
  expect(accepting(() => thrownBy(() => raw.synthYaml()))).toMatch(/NetworkPolicy raw\/p.*OBJECT_INVALID/);
});

test.each<[sentence: string, contents: string, says: RegExp]>([
  ['a merge that nobody has finished', '# cdk8s-reach lock v1\n<<<<<<< HEAD\n', /\[\] `connectivity\.lock`, line 2: the lock holds the marks of a merge .*\(LOCK_MALFORMED\)/],
  ['a line that is none', '# cdk8s-reach lock v1\nshop/web\n', /\[\] `connectivity\.lock`, line 2: `shop\/web` is no line of a lock.*\(LOCK_MALFORMED\)/],
  ['another file', 'kind: Pod\n', /line 1: the file is no lock.*\(LOCK_MALFORMED\)/],
])('%s is refused, and not overwritten even by a synth that accepts', (_sentence, contents, says) => {
  writeFileSync(join(root, 'connectivity.lock'), contents);
  const made = lock(shop(true));
  expect(made.findings().join('\n')).toMatch(says);
  expect(accepting(() => made.findings()).join('\n')).toMatch(says);
  expect(text()).toBe(contents);
});

test('a folder in the place of the lock is refused', () => {
  mkdirSync(join(root, 'connectivity.lock'));
  expect(lock(shop(true)).findings()).toEqual(['[] `connectivity.lock` is no file (LOCK_MALFORMED)']);
});

test('a lock that cannot be written fails the synth that accepts, after the manifests', () => {
  expect(accepting(() => thrownBy(() => lock(shop(true), 'gone/a.lock').app.synthYaml()))).toBe(
    'the lock `gone/a.lock` lies in no folder that is there: give `ConnectivityLock.of` another `file` (LOCK_INVALID)',
  );
});

describe('several clusters', () => {
  function two(): { app: App; edge: Chart } {
    const app = new App();
    const edge = new Chart(app, 'edge', { namespace: 'edge' });
    Cluster.attach(edge, ClusterProfile.conformant());
    const props = { image: 'a:1', ports: [Port.http(80)], health: undefined };
    new SecureMicroservice(new Chart(app, 'main', { namespace: 'main' }), 'a', props);
    new SecureMicroservice(edge, 'b', props);
    return { app, edge };
  }

  test('need a lock each: one that covers one of two is an error', () => {
    const { app, edge } = two();
    ConnectivityLock.of(app);
    const found = accepting(() => printedBy(() => thrownBy(() => app.synthYaml())).returned);
    expect(found).toMatch(/\[\] `connectivity\.lock` is the lock of the cluster of `the App`, and `edge` goes to another one, which no lock covers: give it one of its own, as in `ConnectivityLock\.of\(scope, \{ file: 'edge\.lock' \}\)` \(LOCK_PARTIAL\)/);
    ConnectivityLock.of(edge, { file: 'edge.lock' });
    accepting(() => printedBy(() => app.synthYaml()));
    expect([text().includes('edge/b'), text('edge.lock').includes('main/a'), text().startsWith('#'), text('edge.lock').startsWith('#')]).toEqual([false, false, true, true]);
  });

  test('do not share a file', () => {
    const { app, edge } = two();
    const first = ConnectivityLock.of(app);
    expect(thrownBy(() => ConnectivityLock.of(edge, { file: './connectivity.lock' }))).toBe('`./connectivity.lock` is the lock of `the App` already: give `edge` a file of its own (LOCK_INVALID)');
    expect([first.file, first.scope]).toEqual(['connectivity.lock', app]);
    expect(thrownBy(() => ConnectivityLock.of(app))).toBe('nothing was thrown');
  });
});

test('bad arguments throw at once', () => {
  const { app } = new Shop();
  expect(thrownBy(() => ConnectivityLock.of(app, { file: ' ' }))).toBe('` ` is not the name of a file: give one, such as `connectivity.lock`, relative to the folder in which the program runs (LOCK_INVALID)');
  expect(accepting(() => thrownBy(() => ConnectivityLock.of(app)), 'acept')).toBe('`CDK8S_REACH_LOCK` is `acept` in the environment: its only value is `accept`; without it a synth compares (LOCK_INVALID)');
  expect(accepting(() => thrownBy(() => ConnectivityLock.of(app)), '')).toBe('nothing was thrown');
});

describe('the lock of a synth', () => {
  /** What a synth writes into `dist`, and its lock. */
  function written(made: Shop): string {
    const { app } = lock(made);
    const folder = join(root, 'dist');
    Object.defineProperty(app, 'outdir', { value: folder });
    accepting(() => printedBy(() => app.synth()));
    return text();
  }

  test.each<[sentence: string, props: ConstructorParameters<typeof Shop>[0], facts: readonly string[]]>([
    ['where nothing is known', { podCidrs: [], edges: [Edge.traefik('public')] }, []],
    ['where pods and nodes are known', { podCidrs: ['10.244.0.0/16', 'fd00::/64'], nodeCidrs: ['10.0.0.0/16'], edges: [Edge.traefik('public')] }, ['--pod-cidr', 'fd00::/64', '--pod-cidr', '10.244.0.0/16', '--node-cidr', '10.0.0.0/16']],
  ])('is that of the command line, byte for byte: %s', async (_sentence, props, facts) => {
    const made = new Shop(props);
    const [web, payments] = [made.service('web'), made.service('payments')];
    web.connections.allowTo(payments);
    web.connections.allowTo(Peer.internet().on(Port.https()));
    web.expose('x', { hosts: ['a.example'] });
    const lines = written(made);
    expect(lines).toMatch(/^Ingress shop\/web-x a\.example\/ \(class traefik\) -> shop\/web\[Deployment\] TCP\/8080$/m);
    expect((await invoke(root, ['lock', '--accept', 'dist', '--file', 'cli.lock', ...facts])).code).toBe(0);
    expect(text('cli.lock')).toBe(lines);
    expect((await invoke(root, ['lock', '--check', 'dist'])).code).toBe(0);
  });

  test('says what the cluster does not enforce and where its DNS is, so that the command line knows it', async () => {
    const made = new Shop({
      plugin: NetworkPlugin.flannel({ acceptUnenforced: 'a cluster on one laptop' }),
      dns: ClusterDns.custom({ peers: [Peer.pods({ namespaceName: 'openshift-dns', labels: { dns: 'default' } })], ports: [Port.udp(5353)] }),
      podCidrs: ['10.244.0.0/16'],
    });
    made.service('web').connections.allowTo(made.service('payments'));
    const lines = written(made);
    expect(lines.split('\n').filter((line) => line.startsWith('given '))).toEqual([
      'given hidden -> pods dns=default of openshift-dns UDP/5353', 'given pods in 10.244.0.0/16', 'given unenforced NetworkPolicy',
    ]);
    expect(lines).toContain('any pod -> shop/web[Deployment] all');
    expect(await invoke(root, ['lock', '--accept', 'dist'])).toMatchObject({ code: 0, out: 'connectivity.lock: 0 new connections, 0 gone: accepted\n' });
    expect(text()).toBe(lines);
  });

  test.each<[string, ConstructorParameters<typeof Shop>[0], readonly string[], string]>([
    ['on a plugin that leads connections through gateways', {}, ['leaves shop/payments[Deployment] -> 203.0.113.0/24 by 198.51.100.7 of nodes egress-gateway=partners'], 'cilium+egressGateway'],
    ['on one that does not', { plugin: NetworkPlugin.calico() }, ['given unenforced CiliumEgressGatewayPolicy'], 'calico'],
  ])('says by which addresses connections leave the cluster: %s', async (_, props, lines, plugin) => {
    const made = shopWithGateways({ podCidrs: ['10.244.0.0/16'], ...props });
    if (props?.plugin === undefined) {
      paymentsThroughGateway(made);
    } else {
      made.service('web');
      new ApiObject(made.chart, 'partners', {
        apiVersion: 'cilium.io/v2',
        kind: 'CiliumEgressGatewayPolicy',
        metadata: { name: 'partners' },
        spec: { selectors: [{ podSelector: {} }], destinationCIDRs: ['203.0.113.0/24'], egressGateway: { nodeSelector: { matchLabels: {} }, interface: 'eth1' } },
      });
    }
    const own = written(made);
    expect(own.split('\n').filter((line) => /^leaves |CiliumEgress/.test(line))).toEqual(lines);
    expect(await invoke(root, ['lock', '--accept', 'dist'])).toMatchObject({ code: 0, out: 'connectivity.lock: 0 new connections, 0 gone: accepted\n' });
    expect(text()).toBe(own);
    expect((await invoke(root, ['lock', '--accept', 'dist', '--file', 'cli.lock', '--pod-cidr', '10.244.0.0/16', '--plugin', plugin])).code).toBe(0);
    expect(text('cli.lock')).toBe(own);
  });

  test.each<[sentence: string, props: ConstructorParameters<typeof Shop>[0], given: readonly string[], options: readonly string[]]>([
    ['on Cilium', { plugin: NetworkPlugin.cilium({ version: '1.18' }), apiServer: { addresses: ['198.51.100.7/32'] } }, [
      'given API server in 198.51.100.7/32', 'given blocks without nodes', 'given blocks without pods', 'given names of one label',
      'given unenforced NetworkPolicy.projectcalico.org',
    ], ['--plugin', 'cilium@1.18', '--api-server-cidr', '198.51.100.7/32']],
    ['where blocks of Cilium take in nodes', { plugin: NetworkPlugin.cilium({ version: '1.20', overrides: { nodesInBlocks: true } }) }, ['given blocks without pods', 'given unenforced NetworkPolicy.projectcalico.org'], ['--plugin', 'cilium@1.20+nodesInBlocks']],
    ['on Calico', { plugin: NetworkPlugin.calico({ version: '3.32' }) }, ['given requests together', 'given unenforced CiliumNetworkPolicy'], ['--plugin', 'calico@3.32']],
    ['on Flannel', { plugin: NetworkPlugin.flannel({ acceptUnenforced: 'a cluster on one laptop' }) }, [
      'given unenforced CiliumNetworkPolicy', 'given unenforced NetworkPolicy', 'given unenforced NetworkPolicy.projectcalico.org',
    ], ['--plugin', 'flannel']],
  ])('says all that it rests on, and the command line writes the same with the options for it: %s', async (_, props, given, options) => {
    const made = new Shop({ ...props, podCidrs: ['10.244.0.0/16'], nodeCidrs: ['10.0.0.0/16'] });
    const [web, payments] = [made.service('web'), made.service('payments')];
    web.connections.allowTo(payments, { http: [{ method: 'GET', path: '/v1' }], orAnyRequest: true });
    if (props?.apiServer !== undefined) web.connections.allowTo(Peer.apiServer());
    new ApiObject(made.chart, 'everywhere', {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'everywhere', namespace: 'shop' },
      spec: { podSelector: { matchLabels: { app: 'import' } }, policyTypes: ['Egress'], egress: [{ to: [{ ipBlock: { cidr: '10.0.0.0/8' } }] }] },
    });
    new ApiObject(made.chart, 'import', {
      apiVersion: 'v1', kind: 'Pod', metadata: { name: 'import', namespace: 'shop', labels: { app: 'import' } }, spec: { containers: [{ name: 'import', image: 'import:1' }] },
    });
    new ApiObject(made.chart, 'get', {
      apiVersion: 'projectcalico.org/v3',
      kind: 'NetworkPolicy',
      metadata: { name: 'get', namespace: 'shop' },
      spec: { order: 2000, selector: 'app == "import"', types: ['Ingress'], ingress: [{ action: 'Allow', http: { methods: ['GET'] }, protocol: 'TCP', destination: { ports: [80] } }] },
    });
    new ApiObject(made.chart, 'names', {
      apiVersion: 'cilium.io/v2',
      kind: 'CiliumNetworkPolicy',
      metadata: { name: 'names', namespace: 'shop' },
      spec: { endpointSelector: { matchLabels: { app: 'import' } }, egress: [{ toFQDNs: [{ matchPattern: '**.example.com' }] }] },
    });
    Proof.setMode(made.app, ProofMode.WARN);
    const lines = written(made);
    expect(lines.split('\n').filter((line) => /^given (?!hidden|pods|nodes|unenforced [^NC])/.test(line))).toEqual(given);
    const facts = ['--pod-cidr', '10.244.0.0/16', '--node-cidr', '10.0.0.0/16', ...options];
    expect((await invoke(root, ['lock', '--accept', 'dist', '--file', 'cli.lock', ...facts])).code).toBe(0);
    expect(text('cli.lock')).toBe(lines);
    expect(await invoke(root, ['lock', '--accept', 'dist'])).toMatchObject({ code: 0, out: 'connectivity.lock: 0 new connections, 0 gone: accepted\n' });
    expect(text()).toBe(lines);
  });
});
