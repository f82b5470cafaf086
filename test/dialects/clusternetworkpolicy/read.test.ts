import { readClusterNetworkPolicies } from '../../../src/dialects/clusternetworkpolicy/read';
import { PolicyProblemCode } from '../../../src/dialects/read-rules';
import * as fc from '../../property';
import { objectsOf } from '../../reachability/world';
import { crdCheck } from '../../schemas/crd';
import { readable, RefusedBy } from '../tiers';

const policy = (spec: unknown, metadata: object = { name: 'x' }) => ({ apiVersion: 'policy.networking.k8s.io/v1alpha2', kind: 'ClusterNetworkPolicy', metadata, spec });
const read = (spec: unknown) => readClusterNetworkPolicies([policy(spec)]);
const spec = (fields: object) => ({ tier: 'Admin', priority: 10, subject: { namespaces: {} }, ...fields });
const rule = (fields: object) => ({ action: 'Deny', to: [{ namespaces: {} }], ...fields });
const egress = (...rules: readonly unknown[]) => spec({ egress: rules });
const toPeer = (peer: unknown, action = 'Accept') => egress(rule({ action, to: [{ namespaces: {} }, peer] }));
const fromPeer = (peer: unknown) => spec({ ingress: [{ action: 'Deny', from: [peer] }] });
const over = (protocol: unknown) => egress(rule({ protocols: [protocol] }));
const numbered = (count: number, one: (i: number) => unknown) => Array.from({ length: count }, (_, i) => one(i));

describe('a ClusterNetworkPolicy', () => {
  it('is read to a tier, a place in it, and rules in their order', () => {
    const { policies, problems } = readClusterNetworkPolicies(objectsOf(`
apiVersion: policy.networking.k8s.io/v1alpha2
kind: ClusterNetworkPolicy
metadata: { name: guard }
spec:
  tier: Baseline
  priority: 1000
  subject: { pods: { namespaceSelector: { matchLabels: { team: blue } }, podSelector: { matchLabels: { app: web } } } }
  ingress:
  - { name: neighbours, action: Pass, from: [{ namespaces: { matchLabels: { team: blue } } }] }
  - action: Accept
    from: [{ pods: { podSelector: { matchExpressions: [{ key: app, operator: NotIn, values: [b, a] }] } } }]
    protocols: [{ destinationNamedPort: http }]
  egress:
  - action: Accept
    to: [{ networks: ["10.0.0.0/8", "2001:DB8::/32"] }, { nodes: {} }, { domainNames: [example.com, "*.example.com."] }]
    protocols: [{ tcp: { destinationPort: { number: 443 } } }, { udp: { destinationPort: { range: { start: 1, end: 65535 } } } }, { sctp: { destinationPort: { number: 9 } } }]`));
    expect(problems).toEqual([]);
    expect(readable(policies)).toMatchSnapshot();
  });

  it('without rules means nothing, and is sound', () => {
    expect(read(spec({})).policies).toMatchObject([{ tier: { name: 'admin' }, priority: 10, rules: [] }]);
  });

  it('is sorted by name; those of other API groups are somebody else\'s', () => {
    const foreign = { apiVersion: 'crd.antrea.io/v1beta1', kind: 'ClusterNetworkPolicy', metadata: { name: 'a' }, spec: { priority: 5 } };
    const { policies, problems } = readClusterNetworkPolicies([policy(spec({}), { name: 'z' }), foreign, policy(spec({}), { name: 'b' }), null, 'text', { kind: 'List' }]);
    expect(policies.map(({ origin }) => origin)).toEqual([{ kind: 'ClusterNetworkPolicy', name: 'b' }, { kind: 'ClusterNetworkPolicy', name: 'z' }]);
    expect(problems).toEqual([]);
  });

  it('with a peer of an unknown kind fails closed: an accept matches nothing, not even by its other peers, and the others deny all', () => {
    const rules = (['Accept', 'Deny', 'Pass'] as const).map((action) => (
      rule({ action, to: [{ namespaces: {} }, { services: {} }], protocols: [{ tcp: { destinationPort: { number: 1 } } }] })
    ));
    const { policies, problems } = read(egress(...rules));
    expect(problems).toEqual([]);
    expect(policies[0]?.rules.map(({ action, peers, ports }) => ({ action, peers, ports }))).toEqual(
      ['accept', 'deny', 'pass'].map((action) => ({ action, peers: [{ kind: 'unknown' }], ports: 'all' })),
    );
  });
});

const REFUSED: readonly (readonly [PolicyProblemCode, RefusedBy, unknown])[] = [
  ['ACTION_UNKNOWN', 'schema', egress(rule({ action: 'Allow' }))],
  ['ACTION_UNKNOWN', 'schema', egress(rule({ action: undefined }))],
  ['CIDR_INVALID', 'rule', toPeer({ networks: ['10.0.0.0'] })],
  ['CIDR_INVALID', 'rule', toPeer({ networks: ['300.0.0.0/8'] })],
  ['CIDR_INVALID', 'text', toPeer({ networks: ['10.0.0.1/8'] })],
  ['DOMAIN_NAMES_NOT_ACCEPTED', 'text', toPeer({ domainNames: ['example.com'] }, 'Deny')],
  ['DOMAIN_NAMES_NOT_ACCEPTED', 'text', toPeer({ domainNames: ['example.com'] }, 'Pass')],
  ['DOMAIN_NAME_INVALID', 'schema', toPeer({ domainNames: ['com'] })],
  ['DOMAIN_NAME_INVALID', 'schema', toPeer({ domainNames: ['a.*.example.com'] })],
  ['FIELD_MISSING', 'schema', { ...spec({}), priority: undefined }],
  ['FIELD_MISSING', 'schema', spec({ subject: { pods: { namespaceSelector: {} } } })],
  ['FIELD_MISSING', 'schema', toPeer({ pods: {} })],
  ['FIELD_MISSING', 'schema', over({ tcp: { destinationPort: { range: { start: 1 } } } })],
  ['FIELD_TYPE', 'schema', spec({ priority: '10' })],
  ['FIELD_TYPE', 'schema', toPeer({ networks: [8] })],
  ['FIELD_TYPE', 'schema', egress(rule({ protocols: { tcp: {} } }))],
  ['FIELD_UNKNOWN', 'text', spec({ policyTypes: ['Egress'] })],
  ['FIELD_UNKNOWN', 'text', egress(rule({ ports: [{ portNumber: { port: 80 } }] }))],
  ['FIELD_UNKNOWN', 'text', fromPeer({ networks: ['10.0.0.0/8'] })],
  ['FIELD_UNKNOWN', 'text', fromPeer({ nodes: {} })],
  ['ITEM_DUPLICATE', 'rule', toPeer({ networks: ['10.0.0.0/8', '10.0.0.0/8'] })],
  ['LABEL_INVALID', 'text', spec({ subject: { namespaces: { matchLabels: { 'not a key': 'x' } } } })],
  ['LIST_EMPTY', 'schema', egress(rule({ to: [] }))],
  ['LIST_EMPTY', 'schema', egress(rule({ to: undefined }))],
  ['LIST_EMPTY', 'schema', spec({ ingress: [{ action: 'Deny' }] })],
  ['LIST_EMPTY', 'schema', egress(rule({ protocols: [] }))],
  ['LIST_EMPTY', 'schema', toPeer({ networks: [] })],
  ['LIST_TOO_LONG', 'schema', egress(...numbered(26, () => rule({})))],
  ['LIST_TOO_LONG', 'schema', egress(rule({ to: numbered(26, () => ({ namespaces: {} })) }))],
  ['LIST_TOO_LONG', 'schema', egress(rule({ protocols: numbered(26, () => ({ destinationNamedPort: 'x' })) }))],
  ['LIST_TOO_LONG', 'schema', toPeer({ networks: numbered(26, (i) => `10.${i}.0.0/16`) })],
  ['NAMED_PORT_MISPLACED', 'rule', egress(rule({ to: [{ networks: ['10.0.0.0/8'] }], protocols: [{ destinationNamedPort: 'http' }] }))],
  ['NAMED_PORT_MISPLACED', 'rule', egress(rule({ to: [{ namespaces: {} }, { nodes: {} }], protocols: [{ destinationNamedPort: 'http' }] }))],
  ['NAMED_PORT_MISPLACED', 'rule', egress(rule({ action: 'Accept', to: [{ domainNames: ['a.example'] }], protocols: [{ destinationNamedPort: 'http' }] }))],
  ['NAME_TOO_LONG', 'schema', egress(rule({ name: 'x'.repeat(101) }))],
  ['OPERATOR_UNKNOWN', 'text', toPeer({ nodes: { matchExpressions: [{ key: 'a', operator: 'Equals', values: ['b'] }] } })],
  ['PEER_EMPTY', 'schema', toPeer({})],
  ['PEER_EMPTY', 'schema', fromPeer({})],
  ['PEER_MIXED', 'schema', toPeer({ namespaces: {}, pods: { podSelector: {} } })],
  ['PORT_EMPTY', 'schema', over({})],
  ['PORT_EMPTY', 'schema', over({ tcp: {} })],
  ['PORT_EMPTY', 'schema', over({ udp: { destinationPort: {} } })],
  ['PORT_MIXED', 'schema', over({ tcp: { destinationPort: { number: 1 } }, udp: { destinationPort: { number: 1 } } })],
  ['PORT_MIXED', 'schema', over({ tcp: { destinationPort: { number: 1, range: { start: 1, end: 2 } } } })],
  ['PORT_OUT_OF_RANGE', 'schema', over({ tcp: { destinationPort: { number: 0 } } })],
  ['PORT_OUT_OF_RANGE', 'schema', over({ sctp: { destinationPort: { range: { start: 1, end: 65536 } } } })],
  ['PRIORITY_OUT_OF_RANGE', 'schema', spec({ priority: 1001 })],
  ['PRIORITY_OUT_OF_RANGE', 'schema', spec({ priority: -1 })],
  ['RANGE_EMPTY', 'rule', over({ tcp: { destinationPort: { range: { start: 80, end: 80 } } } })],
  ['RANGE_EMPTY', 'rule', over({ tcp: { destinationPort: { range: { start: 81, end: 80 } } } })],
  ['SUBJECT_EMPTY', 'schema', spec({ subject: {} })],
  ['SUBJECT_EMPTY', 'schema', spec({ subject: undefined })],
  ['SUBJECT_MIXED', 'schema', spec({ subject: { namespaces: {}, pods: { podSelector: {} } } })],
  ['TIER_UNKNOWN', 'schema', spec({ tier: 'admin' })],
  ['TIER_UNKNOWN', 'schema', spec({ tier: undefined })],
  ['VALUES_MISSING', 'text', spec({ subject: { namespaces: { matchExpressions: [{ key: 'a', operator: 'In' }] } } })],
];

describe('what the API server refuses', () => {
  it.each(REFUSED)('is refused with %s, as the %s has it: %j', (code, _, one) => {
    const { policies, problems } = read(one);
    expect(problems.map((problem) => problem.code)).toEqual([code]);
    expect(policies).toEqual([]);
  });

  it('says where, what is wrong and what is allowed', () => {
    expect(REFUSED.flatMap(([, , one]) => read(one).problems).map(({ path, text }) => `${path}: ${text}`)).toMatchSnapshot();
  });

  it('is refused by the schema where it is said to be, and by neither channel where it is not', () => {
    const check = crdCheck('network-policy-api/v0.2.0/experimental/policy.networking.k8s.io_clusternetworkpolicies.yaml');
    if (check === undefined) return;
    const accepts = (one: unknown) => check(JSON.parse(JSON.stringify(policy(one))) as object);
    expect(REFUSED.filter(([, by, one]) => accepts(one) === (by === 'schema'))).toEqual([]);
    expect(accepts(toPeer({ domainNames: ['*.example.com.'] }))).toBe(true);
  });

  it('is refused for an object without a name, of another version, or without a spec', () => {
    const { problems } = readClusterNetworkPolicies([{ apiVersion: 'policy.networking.k8s.io/v1alpha9', kind: 'ClusterNetworkPolicy' }]);
    expect(problems.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'VERSION_UNSUPPORTED apiVersion', 'FIELD_MISSING metadata.name', 'TIER_UNKNOWN spec.tier', 'FIELD_MISSING spec.priority', 'SUBJECT_EMPTY spec.subject',
    ]);
  });

  it('never makes the reader throw', () => {
    const keys = ['tier', 'priority', 'subject', 'ingress', 'egress', 'from', 'to', 'action', 'name', 'protocols', 'tcp', 'destinationPort', 'number', 'range',
      'start', 'end', 'destinationNamedPort', 'namespaces', 'pods', 'nodes', 'networks', 'domainNames', 'podSelector', 'matchLabels', 'other'];
    const { tree } = fc.letrec((tie) => ({
      leaf: fc.constantFrom<unknown>(null, '', 'Admin', 'Accept', '10.0.0.0/8', 0, 80, 1.5, true),
      tree: fc.oneof({ maxDepth: 6 }, tie('leaf'), fc.array(tie('tree'), { maxLength: 2 }), fc.dictionary(fc.constantFrom(...keys), tie('tree'), { maxKeys: 3 })),
    }));
    fc.assert(fc.property(tree, tree, (one, two) => {
      const { policies, problems } = read(typeof one === 'object' ? spec({ ...one, ingress: two }) : one);
      expect(policies.length === 1).toBe(problems.length === 0);
    }), { numRuns: 500 });
  });
});
