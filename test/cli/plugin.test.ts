import { folder, invoke, podYaml, policyYaml } from './invoke';

const PODS = [podYaml('shop/web'), podYaml('shop/db')];
const CORE = policyYaml('shop/db', 'podSelector: {matchLabels: {app: db}}', 'ingress: [{from: [{podSelector: {matchLabels: {app: web}}}], ports: [{port: 5000, endPort: 5100}]}]');
const CILIUM = [
  'apiVersion: cilium.io/v2', 'kind: CiliumNetworkPolicy', 'metadata: { name: db, namespace: shop }',
  'spec: { endpointSelector: {matchLabels: {app: db}}, ingressDeny: [{ fromEndpoints: [{}] }] }', '',
].join('\n');
const BLOCK = policyYaml('shop/db', 'podSelector: {matchLabels: {app: db}}', 'ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8}}]}]');
const NAMES = [
  'apiVersion: cilium.io/v2', 'kind: CiliumNetworkPolicy', 'metadata: { name: web, namespace: shop }',
  'spec: { endpointSelector: {matchLabels: {app: web}}, egress: [{ toFQDNs: [{ matchPattern: "**.example.com" }], toPorts: [{ ports: [{ port: "443" }] }] }] }', '',
].join('\n');
const FACTS = ['--pod-cidr', '10.0.0.0/8'];
const EXPLAIN = ['--from', 'shop/web', '--to', 'shop/db', '--port', '5050', ...FACTS];

describe('with --plugin', () => {
  const root = () => folder({ 'core.yaml': [...PODS, CORE].join('---\n'), 'both.yaml': [...PODS, CORE, CILIUM].join('---\n'), 'block.yaml': [...PODS, BLOCK].join('---\n'), 'names.yaml': [...PODS, NAMES].join('---\n') });
  const verdict = async (file: string, ...plugin: readonly string[]) => {
    const { out, err } = await invoke(root(), ['explain', file, ...EXPLAIN, ...plugin]);
    return [out.split('\n')[0]?.split(': ')[1], err.trim()];
  };

  it('policies of kinds that the plugin does not enforce count for nothing, which is said', async () => {
    expect(await verdict('both.yaml')).toEqual(['denied', '']);
    expect(await verdict('both.yaml', '--plugin', 'cilium@1.18')).toEqual(['denied', '']);
    expect(await verdict('both.yaml', '--plugin', 'calico')).toEqual(['allowed', 'network plugin `Calico` does not enforce, and so does not count, CiliumNetworkPolicy shop/db']);
  });

  it('no policy counts where the plugin enforces none, unless it is turned on', async () => {
    expect(await verdict('core.yaml', '--plugin', 'flannel')).toEqual(['allowed', 'network plugin `Flannel` enforces no NetworkPolicy, and those of these manifests count for nothing']);
    const asked = async (plugin: string) => (await invoke(root(), ['explain', 'core.yaml', '--from', 'shop/web', '--to', 'shop/db', '--port', '80', ...FACTS, '--plugin', plugin])).out.split('\n')[0];
    expect([await asked('aws-vpc-cni'), await asked('aws-vpc-cni@1.21+networkPolicy')].map((line) => line?.split(': ')[1])).toEqual(['allowed', 'denied']);
  });

  it('what it enforces otherwise than it is written is said', async () => {
    expect(await verdict('core.yaml', '--plugin', 'cilium@1.15'))
      .toEqual(['allowed', 'network plugin `Cilium 1.15` does not enforce ranges of ports as they are written; read as if it did: NetworkPolicy shop/db']);
  });

  it('two stars before a name are one label or more from Cilium 1.19 on, and one alone before', async () => {
    const asked = async (name: string, ...plugin: readonly string[]) => {
      const { out } = await invoke(root(), ['explain', 'names.yaml', '--from', 'shop/web', '--to', name, '--port', '443', ...FACTS, ...plugin]);
      return out.split('\n')[0]?.split(': ')[1];
    };
    const plugins = [[], ['--plugin', 'cilium'], ['--plugin', 'cilium@1.19.0'], ['--plugin', 'cilium@1.18']];
    expect(await Promise.all(plugins.map((plugin) => asked('api.example.com', ...plugin)))).toEqual(['allowed', 'allowed', 'allowed', 'allowed']);
    expect(await Promise.all(plugins.map((plugin) => asked('a.b.example.com', ...plugin)))).toEqual(['allowed', 'allowed', 'allowed', 'denied']);
  });

  it('blocks take in pods where the plugin has it so', async () => {
    const verdicts = await Promise.all(['calico', 'cilium', 'cilium@1.20+podsInBlocks'].map((plugin) => verdict('block.yaml', '--plugin', plugin)));
    expect(verdicts.map(([one]) => one)).toEqual(['allowed', 'denied', 'allowed']);
  });

  it('list, diff and lint count the same', async () => {
    const list = await invoke(root(), ['list', 'both.yaml', '--from', 'shop/web', '--to', 'shop/db', '--format', 'csv', ...FACTS, '--plugin', 'calico']);
    expect(list.out).toMatch(/^connection,shop\/web\[Pod\],shop\/db\[Pod\],TCP 5000-5100,,,$/m);
    expect((await invoke(root(), ['diff', 'core.yaml', 'both.yaml', ...FACTS, '--plugin', 'calico'])).out).toBe('the same connections in both versions\n');
    expect((await invoke(root(), ['diff', 'core.yaml', 'both.yaml', ...FACTS, '--plugin', 'cilium'])).out).toMatch(/removed/);
    expect((await invoke(root(), ['lint', 'both.yaml', ...FACTS, '--plugin', 'calico'])).code).toBe(0);
  });

  it.each([
    ['nobody', /`nobody` names no known network plugin; write one of antrea, aws-vpc-cni, calico, canal, cilium, conformant, flannel, gke-dataplane-v2, kindnet, kube-router, ovn-kubernetes/],
    ['cilium@new', /`cilium@new` has a version that is not a version: give one like `1.18` or `1.18.2`/],
    ['cilium@1.2', /`cilium@1.2` has a version that is older than what is known of Cilium/],
    ['cilium+magic', /`cilium\+magic` turns on `magic`, which is nothing that a plugin is known for; docs\/plugins\.md has the names/],
    ['__proto__', /names no known network plugin/],
  ])('`%s` is refused', async (plugin, says) => {
    const { code, err } = await invoke(root(), ['list', 'core.yaml', '--plugin', plugin]);
    expect(code).toBe(2);
    expect(err).toMatch(says);
  });
});
