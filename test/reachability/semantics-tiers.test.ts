/**
 * What policies of tiers mean, ClusterNetworkPolicy and its elders, point by point as the reference of policy semantics has them
 * (`../shared/reference/policy-semantics.md`); each verdict is that of `decide` and of the engine, which `World` holds to be one.
 */
import { app, cluster, pod, policy, World } from './world';
import { readRules } from '../../src/dialects/read-rules';
import { decide } from '../../src/reachability/decide';
import { snapshotOf } from '../../src/reachability/snapshot';

const PODS = [
  pod('shop/web', { spec: { containers: [{ ports: [{ name: 'http', containerPort: 80 }, { name: 'dns', containerPort: 53, protocol: 'UDP' }] }] } }),
  pod('shop/api'), pod('other/web'), pod('other/db'),
];
const world = (...policies: readonly object[]) => new World([...PODS, ...policies]);
const all = { namespaces: {} };
const namespace = (name: string) => ({ namespaces: { matchLabels: { 'kubernetes.io/metadata.name': name } } });
const rule = (action: string, side: 'from' | 'to', peer: object, more: object = {}) => ({ action, [side]: [peer], ...more });
const admin = (...ingress: readonly object[]) => cluster('admin', { ingress });
const baseline = (...ingress: readonly object[]) => cluster('baseline', { tier: 'Baseline', ingress });
const elder = (kind: 'AdminNetworkPolicy' | 'BaselineAdminNetworkPolicy', spec: object) => ({
  apiVersion: 'policy.networking.k8s.io/v1alpha1', kind, metadata: { name: 'default' }, spec: { subject: all, ...(kind === 'AdminNetworkPolicy' ? { priority: 1 } : {}), ...spec },
});
const networkPolicy = (name: 'open' | 'shut') => (
  policy(`shop/${name}`, { podSelector: {}, policyTypes: ['Ingress', 'Egress'], ...(name === 'open' ? { ingress: [{}], egress: [{}] } : {}) })
);
const problems = (one: object) => readRules([one]).problems.map(({ code, path }) => `${code} ${path}`);

describe('the order', () => {
  it('is the admin tier, NetworkPolicy, the baseline tier, then allow', () => {
    const [accept, deny] = ['Accept', 'Deny'].map((action) => rule(action, 'from', namespace('other')));
    if (accept === undefined || deny === undefined) throw new Error('two rules');
    const verdict = (...policies: readonly object[]) => world(...policies).verdict('other/web', 'shop/api', 80);
    expect([verdict(admin(deny), networkPolicy('open')), verdict(admin(accept), networkPolicy('shut'), baseline(deny))]).toEqual(['denied', 'allowed']);
    expect([verdict(networkPolicy('open'), baseline(deny)), verdict(networkPolicy('shut'), baseline(accept))]).toEqual(['allowed', 'denied']);
    expect([verdict(baseline(deny)), verdict()]).toEqual(['denied', 'allowed']);
  });

  it('within a tier is by priority from 0 to 1000, the lowest first, then by the rules of a policy', () => {
    const [first, last] = [cluster('z', { priority: 0, ingress: [rule('Accept', 'from', namespace('other'))] }), cluster('a', { priority: 1000, ingress: [rule('Deny', 'from', all)] })];
    expect([world(first, last).verdict('other/web', 'shop/api', 80), world(first, last).verdict('shop/web', 'shop/api', 80)]).toEqual(['allowed', 'denied']);
    const ordered = world(admin(rule('Deny', 'from', namespace('other')), rule('Accept', 'from', all)), networkPolicy('shut'));
    expect([ordered.verdict('other/web', 'shop/api', 80), ordered.verdict('shop/web', 'other/web', 80)]).toEqual(['denied', 'denied']);
    expect([-1, 1001].map((priority) => problems(cluster('x', { priority })))).toEqual([['PRIORITY_OUT_OF_RANGE spec.priority'], ['PRIORITY_OUT_OF_RANGE spec.priority']]);
  });

  it('of one priority is not defined, and reported where rules with different actions may match one connection', () => {
    const same = (action: string, name: string) => cluster(name, { ingress: [rule(action, 'from', all)] });
    expect(readRules([same('Accept', 'a'), same('Deny', 'b')]).problems.map(({ code, policy: name }) => `${code} ${name}`)).toEqual(['PRIORITY_DUPLICATE b']);
    expect(readRules([same('Deny', 'a'), same('Deny', 'b')]).problems).toEqual([]);
  });
});

describe('an action', () => {
  it('that accepts or denies is final for its direction, and the other side has its own say', () => {
    const acceptOut = cluster('admin', { egress: [rule('Accept', 'to', all)] });
    expect(world(acceptOut, networkPolicy('shut')).verdict('shop/web', 'other/web', 80)).toBe('allowed');
    expect(world(acceptOut, networkPolicy('shut')).verdict('other/web', 'shop/web', 80)).toBe('denied');
  });

  it('that passes goes on to the next tier: from admin to NetworkPolicy and the baseline, from the baseline to what is allowed by default', () => {
    const passing = admin(rule('Pass', 'from', all), rule('Deny', 'from', all));
    const verdict = (...policies: readonly object[]) => world(...policies).verdict('other/web', 'shop/api', 80);
    expect([verdict(passing), verdict(passing, networkPolicy('shut')), verdict(passing, baseline(rule('Deny', 'from', all)))]).toEqual(['allowed', 'denied', 'denied']);
    const passed = [baseline(rule('Pass', 'from', namespace('other')), rule('Deny', 'from', all)), cluster('later', { tier: 'Baseline', priority: 99, ingress: [rule('Deny', 'from', all)] })];
    expect([verdict(...passed), world(...passed).verdict('shop/web', 'shop/api', 80)]).toEqual(['allowed', 'denied']);
  });

  it('isolates nobody: what no rule matches goes on', () => {
    const w = world(admin(rule('Accept', 'from', namespace('other'))), baseline(rule('Accept', 'from', namespace('other'))));
    expect([w.verdict('shop/web', 'shop/api', 80), w.verdict('shop/api', '203.0.113.7', 80)]).toEqual(['allowed', 'allowed']);
  });
});

describe('peers', () => {
  const host = pod('shop/agent', { spec: { hostNetwork: true }, status: { podIP: '192.168.7.1', hostIP: '192.168.7.1' } });
  const node = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'n', labels: { zone: 'a' } }, status: { addresses: [{ type: 'InternalIP', address: '192.168.7.1' }] } };

  it('and subjects are never pods on the host network by namespaces or pods', () => {
    const shut = cluster('x', { ingress: [rule('Deny', 'from', all)], egress: [rule('Deny', 'to', all), rule('Deny', 'to', { pods: { podSelector: {} } })] });
    const w = new World([...PODS, host, shut]);
    expect([w.verdict('shop/agent', 'shop/web', 80), w.verdict('shop/web', 'shop/agent', 80), w.verdict('shop/web', 'shop/api', 80)]).toEqual(['allowed', 'allowed', 'denied']);
  });

  it('by nodes and by domain names are destinations alone; domain names are for what is accepted', () => {
    const toNode = new World([...PODS, host, node, cluster('x', { egress: [rule('Deny', 'to', { nodes: { matchLabels: { zone: 'a' } } })] })]);
    expect(['192.168.7.1', 'shop/agent', '192.168.7.2'].map((destination) => toNode.verdict('shop/web', destination, 80))).toEqual(['denied', 'denied', 'allowed']);
    const toName = world(cluster('x', { egress: [rule('Accept', 'to', { domainNames: ['example.com'] }), rule('Deny', 'to', { networks: ['0.0.0.0/0'] })] }));
    expect([toName.verdict('shop/web', '203.0.113.7', 443), toName.verdict('shop/web', '2001:db8::1', 443)]).toEqual(['unknown', 'allowed']);
    for (const peer of [{ nodes: {} }, { domainNames: ['example.com'] }, { networks: ['10.0.0.0/8'] }]) {
      expect(problems(admin(rule('Accept', 'from', peer)))).toEqual(['FIELD_UNKNOWN spec.ingress[0].from[0]']);
    }
    expect(problems(cluster('x', { egress: [rule('Deny', 'to', { domainNames: ['example.com'] })] }))).toEqual(['DOMAIN_NAMES_NOT_ACCEPTED spec.egress[0].to']);
  });

  it('of ingress are pods alone, so that it never matches what comes from outside', () => {
    expect(world(admin(rule('Deny', 'from', all))).verdict('203.0.113.7', 'shop/web', 80)).toBe('allowed');
    expect(world(admin(rule('Accept', 'from', all)), networkPolicy('shut')).verdict('203.0.113.7', 'shop/web', 80)).toBe('denied');
  });

  it('by networks match pods, too', () => {
    const placed = pod('other/placed', { status: { podIP: '10.1.2.3' } });
    const w = new World([...PODS, placed, cluster('x', { egress: [rule('Deny', 'to', { networks: ['10.1.0.0/16', '203.0.113.0/24'] })] })]);
    expect(['other/placed', '203.0.113.7', 'other/db'].map((destination) => w.verdict('shop/web', destination, 80))).toEqual(['denied', 'denied', 'unknown']);
  });

  it('of an unknown kind fail closed: an accept matches nothing, a deny and a pass deny all', () => {
    const from = (action: string) => world(cluster('x', { ingress: [{ action, from: [{ planets: {} }, all], protocols: [{ tcp: { destinationPort: { number: 80 } } }] }] }), baseline(rule('Deny', 'from', namespace('other'))));
    expect([from('Accept').verdict('other/web', 'shop/api', 80), from('Accept').verdict('shop/web', 'shop/api', 80)]).toEqual(['denied', 'allowed']);
    for (const action of ['Deny', 'Pass']) expect(from(action).verdict('shop/web', 'shop/api', 9, 'UDP')).toBe('denied');
  });

  it('are never the pod itself by its own address, and are through a Service', () => {
    const objects = [...PODS, admin(rule('Deny', 'from', all))];
    const { flow, verdict } = new World(objects).decide('shop/api', 'shop/api', 80);
    expect([verdict, decide(snapshotOf(objects), readRules(objects).rules, { ...flow, throughService: true }).verdict]).toEqual(['allowed', 'denied']);
  });
});

describe('ports', () => {
  const onPort = (protocol: object, peer: object = all) => cluster('x', { egress: [rule('Deny', 'to', peer, { protocols: [protocol] })] });

  it('of a range begin strictly before they end', () => {
    const range = (start: number, end: number) => onPort({ tcp: { destinationPort: { range: { start, end } } } });
    expect([79, 80, 81, 82].map((port) => world(range(80, 81)).verdict('shop/web', 'other/web', port))).toEqual(['allowed', 'denied', 'denied', 'allowed']);
    expect([range(80, 80), range(81, 80)].map(problems)).toEqual(Array(2).fill(['RANGE_EMPTY spec.egress[0].protocols[0].tcp.destinationPort.range']));
  });

  it.each([['nodes', { nodes: {} }], ['networks', { networks: ['10.0.0.0/8'] }], ['domainNames', { domainNames: ['example.com'] }]])('by name do not go with %s, which have none', (_, peer) => {
    expect(problems(cluster('x', { egress: [rule('Accept', 'to', peer, { protocols: [{ destinationNamedPort: 'http' }] })] }))).toEqual(['NAMED_PORT_MISPLACED spec.egress[0].protocols']);
  });

  it('by name are those of the destination, of whatever protocol they have', () => {
    const w = world(onPort({ destinationNamedPort: 'dns' }), cluster('y', { priority: 51, egress: [rule('Deny', 'to', all, { protocols: [{ destinationNamedPort: 'http' }] })] }));
    const asked = [['UDP', 53], ['TCP', 53], ['TCP', 80], ['UDP', 80]] as const;
    expect(asked.map(([protocol, port]) => w.verdict('other/db', 'shop/web', port, protocol))).toEqual(['denied', 'allowed', 'denied', 'allowed']);
    expect(w.verdict('shop/web', 'other/db', 80)).toBe('allowed');
  });

  it('of a protocol without a port are refused, as the schema has it, though the text means all: those are 1 to 65535', () => {
    expect(problems(onPort({ tcp: {} }))).toEqual(['PORT_EMPTY spec.egress[0].protocols[0].tcp']);
    const whole = world(onPort({ tcp: { destinationPort: { range: { start: 1, end: 65535 } } } }));
    expect([whole.verdict('shop/web', 'other/web', 65535), whole.verdict('shop/web', 'other/web', 65535, 'UDP')]).toEqual(['denied', 'allowed']);
  });
});

describe('from v1alpha1 to v1alpha2', () => {
  const onPort = (kind: 'AdminNetworkPolicy' | 'BaselineAdminNetworkPolicy', action: string, port: object) => elder(kind, { ingress: [{ action, from: [all], ports: [port] }] });

  it('two kinds became one with a tier, Allow became Accept, and several baselines have priorities', () => {
    const verdict = (...policies: readonly object[]) => world(...policies).verdict('other/web', 'shop/api', 80);
    const pairs = [
      [elder('AdminNetworkPolicy', { ingress: [rule('Allow', 'from', all)] }), admin(rule('Accept', 'from', all))],
      [elder('BaselineAdminNetworkPolicy', { ingress: [rule('Deny', 'from', all)] }), baseline(rule('Deny', 'from', all))],
    ];
    expect(pairs.map((pair) => pair.map((one) => [verdict(one), verdict(one, networkPolicy('shut')), verdict(one, networkPolicy('open'))]))).toEqual([
      Array(2).fill(['allowed', 'allowed', 'allowed']), Array(2).fill(['denied', 'denied', 'allowed']),
    ]);
    expect(problems({ ...elder('BaselineAdminNetworkPolicy', {}), metadata: { name: 'second' } })).toEqual(['NAME_NOT_DEFAULT metadata.name']);
    const two = [cluster('late', { tier: 'Baseline', priority: 9, ingress: [rule('Deny', 'from', all)] }), cluster('early', { tier: 'Baseline', priority: 8, ingress: [rule('Accept', 'from', all)] })];
    expect(verdict(...two)).toBe('allowed');
  });

  it('the baseline gained Pass and domain names', () => {
    expect(problems(elder('BaselineAdminNetworkPolicy', { ingress: [rule('Pass', 'from', all)] }))).toEqual(['ACTION_UNKNOWN spec.ingress[0].action']);
    expect(problems(elder('BaselineAdminNetworkPolicy', { egress: [rule('Allow', 'to', { domainNames: ['example.com'] })] }))).toEqual(['FIELD_UNKNOWN spec.egress[0].to[0]']);
    expect(problems(cluster('x', { tier: 'Baseline', egress: [rule('Pass', 'to', all), rule('Accept', 'to', { domainNames: ['example.com'] })] }))).toEqual([]);
  });

  it('ports became protocols, which do not default to TCP', () => {
    const old = world(onPort('AdminNetworkPolicy', 'Deny', { portNumber: { port: 80 } }));
    expect([old.verdict('other/web', 'shop/api', 80), old.verdict('other/web', 'shop/api', 80, 'UDP')]).toEqual(['denied', 'allowed']);
    expect(problems(cluster('x', { ingress: [rule('Deny', 'from', all, { protocols: [{ destinationPort: { number: 80 } }] })] })))
      .toEqual(['FIELD_UNKNOWN spec.ingress[0].protocols[0].destinationPort']);
    const named = world(onPort('AdminNetworkPolicy', 'Deny', { namedPort: 'dns' }));
    expect([named.verdict('other/web', 'shop/web', 53, 'UDP'), named.verdict('other/web', 'shop/web', 53)]).toEqual(['denied', 'allowed']);
  });

  it('the limit of rules, peers and ports went from 100 to 25', () => {
    const many = (count: number) => Array.from({ length: count }, () => rule('Deny', 'from', all));
    expect([elder('AdminNetworkPolicy', { ingress: many(100) }), admin(...many(25))].map(problems)).toEqual([[], []]);
    expect([elder('AdminNetworkPolicy', { ingress: many(101) }), admin(...many(26))].map(problems)).toEqual(Array(2).fill(['LIST_TOO_LONG spec.ingress']));
  });
});

describe('a pod that only an egress policy selects', () => {
  const closed = cluster('baseline', { tier: 'Baseline', ingress: [rule('Deny', 'from', all)] });

  it('is subject to the ingress of the baseline tier: each direction by itself (docs/decisions/009)', () => {
    const out = policy('shop/out', { podSelector: app('api'), policyTypes: ['Egress'], egress: [{}] });
    expect(world(closed, out).verdict('other/web', 'shop/api', 80)).toBe('denied');
    expect(world(baseline(rule('Accept', 'from', all)), out).verdict('other/web', 'shop/api', 80)).toBe('allowed');
  });

  it('is isolated for ingress where the policy has no policyTypes, and the baseline tier is not asked', () => {
    const out = policy('shop/out', { podSelector: app('api'), egress: [{}] });
    expect(world(baseline(rule('Accept', 'from', all)), out).verdict('other/web', 'shop/api', 80)).toBe('denied');
  });
});
