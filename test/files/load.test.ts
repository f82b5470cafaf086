import { load, loadFiles, Loaded } from '../../src/files/load';
import { folder, podYaml, policyYaml } from '../cli/invoke';

async function loaded(root: string, paths: readonly string[] = ['.'], stdin = ''): Promise<Loaded> {
  const lines = (async function* () { yield await Promise.resolve(stdin); })();
  return load(paths, { cwd: root, stdin: lines, progress: () => undefined });
}

function places({ manifests }: Loaded): string[] {
  return manifests.map(({ kind, namespace, name, file, line }) => `${file}:${line} ${kind} ${namespace}/${name}`);
}

describe('manifests are read', () => {
  it('from files and folders to the bottom, sorted within each, every file once', async () => {
    const root = folder({
      'in/b.yml': podYaml('shop/b'),
      'in/a/z.yaml': podYaml('shop/z'),
      'in/a/y.JSON': '{"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "y"}}',
      'in/readme.md': 'not: [read',
      'in/.git/config.yaml': 'not: [read',
      'in/node_modules/x/package.json': 'not read',
      'first.txt': podYaml('shop/first'),
    });
    const result = await loaded(root, ['first.txt', 'in', 'in/b.yml', './in/a']);
    expect(places(result)).toEqual([
      'first.txt:1 Pod shop/first', 'in/a/y.JSON:1 Namespace default/y', 'in/a/z.yaml:1 Pod shop/z', 'in/b.yml:1 Pod shop/b',
    ]);
    expect(result.problems).toEqual([]);
  });

  it('through symbolic links that stay inside, as a mounted ConfigMap has them, and round no loop', async () => {
    const root = folder({ 'in/..data/a.yaml': podYaml('shop/a'), 'in/a.yaml': { link: '..data/a.yaml' }, 'in/b.yaml': { link: 'a.yaml' }, 'in/loop': { link: '.' } });
    const result = await loaded(root, ['in']);
    expect([places(result), result.problems]).toEqual([['in/a.yaml:1 Pod shop/a'], []]);
  });

  it('from several documents of a file, whatever is between them, with the line on which each begins', async () => {
    const text = [
      '# comment', '%YAML 1.1', '---', '# comment', podYaml('shop/a').trimEnd(), '--- # comment', '', '---', '---', podYaml('shop/b').trimEnd(), '...', '# end', '---',
      '{"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "c"}}', '--- {apiVersion: v1, kind: Namespace, metadata: {name: d}}', '--- |', '  text', '',
    ].join('\n');
    const result = await loaded(folder({ 'a.yaml': text }));
    expect(places(result)).toEqual(['a.yaml:5 Pod shop/a', 'a.yaml:17 Pod shop/b', 'a.yaml:28 Namespace default/c', 'a.yaml:29 Namespace default/d']);
    expect(result.problems).toEqual([{ file: 'a.yaml', line: 30, code: 'NOT_AN_OBJECT', text: 'not a Kubernetes object, but the text `text\n`' }]);
  });

  it('with the line ends of Windows and a byte order mark', async () => {
    const text = `\ufeff${podYaml('shop/a')}---\n${podYaml('shop/b')}`.replaceAll('\n', '\r\n');
    expect(places(await loaded(folder({ 'a.yaml': text })))).toEqual(['a.yaml:1 Pod shop/a', 'a.yaml:10 Pod shop/b']);
  });

  it('from lists, lists in lists, and lists of one kind whose items do not say it', async () => {
    const yaml = `apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: PodList\n  items:\n  - metadata:\n      name: a\n  - metadata: {name: b}\n- ${podYaml('shop/c').trimEnd().replaceAll('\n', '\n  ')}\n`;
    const json = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [{ apiVersion: 'v1', kind: 'NamespaceList', items: [{ metadata: { name: 'n' } }] }] }, undefined, 1);
    const result = await loaded(folder({ 'a.yaml': yaml, 'b.json': json, 'c.yaml': 'apiVersion: v1\nkind: List\n' }));
    expect(places(result)).toEqual(['a.yaml:7 Pod default/a', 'a.yaml:9 Pod default/b', 'a.yaml:10 Pod shop/c', 'b.json:9 Namespace default/n']);
    expect(result.manifests[0]?.value).toEqual({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' } });
    expect(result.problems).toEqual([]);
  });

  it('from the standard input, which is `-`', async () => {
    expect(places(await loaded(folder({}), ['-'], podYaml('shop/a')))).toEqual(['-:1 Pod shop/a']);
  });

  it('without waiting, where there is no stream among them, with the same outcome', async () => {
    const root = folder({
      'in/a.yaml': podYaml('shop/a'),
      'in/bad.yaml': 'a: [',
      'in/values.yaml': 'replicas: 3',
      'in/map.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: m}',
    });
    const [waited, direct] = [await loaded(root, ['in', 'gone']), loadFiles(['in', 'gone'], root)];
    expect(places(direct)).toEqual(['in/a.yaml:1 Pod shop/a']);
    const contents = ({ manifests, unread, others, problems }: Loaded) => ({ manifests, unread, others, problems });
    expect(contents(direct)).toEqual(contents(waited));
    expect(direct.problems.map(({ code }) => code)).toEqual(['PATH_MISSING', 'NOT_YAML']);
  });

  it('without waiting from a file that is named like the standard input', () => {
    const root = folder({ '-/a.yaml': podYaml('shop/a') });
    expect(places(loadFiles(['-'], root))).toEqual(['-/a.yaml:1 Pod shop/a']);
  });

  it('from a large list in JSON', async () => {
    const items = Array.from({ length: 20_000 }, (_, i) => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name: `p${i}`, labels: { filler: 'x'.repeat(500) } } }));
    const result = await loaded(folder({ 'a.json': JSON.stringify({ apiVersion: 'v1', kind: 'List', items }) }));
    expect([result.manifests.length, result.problems]).toEqual([20_000, []]);
  });

  it('from a large list in YAML, as long as it is plain', async () => {
    const item = (i: number) => `- apiVersion: v1\n  kind: Pod\n  metadata:\n    name: p${i}\n    labels:\n      filler: ${'x'.repeat(450)}\n`;
    const text = `apiVersion: v1\nkind: List\nitems:\n${Array.from({ length: 20_000 }, (_, i) => item(i)).join('')}`;
    expect(text.length).toBeGreaterThan(8 * 1024 * 1024);
    const result = await loaded(folder({ 'a.yaml': text }));
    expect([result.manifests.length, result.problems]).toEqual([20_000, []]);
    expect((await loaded(folder({ 'a.yaml': `${text}- {}\n- {a: 1}` }))).problems.map(({ code }) => code)).toEqual(['DOCUMENT_TOO_LARGE']);
  });

  it('as kubectl reads YAML 1.1, but for times, base 60, and the letters y and n', async () => {
    const text = podYaml('shop/a', 'on: [yes, off, y, n]\nnumbers: [010, 1_000, 0x1f]\ntexts: [12:30, 2001:10:20:30:40:50:1:2, 2026-01-01]\n')
      + 'base: &base {a: 1}\nmerged: {<<: *base, b: 2}\n';
    const { manifests: [manifest] } = await loaded(folder({ 'a.yaml': text }));
    expect(manifest?.value).toMatchObject({
      true: [true, false, 'y', 'n'], numbers: [8, 1000, 31], texts: ['12:30', '2001:10:20:30:40:50:1:2', '2026-01-01'], merged: { a: 1, b: 2 },
    });
  });

  it('with signs of the base before numbers, as kubectl reads them', async () => {
    const { manifests: [manifest] } = await loaded(folder({ 'a.yaml': podYaml('shop/a', 'numbers: [0o17, 0O1_7, -0o17, 0B101, 0X1F, +0o7, 0_, -0_7, 0x_f]\ntexts: [0o8, "0o17", 0q1, 0x_, 0b_, -0o_, 0X_]\n') }));
    expect(manifest?.value).toMatchObject({ numbers: [15, 15, -15, 5, 31, 7, 0, -7, 15], texts: ['0o8', '0o17', '0q1', '0x_', '0b_', '-0o_', '0X_'] });
  });

  it('with texts that begin like a number, as commits of git do: a number has a digit before its exponent, or is a point with one behind it', async () => {
    const { manifests: [manifest] } = await loaded(folder({
      'a.yaml': podYaml('shop/a', 'texts: [e5, E10, e-7, -e1, +e1, ., -., ._, 1e999, -1e999]\nnumbers: [1e3, 1_0E-1, .5e2, 5., .5, -1.5, 1._5]\ne0: key\n.: point\n'),
    }));
    expect(manifest?.value).toMatchObject({
      'texts': ['e5', 'E10', 'e-7', '-e1', '+e1', '.', '-.', '._', '1e999', '-1e999'], 'numbers': [1000, 1, 50, 5, 0.5, -1.5, 1.5], 'e0': 'key', '.': 'point',
    });
  });

  it('with several merges in one mapping, and keys of its own behind them', async () => {
    const text = podYaml('shop/a', 'a: &a {x: 1, y: 1}\nb: &b {z: 2}\nmerged: {<<: *a, <<: *b, y: 3}\nlisted: {<<: [*b, *a], z: 4}\nquoted: {"<<": 5}\n');
    const { manifests: [manifest], problems } = await loaded(folder({ 'a.yaml': text }));
    expect([manifest?.value, problems]).toEqual([expect.objectContaining({ merged: { x: 1, y: 3, z: 2 }, listed: { x: 1, y: 1, z: 4 }, quoted: { '<<': 5 } }), []]);
  });

  it('with byte order marks of files that were put one behind the other', async () => {
    const text = `\ufeff---\n${podYaml('shop/a')}\ufeff---\n${podYaml('shop/b')}---\n\ufeff${podYaml('shop/c')}`;
    const result = await loaded(folder({ 'a.yaml': text }));
    expect([places(result), result.problems]).toEqual([['a.yaml:2 Pod shop/a', 'a.yaml:11 Pod shop/b', 'a.yaml:20 Pod shop/c'], []]);
  });

  it('with tabs inside brackets, where kubectl does not mind them', async () => {
    const text = podYaml('shop/a', 'args:\n    [\n      "a",\n\t      "b",\n    ]\n');
    const { manifests: [manifest], problems } = await loaded(folder({ 'a.yaml': text }));
    expect([manifest?.value, problems]).toEqual([expect.objectContaining({ args: ['a', 'b'] }), []]);
  });
});

describe('what is not read is told', () => {
  it('by kind, with the first of each, and whether it may matter', async () => {
    const other = (apiVersion: string, kind: string, name: string) => `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: ${name}}\n---\n`;
    const text = other('v1', 'ConfigMap', 'a') + other('cilium.io/v2', 'CiliumLocalRedirectPolicy', 'p') + other('v1', 'ConfigMap', 'b') + other('apps.example.com/v1', 'AllowList', 'x');
    const result = await loaded(folder({ 'a.yaml': text, 'values.yaml': '# values\nreplicas: 3\n' }));
    expect([result.unread, result.others, result.problems]).toEqual([
      [
        { apiVersion: 'apps.example.com/v1', kind: 'AllowList', count: 1, first: 'a.yaml:13', mayMatter: false },
        { apiVersion: 'cilium.io/v2', kind: 'CiliumLocalRedirectPolicy', count: 1, first: 'a.yaml:5', mayMatter: true },
        { apiVersion: 'v1', kind: 'ConfigMap', count: 2, first: 'a.yaml:1', mayMatter: false },
      ],
      ['values.yaml:2'],
      [],
    ]);
  });

  it('as what may matter, where others make pods, policies and ways in, or a kind bears the name of one that is read', async () => {
    const other = (apiVersion: string, kind: string) => `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: a}\n---\n`;
    const matters = ['apps.openshift.io/v1 DeploymentConfig', 'argoproj.io/v1alpha1 Rollout', 'serving.knative.dev/v1 Service', 'traefik.io/v1alpha1 TLSOption',
      'networking.gke.io/v1alpha1 FQDNNetworkPolicy', 'vpcresources.k8s.aws/v1beta1 SecurityGroupPolicy', 'example.com/v1 networkpolicy'];
    const others = ['rbac.authorization.k8s.io/v1 Role', 'networking.k8s.io/v1 IngressClass', 'mycilium.io/v1 Policy', 'constructor/v1 __proto__'];
    const text = [...matters, ...others].map((one) => other(...one.split(' ') as [string, string])).join(''); // each has one space
    const { unread, problems } = await loaded(folder({ 'a.yaml': text }));
    expect(problems).toEqual([]);
    expect(unread.filter(({ mayMatter }) => mayMatter).map(({ apiVersion, kind }) => `${apiVersion} ${kind}`).sort()).toEqual([...matters].sort());
    expect(unread).toHaveLength(matters.length + others.length);
  });

  it('not where a list of what is read has no items', async () => {
    const { manifests, unread, problems } = await loaded(folder({ 'a.yaml': 'apiVersion: v1\nkind: PodList\nitems: null\n---\napiVersion: apps/v1\nkind: DeploymentList\n---\napiVersion: v1\nkind: Namespace\nmetadata: {name: a}\n' }));
    expect([manifests.length, unread, problems]).toEqual([1, [], []]);
  });

  it('of objects of one name, only where they are asked for', async () => {
    const service = 'apiVersion: v1\nkind: Service\nmetadata: {name: a}\n';
    const root = folder({ 'a.yaml': `${service}---\n${service}` });
    const host = { cwd: root, stdin: (async function* () { yield await Promise.resolve(''); })(), progress: () => undefined };
    expect((await load(['.'], host)).problems.map(({ code }) => code)).toEqual(['OBJECT_DUPLICATE']);
    expect(places(await load(['.'], host, { duplicates: ['Service'] }))).toEqual(['a.yaml:1 Service default/a', 'a.yaml:5 Service default/a']);
  });
});

describe('the line of a field is found', () => {
  it('in YAML and JSON, in lists, behind aliases, with points in keys, or else that of what is around it', async () => {
    const yaml = policyYaml('shop/p', 'ingress:', '- from:', '  - podSelector:', '      matchLabels:', '        a.b/c: x', '        a: y', 'egress: []');
    const { manifests: [policy] } = await loaded(folder({ 'a.yaml': `# first\n${yaml}` }));
    const selector = 'spec.ingress[0].from[0].podSelector.matchLabels';
    expect([`${selector}.a.b/c`, `${selector}.a`, 'spec.egress[3].to', 'spec.gone', 'gone', ''].map((path) => policy?.lineAt(path))).toEqual([12, 13, 14, 7, 2, 2]);
    const json = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a', labels: { b: 'c' } } }] }, undefined, 1);
    const { manifests: [pod] } = await loaded(folder({ 'a.json': json }));
    expect([pod?.line, pod?.lineAt('metadata.labels.b')]).toEqual([5, 11]);
  });
});
