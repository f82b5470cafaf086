import { readCalicoPolicies } from '../../../src/dialects/calico/read';
import { PolicyProblemCode } from '../../../src/dialects/read-rules';
import { objectsOf, World } from '../../reachability/world';
import { expectValid } from '../../schemas/validate';
import { readable } from '../tiers';

const PODS = `
{ apiVersion: v1, kind: Namespace, metadata: { name: shop, labels: { team: blue } } }
---
{ apiVersion: v1, kind: Namespace, metadata: { name: ops, labels: { team: red } } }
---
{ apiVersion: v1, kind: Pod, metadata: { name: web, namespace: shop, labels: { app: web, tier: front } }, spec: { containers: [{ name: a, ports: [{ name: http, containerPort: 8080 }] }] } }
---
{ apiVersion: v1, kind: Pod, metadata: { name: api, namespace: shop, labels: { app: api } }, spec: { containers: [{ name: a }] } }
---
{ apiVersion: v1, kind: Pod, metadata: { name: db, namespace: shop, labels: { app: db } }, spec: { containers: [{ name: a }] } }
---
{ apiVersion: v1, kind: Pod, metadata: { name: agent, namespace: ops, labels: { app: agent } }, spec: { containers: [{ name: a }] } }
`;

const object = (kind: string, name: string, spec: object, namespace?: string, labels?: object) => ({
  apiVersion: 'projectcalico.org/v3', kind, metadata: { name, ...(namespace === undefined ? {} : { namespace }), ...(labels === undefined ? {} : { labels }) }, spec,
});
const np = (name: string, spec: object) => object('NetworkPolicy', name, spec, 'shop');
const gnp = (name: string, spec: object) => object('GlobalNetworkPolicy', name, spec);
const tier = (name: string, spec: object) => object('Tier', name, spec);
const allow = (fields: object = {}) => ({ action: 'Allow', ...fields });
const deny = (fields: object = {}) => ({ action: 'Deny', ...fields });

/** The objects beside the pods, all of which the schemas of Calico take. */
function world(...objects: readonly object[]): World {
  expectValid(objects);
  return new World([...objectsOf(PODS), ...objects]);
}

describe('policies of Calico', () => {
  it('are read to a tier, a place in it, and rules in their order', () => {
    const objects = [
      tier('security', { order: 100, defaultAction: 'Pass' }),
      object('GlobalNetworkSet', 'bad', { nets: ['192.0.2.0/24', '198.51.100.7'] }, undefined, { list: 'bad' }),
      np('security.web', {
        tier: 'security',
        order: 10.5,
        selector: 'app == "web"',
        types: ['Ingress', 'Egress'],
        ingress: [
          deny({ source: { selector: 'list == "bad"', namespaceSelector: 'global()' } }),
          { action: 'Log' },
          allow({ protocol: 'TCP', source: { namespaceSelector: 'team == "red" || !has(team)', selector: 'app in {"agent"}' }, destination: { ports: ['http', 80, '90:99'] } }),
          allow({ protocol: 'ICMP' }),
        ],
        egress: [{ action: 'Pass', notProtocol: 'UDP', destination: { notNets: ['10.0.0.0/8'] } }],
      }),
    ];
    expectValid(objects);
    const { policies, problems } = readCalicoPolicies(objects);
    expect(problems).toEqual([]);
    expect(readable(policies)).toMatchSnapshot();
  });

  it('isolate what they select in the directions of their types, and let in what they allow', () => {
    const some = world(np('web', { selector: 'app == "web"', ingress: [allow({ source: { selector: 'app == "api"' } })] }));
    expect(some.verdict('shop/api', 'shop/web', 80)).toBe('allowed');
    expect(some.verdict('shop/db', 'shop/web', 80)).toBe('denied');
    expect(some.verdict('ops/agent', 'shop/web', 80)).toBe('denied');
    expect(some.verdict('203.0.113.1', 'shop/web', 80)).toBe('denied');
    expect(some.verdict('shop/web', 'shop/db', 80)).toBe('allowed');
    expect(some.verdict('shop/db', 'shop/api', 80)).toBe('allowed');
  });

  test.each<[string, object, readonly string[]]>([
    ['no rules', {}, ['ingress']],
    ['rules of ingress', { ingress: [allow()] }, ['ingress']],
    ['rules of egress', { egress: [allow()] }, ['egress']],
    ['rules of both', { ingress: [allow()], egress: [allow()] }, ['ingress', 'egress']],
    ['types', { types: ['Egress'], ingress: [allow()] }, ['egress']],
  ])('with %s are about the directions that Calico says', (_, spec, isolates) => {
    expect(readCalicoPolicies([np('x', spec)]).policies).toMatchObject([{ isolates, rules: expect.any(Array) as unknown }]);
    for (const { rules } of readCalicoPolicies([np('x', spec)]).policies) expect(rules.every(({ direction }) => isolates.includes(direction))).toBe(true);
  });

  it('are asked by the order of their tiers, then by their own, those without one last, then by name', () => {
    const order = (...objects: readonly object[]) => {
      const some = world(...objects);
      return some.verdict('shop/api', 'shop/web', 80);
    };
    const all = (action: string, more: object) => ({ selector: 'app == "web"', ingress: [{ action }], ...more });
    const [a, b] = [tier('a', { order: 20 }), tier('b', { order: 10 })];
    expect(order(a, b, gnp('a.x', all('Allow', { tier: 'a', order: 1 })), gnp('b.x', all('Deny', { tier: 'b', order: 2 })))).toBe('denied');
    expect(order(gnp('x', all('Allow', { order: 1 })), gnp('y', all('Deny', { order: 2 })))).toBe('allowed');
    expect(order(gnp('x', all('Allow', {})), gnp('y', all('Deny', { order: 2 })))).toBe('denied');
    expect(order(gnp('x', all('Deny', {})), np('w', all('Allow', {})))).toBe('allowed');
    expect(order(gnp('b', all('Deny', { order: 7 })), np('a', all('Allow', { order: 7 })))).toBe('allowed');
    // tiers of one order go by name, and the last ones have none; each has a place of its own
    const tied = (one: string, other: string, spec: object) => order(
      tier(one, spec), tier(other, spec), gnp(`${one}.x`, all('Deny', { tier: one })), gnp(`${other}.x`, all('Allow', { tier: other })),
    );
    for (const spec of [{}, { order: 5 }, { order: 1_000_000 }, { order: 1000 }, { order: 20_000_000 }]) {
      expect(tied('c', 'd', spec)).toBe('denied');
      expect(tied('d', 'c', spec)).toBe('allowed');
    }
  });

  it('have tiers around the one of the NetworkPolicies, by order and then by name', () => {
    const core = { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'n', namespace: 'shop' }, spec: { podSelector: {}, ingress: [{}] } };
    const with_ = (name: string, spec: object) => {
      const some = [tier(name, spec), gnp(`${name}.x`, { tier: name, selector: 'app == "web"', ingress: [deny()] })];
      expectValid(some);
      return new World([...objectsOf(PODS), core, ...some]).verdict('shop/api', 'shop/web', 80);
    };
    expect(with_('first', { order: 999_999 })).toBe('denied');
    expect(with_('early', { order: 1_000_000 })).toBe('allowed');
    expect(with_('alpha', { order: 1_000_000 })).toBe('denied');
    expect(with_('last', {})).toBe('allowed');
    const own = (order: number) => new World([...objectsOf(PODS), core, gnp('x', { order, selector: 'app == "web"', ingress: [deny()] })]).verdict('shop/api', 'shop/web', 80);
    expect([own(999), own(1000), own(1001)]).toEqual(['denied', 'denied', 'allowed']);
  });

  it('pass on to the next tier, by a rule or by the default action of their tier, and end where nobody decides in what is allowed', () => {
    const passing = (defaultAction: string, ...rules: readonly object[]) => world(
      tier('t', { order: 1, defaultAction }), gnp('t.x', { tier: 't', selector: 'app == "web"', types: ['Ingress'], ingress: rules }),
      gnp('y', { selector: 'app == "web"', ingress: [deny({ source: { selector: 'app == "db"' } }), allow()] }),
    );
    expect(passing('Deny').verdict('shop/api', 'shop/web', 80)).toBe('denied');
    expect(passing('Pass').verdict('shop/api', 'shop/web', 80)).toBe('allowed');
    expect(passing('Pass').verdict('shop/db', 'shop/web', 80)).toBe('denied');
    const byRule = passing('Deny', { action: 'Pass', source: { selector: 'app in {"db","api"}' } });
    expect([byRule.verdict('shop/api', 'shop/web', 80), byRule.verdict('shop/db', 'shop/web', 80), byRule.verdict('ops/agent', 'shop/web', 80)]).toEqual(['allowed', 'denied', 'denied']);
    const alone = world(tier('t', { order: 1 }), gnp('t.x', { tier: 't', selector: 'app == "web"', ingress: [{ action: 'Log' }, { action: 'Pass' }] }));
    expect(alone.verdict('shop/api', 'shop/web', 80)).toBe('allowed');
  });

  it('take their selectors for their own namespace, unless a namespaceSelector says otherwise; those of the cluster mean all of them', () => {
    const from = (policy: object) => {
      const some = world(policy);
      return ['shop/api', 'ops/agent', '203.0.113.1'].map((source) => some.verdict(source, 'shop/web', 80));
    };
    const own = (source: object) => from(np('x', { selector: 'app == "web"', ingress: [allow({ source })] }));
    const any = (source: object) => from(gnp('x', { selector: 'app == "web"', ingress: [allow({ source })] }));
    expect(own({ selector: 'all()' })).toEqual(['allowed', 'denied', 'denied']);
    expect(any({ selector: 'all()' })).toEqual(['allowed', 'allowed', 'denied']);
    expect(own({ namespaceSelector: 'all()' })).toEqual(['allowed', 'allowed', 'denied']);
    expect(own({ namespaceSelector: 'global()' })).toEqual(['denied', 'denied', 'denied']);
    expect(own({ namespaceSelector: 'team == "red"' })).toEqual(['denied', 'allowed', 'denied']);
    expect(own({ namespaceSelector: 'projectcalico.org/name in {"ops"}' })).toEqual(['denied', 'allowed', 'denied']);
    expect(own({ namespaceSelector: 'kubernetes.io/metadata.name != "ops"', selector: 'app == "api" || app == "agent"' })).toEqual(['allowed', 'denied', 'denied']);
    expect(own({ notSelector: 'app == "api"' })).toEqual(['denied', 'denied', 'denied']);
    expect(any({ notSelector: 'app == "api"' })).toEqual(['denied', 'allowed', 'allowed']);
    expect(any({ selector: 'has(app)', notSelector: 'app == "api"' })).toEqual(['denied', 'allowed', 'denied']);
    expect(any({ selector: 'projectcalico.org/namespace == "ops"' })).toEqual(['denied', 'allowed', 'denied']);
    expect(any({ selector: 'projectcalico.org/orchestrator == "k8s"' })).toEqual(['allowed', 'allowed', 'denied']);
    expect(any({})).toEqual(['allowed', 'allowed', 'allowed']);
  });

  it('mean addresses by blocks, with and without others, and by the NetworkSets that a selector finds', () => {
    const sets = [
      object('GlobalNetworkSet', 'partners', { nets: ['192.0.2.0/24'] }, undefined, { list: 'partners' }),
      object('NetworkSet', 'own', { nets: ['198.51.100.0/25', '198.51.100.200'] }, 'shop', { list: 'partners' }),
    ];
    const ends = ['192.0.2.9', '198.51.100.1', '198.51.100.200', '198.51.100.201', '203.0.113.1', 'ops/agent'];
    const reached = (policy: object) => {
      const some = world(...sets, policy);
      return ends.filter((end) => some.verdict('shop/web', end, 443) === 'allowed');
    };
    const to = (destination: object, of = np) => reached(of('x', { selector: 'app == "web"', types: ['Egress'], egress: [allow({ destination })] }));
    expect(to({ selector: 'list == "partners"' })).toEqual(['198.51.100.1', '198.51.100.200']);
    expect(to({ selector: 'list == "partners"' }, gnp)).toEqual(['192.0.2.9', '198.51.100.1', '198.51.100.200']);
    expect(to({ selector: 'list == "partners"', namespaceSelector: 'global()' })).toEqual(['192.0.2.9']);
    expect(to({ selector: 'list == "partners"', notNets: ['198.51.100.0/28'] })).toEqual(['198.51.100.200']);
    expect(to({ selector: 'list == "partners"', nets: ['192.0.2.0/24'] }, gnp)).toEqual(['192.0.2.9']);
    expect(to({ nets: ['198.51.100.7/24'] })).toEqual(['198.51.100.1', '198.51.100.200', '198.51.100.201']);
    expect(to({ notSelector: 'list == "partners"', notNets: ['203.0.113.0/24'] }, gnp)).toEqual(['198.51.100.201']);
    expect(world(np('x', { selector: 'app == "web"', types: ['Egress'], egress: [allow({ ipVersion: 6 })] })).verdict('shop/web', '192.0.2.9', 443)).toBe('denied');
  });

  it('find NetworkSets by the labels of their namespace, and those of the datastore by the labels that are kept there', () => {
    const set = {
      apiVersion: 'crd.projectcalico.org/v1',
      kind: 'NetworkSet',
      spec: { nets: ['192.0.2.0/24'] },
      metadata: { name: 's', namespace: 'shop', annotations: { 'projectcalico.org/metadata': '{"labels":{"list":"x"}}' } },
    };
    const policy = gnp('x', { egress: [allow({ destination: { selector: 'list == "x"', namespaceSelector: 'team == "blue"' } })] });
    const namespaces = new Map([['shop', { team: 'blue' }]]);
    expect(readable(readCalicoPolicies([set, policy], namespaces).policies)).toMatchObject([{ rules: [{ peers: [{ kind: 'pods' }, { kind: 'addresses', block: { text: '192.0.2.0/24' } }] }] }]);
    expect(readCalicoPolicies([set, policy]).policies).toMatchObject([{ rules: [{ peers: [{ kind: 'pods' }] }] }]);
  });

  it('are about some of their subjects where a rule says something of their own side', () => {
    const some = world(np('x', {
      ingress: [deny({ source: { selector: 'app == "db"' }, destination: { selector: 'app == "web"' } }), allow({ destination: { notSelector: 'app == "db"' } })],
      egress: [deny({ source: { selector: 'app == "db"' } }), allow()],
    }));
    expect(some.verdict('shop/api', 'shop/web', 80)).toBe('allowed');
    expect(some.verdict('shop/api', 'shop/db', 80)).toBe('denied');
    expect(some.verdict('shop/web', 'shop/api', 80)).toBe('allowed');
    expect(some.verdict('shop/db', 'shop/api', 80)).toBe('denied');
  });

  it('name ports by number, range, name, protocol and exception', () => {
    const open = (fields: object) => {
      const some = world(np('x', { selector: 'app == "web"', ingress: [allow(fields)] }));
      const ports = [['TCP', 79], ['TCP', 80], ['TCP', 90], ['TCP', 8080], ['UDP', 80], ['SCTP', 80]] as const;
      return ports.filter(([protocol, port]) => some.verdict('shop/api', 'shop/web', port, protocol) === 'allowed').map(([protocol, port]) => `${protocol} ${port}`);
    };
    expect(open({ protocol: 'TCP', destination: { ports: [80, '85:95'] } })).toEqual(['TCP 80', 'TCP 90']);
    expect(open({ protocol: 'TCP', destination: { ports: ['http'] } })).toEqual(['TCP 8080']);
    expect(open({ protocol: 'TCP', destination: { notPorts: ['0:80', 8080] } })).toEqual(['TCP 90']);
    expect(open({ protocol: 'TCP', destination: { ports: ['80:90'], notPorts: [80] } })).toEqual(['TCP 90']);
    expect(open({ protocol: 17 })).toEqual(['UDP 80']);
    expect(open({ notProtocol: 'TCP' })).toEqual(['UDP 80', 'SCTP 80']);
    expect(open({ protocol: 'ICMP', icmp: { type: 8 } })).toEqual([]);
    expect(open({ protocol: 'TCP', http: { methods: ['GET'] } })).toEqual(['TCP 79', 'TCP 80', 'TCP 90', 'TCP 8080']);
  });

  test.each<[string, object]>([
    ['the port of the source', { protocol: 'TCP', source: { ports: [1024] } }],
    ['labels of a ServiceAccount that is not among the manifests', { source: { serviceAccounts: { selector: 'team == "blue"' } } }],
    ['such labels, as the pod has them', { source: { selector: 'pcsa.team != "blue"' } }],
    ['such labels, of what is left out', { source: { selector: 'has(app)', notSelector: 'pcsa.team == "blue"' } }],
    ['a Service', { source: { services: { name: 'api', namespace: 'shop' } } }],
    ['the address of its own side', { destination: { nets: ['10.0.0.0/8'] } }],
    ['a port by name that is left out', { protocol: 'TCP', destination: { notPorts: ['http'] } }],
    ['labels of the pod or else of its namespace', { source: { selector: 'app == "api" || projectcalico.org/namespace == "ops"' } }],
  ])('that hang on %s leave a flow unknown, whether they allow or deny', (_, fields) => {
    const verdictBy = (...rules: readonly object[]) => world(np('x', { selector: 'app == "web"', ingress: rules })).verdict('shop/api', 'shop/web', 80);
    expect(verdictBy(allow(fields))).toBe('unknown');
    expect(verdictBy(deny(fields), allow())).toBe('unknown');
    expect(verdictBy(deny(), allow(fields))).toBe('denied');
  });

  it('that govern the pods of a ServiceAccount may govern them or not', () => {
    const some = world(np('x', { selector: 'app == "web"', serviceAccountSelector: 'role == "x"', ingress: [allow({ source: { selector: 'app == "api"' } })] }));
    expect(some.verdict('shop/db', 'shop/web', 80)).toBe('unknown');
    expect(some.verdict('shop/db', 'shop/api', 80)).toBe('allowed');
  });

  it('about packets of hosts, and those that are staged, do nothing to pods', () => {
    const some = world(
      gnp('a', { doNotTrack: true, applyOnForward: true, ingress: [deny()] }), gnp('b', { preDNAT: true, applyOnForward: true, ingress: [deny()] }),
      object('StagedGlobalNetworkPolicy', 'c', { ingress: [deny()] }), object('StagedNetworkPolicy', 'd', { ingress: [deny()] }, 'shop'),
    );
    expect(some.verdict('shop/api', 'shop/web', 80)).toBe('allowed');
  });

  it('are read in the form of the datastore, too; a NetworkPolicy of another group is somebody else\'s', () => {
    const policy = { ...np('default.x', { ingress: [] }), apiVersion: 'crd.projectcalico.org/v1' };
    expectValid([policy]);
    const foreign = { ...np('y', {}), apiVersion: 'networking.k8s.io/v1' };
    expect(readCalicoPolicies([policy, foreign, null, 'text']).policies.map(({ origin }) => origin)).toEqual([{ kind: 'NetworkPolicy.projectcalico.org', namespace: 'shop', name: 'default.x' }]);
  });

  const REFUSED: readonly (readonly [PolicyProblemCode, string, object])[] = [
    ['SELECTOR_INVALID', 'spec.selector', np('x', { selector: 'app = "web"' })],
    ['SELECTOR_INVALID', 'spec.selector', np('x', { selector: 'global()' })],
    ['SELECTOR_INVALID', 'spec.ingress[0].source.namespaceSelector', np('x', { ingress: [allow({ source: { namespaceSelector: 'global() || all()' } })] })],
    ['SELECTOR_INVALID', 'spec.ingress[0].source.serviceAccounts.selector', np('x', { ingress: [allow({ source: { serviceAccounts: { selector: '(' } } })] })],
    ['FIELD_UNKNOWN', 'spec.namespaceSelector', np('x', { namespaceSelector: 'all()' })],
    ['FIELD_UNKNOWN', 'spec.ingress[0].source.domains', np('x', { ingress: [allow({ source: { domains: ['a.example'] } })] })],
    ['FIELD_TYPE', 'spec.order', np('x', { order: '10' })],
    ['FIELD_TYPE', 'spec.preDNAT', gnp('x', { preDNAT: 'yes' })],
    ['FIELD_TYPE', 'spec.ingress[0].ipVersion', np('x', { ingress: [allow({ ipVersion: 5 })] })],
    ['ACTION_UNKNOWN', 'spec.ingress[0].action', np('x', { ingress: [{ action: 'Accept' }] })],
    ['ACTION_UNKNOWN', 'spec.ingress[0].action', np('x', { ingress: [{}] })],
    ['ACTION_UNKNOWN', 'spec.defaultAction', tier('x', { defaultAction: 'Allow' })],
    ['TIER_UNKNOWN', 'spec.tier', np('x', { tier: 'absent' })],
    ['POLICY_TYPE_UNKNOWN', 'spec.types[0]', np('x', { types: ['Both'] })],
    ['PROTOCOL_UNKNOWN', 'spec.ingress[0].protocol', np('x', { ingress: [allow({ protocol: 'HTTP' })] })],
    ['FIELD_MISSING', 'spec.ingress[0].destination.ports', np('x', { ingress: [allow({ destination: { ports: [80] } })] })],
    ['PORT_NAME_INVALID', 'spec.ingress[0].destination.ports[0]', np('x', { ingress: [allow({ protocol: 'TCP', destination: { ports: ['1:2:3'] } })] })],
    ['PORT_OUT_OF_RANGE', 'spec.ingress[0].destination.ports[0]', np('x', { ingress: [allow({ protocol: 'TCP', destination: { ports: [65536] } })] })],
    ['RANGE_EMPTY', 'spec.ingress[0].destination.ports[0]', np('x', { ingress: [allow({ protocol: 'TCP', destination: { ports: ['9:8'] } })] })],
    ['CIDR_INVALID', 'spec.nets[0]', object('NetworkSet', 'x', { nets: ['10.0.0/8'] }, 'shop')],
    ['CIDR_INVALID', 'spec.ingress[0].source.nets[0]', np('x', { ingress: [allow({ source: { nets: ['example.com'] } })] })],
    ['FIELD_MISSING', 'metadata.name', np('', {})],
    ['VERSION_UNSUPPORTED', 'apiVersion', { ...np('x', {}), apiVersion: 'projectcalico.org/v4' }],
  ];
  test.each(REFUSED)('%s at %s is refused, and such a policy means nothing', (code, path, one) => {
    const { policies, problems } = readCalicoPolicies([one]);
    expect(problems.map((problem) => [problem.code, problem.path])).toEqual([[code, path]]);
    expect(policies).toEqual([]);
  });
});
