import { mkdirSync, writeFileSync } from 'fs';
import { Contents, folder, invoke, podYaml, policyYaml } from './invoke';

const EXPECT = 'rows:\n- {src: shop/web, dst: shop/web, port: 80, protocol: TCP, allowed: true}\n';
const WEB = podYaml('shop/web');

/** Lists in lists, so deep. */
function nested(depth: number): string {
  return depth === 0 ? JSON.stringify({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'a' } }) : `{"apiVersion": "v1", "kind": "List", "items": [${nested(depth - 1)}]}`;
}

/** Every anchor repeats the one before it nine times. */
function bomb(): string {
  const lines = 'abcdefghi'.split('').map((name, i) => `${name}: &${name} [${Array(9).fill(i === 0 ? 'x' : `*${'abcdefghi'.charAt(i - 1)}`).join(', ')}]`);
  return `apiVersion: v1\nkind: Pod\nmetadata: {name: bomb}\n${lines.join('\n')}\n`;
}

/** The input, and every line of what is said about it; files are named as they are found. */
const TABLE: readonly [sentence: string, files: Readonly<Record<string, Contents>>, ...said: string[]][] = [
  ['what is not YAML', { 'in/a.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: {name: a\nspec: [\n' },
    'in/a.yaml:4: not YAML: flow map in block collection must be sufficiently indented and end with a } (NOT_YAML)'],
  ['a tab for an indent', { 'in/a.yaml': 'kind: Pod\nmetadata:\n\tname: a\n' }, 'in/a.yaml:3: not YAML: tabs are not allowed as indentation (NOT_YAML)'],
  ['broken JSON', { 'in/a.json': '{\n  "kind": "Pod",\n  "metadata": {"name": "a"\n' },
    'in/a.json:4: not YAML: flow map in block collection must be sufficiently indented and end with a } (NOT_YAML)'],
  ['an unknown tag', { 'in/a.yaml': 'kind: Pod\nspec: !vault x\n' }, 'in/a.yaml:2: not YAML: unresolved tag: !vault (NOT_YAML)'],
  ['an alias without its anchor', { 'in/a.yaml': 'kind: Pod\nspec: *gone\n' },
    'in/a.yaml:1: not YAML: unresolved alias (the anchor must be set before the alias): gone (NOT_YAML)'],
  ['a bomb of aliases', { 'in/a.yaml': bomb() }, 'in/a.yaml:1: aliases repeat their anchors more than 1000 times; write the values out (ALIASES_EXCESSIVE)'],
  ['a key that is there twice', { 'in/a.yaml': `${WEB}---\n${policyYaml('shop/p', 'podSelector: {}', 'ingress: []', 'podSelector: {}')}` },
    'in/a.yaml:18: the key `podSelector` is there twice in one mapping; which of them holds is left to chance (KEY_DUPLICATE)'],
  ['a key of its own before one that is merged', { 'in/a.yaml': 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\nx: &x {y: 1}\nz:\n  y: 2\n  <<: *x\n' },
    'in/a.yaml:8: the key `y` is there twice in one mapping; which of them holds is left to chance; write `<<` before it (KEY_DUPLICATE)'],
  ['merges that bring the same', { 'in/a.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nx: &x {y: 1}\nz: &z {y: 2}\nm: {<<: *x, <<: *z}\n' },
    'in/a.yaml:6: the key `y` is there twice in one mapping; which of them holds is left to chance; write one `<<` with a list (KEY_DUPLICATE)'],
  ['an alias inside what it stands for', { 'in/a.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: &x\n  self: [*x]\n' },
    'in/a.yaml:5: the alias `x` stands inside what it stands for, without end (ALIASES_EXCESSIVE)'],
  ['a list that holds itself', { 'in/a.yaml': '&x\napiVersion: v1\nkind: List\nitems: [*x]\n' },
    'in/a.yaml:4: the alias `x` stands inside what it stands for, without end (ALIASES_EXCESSIVE)'],
  ['files that were put one behind the other without a line break', { 'in/a.yaml': `${WEB}x: []---\n${podYaml('shop/api')}` },
    'in/a.yaml:9: not YAML: `---` begins a document at the start of a line only; the file before it may lack its last line break (NOT_YAML)'],
  ['a key that is there twice in JSON', { 'in/a.json': '{"kind": "Pod",\n "metadata": {"name": "a",\n "name": "b"}}' },
    'in/a.json:3: the key `name` is there twice in one mapping; which of them holds is left to chance (KEY_DUPLICATE)'],
  ['brackets without end', { 'in/a.yaml': '['.repeat(100_000) }, 'in/a.yaml:1: mappings and lists nest deeper than 200 levels (TOO_DEEP)'],
  ['deep JSON', { 'in/a.json': `{"a": ${'['.repeat(300)}${']'.repeat(300)}}` }, 'in/a.json:1: mappings and lists nest deeper than 200 levels (TOO_DEEP)'],
  ['lists in lists in lists', { 'in/a.json': nested(9) }, 'in/a.json:1: lists of objects nest deeper than 8 levels (TOO_DEEP)'],
  ['a binary file', { 'in/a.yaml': Buffer.from('kind: Pod\nx\0y\n') }, 'in/a.yaml:2: holds a zero byte, so that it is no text (BINARY_FILE)'],
  ['what is not UTF-8', { 'in/a.yaml': Buffer.from([0x61, 0x0a, 0x62, 0xff, 0x0a]) }, 'in/a.yaml:2: is not UTF-8 (NOT_UTF8)'],
  ['UTF-16', { 'in/a.yaml': Buffer.from('\ufeffkind: Pod', 'utf16le') }, 'in/a.yaml:1: is UTF-16; write it as UTF-8 (NOT_UTF8)'],
  ['a text', { 'in/a.yaml': 'hello world\n' }, 'in/a.yaml:1: not a Kubernetes object, but the text `hello world` (NOT_AN_OBJECT)'],
  ['a list of anything', { 'in/a.yaml': '- a\n' }, 'in/a.yaml:1: not a Kubernetes object, but a list (NOT_AN_OBJECT)'],
  ['an item that is none', { 'in/a.yaml': 'apiVersion: v1\nkind: List\nitems:\n- null\n' }, 'in/a.yaml:4: not a Kubernetes object, but nothing (NOT_AN_OBJECT)'],
  ['items that are no list', { 'in/a.yaml': 'apiVersion: v1\nkind: List\nitems: {}\n' }, 'in/a.yaml:3: `items` of a List must be a list (NOT_AN_OBJECT)'],
  ['an object without its kind', { 'in/a.yaml': '# web\n---\napiVersion: v1\nmetadata: {name: a}\n' },
    'in/a.yaml:3: not a Kubernetes object: `kind` is missing, or no text (NOT_AN_OBJECT)'],
  ['an object without its version', { 'in/a.yaml': 'kind: Pod\nmetadata: {name: a}\n' },
    'in/a.yaml:1: not a Kubernetes object: `apiVersion` is missing, or no text (NOT_AN_OBJECT)'],
  ['an object without its name', { 'in/a.yaml': 'apiVersion: v1\nkind: Pod\nmetadata:\n  generateName: a-\n' },
    'in/a.yaml:3: the Pod needs `metadata.name`; `generateName` names it only once it is created (NAME_MISSING)'],
  ['a name that would steer the terminal', { 'in/a.yaml': podYaml('shop/"\\e[31mred\\n\\u202e"') },
    'in/a.yaml:4: `\\u001b[31mred\\u000a\\u202e` is no name: at most 253 letters, digits and signs of ASCII, no `/` or `%` (NAME_INVALID)'],
  ['a file whose name would', { 'in/\u001b[2J.yaml': 'hello' }, 'in/\\u001b[2J.yaml:1: not a Kubernetes object, but the text `hello` (NOT_AN_OBJECT)'],
  ['a template of Helm', { 'in/a.yaml': '{{- if .Values.web }}\napiVersion: v1\nkind: Pod\n{{- end }}\n' },
    'in/a.yaml:1: `{{- if .Values.web }}` is an unrendered template; run `helm template` and read what it prints (HELM_TEMPLATE)'],
  ['a template for a value', { 'in/a.yaml': 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ .Release.Name }}\n' },
    'in/a.yaml:4: `name: {{ .Release.Name }}` is an unrendered template; run `helm template` and read what it prints (HELM_TEMPLATE)'],
  ['a template within a name', { 'in/a.yaml': 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web-{{ .Release.Name }}\n' },
    'in/a.yaml:4: `web-{{ .Release.Name }}` is an unrendered template; run `helm template` and read what it prints (HELM_TEMPLATE)'],
  ['an API that is gone', { 'in/a.yaml': 'apiVersion: extensions/v1beta1\nkind: Deployment\nmetadata: {name: a}\n' },
    'in/a.yaml:1: `extensions/v1beta1 Deployment` is not served; write `apps/v1 Deployment` (VERSION_UNSUPPORTED)'],
  ['an API that is gone with its kind', { 'in/a.yaml': 'apiVersion: extensions/v1beta1\nkind: PodSecurityPolicy\nmetadata: {name: a}\n' },
    'in/a.yaml:1: `extensions/v1beta1 PodSecurityPolicy` is not served; write `apps/v1 or networking.k8s.io/v1` (VERSION_UNSUPPORTED)'],
  ['a kind in the group of another, or in another case', { 'in/a.yaml': 'apiVersion: v1\nkind: Deployment\nmetadata: {name: a}\n---\napiVersion: networking.k8s.io/v1\nkind: Networkpolicy\nmetadata: {name: a}\n---\napiVersion: v1\nkind: Route\nmetadata: {name: a}\n---\napiVersion: policy.networking.k8s.io/v1alpha1\nkind: adminnetworkpolicy\nmetadata: {name: a}\n' },
    'in/a.yaml:1: `v1 Deployment` is not served; write `apps/v1 Deployment` (VERSION_UNSUPPORTED)',
    'in/a.yaml:5: `networking.k8s.io/v1 Networkpolicy` is not served; write `networking.k8s.io/v1 NetworkPolicy` (VERSION_UNSUPPORTED)',
    'in/a.yaml:9: `v1 Route` is not served; write `route.openshift.io/v1 Route` (VERSION_UNSUPPORTED)',
    'in/a.yaml:13: `policy.networking.k8s.io/v1alpha1 adminnetworkpolicy` is not served; write `policy.networking.k8s.io/v1alpha1 AdminNetworkPolicy` (VERSION_UNSUPPORTED)'],
  ['a version that a kind never had', { 'in/a.yaml': 'apiVersion: v2\nkind: Service\nmetadata: {name: a}\n---\napiVersion: route.openshift.io/v2\nkind: Route\nmetadata: {name: a}\n' },
    'in/a.yaml:1: `v2 Service` is not served; write `v1 Service` (VERSION_UNSUPPORTED)',
    'in/a.yaml:5: `route.openshift.io/v2 Route` is not served; write `route.openshift.io/v1 Route` (VERSION_UNSUPPORTED)'],
  ['a group that is named like what every object of JavaScript has', { 'in/a.yaml': 'apiVersion: __proto__/v1\nkind: constructor\nmetadata: {name: a}\n---\nkind: Pod\n' },
    'in/a.yaml:5: not a Kubernetes object: `apiVersion` is missing, or no text (NOT_AN_OBJECT)'],
  ['names that YAML takes for something else', { 'in/a.yaml': 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n  namespace: 123\n---\napiVersion: v1\nkind: Pod\nmetadata:\n  name: on\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: [b]}\n' },
    'in/a.yaml:5: `123` is no text; put the namespace in quotes (NAME_INVALID)',
    'in/a.yaml:10: `true` is no text; put the name in quotes (NAME_INVALID)',
    'in/a.yaml:14: `["b"]` is no text; put the namespace in quotes (NAME_INVALID)'],
  ['items of a list of one kind that are no list', { 'in/a.yaml': 'apiVersion: v1\nkind: PodList\nitems: {}\n' }, 'in/a.yaml:3: `items` of a PodList must be a list (NOT_AN_OBJECT)'],
  ['an object that is there twice', { 'in/a.yaml': `${WEB}---\n${podYaml('shop/api')}`, 'in/b/c.yml': `# again\n${WEB}` },
    'in/b/c.yml:2: Pod `shop/web` is at in/a.yaml:1 already; one of them would overwrite the other (OBJECT_DUPLICATE)'],
  ['an object that is there twice in one list', { 'in/a.yaml': 'apiVersion: v1\nkind: NamespaceList\nitems:\n- metadata: {name: a}\n- metadata: {name: a}\n' },
    'in/a.yaml:5: Namespace `a` is at in/a.yaml:4 already; one of them would overwrite the other (OBJECT_DUPLICATE)'],
  ['an empty folder', { 'in/': '' }, 'in: the folder holds no file that ends in .yaml, .yml or .json (FOLDER_EMPTY)'],
  ['a folder of other files', { 'in/a.txt': 'a' }, 'in: the folder holds no file that ends in .yaml, .yml or .json (FOLDER_EMPTY)'],
  ['a missing folder', {}, 'in: there is no such file or folder (PATH_MISSING)'],
  ['files without any object', { 'in/a.yaml': '# nothing\n---\n' }, 'in: there is no Kubernetes object (NOTHING_TO_READ)'],
  ['a symbolic link that leads out', { 'in/a.yaml': WEB, 'in/out': { link: '..' }, 'in/b.yaml': { link: '../c.yaml' }, 'c.yaml': 'hello' },
    'in/b.yaml: the symbolic link leads out of the folder; name its target as a path of its own (PATH_OUTSIDE)',
    'in/out: the symbolic link leads out of the folder; name its target as a path of its own (PATH_OUTSIDE)'],
  ['a symbolic link that leads nowhere', { 'in/a.yaml': { link: 'gone.yaml' } }, 'in/a.yaml: there is no such file or folder (PATH_MISSING)'],
  ['a symbolic link that leads to itself', { 'in/a.yaml': { link: 'a.yaml' } }, 'in/a.yaml: the symbolic link leads to itself (PATH_UNREADABLE)'],
  ['a bad CIDR', { 'in/a.yaml': policyYaml('shop/p', 'ingress:', '- from:', '  - ipBlock: {cidr: 10.0.0.1/8}') },
    'in/a.yaml:9: NetworkPolicy shop/p: spec.ingress[0].from[0].ipBlock.cidr: `10.0.0.1/8` has bits set behind the prefix; the network is 10.0.0.0/8 (CIDR_INVALID)'],
  ['a range of ports that ends before it begins', { 'in/a.yaml': policyYaml('shop/p', 'ingress:', '- ports:', '  - port: 90', '    endPort: 80') },
    'in/a.yaml:10: NetworkPolicy shop/p: spec.ingress[0].ports[0].endPort: endPort `80` is less than port `90`; it must be at least that (END_PORT_BEFORE_PORT)'],
  ['an unknown operator', { 'in/a.yaml': policyYaml('shop/p', 'podSelector:', '  matchExpressions:', '  - {key: app, operator: Is, values: [a]}') },
    'in/a.yaml:9: NetworkPolicy shop/p: spec.podSelector.matchExpressions[0].operator: unknown operator `Is`; allowed are In, NotIn, Exists, DoesNotExist (OPERATOR_UNKNOWN)'],
  ['an ipBlock beside a selector', { 'in/a.yaml': policyYaml('shop/p', 'ingress:', '- from:', '  - ipBlock: {cidr: 10.0.0.0/8}', '    podSelector: {}') },
    'in/a.yaml:9: NetworkPolicy shop/p: spec.ingress[0].from[0]: a peer has either `ipBlock` or selectors; make it two peers (PEER_MIXED)'],
  ['more policy types than there are', { 'in/a.yaml': policyYaml('shop/p', 'policyTypes: [Ingress, Egress, Ingress]') },
    'in/a.yaml:7: NetworkPolicy shop/p: spec.policyTypes: 3 policy types are too many; at most 2 are allowed (LIST_TOO_LONG)'],
  ['a boolean for a label', { 'in/a.yaml': podYaml('shop/on').replace('name: on', 'name: web') },
    'in/a.yaml:6: Pod shop/web: metadata.labels.app: the label value `true` is not a string; quote it (FIELD_INVALID)'],
  ['several problems, all of them', { 'in/b.yaml': 'hello', 'in/a.yaml': `${policyYaml('shop/p', 'policyTypes: [Both]')}---\nkind: Pod\nmetadata: {}\n` },
    'in/a.yaml:7: NetworkPolicy shop/p: spec.policyTypes[0]: unknown policy type `Both`; allowed are Ingress, Egress (POLICY_TYPE_UNKNOWN)',
    'in/a.yaml:9: not a Kubernetes object: `apiVersion` is missing, or no text (NOT_AN_OBJECT)',
    'in/b.yaml:1: not a Kubernetes object, but the text `hello` (NOT_AN_OBJECT)'],
];

describe('bad input is refused, with nothing on the standard output', () => {
  it.each(TABLE)('%s', async (_sentence, files, ...said) => {
    const root = folder({ 'expect.yaml': EXPECT, ...files });
    const { code, out, err } = await invoke(root, ['assert', 'in', '--expect', 'expect.yaml']);
    expect(err.split('\n').slice(0, -1)).toEqual(said);
    expect(out).toBe('');
    expect(code).toBe(2);
  });

  it('a file that was named, and is no manifest', async () => {
    const root = folder({ 'expect.yaml': EXPECT, 'values.yaml': '# of Helm\nreplicas: 3\n' });
    const { code, out, err } = await invoke(root, ['assert', 'values.yaml', '--expect', 'expect.yaml']);
    expect([code, out, err]).toEqual([2, '', 'values.yaml:2: not a Kubernetes object: it has neither `kind` nor `metadata` (NOT_AN_OBJECT)\n']);
  });

  it('an empty path, which would be the working directory', async () => {
    const root = folder({ 'expect.yaml': EXPECT, 'in/a.yaml': WEB });
    const said = 'a path is empty; if it comes from a variable, that is not set (PATH_MISSING)\n';
    expect(await invoke(root, ['list', 'in', ''])).toEqual({ code: 2, out: '', err: said });
    expect(await invoke(root, ['assert', 'in', '--expect', ''])).toEqual({ code: 2, out: '', err: said });
  });

  it('a file whose name is not UTF-8, and a folder', async () => {
    const root = folder({ 'expect.yaml': EXPECT, 'in/a.yaml': WEB });
    const garbled = (name: string) => Buffer.concat([Buffer.from(`${root}/in/`), Buffer.from([0xff]), Buffer.from(name)]);
    writeFileSync(garbled('.yaml'), WEB);
    mkdirSync(garbled('folder'));
    const { code, out, err } = await invoke(root, ['list', 'in']);
    expect([code, out]).toEqual([2, '']);
    expect(err).toBe(['in/\ufffd.yaml', 'in/\ufffdfolder'].map((name) => `${name}: the name is not UTF-8, so that it cannot be found; rename it (PATH_MISSING)\n`).join(''));
  });

  it('the standard input, under its own name', async () => {
    const root = folder({ 'expect.yaml': EXPECT });
    const { code, out, err } = await invoke(root, ['assert', '-', '--expect', 'expect.yaml'], { stdin: 'a: [\n' });
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(/^-:2: not YAML: .* \(NOT_YAML\)\n$/);
  });

  it('more problems than anybody reads are counted', async () => {
    const root = folder({ 'expect.yaml': EXPECT, 'a.yaml': 'hello\n---\n'.repeat(250) });
    const { code, err } = await invoke(root, ['assert', 'a.yaml', '--expect', 'expect.yaml']);
    const lines = err.split('\n');
    expect([code, lines.length, lines[100]]).toEqual([2, 102, 'and 150 more']);
  });

  it.each([
    ['spaces', `a: [\n${' '.repeat(3_000_000)}\n`, 'NOT_YAML'],
    ['spaces behind JSON', `{"a": 1}${' '.repeat(3_000_000)}x`, 'NOT_YAML'],
    ['dashes', `a: [\n${'- '.repeat(100_000)}\n`, 'NOT_YAML'],
    ['templates', `a: [\n${'{{ '.repeat(100_000)}\n`, 'HELM_TEMPLATE'],
    ['aliases, each of its own anchor', Array.from({ length: 50_000 }, (_, i) => `- &a${i} x\n- *a${i}\n`).join(''), 'ALIASES_EXCESSIVE'],
    ['values, which would exhaust the memory', `a: [${'{},'.repeat(700_000)}]\n`, 'DOCUMENT_TOO_LARGE'],
    ['empty mappings', '{} '.repeat(200_000), 'NOT_AN_OBJECT'],
  ])('very many %s take no longer than others', async (_sentence, text, code) => {
    const given = await invoke(folder({ 'a.yaml': text }), ['list', 'a.yaml']);
    expect([given.code, given.out]).toEqual([2, '']);
    expect(given.err).toContain(`(${code})\n`);
  });

  it('a file of a million lines is read, or refused, in time', async () => {
    const flat = Array.from({ length: 1_000_000 }, (_, i) => `k${i}: [v]`).join('\n');
    const root = folder({ 'expect.yaml': EXPECT, 'in/a.yaml': flat, 'in/b.yaml': '---\n'.repeat(1_000_000), 'in/c.yaml': '# x\n'.repeat(1_000_000) });
    const { code, err } = await invoke(root, ['assert', 'in', '--expect', 'expect.yaml']);
    expect([code, err]).toEqual([2, 'in/a.yaml:1: one YAML document of more than 8 MiB; write it as several documents, or as JSON (DOCUMENT_TOO_LARGE)\n']);
  });
});

describe('bad usage is refused', () => {
  const cases: readonly [args: string, said: string][] = [
    ['', 'Usage: cdk8s-reach [options] [command]'],
    ['frob', "error: unknown command 'frob'"],
    ['assert --expect x', "error: missing required argument 'path'"],
    ['assert in', "error: required option '--expect <file>' not specified"],
    ['assert in --expect x --frob', "error: unknown option '--frob'"],
    ['assert in --expect x --format xml', "error: option '--format <format>' argument 'xml' is invalid. Allowed choices are text, json."],
    ['assert in --expect x --pod-cidr 10.0.0.1/8', "error: option '--pod-cidr <cidr>' argument '10.0.0.1/8' is invalid. `10.0.0.1/8` has bits set behind the prefix"],
    ['assert in --expect \u001b[31m', '\\u001b[31m: there is no such file or folder (PATH_MISSING)'],
    ['help frob', "error: unknown command 'frob'"],
    ['assert in --expect a --expect b', "error: option '--expect <file>' argument 'b' is invalid. The option is there twice."],
    ['explain in --from a --to b --to c --port 1', "error: option '--to <end>' argument 'c' is invalid. The option is there twice."],
    ['explain in --from a --to b --port 1 --port 2', "error: option '--port <port>' argument '2' is invalid. The option is there twice."],
    ['lock in --file a --file b', "error: option '--file <file>' argument 'b' is invalid. The option is there twice."],
    ['list in --port 1 --port 2', "error: option '--port <port>' argument '2' is invalid. The option is there twice."],
    ['assert in --expect in', 'in: is a folder, and a file is needed (PATH_UNREADABLE)'],
    ['assert - --expect -', 'error: the standard input cannot be both the manifests and the expectations'],
  ];

  it.each(cases)('cdk8s-reach %s', async (args, said) => {
    const { code, out, err } = await invoke(folder({ 'in/a.yaml': WEB }), args === '' ? [] : args.split(' '));
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(said);
  });
});
