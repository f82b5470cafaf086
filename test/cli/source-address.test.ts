import { readFileSync } from 'fs';
import { join } from 'path';
import Ajv from 'ajv';
import { folder, invoke, podYaml } from './invoke';

const SCHEMA: object = JSON.parse(readFileSync(join(__dirname, '..', '..', 'docs', 'schema', 'explain-v1.json'), 'utf8'));
const VALIDATE = new Ajv({ strict: true, allErrors: true }).compile(SCHEMA);

function policyOf(name: string, cidr: string, gateway: string): string {
  return ['apiVersion: cilium.io/v2', 'kind: CiliumEgressGatewayPolicy', `metadata: {name: ${name}}`, 'spec:',
    '  selectors: [{podSelector: {matchLabels: {app: web}}}]', `  destinationCIDRs: [${cidr}]`, `  egressGateway: ${gateway}`].join('\n');
}

const ROOT = folder({
  'a.yaml': [
    podYaml('shop/web'),
    podYaml('shop/api'),
    policyOf('partners', '203.0.113.0/24', '{nodeSelector: {matchLabels: {role: egress}}, egressIP: 192.0.2.7}'),
    policyOf('uplink', '198.51.100.0/24', '{nodeSelector: {}, interface: eth1}'),
  ].join('\n---\n'),
});

async function lastLines(from: string, to: string, ...more: readonly string[]): Promise<string[]> {
  const { code, out } = await invoke(ROOT, ['explain', 'a.yaml', '--from', from, '--to', to, '--port', '443', ...more]);
  expect(code).toBe(0);
  return out.split('\n').filter((line) => /^ {2}(leaves|or) /.test(line));
}

describe('explain tells by which address a connection leaves the cluster', () => {
  it.each([
    ['through a gateway', 'shop/web', '203.0.113.9', ['  leaves the cluster by 192.0.2.7 of the first node with role=egress, as CiliumEgressGatewayPolicy partners (a.yaml:24) says']],
    ['by an interface', 'shop/web', '198.51.100.9', ['  leaves the cluster by the first IPv4 address of interface eth1 of the first node by name, as CiliumEgressGatewayPolicy uplink (a.yaml:32) says']],
    ['by its node', 'shop/web', '192.0.2.9', ['  leaves the cluster by the address that its node gives it']],
    ['of a pod that no policy selects', 'shop/api', '203.0.113.9', ['  leaves the cluster by the address that its node gives it']],
    ['to a name, which has any address', 'shop/web', 'api.example.com', [
      '  leaves the cluster by 192.0.2.7 of the first node with role=egress, as CiliumEgressGatewayPolicy partners (a.yaml:24) says',
      '  or by the first IPv4 address of interface eth1 of the first node by name, as CiliumEgressGatewayPolicy uplink (a.yaml:32) says',
      '  or by the address that its node gives it',
    ]],
    ['that does not leave it', 'shop/web', 'shop/api', []],
  ])('%s', async (_, from, to, expected) => {
    expect(await lastLines(from, to)).toEqual(expected);
  });

  it('and of one within the blocks of pods or nodes nothing, since it does not leave', async () => {
    expect(await lastLines('shop/web', '203.0.113.9', '--pod-cidr', '203.0.113.0/28')).toEqual([]);
  });

  it('to a name, which has no address of pods or nodes', async () => {
    expect(await lastLines('shop/web', 'api.example.com', '--pod-cidr', '203.0.113.0/24', '--node-cidr', '198.51.100.0/24')).toEqual(['  leaves the cluster by the address that its node gives it']);
  });

  it('through the node that is the gateway, where Nodes are among the manifests, and tells where none is', async () => {
    const node = (name: string, role: string) => ['apiVersion: v1', 'kind: Node', `metadata: {name: ${name}, labels: {role: ${role}}}`].join('\n');
    const policy = policyOf('partners', '203.0.113.0/24', '{nodeSelector: {matchLabels: {role: egress}}, egressIP: 192.0.2.7}');
    const answer = async (...nodes: readonly string[]) => {
      const root = folder({ 'a.yaml': [podYaml('shop/web'), policy, ...nodes].join('\n---\n') });
      const { out } = await invoke(root, ['explain', 'a.yaml', '--from', 'shop/web', '--to', '203.0.113.9', '--port', '443', '--format', 'json']);
      const json = JSON.parse(out) as { leaves: { node?: string; text: string }[] }; // its schema
      expect([VALIDATE(json), VALIDATE.errors]).toEqual([true, null]);
      return json.leaves.map((way) => [way.node, way.text.replace(/^.*says/, '')]);
    };
    expect(await answer()).toEqual([[undefined, '']]);
    expect(await answer(node('b', 'egress'), node('a', 'worker'), node('c', 'egress'))).toEqual([['b', '; that node is b']]);
    expect(await answer(node('a', 'worker'))).toEqual([[undefined, '; no node among the manifests has these labels, and without one the connection is dropped']]);
  });

  it('as JSON of its schema', async () => {
    const { out } = await invoke(ROOT, ['explain', 'a.yaml', '--from', 'shop/web', '--to', '203.0.113.9', '--port', '443', '--format', 'json']);
    const answer: unknown = JSON.parse(out);
    expect(answer).toMatchObject({
      leaves: [{
        by: 'address',
        address: '192.0.2.7',
        nodes: 'role=egress',
        policy: { kind: 'CiliumEgressGatewayPolicy', name: 'partners', file: 'a.yaml' },
        text: 'by 192.0.2.7 of the first node with role=egress, as CiliumEgressGatewayPolicy partners (a.yaml:24) says',
      }],
    });
    expect([VALIDATE(answer), VALIDATE.errors]).toEqual([true, null]);
  });
});
