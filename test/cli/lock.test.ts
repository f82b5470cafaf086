import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'fs';
import { join } from 'path';
import Ajv from 'ajv';
import { folder, invoke, podYaml, policyYaml } from './invoke';
import schema from '../../docs/schema/lock-v1.json';

const WEB = podYaml('shop/web');
const DB = podYaml('shop/db').replace('containers: []', 'containers: [{name: db, ports: [{name: sql, containerPort: 5432}]}]');
const CLOSED = [
  policyYaml('shop/web', 'podSelector: {matchLabels: {app: web}}', 'policyTypes: [Ingress, Egress]', 'egress: [{to: [{podSelector: {matchLabels: {app: db}}}]}]'),
  policyYaml('shop/db', 'podSelector: {matchLabels: {app: db}}', 'policyTypes: [Ingress, Egress]', 'ingress:', '- from: [{podSelector: {matchLabels: {app: web}}}]', '  ports: [{port: 5432}]'),
].join('---\n');
const WIDER = CLOSED.replace('{port: 5432}', '{port: 5432}, {port: 9187}');
const OLD = [WEB, DB, CLOSED].join('---\n');
const NEW = [WEB, DB, WIDER].join('---\n');
const LINE = 'shop/web[Pod] -> shop/db[Pod] TCP/5432';
const LOCK = 'connectivity.lock';

const conforms = new Ajv({ strict: true }).compile(schema);

function shop(files: Parameters<typeof folder>[0] = {}): string {
  return folder({ 'old/a.yaml': OLD, 'new/a.yaml': NEW, ...files });
}

function locked(root: string, file: string = LOCK): string {
  return readFileSync(join(root, file), 'utf-8');
}

/** A folder whose lock has been accepted for the old version. */
async function accepted(files: Parameters<typeof folder>[0] = {}): Promise<string> {
  const root = shop(files);
  expect((await invoke(root, ['lock', '--accept', 'old'])).code).toBe(0);
  return root;
}

describe('lock --accept', () => {
  it('writes the lock and says what is new in it', async () => {
    const root = shop();
    const given = await invoke(root, ['lock', '--accept', 'old']);
    expect(given).toEqual({ code: 0, err: '', out: '`shop/web` may now call `shop/db` on TCP 5432\nconnectivity.lock: 1 new connection, 0 gone: accepted\n' });
    expect(locked(root).split('\n').slice(-2)).toEqual([LINE, '']);
  });

  it('writes the same bytes twice, and leaves a file alone that says the same already', async () => {
    const root = await accepted();
    const [before, { mtimeMs, ino }] = [locked(root), statSync(join(root, LOCK))];
    expect((await invoke(root, ['lock', '--accept', 'old'])).out).toBe('connectivity.lock: 0 new connections, 0 gone: accepted\n');
    expect([locked(root), statSync(join(root, LOCK)).mtimeMs, statSync(join(root, LOCK)).ino]).toEqual([before, mtimeMs, ino]);
    expect((await invoke(root, ['lock', '--accept', 'old', '--file', 'other.lock'])).code).toBe(0);
    expect(locked(root, 'other.lock')).toBe(before);
  });

  it('tightens the lock where something is gone', async () => {
    const root = await accepted();
    await invoke(root, ['lock', '--accept', 'new']);
    expect(locked(root)).toContain('TCP/5432,9187');
    expect((await invoke(root, ['lock', '--accept', 'old'])).out).toBe('`shop/web` may no longer call `shop/db` on TCP 9187\nconnectivity.lock: 0 new connections, 1 gone: accepted\n');
    expect(locked(root)).toContain(LINE);
  });

  it('writes lines of its own where the file means the same in another spelling', async () => {
    const root = await accepted();
    const canonical = locked(root);
    writeFileSync(join(root, LOCK), canonical.replace('TCP/5432', 'TCP/5432-5432'));
    expect((await invoke(root, ['lock', '--accept', 'old'])).out).toMatch(/0 new connections, 0 gone/);
    expect(locked(root)).toBe(canonical);
  });

  it('keeps what the lock was made with, unless it is told otherwise', async () => {
    const root = shop();
    await invoke(root, ['lock', '--accept', 'old', '--pod-cidr', '10.244.0.0/16', '--node-cidr', '10.0.0.0/16']);
    const first = locked(root);
    expect(first).toMatch(/^given nodes in 10\.0\.0\.0\/16\ngiven pods in 10\.244\.0\.0\/16$/m);
    await invoke(root, ['lock', '--accept', 'old']);
    expect(locked(root)).toBe(first);
    await invoke(root, ['lock', '--accept', 'old', '--pod-cidr', '10.99.0.0/16']);
    expect(locked(root)).toBe(first.replace('10.244.0.0', '10.99.0.0'));
  });

  it('keeps what it says of the network plugin, until another one is named, which then says all of it', async () => {
    const cilium = (name: string, ...spec: readonly string[]) => ['apiVersion: cilium.io/v2', 'kind: CiliumNetworkPolicy', `metadata: { name: ${name}, namespace: shop }`, 'spec:', ...spec.map((line) => `  ${line}`), ''].join('\n');
    const shut = cilium('db', 'endpointSelector: {matchLabels: {app: db}}', 'ingressDeny: [{ fromEndpoints: [{}] }]');
    const out = cilium('web', 'endpointSelector: {matchLabels: {app: web}}', 'egress: [{ toFQDNs: [{ matchPattern: "**.example.com" }] }, { toEntities: [kube-apiserver] }]');
    const root = shop({ 'cilium.yaml': [shut, out].join('---\n') });
    const accept = async (...args: readonly string[]) => {
      const { code, err } = await invoke(root, ['lock', '--accept', 'old', 'cilium.yaml', '--pod-cidr', '10.244.0.0/16', ...args]);
      expect(code).toBe(0);
      return { err, lines: locked(root).split('\n').filter((line) => /^given (?!hidden|pods)|example|198/.test(line)) };
    };
    const dns = 'spec: `toFQDNs` match nothing until Cilium has seen the answers to the queries: no policy here has a rule for port 53 with `rules.dns`';
    const first = await accept('--plugin', 'cilium@1.18', '--api-server-cidr', '198.51.100.7/32');
    expect(first).toEqual({
      err: `cilium.yaml:11: CiliumNetworkPolicy shop/web: ${dns}\n`,
      lines: [
        'given API server in 198.51.100.7/32', 'given blocks without nodes', 'given blocks without pods', 'given names of one label',
        '? shop/web[Pod] -> 0.0.0.0/0 except 198.51.100.7/32, ::/0 all', 'shop/web[Pod] -> 198.51.100.7/32 all', 'shop/web[Pod] -> name *.example.com all',
      ],
    });
    expect(await accept()).toEqual(first);
    const newer = await accept('--plugin', 'cilium@1.20');
    expect(newer.lines).toEqual([...first.lines.filter((line) => !line.includes('of one label')).map((line) => line.replace('name *.', 'name **.'))]);
    const calico = await accept('--plugin', 'calico@3.31', '--api-server-cidr', '198.51.100.8/32');
    expect(calico).toEqual({
      err: `network plugin \`Calico 3.31\` does not enforce, and so does not count, CiliumNetworkPolicy shop/db, CiliumNetworkPolicy shop/web\n${first.err}`,
      lines: ['given API server in 198.51.100.8/32', 'given unenforced CiliumNetworkPolicy'],
    });
    expect((await invoke(root, ['lock', '--check', 'old', 'cilium.yaml'])).out).toBe('connectivity.lock: nothing is open that was not accepted\n');
    expect((await invoke(root, ['lock', '--check', 'old', 'cilium.yaml', '--plugin', 'cilium'])).code).toBe(1);
  });

  it('writes through a symbolic link, and leaves no other file behind', async () => {
    const root = shop({ 'locks/real.lock': `# cdk8s-reach lock v1\n${LINE}\n`, [LOCK]: { link: 'locks/real.lock' } });
    await invoke(root, ['lock', '--accept', 'new']);
    expect(lstatSync(join(root, LOCK)).isSymbolicLink()).toBe(true);
    expect(locked(root, 'locks/real.lock')).toContain('TCP/5432,9187');
    expect([readdirSync(root).sort(), readdirSync(join(root, 'locks'))]).toEqual([[LOCK, 'locks', 'new', 'old'], ['real.lock']]);
  });

  it.each<[sentence: string, files: Parameters<typeof folder>[0], args: readonly string[], err: RegExp]>([
    ['manifests with a problem', { 'bad.yaml': 'a: [' }, ['bad.yaml'], /\(NOT_YAML\)/],
    ['a file that is no lock', { 'a.lock': 'kind: Pod\n' }, ['old', '--file', 'a.lock'], /^a\.lock:1: the file is no lock: .*\(LOCK_MALFORMED\)\n$/],
    ['a merge that nobody has finished', { 'a.lock': `# cdk8s-reach lock v1\n<<<<<<< a\n${LINE}\n` }, ['old', '--file', 'a.lock'], /^a\.lock:2: the lock holds the marks of a merge .*\(LOCK_MALFORMED\)\n$/],
    ['a folder in place of the lock', { 'a.lock/': '' }, ['old', '--file', 'a.lock'], /^a\.lock: is no file \(PATH_UNREADABLE\)\n$/],
    ['a folder that is not there', {}, ['old', '--file', 'gone/a.lock'], /^error: --file: `gone\/a\.lock` lies in no folder that is there\n$/],
    ['no path', {}, [], /missing required argument/],
    ['both --check and --accept', {}, ['old', '--check'], /cannot be used with option/],
  ])('writes nothing for %s', async (_sentence, files, args, err) => {
    const root = shop(files);
    const before = readdirSync(root, { recursive: true }).sort();
    const given = await invoke(root, ['lock', '--accept', ...args]);
    expect([given.code, given.out]).toEqual([2, '']);
    expect(given.err).toMatch(err);
    expect(readdirSync(root, { recursive: true }).sort()).toEqual(before);
    if ('a.lock' in files) expect(locked(root, 'a.lock')).toBe(files['a.lock']);
  });

  it('leaves the lock as it was where the new one cannot be written beside it', async () => {
    const root = await accepted();
    mkdirSync(join(root, `.${LOCK}.${process.pid}`));
    const given = await invoke(root, ['lock', '--accept', 'new']);
    expect([given.code, given.out]).toEqual([2, '']);
    expect(given.err).toMatch(/^error: --file: `connectivity\.lock` cannot be written: /);
    expect(locked(root)).toContain(LINE);
  });
});

describe('lock --check', () => {
  it('passes where nothing is open that was not accepted', async () => {
    expect(await invoke(await accepted(), ['lock', '--check', 'old'])).toEqual({ code: 0, err: '', out: 'connectivity.lock: nothing is open that was not accepted\n' });
  });

  it('fails where something is, says what, and writes nothing', async () => {
    const root = await accepted();
    const before = locked(root);
    expect(await invoke(root, ['lock', '--check', 'new'])).toEqual({
      code: 1,
      err: '',
      out: '`shop/web` may now call `shop/db` on TCP 9187 as well\nconnectivity.lock: 1 new connection, 0 gone; accept them with --accept, or take out what opens them\n',
    });
    expect(locked(root)).toBe(before);
  });

  it('passes where something is gone, and says so', async () => {
    const root = await accepted();
    await invoke(root, ['lock', '--accept', 'new']);
    expect(await invoke(root, ['lock', '--check', 'old'])).toEqual({
      code: 0,
      err: '',
      out: '`shop/web` may no longer call `shop/db` on TCP 9187\nconnectivity.lock: nothing is open that was not accepted, and 1 connection is gone: --accept tightens the lock\n',
    });
  });

  it('says how to begin where there is no lock yet', async () => {
    const given = await invoke(shop(), ['lock', '--check', 'old']);
    expect(given).toEqual({ code: 2, out: '', err: 'connectivity.lock: there is no lock yet: write it with `cdk8s-reach lock --accept`, and commit it (LOCK_MISSING)\n' });
  });

  it('refuses every line that is malformed, with file and line', async () => {
    const root = shop({ [LOCK]: `# cdk8s-reach lock v1\n${LINE}\nshop/web -> x\nany pod -> shop/db[Pod] TCP/0\n` });
    const { code, out, err } = await invoke(root, ['lock', '--check', 'old']);
    expect([code, out]).toEqual([2, '']);
    expect(err.split('\n').map((line) => line.replace(/: .*\(/, ' ('))).toEqual(['connectivity.lock:3 (LOCK_MALFORMED)', 'connectivity.lock:4 (LOCK_MALFORMED)', '']);
  });

  it('takes a lock that is no UTF-8 for none', async () => {
    const { code, err } = await invoke(shop({ [LOCK]: Buffer.from([0xff, 0xfe, 0x23]) }), ['lock', '--check', 'old']);
    expect([code, err]).toEqual([2, 'connectivity.lock: is not UTF-8 (PATH_UNREADABLE)\n']);
  });

  it('reads the standard input', async () => {
    expect((await invoke(await accepted(), ['lock', '--check', '-'], { stdin: NEW })).code).toBe(1);
  });
});

describe('lock', () => {
  it('prints the lock that the manifests would have, byte for byte, and touches no file', async () => {
    const root = shop();
    const { code, out, err } = await invoke(root, ['lock', 'old']);
    expect([code, err, existsSync(join(root, LOCK))]).toEqual([0, '', false]);
    await invoke(root, ['lock', '--accept', 'old']);
    expect(out).toBe(locked(root));
  });

  it('says which ways in it cannot follow', async () => {
    const ingress = 'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: web, namespace: shop}\nspec: {defaultBackend: {resource: {apiGroup: a, kind: Bucket, name: b}}}\n';
    expect((await invoke(shop({ 'b.yaml': ingress }), ['lock', 'old', 'b.yaml'])).err).toMatch(/^b\.yaml:4: .*a backend of the kind `a\/Bucket` is not followed; only a Service is/);
  });

  it('refuses a lock that is malformed even so, since its facts would be lost', async () => {
    expect((await invoke(shop({ [LOCK]: 'x' }), ['lock', 'old'])).code).toBe(2);
  });

  it.each<[args: readonly string[], wanted: object]>([
    [['old'], { connections: [{ certainty: 'open', source: { kind: 'Pod', namespace: 'shop', name: 'web' }, ports: [{ protocol: 'TCP', first: 5432, last: 5432 }] }] }],
    [['--check', 'old'], { file: LOCK, verdict: 'same', opened: [], closed: [] }],
    [['--check', 'new'], { verdict: 'widened', opened: [{ before: 'shut', sentence: '`shop/web` may now call `shop/db` on TCP 9187 as well' }], closed: [] }],
    [['--check', 'none'], { verdict: 'narrowed', opened: [], closed: [{ sentence: '`shop/web` may no longer call `shop/db` on TCP 5432' }] }],
    [['--accept', 'open'], { verdict: 'accepted' }],
  ])('as JSON that its schema takes: %j', async (args, wanted) => {
    const service = 'apiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: shop}\nspec: {type: LoadBalancer, selector: {app: web}, ports: [{port: 80}]}\n';
    const agent = podYaml('shop/agent').replace('spec:\n', 'spec:\n  hostNetwork: true\n');
    const named = policyYaml('shop/web', 'podSelector: {matchLabels: {app: web}}', 'policyTypes: [Egress]', 'egress: [{to: [{namespaceSelector: {}, podSelector: {matchLabels: {a: b}}}], ports: [{port: http}]}]');
    const root = await accepted({ 'none/a.yaml': [WEB, DB, CLOSED.replace(/egress:.*/, 'egress: []')].join('---\n'), 'open/a.yaml': [WEB, agent, service, named].join('---\n') });
    const { out } = await invoke(root, ['lock', ...args, '--format', 'json']);
    const json: unknown = JSON.parse(out);
    expect(json).toMatchObject(wanted);
    conforms(json);
    expect(conforms.errors).toBeNull();
  });
});
