import { folder, invoke, podYaml } from './invoke';

const PODS = [podYaml('shop/web')];
const POLICY = [
  'apiVersion: cilium.io/v2', 'kind: CiliumNetworkPolicy', 'metadata: { name: web, namespace: shop }', 'spec:', '  endpointSelector: {}',
  '  egress: [{ toCIDRSet: [{ cidrGroupRef: partners }], toPorts: [{ ports: [{ port: "443", protocol: TCP }] }] }]', '',
].join('\n');
const group = (apiVersion: string) => [`apiVersion: ${apiVersion}`, 'kind: CiliumCIDRGroup', 'metadata: { name: partners }', 'spec: { externalCIDRs: [203.0.113.0/24] }', ''].join('\n');
const facts = ['--pod-cidr', '10.0.0.0/8'];
const asked = (address: string) => ['explain', 'a.yaml', '--from', 'shop/web', '--to', address, '--port', '443', ...facts];

describe('policies of Cilium on the command line', () => {
  it.each(['cilium.io/v2', 'cilium.io/v2alpha1'])('have the blocks of the groups that they name, of %s', async (apiVersion) => {
    const root = folder({ 'a.yaml': [...PODS, POLICY, group(apiVersion)].join('---\n') });
    expect((await invoke(root, asked('203.0.113.7'))).out).toMatch(/^shop\/web.*: allowed$/m);
    expect((await invoke(root, asked('203.0.114.7'))).out).toMatch(/^shop\/web.*: denied$/m);
  });

  it('do not know the blocks of a group that is not there', async () => {
    const { out } = await invoke(folder({ 'a.yaml': [...PODS, POLICY].join('---\n') }), asked('203.0.113.7'));
    expect(out).toMatch(/^shop\/web.*: unknown$/m);
  });

  it('are refused with a group that is wrong, and its place', async () => {
    const root = folder({ 'a.yaml': [...PODS, POLICY, group('cilium.io/v2').replace('/24', '/99')].join('---\n') });
    const { code, err } = await invoke(root, ['list', 'a.yaml', ...facts]);
    expect(code).toBe(2);
    expect(err).toMatch(/a\.yaml:\d+: CiliumCIDRGroup partners: spec\.externalCIDRs\[0\]/);
  });

  it('know the API server where somebody says where it is', async () => {
    const policy = POLICY.replace(/egress: .*/, 'egress: [{ toEntities: [kube-apiserver] }]');
    const root = folder({ 'a.yaml': [...PODS, policy].join('---\n') });
    const verdicts = async (...more: readonly string[]) => {
      const answers = await Promise.all(['203.0.113.7', '203.0.114.7', '10.5.0.1'].map((address) => invoke(root, [...asked(address), '--node-cidr', '10.5.0.0/16', ...more])));
      return answers.map(({ out }) => out.split('\n')[0]?.split(': ')[1]);
    };
    expect(await verdicts()).toEqual(['unknown', 'unknown', 'unknown']);
    for (const more of [[], ['--plugin', 'cilium']]) {
      // whether it is on a node, its address does not say
      expect(await verdicts('--api-server-cidr', '203.0.113.0/28', ...more)).toEqual(['allowed', 'denied', 'unknown']);
    }
  });
});
