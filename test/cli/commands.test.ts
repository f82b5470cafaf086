import { folder, invoke, podYaml, policyYaml } from './invoke';

const WEB = podYaml('shop/web');
const DB = podYaml('shop/db').replace('containers: []', 'containers: [{name: db, ports: [{name: sql, containerPort: 5432}]}]');
const CLOSED = policyYaml('shop/db', 'podSelector: {matchLabels: {app: db}}', 'ingress:', '- from: [{podSelector: {matchLabels: {app: web}}}]', '  ports: [{port: 5432}]');
const WIDER = CLOSED.replace('{port: 5432}', '{port: 5432}, {port: 9187}');
const PODS = ['--pod-cidr', '10.0.0.0/8'];

function shop(): string {
  return folder({ 'old/a.yaml': [WEB, DB, CLOSED].join('---\n'), 'new/a.yaml': [WEB, DB, WIDER].join('---\n') });
}

describe('list', () => {
  it.each([
    ['table', /^shop\/web\[Pod\] +shop\/db\[Pod\] +TCP 5432$/m],
    ['json', /^\{\n {2}"schema": "cdk8s-reach\/list\/v1",/],
    ['csv', /^connection,shop\/web\[Pod\],shop\/db\[Pod\],TCP 5432,,,$/m],
    ['md', /^\| shop\/web\[Pod\] \| shop\/db\[Pod\] \| TCP 5432 \|$/m],
    ['npguard', /^shop\/web\[Pod\] => shop\/db\[Pod\] : TCP 5432\n$/],
  ])('as %s', async (format, wanted) => {
    const { code, out, err } = await invoke(shop(), ['list', 'old', '--from', 'shop/web', '--to', 'shop/db', '--format', format, ...PODS]);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(wanted);
  });

  it('narrows to a port by its name, and tells of exposure', async () => {
    const open = policyYaml('shop/open', 'podSelector: {matchLabels: {app: db}}', 'ingress:', '- from: [{namespaceSelector: {}}]', '  ports: [{port: 5432}]');
    const root = folder({ 'a.yaml': [WEB, DB, open].join('---\n') });
    const { code, out } = await invoke(root, ['list', 'a.yaml', '--to', 'db', '--port', 'sql/TCP', '--exposure', '--format', 'csv']);
    expect(code).toBe(0);
    expect(out).toMatch(/^connection,shop\/web\[Pod\],shop\/db\[Pod\],TCP 5432,,,$/m);
    expect(out).toMatch(/^exposure,/m);
  });

  it('tells where Services lead, but not as netpol-analyzer, which does not', async () => {
    const service = 'apiVersion: v1\nkind: Service\nmetadata: {name: db, namespace: shop}\nspec: {selector: {app: db}, ports: [{port: 1, targetPort: sql}]}\n';
    const root = folder({ 'a.yaml': [DB, service].join('---\n') });
    expect((await invoke(root, ['list', 'a.yaml', '--services'])).out).toMatch(/^shop\/db +ClusterIP +1\/TCP +shop\/db\[Pod\] +TCP 5432$/m);
    const refused = 'error: --services has no place in the format npguard, which is that of another program; use table, json, csv or md\n';
    expect(await invoke(root, ['list', 'a.yaml', '--services', '--format', 'npguard'])).toEqual({ code: 2, out: '', err: refused });
  });

  it('tells of a route that brings nobody in', async () => {
    const route = 'apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {name: web, namespace: shop}\nspec: {rules: [{backendRefs: [{name: web, port: 80}]}]}\n';
    const { code, out } = await invoke(folder({ 'a.yaml': [DB, route].join('---\n') }), ['list', 'a.yaml']);
    expect([code, out]).toEqual([0, expect.stringMatching(/^HTTPRoute shop\/web +spec\.parentRefs +no Gateway is its parent: nothing comes in from outside by it$/m)]);
  });

  it('leaves out rows that are nothing but DNS, says so, and shows them where it is told to', async () => {
    const dns = policyYaml('shop/web', 'podSelector: {matchLabels: {app: web}}', 'policyTypes: [Egress]', 'egress:',
      '- to: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}, podSelector: {matchLabels: {k8s-app: kube-dns}}}]', '  ports: [{port: 53, protocol: UDP}]');
    const root = folder({ 'a.yaml': [WEB, dns].join('---\n') });
    const args = ['list', 'a.yaml', '--exposure', '--format', 'csv', '--from', 'shop/web'];
    const [without, whole] = [await invoke(root, args), await invoke(root, [...args, '--system'])];
    expect([without.out.includes('kube-dns'), without.err]).toEqual([false, 'rows that are nothing but DNS, or what comes from a pod\'s own node, are left out: --system shows them\n']);
    expect([whole.out.includes('exposure,shop/web[Pod],pods k8s-app=kube-dns of kube-system,UDP 53,'), whole.err]).toEqual([true, '']);
  });

  it('refuses an end that nobody is, since an empty answer would say that nothing is open', async () => {
    const { code, out, err } = await invoke(shop(), ['list', 'old', '--from', 'shop/wep', '--to', '10.0.0.0/8', '--to', 'ingress-controller', '--to', 'shop/*']);
    expect([code, out, err]).toEqual([2, '', 'error: `shop/wep` is no workload of these manifests, no address and no CIDR\n']);
  });

  it.each([['0'], ['65536'], ['a_b'], ['80/ICMP'], ['80/TCP/UDP']])('refuses the port %s', async (port) => {
    const { code, out, err } = await invoke(shop(), ['list', 'old', '--port', port]);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(`\`${port}\``);
  });

  it('refuses a port by a name that nobody has, for the same reason', async () => {
    const refused = async (port: string) => (await invoke(shop(), ['list', 'old', '--port', port])).err;
    expect(await refused('http')).toBe('error: no workload of these manifests has a port `http`\n');
    expect(await refused('sql/UDP')).toBe('error: no workload of these manifests has a UDP port `sql`\n');
    expect(await refused('sql/TCP')).toBe('');
  });

  it('takes the address of a pod for the pod, as explain and assert do', async () => {
    const root = folder({ 'a.yaml': [`${WEB}status: {podIP: 10.0.0.7}\n`, DB, CLOSED].join('---\n'), 'e.yaml': 'rows: [{src: 10.0.0.7, dst: shop/db, port: sql, allowed: true}]' });
    expect((await invoke(root, ['list', 'a.yaml', '--from', '10.0.0.7', '--to', 'db', '--format', 'csv'])).out).toContain('\nconnection,shop/web[Pod],shop/db[Pod],TCP 5432,,,\n');
    expect((await invoke(root, ['explain', 'a.yaml', '--from', '10.0.0.7', '--to', 'shop/db', '--port', 'sql'])).out).toMatch(/^shop\/web\[Pod\] at 10\.0\.0\.7 to .*: allowed\n/);
    expect((await invoke(root, ['assert', 'a.yaml', '--expect', 'e.yaml'])).code).toBe(0);
  });

  it('refuses more connections than anybody reads, unless they are narrowed', async () => {
    const items = Array.from({ length: 3500 }, (_, i) => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name: `p${i}` } }));
    const root = folder({ 'a.json': JSON.stringify({ apiVersion: 'v1', kind: 'List', items }) });
    const { code, out, err } = await invoke(root, ['list', 'a.json']);
    expect([code, out, err]).toEqual([2, '', 'error: the list would have up to 12264004 connections, and at most 10000000 are listed; narrow it with --from or --to\n']);
    expect((await invoke(root, ['list', 'a.json', '--to', 'p7', '--format', 'csv'])).out.split('\n')).toHaveLength(1 + 3499 + 1 + 1);
  });

  it('takes two Services of one name for npguard alone, which has no other use for them', async () => {
    const service = 'apiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: shop}\nspec: {selector: {app: web}, ports: [{port: 80}]}\n';
    const root = folder({ 'a.yaml': [WEB, DB, service, service].join('---\n') });
    expect((await invoke(root, ['list', 'a.yaml', '--format', 'npguard'])).code).toBe(0);
    expect((await invoke(root, ['list', 'a.yaml'])).err).toContain('(OBJECT_DUPLICATE)');
  });

  it('says which ways in it does not follow', async () => {
    const ingress = 'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: files, namespace: shop}\nspec:\n  defaultBackend: null\n  rules:\n  - http:\n      paths:\n'
      + '      - path: /\n        pathType: Prefix\n        backend:\n          resource: {apiGroup: example.com, kind: Bucket, name: files}\n';
    const route = 'apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {name: web, namespace: shop}\nspec: {}\n';
    const { code, out, err } = await invoke(folder({ 'a.yaml': [WEB, ingress, route].join('---\n') }), ['list', 'a.yaml', '--from', 'web', '--to', 'web']);
    expect([code, out]).toEqual([0, 'no connections\n']);
    expect(err.split('\n')).toEqual([
      'a.yaml:21: Ingress shop/files: spec.rules[0].http.paths[0].backend.resource: a backend of the kind `example.com/Bucket` is not followed; only a Service is',
      'a.yaml:26: HTTPRoute shop/web: spec.parentRefs: no Gateway is its parent: nothing comes in from outside by it',
      '',
    ]);
  });

  it('refuses a backend that is neither a Service nor anything else', async () => {
    const ingress = 'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: a}\nspec:\n  defaultBackend: {serviceName: web, servicePort: 80}\n';
    expect((await invoke(folder({ 'a.yaml': ingress }), ['list', 'a.yaml'])).err)
      .toBe('a.yaml:5: Ingress default/a: spec.defaultBackend: a backend needs a `service` with a `name`, or a `resource` (FIELD_INVALID)\n');
  });

  it('refuses Pods of one controller that policies tell apart', async () => {
    const pod = (name: string, app: string) => `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name}\n  namespace: shop\n  labels: {app: ${app}}\n`
      + '  ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: db, uid: a, controller: true}]\nspec: {containers: []}\n';
    const { code, out, err } = await invoke(folder({ 'a.yaml': [pod('db-1', 'db'), pod('db-2', 'other'), CLOSED].join('---\n') }), ['list', 'a.yaml']);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(/^a\.yaml:6: ReplicaSet shop\/db: metadata\.labels: its Pods .* \(CONTROLLER_TOLD_APART\)\n$/);
  });
});

describe('explain', () => {
  it('walks to the verdict, with files and lines', async () => {
    const { code, out, err } = await invoke(shop(), ['explain', 'old', '--from', 'shop/web', '--to', 'shop/db', '--port', '9187', ...PODS]);
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('shop/web[Pod] to shop/db[Pod] on 9187/TCP: denied\n');
    expect(out).toContain('NetworkPolicy shop/db (old/a.yaml:24)');
    expect(out).toContain('port: 9187');
  });

  it('as JSON, by the name of a port', async () => {
    const { out } = await invoke(shop(), ['explain', 'old', '--from', 'shop/web', '--to', 'shop/db', '--port', 'sql', '--format', 'json']);
    expect(JSON.parse(out)).toMatchObject({ schema: 'cdk8s-reach/explain/v1', verdict: 'allowed' });
  });

  it.each([
    ['--from', ['--from', 'shop/wep', '--to', 'shop/db', '--port', '80'], 'there is no workload `shop/wep`; in `shop` there are db, web (WORKLOAD_UNKNOWN)'],
    ['--to', ['--from', 'shop/web', '--to', '10.0.0.300', '--port', '80'], '`10.0.0.300` is not an IPv4 or IPv6 address, and no `namespace/name` of a workload (ADDRESS_INVALID)'],
    ['--port', ['--from', 'shop/web', '--to', 'shop/db', '--port', 'http'], 'shop/db[Pod] has no TCP port `http`; its named ports are sql/TCP (PORT_UNKNOWN)'],
  ])('refuses a bad %s', async (option, args, text) => {
    expect(await invoke(shop(), ['explain', 'old', ...args])).toEqual({ code: 2, out: '', err: `error: ${option}: ${text}\n` });
  });
});

describe('diff', () => {
  it.each([
    ['table', /^widened +shop\/web\[Pod\] +shop\/db\[Pod\] +TCP 5432 +TCP 5432,9187$/m],
    ['json', /^\{\n {2}"schema": "cdk8s-reach\/diff\/v1",/],
    ['md', /^\| widened \| shop\/web\[Pod\] \| shop\/db\[Pod\] \| TCP 5432 \| TCP 5432,9187 \|$/m],
    ['npguard', /^diff-type: changed, source: shop\/web\[Pod\], destination: shop\/db\[Pod\], dir1: TCP 5432, dir2: TCP 5432,9187$/m],
  ])('as %s', async (format, wanted) => {
    const { code, out, err } = await invoke(shop(), ['diff', 'old', 'new', '--format', format, ...PODS]);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(wanted);
  });

  it.each([
    ['any', ['old', 'new'], 1], ['any', ['new', 'old'], 1], ['any', ['old', 'old'], 0],
    ['widened', ['old', 'new'], 1], ['widened', ['new', 'old'], 0],
  ])('with --fail-on %s of %s exits with %s', async (failOn, versions, code) => {
    expect((await invoke(shop(), ['diff', ...versions, '--fail-on', failOn, ...PODS])).code).toBe(code);
  });

  it('tells of very many changes, and refuses more than it can hold', async () => {
    const many = (count: number) => JSON.stringify({ apiVersion: 'v1', kind: 'List', items: Array.from({ length: count }, (_, i) => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name: `p${i}` } })) });
    const shut = 'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: shut}\nspec: {policyTypes: [Ingress]}\n';
    const root = folder({ 'a/a.json': many(400), 'b/a.json': many(400), 'b/b.yaml': shut, 'c/a.json': many(800), 'd/a.json': many(800), 'd/b.yaml': shut });
    const { code, out, err } = await invoke(root, ['diff', 'a', 'b']);
    expect([code, err]).toEqual([0, '']);
    expect(out.endsWith(`\n0 added, ${400 * 399 + 400} removed, 0 widened, 0 narrowed, 0 changed\n`)).toBe(true);
    expect(await invoke(root, ['diff', 'c', 'd'])).toEqual({
      code: 2, out: '', err: 'error: more than 500000 connections have changed, and no more are told; compare parts of the manifests\n',
    });
    expect((await invoke(root, ['diff', 'd', 'd'])).code).toBe(0);
  });

  it('tells the problems of both versions, and refuses one input for both', async () => {
    const { code, out, err } = await invoke(shop(), ['diff', 'gone', 'lost']);
    expect([code, out, err.match(/PATH_MISSING/g)]).toEqual([2, '', ['PATH_MISSING', 'PATH_MISSING']]);
    expect((await invoke(shop(), ['diff', '-', '-'])).code).toBe(2);
  });
});

describe('lint', () => {
  it('tells of mistakes with 1, each with its place', async () => {
    const lost = policyYaml('shop/lost', 'podSelector: {matchLabels: {app: gone}}');
    const root = folder({ 'a.yaml': [WEB, lost].join('---\n') });
    const { code, out } = await invoke(root, ['lint', 'a.yaml']);
    expect([code, out]).toEqual([1, expect.stringMatching(/^a\.yaml:1\d: warning: NetworkPolicy shop\/lost .* \(POLICY_SELECTS_NOTHING\)$/m)]);
    const { findings } = JSON.parse((await invoke(root, ['lint', 'a.yaml', '--format', 'json'])).out) as { findings: object[] };
    expect(findings).toContainEqual(expect.objectContaining({ code: 'POLICY_SELECTS_NOTHING', file: 'a.yaml' }));
  });

  it('takes kinds into account that no other command reads', async () => {
    const ingress = 'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: web, namespace: shop}\nspec: {defaultBackend: {service: {name: web, port: {number: 80}}}}\n';
    const byDefault = 'apiVersion: networking.k8s.io/v1\nkind: IngressClass\nmetadata: {name: nginx, annotations: {ingressclass.kubernetes.io/is-default-class: "true"}}\n';
    const root = folder({ 'a.yaml': [WEB, ingress].join('---\n'), 'b.yaml': byDefault });
    expect((await invoke(root, ['lint', 'a.yaml'])).out).toContain('(INGRESS_CLASS_MISSING)');
    expect(await invoke(root, ['lint', 'a.yaml', 'b.yaml'])).toEqual({ code: 0, out: 'no findings\n', err: '' });
    expect((await invoke(root, ['list', 'a.yaml', 'b.yaml'])).err).toBe('IngressClass (networking.k8s.io/v1) has no part in the answer: 1, the first at b.yaml:1\n');
  });

  it('tells of routes with their lines, and of what it does not follow beside the findings', async () => {
    const route = (backend: string) => `apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {name: web, namespace: shop}\nspec:\n  parentRefs: [{name: edge}]\n  rules:\n  - backendRefs:\n    - ${backend}\n`;
    const imported = await invoke(folder({ 'a.yaml': route('{group: multicluster.x-k8s.io, kind: ServiceImport, name: a, port: 80}') }), ['lint', 'a.yaml']);
    expect(imported).toEqual({
      code: 0,
      out: 'no findings\n',
      err: 'a.yaml:8: HTTPRoute shop/web: spec.rules[0].backendRefs[0]: a backend of the kind `multicluster.x-k8s.io/ServiceImport` is not followed; only a Service is\n',
    });
    const { code, out, err } = await invoke(folder({ 'a.yaml': route('{kind: Pod, name: a, port: 80}') }), ['lint', 'a.yaml']);
    expect([code, err]).toEqual([1, '']);
    expect(out).toBe('a.yaml:8: warning: HTTPRoute shop/web spec.rules[0].backendRefs[0]: `Pod` is no backend: requests go to Services (BACKEND_NOT_A_SERVICE)\n'
      + '    mend: name the Service in front of the pods\n0 errors, 1 warnings\n');
  });

  it('has nothing to say with 0', async () => {
    expect(await invoke(folder({ 'a.yaml': WEB }), ['lint', 'a.yaml'])).toEqual({ code: 0, out: 'no findings\n', err: '' });
  });
});

describe('help', () => {
  it('of the program', async () => {
    const { code, out, err } = await invoke(folder({}), ['--help']);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatchSnapshot();
  });

  it.each(['list', 'explain', 'assert', 'diff', 'lint', 'lock', 'blast'])('of %s has examples that a person can copy', async (command) => {
    const { code, out, err } = await invoke(folder({}), [command, '--help']);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatchSnapshot();
    expect(out).toMatch(new RegExp(`\\$ cdk8s-reach ${command} `));
  });
});
