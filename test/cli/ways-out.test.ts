import { readFileSync } from 'fs';
import { join } from 'path';
import Ajv from 'ajv';
import { folder, invoke, podYaml, policyYaml } from './invoke';
import { strictSchema } from '../compare/list/schema';

interface Gateway {
  readonly to?: string;
  readonly by?: string;
  readonly without?: string;
  readonly pods?: string;
}

/** An egress gateway policy of Cilium. */
function gateway(name: string, { to = '203.0.113.0/24', by = 'egressIP: 192.0.2.7', without, pods = 'podSelector: {matchLabels: {app: web}}' }: Gateway = {}): string {
  return ['apiVersion: cilium.io/v2', 'kind: CiliumEgressGatewayPolicy', `metadata: {name: ${name}}`, 'spec:', `  selectors: [{${pods}}]`, `  destinationCIDRs: [${to}]`,
    ...(without === undefined ? [] : [`  excludedCIDRs: [${without}]`]), `  egressGateway: {nodeSelector: {matchLabels: {role: egress}}, ${by}}`, ''].join('\n');
}

const POLICY = policyYaml('shop/web', 'podSelector: {matchLabels: {app: web}}', 'policyTypes: [Egress]', 'egress: [{to: [{ipBlock: {cidr: 203.0.112.0/23}}], ports: [{port: 443}]}]');
const world = (...more: readonly string[]) => [podYaml('shop/web'), podYaml('shop/api'), POLICY, ...more].join('---\n');

/** What a command prints of some manifests. */
async function answered(files: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  return invoke(folder(files), args);
}

const lines = async (manifests: string, ...args: readonly string[]) => (
  (await answered({ 'a.yaml': manifests }, 'list', 'a.yaml', '--format', 'csv', ...args)).out.split('\n').filter((line) => line.startsWith('leaving,'))
);

const BY_7 = 'by 192.0.2.7 of the first node with role=egress, as CiliumEgressGatewayPolicy partners says';

describe('list tells by which addresses connections leave the cluster', () => {
  it('in a section below the connections, for the part of the addresses that are led', async () => {
    const { out } = await answered({ 'a.yaml': world(gateway('partners')) }, 'list', 'a.yaml', '--from', 'shop/web');
    expect(out).toMatchInlineSnapshot(`
"source         destination     ports
shop/web[Pod]  shop/api[Pod]   perhaps TCP 443
shop/web[Pod]  203.0.112.0/23  TCP 443

ways out of the cluster:
source         destination     leaves
shop/web[Pod]  203.0.113.0/24  by 192.0.2.7 of the first node with role=egress, as CiliumEgressGatewayPolicy partners says
"
`);
  });

  it('in Markdown and CSV', async () => {
    const md = (await answered({ 'a.yaml': world(gateway('partners')) }, 'list', 'a.yaml', '--format', 'md')).out;
    expect(md.split('\n').slice(-7)).toEqual([
      '', '## Ways out of the cluster', '', '| source | destination | leaves |', '| --- | --- | --- |', `| shop/web[Pod] | 203.0.113.0/24 | ${BY_7} |`, '',
    ]);
    expect(await lines(world(gateway('partners')))).toEqual([`leaving,shop/web[Pod],203.0.113.0/24,,,,"${BY_7}"`]);
  });

  it('in JSON of its schema', async () => {
    const { out } = await answered({ 'a.yaml': world(gateway('partners'), gateway('uplink', { to: '203.0.112.0/24', by: 'interface: eth1' })) }, 'list', 'a.yaml', '--format', 'json');
    const json: unknown = JSON.parse(out);
    expect(strictSchema(json)).toEqual([]);
    const source = { kind: 'Pod', namespace: 'shop', name: 'web' };
    expect(json).toMatchObject({
      leaves: [
        { source, destination: { cidrs: ['203.0.112.0/24'] }, ways: [{ by: 'interface', interface: 'eth1', nodes: 'role=egress', policy: { kind: 'CiliumEgressGatewayPolicy', name: 'uplink' } }] },
        { source, destination: { cidrs: ['203.0.113.0/24'] }, ways: [{ by: 'address', address: '192.0.2.7', nodes: 'role=egress', policy: { name: 'partners' }, text: BY_7 }] },
      ],
    });
  });

  it.each<[string, string[], string[]]>([
    ['blocks that are left out, and a longer one, cut the addresses', [gateway('partners', { to: '203.0.112.0/23', without: '203.0.112.0/25' }), gateway('b', { to: '203.0.113.8/32', by: 'egressIP: 192.0.2.8' })], [
      `"203.0.112.128-203.0.113.7, 203.0.113.9-203.0.113.255",,,,"${BY_7}"`, '203.0.113.8/32,,,,"by 192.0.2.8 of the first node with role=egress, as CiliumEgressGatewayPolicy b says"',
    ]],
    ['of two that clash nobody knows which', [gateway('partners'), gateway('b', { by: 'interface: eth1' })], [
      '203.0.113.0/24,,,,"by 192.0.2.7 of the first node with role=egress, as CiliumEgressGatewayPolicy partners says, or by the first IPv4 address of interface eth1 of the first node with role=egress, as CiliumEgressGatewayPolicy b says"',
    ]],
    ['of pods on some nodes alone nobody knows whether', [gateway('partners', { pods: 'podSelector: {}, nodeSelector: {matchLabels: {zone: x}}' })], [
      `203.0.113.0/24,,,,"${BY_7}, or by the address that its node gives it"`,
    ]],
    ['addresses that the workload does not reach are left out', [gateway('partners', { to: '198.51.100.0/24, 203.0.113.0/28' })], [`203.0.113.0/28,,,,"${BY_7}"`]],
    ['an exception alone leads nobody anywhere', [gateway('partners', { to: '198.51.100.0/24', without: '203.0.113.0/24' })], []],
  ])('%s', async (_, policies, expected) => {
    const found = (await lines(world(...policies), '--from', 'shop/web')).map((line) => line.replace('leaving,shop/web[Pod],', ''));
    expect(found.sort()).toEqual([...expected].sort());
  });

  it('and nothing that stays in the cluster, as the options have its pods and nodes', async () => {
    const manifests = world(gateway('partners'));
    expect(await lines(manifests, '--pod-cidr', '203.0.113.0/25')).toEqual([`leaving,shop/web[Pod],203.0.113.128/25,,,,"${BY_7}"`]);
    expect(await lines(manifests, '--node-cidr', '203.0.113.0/24')).toEqual([]);
  });

  it('only what is asked about', async () => {
    const manifests = world(gateway('partners', { pods: 'podSelector: {}' }));
    const asked = async (...args: readonly string[]) => (await lines(manifests, ...args)).map((line) => line.split(',')[1]);
    expect(await asked()).toEqual(['shop/api[Pod]', 'shop/web[Pod]']);
    expect(await asked('--from', 'shop/web')).toEqual(['shop/web[Pod]']);
    expect(await asked('--to', '203.0.113.9')).toEqual(['shop/api[Pod]', 'shop/web[Pod]']);
    expect(await asked('--to', '203.0.112.9')).toEqual([]);
    expect(await asked('--port', '443')).toEqual(['shop/api[Pod]', 'shop/web[Pod]']);
    expect(await asked('--port', '80')).toEqual(['shop/api[Pod]']);
    // a name may have any address outside, where it is reached at all
    expect(await asked('--to', 'api.example.com')).toEqual(['shop/api[Pod]', 'shop/web[Pod]']);
    expect(await asked('--to', 'api.example.com', '--port', '80')).toEqual(['shop/api[Pod]']);
  });

  it('in no format of another program, and says so', async () => {
    const files = { 'a.yaml': world(gateway('partners')), 'b.yaml': world() };
    const [withOne, without] = [await answered(files, 'list', 'a.yaml', '--format', 'npguard'), await answered(files, 'list', 'b.yaml', '--format', 'npguard')];
    expect([withOne.out, without.err]).toEqual([without.out, '']);
    expect(withOne.err).toBe('the format npguard does not tell by which addresses connections leave the cluster through gateways: the other formats do\n');
    expect((await answered(files, 'diff', 'b.yaml', 'a.yaml', '--format', 'npguard')).err).toContain('the format npguard does not tell');
  });

  it('and on a network plugin that leads nobody through gateways nothing but that', async () => {
    const files = { 'a.yaml': world(gateway('partners')), 'b.yaml': world() };
    const [withOne, without] = [await answered(files, 'list', 'a.yaml', '--plugin', 'calico'), await answered(files, 'list', 'b.yaml', '--plugin', 'calico')];
    expect(withOne.out).toBe(without.out);
    expect(withOne.err).toContain('network plugin `Calico` does not enforce, and so does not count, CiliumEgressGatewayPolicy partners');
    const explained = async (plugin: string) => (await answered(files, 'explain', 'a.yaml', '--from', 'shop/web', '--to', '203.0.113.9', '--port', '443', '--plugin', plugin)).out;
    const told = (out: string) => out.includes('leaves the cluster by 192.0.2.7');
    // what is off unless somebody turns it on is off
    expect([told(await explained('calico')), told(await explained('cilium')), told(await explained('cilium+egressGateway'))]).toEqual([false, false, true]);
  });

  it('and refuses Pods of one controller that a policy tells apart', async () => {
    const owned = (name: string, app: string) => podYaml(`shop/${name}`).replace(`{app: ${name}}`, `{app: ${app}}`)
      .replace('metadata:\n', 'metadata:\n  ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: web, uid: a, controller: true}]\n');
    const manifests = [owned('web-1', 'web'), owned('web-2', 'other'), gateway('partners')].join('---\n');
    const { code, err } = await answered({ 'a.yaml': manifests }, 'list', 'a.yaml');
    expect([code, /CONTROLLER_TOLD_APART/.test(err)]).toEqual([2, true]);
  });
});

const DIFF_SCHEMA = new Ajv({ strict: true, allErrors: true }).compile(JSON.parse(readFileSync(join(__dirname, '..', '..', 'docs', 'schema', 'diff-v1.json'), 'utf8')) as object);

describe('diff tells where connections do not leave the cluster as they did', () => {
  const files = {
    'old.yaml': world(gateway('partners')),
    'new.yaml': world(gateway('others', { to: '203.0.113.0/25, 203.0.112.0/28', by: 'egressIP: 192.0.2.8' })),
    'renamed.yaml': world(gateway('renamed')),
    'none.yaml': world(),
  };
  const exit = async (old: string, current: string, failOn: string) => (await answered(files, 'diff', `${old}.yaml`, `${current}.yaml`, '--fail-on', failOn)).code;

  it('as a table of its own', async () => {
    expect((await answered(files, 'diff', 'old.yaml', 'new.yaml')).out).toMatchInlineSnapshot(`
"the same connections in both versions

ways out of the cluster:
change   source         destination       before                                                                                       after
added    shop/web[Pod]  203.0.112.0/28    by the address that its node gives it                                                        by 192.0.2.8 of the first node with role=egress, as CiliumEgressGatewayPolicy others says
changed  shop/web[Pod]  203.0.113.0/25    by 192.0.2.7 of the first node with role=egress, as CiliumEgressGatewayPolicy partners says  by 192.0.2.8 of the first node with role=egress, as CiliumEgressGatewayPolicy others says
removed  shop/web[Pod]  203.0.113.128/25  by 192.0.2.7 of the first node with role=egress, as CiliumEgressGatewayPolicy partners says  by the address that its node gives it
1 added, 1 removed, 0 widened, 0 narrowed, 1 changed
"
`);
    const md = (await answered(files, 'diff', 'none.yaml', 'old.yaml', '--format', 'md')).out;
    expect(md).toBe([
      'The same connections in both versions.', '', 'Ways out of the cluster:', '', '| change | source | destination | before | after |', '| --- | --- | --- | --- | --- |',
      `| added | shop/web[Pod] | 203.0.113.0/24 | by the address that its node gives it | ${BY_7} |`, '', '1 added, 0 removed, 0 widened, 0 narrowed, 0 changed', '',
    ].join('\n'));
  });

  it('as JSON of its schema', async () => {
    const json: unknown = JSON.parse((await answered(files, 'diff', 'old.yaml', 'new.yaml', '--format', 'json')).out);
    expect([DIFF_SCHEMA(json), DIFF_SCHEMA.errors]).toEqual([true, null]);
    const source = { kind: 'Pod', namespace: 'shop', name: 'web', presence: 'both' };
    expect(json).toMatchObject({
      changes: [],
      leaves: [
        { change: 'added', source, destination: { cidrs: ['203.0.112.0/28'] }, before: [{ by: 'node' }], after: [{ by: 'address', address: '192.0.2.8' }], widens: true },
        { change: 'changed', before: [{ address: '192.0.2.7' }], after: [{ address: '192.0.2.8' }], widens: true },
        { change: 'removed', after: [{ by: 'node' }], widens: false },
      ],
    });
  });

  it('and it counts for the exit code: another address is new to whoever lets connections in by it, a lost one opens nothing', async () => {
    expect([await exit('old', 'new', 'any'), await exit('old', 'none', 'any'), await exit('none', 'old', 'any')]).toEqual([1, 1, 1]);
    expect([await exit('old', 'new', 'widened'), await exit('none', 'old', 'widened'), await exit('old', 'none', 'widened')]).toEqual([1, 1, 0]);
  });

  it('and it does not matter which object says so', async () => {
    const { out } = await answered(files, 'diff', 'old.yaml', 'renamed.yaml');
    expect([out, await exit('old', 'renamed', 'any')]).toEqual(['the same connections in both versions\n', 0]);
    expect((await answered(files, 'diff', 'none.yaml', 'none.yaml', '--format', 'json')).out).not.toContain('leaves');
  });

  it('of a workload that is new', async () => {
    const more = { 'old.yaml': [podYaml('shop/api'), gateway('partners', { pods: 'podSelector: {}' })].join('---\n'), 'new.yaml': world(gateway('partners', { pods: 'podSelector: {}' })) };
    const { out } = await answered(more, 'diff', 'old.yaml', 'new.yaml');
    expect(out.split('ways out of the cluster:\n')[1]?.split('\n').slice(1, -2)).toEqual([`added   shop/web[Pod]  203.0.113.0/24  none    ${BY_7}`]);
  });
});
