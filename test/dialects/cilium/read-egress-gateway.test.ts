import { readEgressGateways } from '../../../src/dialects/cilium/read-egress-gateway';
import { departuresOf } from '../../../src/reachability/decide/source-address';
import { findWorkload, snapshotOf } from '../../../src/reachability/snapshot';
import { isProblem, parseAddress } from '../../../src/sets/cidr';
import { selectorText } from '../../../src/sets/selector';
import * as fc from '../../property';
import { pod } from '../../reachability/world';

const GATEWAY = { nodeSelector: { matchLabels: { role: 'egress' } }, egressIP: '192.0.2.7' };
const SPEC = { selectors: [{ podSelector: { matchLabels: { 'app': 'web', 'io.kubernetes.pod.namespace': 'shop' } } }], destinationCIDRs: ['203.0.113.0/24'], egressGateway: GATEWAY };

function policy(spec: object, name = 'partners'): object {
  return { apiVersion: 'cilium.io/v2', kind: 'CiliumEgressGatewayPolicy', metadata: { name }, spec: { ...SPEC, ...spec } };
}

const OBJECTS = [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels: { team: 'red' } } }, pod('shop/web'), pod('shop/api'), pod('bank/web'),
  pod('shop/host', { spec: { hostNetwork: true }, labels: { app: 'web' } }),
];

/** By which addresses a pod may leave to an address; `node` is that of its node. */
function leaves(policies: readonly object[], workload: string, to: string): string[] {
  const snapshot = snapshotOf(OBJECTS);
  const { rules, problems } = readEgressGateways(policies);
  expect(problems).toEqual([]);
  const [found, address] = [findWorkload(snapshot, workload), parseAddress(to)];
  if (found === undefined || isProblem(address)) throw new Error(`${workload} or ${to} is not there`);
  return departuresOf(rules, snapshot, found, address).map((departure) => {
    if (departure.kind === 'node') return 'node';
    const { leavesBy, nodes } = departure.gateway;
    const by = leavesBy.kind === 'address' ? leavesBy.address.text : `${leavesBy.kind}${leavesBy.kind === 'interface' ? ` ${leavesBy.name}` : ''}`;
    return `${by} of ${selectorText(nodes)}`;
  });
}

const FIXED = '192.0.2.7 of role=egress';

describe('an egress gateway policy of Cilium', () => {
  it.each<[string, readonly object[], string, string, string[]]>([
    ['gives its pods its address', [policy({})], 'shop/web', '203.0.113.9', [FIXED]],
    ['does nothing for other addresses', [policy({})], 'shop/web', '203.0.114.9', ['node']],
    ['does nothing for other pods', [policy({})], 'shop/api', '203.0.113.9', ['node']],
    ['does nothing for pods of the same labels elsewhere', [policy({})], 'bank/web', '203.0.113.9', ['node']],
    ['does nothing for pods on the host network', [policy({})], 'shop/host', '203.0.113.9', ['node']],
    ['leaves out what is excluded', [policy({ excludedCIDRs: ['203.0.113.0/28'] })], 'shop/web', '203.0.113.9', ['node']],
    ['takes in a longer block within an exception', [policy({ destinationCIDRs: ['203.0.113.0/24', '203.0.113.9/32'], excludedCIDRs: ['203.0.113.0/28'] })], 'shop/web', '203.0.113.9', [FIXED]],
    ['keeps its exceptions from those of another policy', [policy({ destinationCIDRs: ['0.0.0.0/0'], excludedCIDRs: ['203.0.113.0/25'] }), policy({}, 'other')], 'shop/web', '203.0.113.9', ['node']],
    ['cuts out of another one what it names more exactly', [
      policy({ destinationCIDRs: ['0.0.0.0/0'] }), policy({ egressGateway: { ...GATEWAY, egressIP: '192.0.2.8' } }, 'other'),
    ], 'shop/web', '203.0.113.9', ['192.0.2.8 of role=egress']],
    ['and another one about the same block: nobody knows which counts', [policy({}), policy({ egressGateway: { ...GATEWAY, egressIP: '192.0.2.8' } }, 'other')],
      'shop/web', '203.0.113.9', ['192.0.2.8 of role=egress', FIXED]],
    ['may name an interface', [policy({ egressGateway: { nodeSelector: {}, interface: 'eth1' } })], 'shop/web', '203.0.113.9', ['interface eth1 of *']],
    ['may leave it to the default route', [policy({ egressGateway: { nodeSelector: {}, egressIP: '' } })], 'shop/web', '203.0.113.9', ['defaultRoute of *']],
    ['of several gateways gives each pod one, and none the one that they stand for', [policy({ egressGateway: { nodeSelector: {} }, egressGateways: [GATEWAY, { nodeSelector: {}, interface: 'eth1' }] })],
      'shop/web', '203.0.113.9', [FIXED, 'interface eth1 of *']],
    ['may be about pods on some nodes', [policy({ selectors: [{ podSelector: {}, nodeSelector: {} }] })], 'bank/web', '203.0.113.9', [FIXED, 'node']],
    ['may ask for labels of the namespace', [policy({ selectors: [{ namespaceSelector: { matchLabels: { team: 'red' } } }] })], 'shop/api', '203.0.113.9', [FIXED]],
    ['finds no namespace that lacks them', [policy({ selectors: [{ namespaceSelector: { matchLabels: { team: 'red' } } }] })], 'bank/web', '203.0.113.9', ['node']],
    ['asks for both selectors', [policy({ selectors: [{ namespaceSelector: { matchLabels: { team: 'red' } }, podSelector: { matchLabels: { app: 'web' } } }] })], 'shop/api', '203.0.113.9', ['node']],
    ['takes bits behind the prefix for nothing', [policy({ destinationCIDRs: ['203.0.113.5/24'] })], 'shop/web', '203.0.113.9', [FIXED]],
    ['takes IPv6', [policy({ destinationCIDRs: ['2001:db8::/32'], egressGateway: { nodeSelector: {}, egressIP: '2001:db8:1::1' } })], 'shop/web', '2001:db8::9', ['2001:db8:1::1 of *']],
  ])('%s', (_, policies, workload, to, expected) => {
    expect(leaves(policies, workload, to)).toEqual(expected);
  });

  it.each<[string, object, string[]]>([
    ['of an older version', { ...policy({}), apiVersion: 'cilium.io/v2alpha1' }, ['VERSION_UNSUPPORTED apiVersion']],
    ['without a name', { ...policy({}), metadata: {} }, ['FIELD_MISSING metadata.name']],
    ['without selectors', policy({ selectors: undefined }), ['FIELD_MISSING spec.selectors']],
    ['without destinations', policy({ destinationCIDRs: undefined }), ['FIELD_MISSING spec.destinationCIDRs']],
    ['without a gateway', policy({ egressGateway: undefined }), ['FIELD_MISSING spec.egressGateway']],
    ['without a gateway but in the plural', policy({ egressGateway: undefined, egressGateways: [GATEWAY] }), ['FIELD_MISSING spec.egressGateway']],
    ['with 65 gateways', policy({ egressGateways: Array.from({ length: 65 }, () => GATEWAY) }), ['LIST_TOO_LONG spec.egressGateways']],
    ['without nodes', policy({ egressGateway: { egressIP: '192.0.2.7' } }), ['FIELD_MISSING spec.egressGateway.nodeSelector']],
    ['with an address and an interface', policy({ egressGateway: { ...GATEWAY, interface: 'eth1' } }), ['GATEWAY_MIXED spec.egressGateway.egressIP']],
    ['with an address that is none', policy({ egressGateway: { ...GATEWAY, egressIP: '192.0.2' } }), ['ADDRESS_INVALID spec.egressGateway.egressIP']],
    ['with a block that is none', policy({ destinationCIDRs: ['203.0.113.0/33'] }), ['CIDR_INVALID spec.destinationCIDRs[0]']],
    ['with an address for a block', policy({ excludedCIDRs: ['203.0.113.9'] }), ['CIDR_INVALID spec.excludedCIDRs[0]']],
    ['about nobody', policy({ selectors: [{ nodeSelector: {} }] }), ['SUBJECT_EMPTY spec.selectors[0]']],
    ['with a source before a label', policy({ selectors: [{ podSelector: { matchLabels: { 'k8s:app': 'web' } } }] }), ['LABEL_INVALID spec.selectors[0].podSelector.matchLabels.k8s:app']],
    ['with a misspelt field', policy({ excludedCidrs: [] }), ['FIELD_UNKNOWN spec.excludedCidrs']],
    ['with a list for a gateway', policy({ egressGateway: [GATEWAY] }), ['FIELD_TYPE spec.egressGateway', 'FIELD_MISSING spec.egressGateway.nodeSelector']],
    ['with a text for a list', policy({ destinationCIDRs: '0.0.0.0/0' }), ['FIELD_TYPE spec.destinationCIDRs']],
    ['with an operator that is none', policy({ selectors: [{ podSelector: { matchExpressions: [{ key: 'app', operator: 'Is' }] } }] }), ['OPERATOR_UNKNOWN spec.selectors[0].podSelector.matchExpressions[0].operator']],
    ['of nodes by an operator that is none', policy({ egressGateway: { nodeSelector: { matchExpressions: [{ key: 'a', operator: 'Is' }] } } }), ['OPERATOR_UNKNOWN spec.egressGateway.nodeSelector.matchExpressions[0].operator']],
  ])('%s is refused at its field, and means nothing', (_, object, expected) => {
    const { rules, problems } = readEgressGateways([object]);
    expect(problems.map(({ code, path }) => `${code} ${path}`)).toEqual(expected);
    expect(rules).toEqual([]);
  });

  it('that has an address and destinations of both families is told of', () => {
    const both = policy({ destinationCIDRs: ['0.0.0.0/0', '::/0'] });
    expect(readEgressGateways([both]).notes).toEqual([{
      object: 'CiliumEgressGatewayPolicy partners',
      path: 'spec.destinationCIDRs',
      text: 'destinations of both families with an `egressIP`, which is of one: connections of the other leave by another address, and Cilium 1.20 drops all of them '
        + 'where the node has no address of it: write a policy for each family',
    }]);
    expect(readEgressGateways([policy({ destinationCIDRs: ['0.0.0.0/0', '::/0'], egressGateway: { nodeSelector: {}, interface: 'eth1' } })]).notes).toEqual([]);
  });

  it('of whatever shape never crashes the reader', () => {
    const keys = [
      'selectors', 'podSelector', 'namespaceSelector', 'nodeSelector', 'destinationCIDRs', 'excludedCIDRs', 'egressGateway', 'egressGateways', 'egressIP', 'interface', 'matchLabels',
      'matchExpressions', 'key', 'operator', 'values',
    ];
    const json = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 6 }, fc.jsonValue({ maxDepth: 1 }), fc.array(tie('value'), { maxLength: 3 }), fc.dictionary(fc.constantFrom(...keys), tie('value'), { maxKeys: 4 }),
      ),
    })).value;
    fc.assert(fc.property(json, (spec) => {
      expect(() => readEgressGateways([{ apiVersion: 'cilium.io/v2', kind: 'CiliumEgressGatewayPolicy', metadata: { name: 'x' }, spec }])).not.toThrow();
    }), { numRuns: 300 });
  });

  it('of another group is somebody else\'s', () => {
    expect(readEgressGateways([{ ...policy({}), apiVersion: 'example.com/v2' }, null, 'text', { kind: 'CiliumEgressGatewayPolicy' }])).toEqual({ rules: [], problems: [], notes: [] });
  });
});
