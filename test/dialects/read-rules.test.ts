import { readRules } from '../../src/dialects/read-rules';
import { policy as networkPolicy } from '../reachability/world';

const cnp = (name: string, fields: object) => ({
  apiVersion: 'policy.networking.k8s.io/v1alpha2', kind: 'ClusterNetworkPolicy', metadata: { name }, spec: { tier: 'Admin', priority: 5, subject: { namespaces: {} }, ...fields },
});
const anp = (name: string, fields: object) => ({
  apiVersion: 'policy.networking.k8s.io/v1alpha1', kind: 'AdminNetworkPolicy', metadata: { name }, spec: { priority: 5, subject: { namespaces: {} }, ...fields },
});
const team = (name: string) => ({ matchLabels: { team: name } });
const egress = (action: string, fields: object = {}) => ({ egress: [{ action, to: [{ namespaces: {} }], ...fields }] });
const tcp = (number: number) => ({ protocols: [{ tcp: { destinationPort: { number } } }] });
const codes = (...objects: readonly object[]) => readRules(objects).problems.map(({ code, kind, policy, path }) => `${code} ${kind} ${policy} ${path}`);

describe('the rules of all dialects', () => {
  it('are read at once, with what is wrong in each', () => {
    const { rules, problems } = readRules([
      networkPolicy('shop/web', {}), cnp('a', {}), anp('b', {}), networkPolicy('shop/bad', { ingress: 5 }), cnp('bad', { tier: 'x' }), anp('bad', { priority: -1 }),
    ]);
    expect(rules.policies.map(({ origin }) => origin.name)).toEqual(['web']);
    expect(rules.tiered.map(({ origin }) => `${origin.kind} ${origin.name}`)).toEqual(['AdminNetworkPolicy b', 'ClusterNetworkPolicy a']);
    expect(problems.map(({ code, kind, policy }) => `${code} ${kind} ${policy}`)).toEqual([
      'FIELD_TYPE NetworkPolicy shop/bad', 'PRIORITY_OUT_OF_RANGE AdminNetworkPolicy bad', 'TIER_UNKNOWN ClusterNetworkPolicy bad',
    ]);
  });

  it('of two objects of one kind and name are a problem', () => {
    expect(codes(networkPolicy('shop/web', {}), networkPolicy('shop/web', {}), networkPolicy('infra/web', {}), cnp('web', {}), anp('web', {})))
      .toEqual(['OBJECT_DUPLICATE NetworkPolicy shop/web metadata.name']);
    expect(codes(cnp('web', egress('Accept')), cnp('web', { priority: 6, ...egress('Deny') }))).toEqual(['OBJECT_DUPLICATE ClusterNetworkPolicy web metadata.name']);
  });
});

describe('equal priority', () => {
  const clash = ['PRIORITY_DUPLICATE ClusterNetworkPolicy b spec.priority'];

  it('is a problem where rules with different actions may match one connection', () => {
    expect(codes(cnp('a', egress('Accept')), cnp('b', egress('Deny')))).toEqual(clash);
    expect(codes(cnp('a', egress('Pass')), cnp('b', egress('Deny', tcp(80))))).toEqual(clash);
    expect(codes(cnp('a', egress('Accept', { to: [{ networks: ['10.0.0.0/8'] }] })), cnp('b', egress('Deny')))).toEqual(clash);
    expect(codes(cnp('a', egress('Accept', { to: [{ nodes: {} }] })), cnp('b', egress('Deny', { to: [{ networks: ['::/0'] }] })))).toEqual(clash);
    expect(codes(cnp('a', egress('Accept', { protocols: [{ destinationNamedPort: 'x' }] })), cnp('b', egress('Deny', tcp(80))))).toEqual(clash);
    expect(codes(cnp('a', { subject: { namespaces: team('x') }, ...egress('Accept') }), cnp('b', { subject: { namespaces: {} }, ...egress('Deny') }))).toEqual(clash);
    expect(codes(cnp('a', egress('Deny', { to: [{ future: {} }] })), cnp('b', egress('Accept')))).toEqual(clash);
  });

  it('is none where no connection can be matched by both, or it makes no difference', () => {
    expect(codes(cnp('a', egress('Accept')), cnp('b', { priority: 6, ...egress('Deny') }))).toEqual([]);
    expect(codes(cnp('a', egress('Accept')), cnp('b', { tier: 'Baseline', ...egress('Deny') }))).toEqual([]);
    expect(codes(cnp('a', egress('Deny')), cnp('b', egress('Deny')))).toEqual([]);
    expect(codes(cnp('a', egress('Deny')), cnp('b', { ingress: [{ action: 'Accept', from: [{ namespaces: {} }] }] }))).toEqual([]);
    expect(codes(cnp('a', egress('Accept', tcp(80))), cnp('b', egress('Deny', tcp(81))))).toEqual([]);
    expect(codes(cnp('a', { subject: { namespaces: team('x') }, ...egress('Accept') }), cnp('b', { subject: { namespaces: team('y') }, ...egress('Deny') }))).toEqual([]);
    expect(codes(cnp('a', egress('Accept', { to: [{ namespaces: team('x') }] })), cnp('b', egress('Deny', { to: [{ namespaces: team('y') }] })))).toEqual([]);
    expect(codes(cnp('a', egress('Accept', { to: [{ nodes: {} }] })), cnp('b', egress('Deny')))).toEqual([]);
    expect(codes(cnp('a', egress('Accept', { to: [{ networks: ['10.0.0.0/8'] }] })), cnp('b', egress('Deny', { to: [{ networks: ['11.0.0.0/8'] }] })))).toEqual([]);
  });

  it('is always a problem of two AdminNetworkPolicies', () => {
    const objects = [anp('a', { subject: { namespaces: team('x') } }), anp('b', { subject: { namespaces: team('y') } })];
    expect(codes(...objects)).toEqual(['PRIORITY_DUPLICATE AdminNetworkPolicy b spec.priority']);
    expect(readRules(objects).problems.map(({ text }) => text)).toMatchInlineSnapshot(`
[
  "priority \`5\` of the admin tier is that of AdminNetworkPolicy \`a\`, too, and which of them decides is not defined; give each a priority of its own",
]
`);
  });

  it('is a problem across the versions of the API, too', () => {
    expect(codes(cnp('a', egress('Accept')), anp('b', egress('Deny')))).toEqual(['PRIORITY_DUPLICATE ClusterNetworkPolicy a spec.priority']);
  });
});
