import { readAdminNetworkPolicies } from '../../../src/dialects/adminnetworkpolicy/read';
import { PolicyProblemCode } from '../../../src/dialects/read-rules';
import { objectsOf } from '../../reachability/world';
import { crdCheck } from '../../schemas/crd';
import { readable, RefusedBy } from '../tiers';

type Kind = 'AdminNetworkPolicy' | 'BaselineAdminNetworkPolicy';

const policy = (kind: Kind, spec: unknown, name = 'default') => ({ apiVersion: 'policy.networking.k8s.io/v1alpha1', kind, metadata: { name }, spec });
const admin = (fields: object) => policy('AdminNetworkPolicy', { priority: 10, subject: { namespaces: {} }, ...fields });
const baseline = (fields: object, name = 'default') => policy('BaselineAdminNetworkPolicy', { subject: { namespaces: {} }, ...fields }, name);
const rule = (fields: object) => ({ action: 'Deny', to: [{ namespaces: {} }], ...fields });
const onPort = (port: unknown) => admin({ egress: [rule({ ports: [port] })] });

describe('an AdminNetworkPolicy', () => {
  it('and the baseline are read to the tiers', () => {
    const { policies, problems } = readAdminNetworkPolicies(objectsOf(`
apiVersion: policy.networking.k8s.io/v1alpha1
kind: AdminNetworkPolicy
metadata: { name: guard }
spec:
  priority: 0
  subject: { pods: { namespaceSelector: { matchLabels: { team: blue } }, podSelector: { matchLabels: { app: web } } } }
  ingress:
  - { name: neighbours, action: Pass, from: [{ namespaces: { matchLabels: { team: blue } } }] }
  - { action: Allow, from: [{ pods: { namespaceSelector: {}, podSelector: { matchLabels: { app: api } } } }], ports: [{ namedPort: http }, { portNumber: { port: 80 } }] }
  egress:
  - action: Allow
    to: [{ networks: [10.0.0.0/8] }, { nodes: {} }, { domainNames: [example.com] }]
    ports: [{ portNumber: { port: 53, protocol: UDP } }, { portRange: { start: 1, end: 2 } }, { portRange: { start: 1, end: 65535, protocol: SCTP } }]
---
apiVersion: policy.networking.k8s.io/v1alpha1
kind: BaselineAdminNetworkPolicy
metadata: { name: default }
spec:
  subject: { namespaces: {} }
  ingress: [{ action: Deny, from: [{ namespaces: {} }] }]
  egress: [{ action: Allow, to: [{ nodes: {} }, { networks: ["::/0"] }] }]`));
    expect(problems).toEqual([]);
    expect(readable(policies)).toMatchSnapshot();
  });

  it('takes a selector of pods that is left out for an empty one', () => {
    const one = admin({ subject: { pods: { podSelector: { matchLabels: { app: 'web' } } } }, egress: [rule({ to: [{ pods: { namespaceSelector: {} } }] })] });
    const { policies, problems } = readAdminNetworkPolicies([one]);
    expect(problems).toEqual([]);
    expect(readable(policies)).toMatchObject([{
      subject: { namespaces: { selector: '*' }, pods: 'app=web' }, rules: [{ peers: [{ namespaces: { selector: '*' }, pods: '*' }] }],
    }]);
  });

  it('may have 100 rules, peers and ports', () => {
    const many = <T>(one: T) => Array.from({ length: 100 }, () => one);
    const full = rule({ to: many({ namespaces: {} }), ports: many({ portNumber: { port: 1 } }) });
    expect(readAdminNetworkPolicies([admin({ ingress: [], egress: many(full) })]).problems).toEqual([]);
  });
});

const REFUSED: readonly (readonly [PolicyProblemCode, RefusedBy, ReturnType<typeof policy>])[] = [
  ['ACTION_UNKNOWN', 'schema', admin({ egress: [rule({ action: 'Accept' })] })],
  ['ACTION_UNKNOWN', 'schema', baseline({ egress: [rule({ action: 'Pass' })] })],
  ['CIDR_INVALID', 'rule', baseline({ egress: [rule({ to: [{ networks: ['10.0.0.0/33'] }] })] })],
  ['DOMAIN_NAMES_NOT_ACCEPTED', 'text', admin({ egress: [rule({ to: [{ domainNames: ['example.com'] }] })] })],
  ['FIELD_MISSING', 'schema', admin({ priority: undefined })],
  ['FIELD_MISSING', 'schema', onPort({ portNumber: { protocol: 'TCP' } })],
  ['FIELD_MISSING', 'schema', onPort({ portRange: { end: 2 } })],
  ['FIELD_UNKNOWN', 'text', baseline({ priority: 5 })],
  ['FIELD_UNKNOWN', 'text', admin({ tier: 'Admin' })],
  ['FIELD_UNKNOWN', 'schema', baseline({ egress: [rule({ action: 'Allow', to: [{ domainNames: ['example.com'] }] })] })],
  ['LIST_EMPTY', 'schema', admin({ ingress: [{ action: 'Deny', from: [] }] })],
  ['LIST_TOO_LONG', 'schema', admin({ egress: Array.from({ length: 101 }, () => rule({})) })],
  ['NAMED_PORT_MISPLACED', 'rule', baseline({ egress: [rule({ to: [{ nodes: {} }], ports: [{ namedPort: 'http' }] })] })],
  ['NAME_NOT_DEFAULT', 'rule', baseline({}, 'other')],
  ['PEER_EMPTY', 'schema', admin({ egress: [rule({ to: [{}] })] })],
  ['PEER_MIXED', 'schema', admin({ egress: [rule({ to: [{ namespaces: {}, networks: ['10.0.0.0/8'] }] })] })],
  ['PORT_EMPTY', 'schema', onPort({})],
  ['PORT_MIXED', 'schema', onPort({ namedPort: 'http', portNumber: { port: 80 } })],
  ['PORT_OUT_OF_RANGE', 'schema', onPort({ portNumber: { port: 65536 } })],
  ['PRIORITY_OUT_OF_RANGE', 'schema', admin({ priority: 1001 })],
  ['PROTOCOL_UNKNOWN', 'text', onPort({ portNumber: { port: 80, protocol: 'ICMP' } })],
  ['RANGE_EMPTY', 'text', onPort({ portRange: { start: 2, end: 1 } })],
  ['RANGE_EMPTY', 'text', onPort({ portRange: { start: 2, end: 2 } })],
  ['SUBJECT_EMPTY', 'schema', baseline({ subject: {} })],
  ['SUBJECT_MIXED', 'schema', admin({ subject: { namespaces: {}, pods: {} } })],
];

describe('what the API server refuses', () => {
  it.each(REFUSED)('is refused with %s, as the %s has it: %j', (code, _, one) => {
    const { policies, problems } = readAdminNetworkPolicies([one]);
    expect(problems.map((problem) => problem.code)).toEqual([code]);
    expect(policies).toEqual([]);
  });

  it('says where, what is wrong and what is allowed', () => {
    expect(readAdminNetworkPolicies(REFUSED.map(([, , one]) => one)).problems.map(({ kind, path, text }) => `${kind} ${path}: ${text}`)).toMatchSnapshot();
  });

  it.each(['AdminNetworkPolicy', 'BaselineAdminNetworkPolicy'] as const)('is refused by the schema of %s where it is said to be', (kind) => {
    const check = crdCheck(`network-policy-api/v0.1.7/experimental/policy.networking.k8s.io_${kind === 'AdminNetworkPolicy' ? 'admin' : 'baselineadmin'}networkpolicies.yaml`);
    if (check === undefined) return;
    // The schema of a server drops fields that it does not know before it counts those that are left.
    const wrong = REFUSED.filter(([code, by, one]) => one.kind === kind && code !== 'FIELD_UNKNOWN' && check(JSON.parse(JSON.stringify(one)) as object) === (by === 'schema'));
    expect(wrong.map(([code, , one]) => `${code} ${JSON.stringify(one.spec)}`)).toEqual([]);
  });
});
