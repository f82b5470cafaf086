import { folder, Given, invoke } from './invoke';

/** What a terminal, or somebody who reads line by line, could be fooled with. */
const HOSTILE = 'x\u001b[2J\u009b\u202e\u2028\r\nFORGED: allowed';

/** The same in a field that is printed in the midst of a line, where control characters and line breaks are refused. */
const LINE = 'x\u202e\u200b\ufeffFORGED: allowed';

const meta = (name: string, more: object = {}) => ({ metadata: { namespace: 'shop', name, ...more } });

const pod = (name: string, labels: object, more: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  ...meta(name, { labels, ...more }),
  spec: { containers: [{ ports: [{ name: LINE, containerPort: 80 }] }] },
});
const owned = (kind: string, name: string) => ({ ownerReferences: [{ controller: true, kind, name }] });

/** Everything in manifests that is free text, and that some answer tells. */
const OBJECTS: readonly object[] = [
  pod('web', { app: 'web' }),
  pod('api', { app: 'api' }, owned(LINE, LINE)),
  pod('db', { app: 'db' }),
  { apiVersion: 'v1', kind: 'Service', ...meta('web'), spec: { type: 'NodePort', selector: { app: 'web' }, ports: [{ name: LINE, port: 80, targetPort: LINE }] } },
  { apiVersion: 'v1', kind: 'Service', ...meta('none'), spec: { selector: { app: 'web' }, ports: [{ port: 80, targetPort: HOSTILE }] } },
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    ...meta('web'),
    spec: { rules: [{ host: LINE, http: { paths: [{ path: `/${LINE}`, pathType: 'Prefix', backend: { service: { name: 'web', port: { name: LINE } } } }, { path: '/no', pathType: 'Exact', backend: { service: { name: LINE, port: { number: 80 } } } }] } }] },
  },
  {
    apiVersion: 'policy.networking.k8s.io/v1alpha2',
    kind: 'ClusterNetworkPolicy',
    metadata: { name: 'tier' },
    spec: {
      tier: 'Admin',
      priority: 1,
      subject: { pods: { podSelector: { matchLabels: { app: 'db' } } } },
      ingress: [
        { name: HOSTILE, action: 'Deny', from: [{ pods: { podSelector: { matchLabels: { app: 'web' } } } }] },
        { name: 'ports', action: 'Accept', from: [{ pods: { podSelector: { matchLabels: { app: 'gone' } } } }], protocols: [{ destinationNamedPort: HOSTILE }] },
      ],
      egress: [{ action: 'Deny', to: [{ pods: { podSelector: { matchLabels: { app: 'gone' } } } }], protocols: [{ destinationNamedPort: HOSTILE }] }],
    },
  },
  { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', ...meta('api'), spec: { podSelector: { matchLabels: { app: 'api' } }, ingress: [] } },
];

/** The same where the API server refuses it, which is told, too. */
const REFUSED = pod('web', { app: 'web', note: HOSTILE, [HOSTILE]: 'key' });

const written = (objects: readonly object[]) => objects.map((one) => JSON.stringify(one)).join('\n---\n');

const EXPECT = JSON.stringify({ rows: [{ src: 'shop/web', dst: 'shop/db', port: 80, allowed: true }] });

const root = () => folder({
  [`new/${HOSTILE.replace(/\//g, '')}.yaml`]: written(OBJECTS),
  'old/a.yaml': written([pod('db', { app: 'db' })]),
  'expect.json': EXPECT,
});

/** What came out that a name brought in: control characters, and lines that it began. */
function smuggled({ out, err }: Given): string[] {
  const lines = `${out}\n${err}`.split('\n').filter((line) => /^\W*FORGED/.test(line));
  return [...lines, ...(`${out}${err}`.match(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g) ?? [])];
}

const TEXTS: readonly (readonly [command: string, code: number])[] = [
  ['list new --exposure --format table', 0],
  ['list new --exposure --format csv', 0],
  ['list new --exposure --format md', 0],
  ['list new --exposure --format npguard', 0],
  ['explain new --from shop/web --to shop/db --port 80', 0],
  ['explain new --from shop/web --to shop/api --port 80', 0],
  ['assert new --expect expect.json', 1],
  ['diff old new --format table', 0],
  ['diff old new --format md', 0],
  ['diff old new --format npguard', 0],
  ['lint new', 1],
];

describe('what a name can do to whoever reads the answer', () => {
  test.each(TEXTS)('is nothing in `%s`', async (command, code) => {
    const given = await invoke(root(), command.split(' '));
    expect([given.code, given.err]).toEqual([code, expect.any(String)]);
    expect(smuggled(given)).toEqual([]);
  });

  test.each(TEXTS.filter(([command]) => !/^diff old new --format (table|md)/.test(command)))('is to be seen in `%s`, written out', async (command) => {
    const { out } = await invoke(root(), command.split(' '));
    expect(out).toMatch(/\\u(001b|202e)/);
    expect(out).toContain('FORGED');
  });

  test('is nothing where it is refused', async () => {
    const given = await invoke(folder({ 'a.yaml': written([REFUSED]) }), ['list', '.']);
    expect(given).toMatchObject({ code: 2, out: '' });
    expect(given.err).toContain('FORGED');
    expect(smuggled(given)).toEqual([]);
  });

  const JSONS = [
    'list new --exposure --format json', 'explain new --from shop/web --to shop/db --port 80 --format json',
    'assert new --expect expect.json --format json', 'diff old new --format json', 'lint new --format json',
  ];

  test.each(JSONS)('is nothing in `%s`, which has it as it is', async (command) => {
    const given = await invoke(root(), command.split(' '));
    expect(smuggled(given)).toEqual([]);
    const texts = textsIn(JSON.parse(given.out));
    if (!command.startsWith('diff')) expect(texts.filter((text) => /[\u001b\u202e]/.test(text))).not.toEqual([]);
    expect(texts.filter((text) => /\\u(001b|202e)/.test(text))).toEqual([]);
  });
});

/** Every text in a value. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([key, member]) => [key, ...textsIn(member)]) : [];
}
