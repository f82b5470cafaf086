import { adminPolicy, app, block, cluster, pod, policy, World } from './world';
import { Party, sideOf } from '../../src/compare/list/side';
import { readRules } from '../../src/dialects/read-rules';
import { addressEnd, decide, workloadEnd } from '../../src/reachability/decide';
import { connectivityOf } from '../../src/reachability/engine/connectivity-of';
import { TieredRule } from '../../src/reachability/rules';
import { findWorkload, snapshotOf } from '../../src/reachability/snapshot';
import { explained } from '../../src/reachability/trace-text';
import { Workload } from '../../src/reachability/workload';

const PODS = [
  pod('shop/web', { spec: { containers: [{ ports: [{ name: 'http', containerPort: 80 }, { name: 'dns', containerPort: 53, protocol: 'UDP' }] }] } }),
  pod('shop/api'), pod('other/web'), pod('other/db'),
];
const world = (...policies: readonly object[]) => new World([...PODS, ...policies]);
const namespace = (name: string) => ({ namespaces: { matchLabels: { 'kubernetes.io/metadata.name': name } } });
const anyone = { namespaces: {} };
const accept = (fields: object = {}) => ({ action: 'Accept', ...fields });
const deny = (fields: object = {}) => ({ action: 'Deny', ...fields });
const pass = (fields: object = {}) => ({ action: 'Pass', ...fields });
const from = (peer: object, fields: object = {}) => ({ from: [peer], ...fields });
const to = (peer: object, fields: object = {}) => ({ to: [peer], ...fields });
const tcp = (number: number) => ({ protocols: [{ tcp: { destinationPort: { number } } }] });
const shut = policy('shop/shut', { podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
const open = policy('shop/open', { podSelector: {}, policyTypes: ['Ingress', 'Egress'], ingress: [{}], egress: [{}] });

describe('the tiers', () => {
  it('are asked in their order: admin, NetworkPolicy, baseline, then allow', () => {
    const denied = cluster('admin', { ingress: [deny(from(namespace('other')))] });
    const accepted = cluster('admin', { ingress: [accept(from(namespace('other')))] });
    const baseline = cluster('base', { tier: 'Baseline', ingress: [deny(from(namespace('other')))] });
    expect(world().verdict('other/web', 'shop/api', 80)).toBe('allowed');
    expect(world(denied, open).verdict('other/web', 'shop/api', 80)).toBe('denied');
    expect(world(accepted, shut).verdict('other/web', 'shop/api', 80)).toBe('allowed');
    expect(world(accepted, baseline).verdict('other/web', 'shop/api', 80)).toBe('allowed');
    expect(world(baseline).verdict('other/web', 'shop/api', 80)).toBe('denied');
    expect(world(baseline, open).verdict('other/web', 'shop/api', 80)).toBe('allowed');
    expect(world(cluster('base', { tier: 'Baseline', ingress: [accept(from(namespace('other')))] }), shut).verdict('other/web', 'shop/api', 80)).toBe('denied');
  });

  it('isolate nobody: what no rule matches goes on', () => {
    const w = world(cluster('admin', { ingress: [accept(from(namespace('other'), tcp(80)))] }), cluster('base', { tier: 'Baseline', egress: [accept(to(namespace('other')))] }));
    expect(w.verdict('other/web', 'shop/api', 81)).toBe('allowed');
    expect(w.verdict('shop/web', 'shop/api', 80)).toBe('allowed');
    expect(w.verdict('203.0.113.7', 'shop/api', 80)).toBe('allowed');
  });

  it('go by priority, the lowest first, whatever the order and the names of the objects', () => {
    const [first, second] = [cluster('z', { priority: 1, ingress: [accept(from(anyone))] }), cluster('a', { priority: 2, ingress: [deny(from(anyone))] })];
    expect(world(first, second).verdict('other/web', 'shop/api', 80)).toBe('allowed');
    expect(world(second, first).verdict('other/web', 'shop/api', 80)).toBe('allowed');
    const swapped = [cluster('z', { priority: 1000, ingress: [accept(from(anyone))] }), cluster('a', { priority: 999, ingress: [deny(from(anyone))] })];
    expect(world(...swapped).verdict('other/web', 'shop/api', 80)).toBe('denied');
  });

  it('take the first rule of a policy that matches, each direction by itself', () => {
    const w = world(cluster('x', {
      ingress: [deny(from(anyone, tcp(80))), accept(from(anyone)), deny(from(anyone))], egress: [deny(to(namespace('other'), tcp(81))), accept(to(anyone))],
    }));
    expect(w.verdict('shop/api', 'other/web', 80)).toBe('denied');
    expect(w.verdict('shop/api', 'other/web', 81)).toBe('denied');
    expect(w.verdict('shop/api', 'other/web', 82)).toBe('allowed');
    expect(w.verdict('shop/api', 'shop/web', 81)).toBe('allowed');
  });

  it('decide one direction for good, and the other side has its own say', () => {
    const w = world(cluster('x', { subject: namespace('shop'), egress: [accept(to(anyone))] }), policy('other/shut', { podSelector: {} }));
    expect(w.verdict('shop/web', 'other/web', 80)).toBe('denied');
    expect(world(cluster('x', { subject: namespace('other'), ingress: [accept(from(anyone))] }), shut).verdict('shop/web', 'other/web', 80)).toBe('denied');
  });

  it('imply replies', () => {
    const w = world(cluster('x', { subject: namespace('shop'), ingress: [deny(from(namespace('other')))] }));
    expect(w.verdict('shop/web', 'other/web', 80)).toBe('allowed');
    expect(w.verdict('other/web', 'shop/web', 80)).toBe('denied');
  });

  it('of equal priority are asked by name, and reported', () => {
    const objects = [cluster('b', { ingress: [deny(from(anyone))] }), cluster('a', { ingress: [accept(from(anyone))] })];
    const { rules, problems } = readRules(objects);
    const snapshot = snapshotOf(PODS);
    const [source, destination] = ['other/web', 'shop/api'].flatMap((text) => findWorkload(snapshot, text) ?? []).map(workloadEnd);
    if (source === undefined || destination === undefined) throw new Error('no such pods');
    expect(problems.map(({ code }) => code)).toEqual(['PRIORITY_DUPLICATE']);
    for (const tiered of [rules.tiered, [...rules.tiered].reverse()]) {
      expect(decide(snapshot, { ...rules, tiered }, { source, destination, port: 80, protocol: 'TCP' }).verdict).toBe('allowed');
    }
  });

  it('of equal priority and name are asked by kind, and everybody who asks them in their order says the same', () => {
    const snapshot = snapshotOf(PODS);
    const [source, destination] = ['other/web', 'shop/api'].flatMap((text) => findWorkload(snapshot, text) ?? []);
    if (source === undefined || destination === undefined) throw new Error('no such pods');
    const objects = [cluster('a', { ingress: [deny(from(anyone))] }), adminPolicy('a', { ingress: [{ action: 'Allow', ...from(anyone) }] })];
    const { rules, problems } = readRules(objects);
    expect(problems.map(({ code, kind }) => `${code} of the ${kind}`)).toEqual(['PRIORITY_DUPLICATE of the ClusterNetworkPolicy']);
    for (const tiered of [rules.tiered, [...rules.tiered].reverse()]) {
      const asked = { ...rules, tiered };
      const decision = decide(snapshot, asked, { source: workloadEnd(source), destination: workloadEnd(destination), port: 80, protocol: 'TCP' });
      expect(explained(decision).join('\n')).toContain('accept rule ingress[0] of AdminNetworkPolicy a in the admin tier');
      const map = connectivityOf(snapshot, asked);
      const [here, there] = [source, destination].map((workload) => map.ends.findIndex((end) => end.kind === 'workload' && end.workload === workload));
      expect(map.between(here ?? -1, there ?? -1).allowed.toString()).toBe('all');
      const party = (workload: Workload): Party => ({ kind: 'workload', workload });
      expect(sideOf(snapshot, asked, { direction: 'ingress', subject: party(destination), other: party(source) }).isAll()).toBe(true);
    }
  });
});

describe('a pass', () => {
  it('in the admin tier skips its other rules and policies, and the NetworkPolicies decide', () => {
    const passing = [cluster('a', { priority: 1, ingress: [pass(from(anyone)), deny(from(anyone))] }), cluster('b', { priority: 2, ingress: [deny(from(anyone))] })];
    expect(world(...passing).verdict('other/web', 'shop/api', 80)).toBe('allowed');
    expect(world(...passing, shut).verdict('other/web', 'shop/api', 80)).toBe('denied');
    expect(world(...passing, shut, open).verdict('other/web', 'shop/api', 80)).toBe('allowed');
  });

  it('in the admin tier comes to the baseline where no NetworkPolicy isolates', () => {
    const w = world(cluster('a', { ingress: [pass(from(anyone))] }), cluster('base', { tier: 'Baseline', ingress: [deny(from(anyone))] }));
    expect(w.verdict('other/web', 'shop/api', 80)).toBe('denied');
  });

  it('in the baseline tier skips its other rules, and the default allows', () => {
    const rules = [pass(from(namespace('other'))), deny(from(anyone))];
    const w = world(cluster('base', { tier: 'Baseline', priority: 1, ingress: rules }), cluster('more', { tier: 'Baseline', priority: 2, ingress: [deny(from(anyone))] }));
    expect(w.verdict('other/web', 'shop/api', 80)).toBe('allowed');
    expect(w.verdict('shop/web', 'shop/api', 80)).toBe('denied');
  });
});

describe('the baseline tier', () => {
  const baseline = cluster('base', { tier: 'Baseline', ingress: [deny(from(anyone))], egress: [deny(to(anyone))] });

  it('holds in the direction in which no NetworkPolicy isolates', () => {
    const out = policy('shop/out', { podSelector: {}, policyTypes: ['Egress'], egress: [{}] });
    const w = world(baseline, out, policy('other/open', { podSelector: {}, policyTypes: ['Ingress', 'Egress'], ingress: [{}], egress: [{}] }));
    expect(w.verdict('other/web', 'shop/api', 80)).toBe('denied');
    expect(w.verdict('shop/api', 'other/web', 80)).toBe('allowed');
  });

  it('does not hold for a pod that an egress-only policy without policyTypes selects: it isolates ingress, too', () => {
    const out = policy('shop/out', { podSelector: {}, egress: [{}] });
    const accepting = cluster('base', { tier: 'Baseline', ingress: [accept(from(anyone))] });
    expect(world(accepting, out).verdict('other/web', 'shop/api', 80)).toBe('denied');
    expect(world(accepting, out).verdict('shop/api', 'other/web', 80)).toBe('allowed');
  });

  it('may be several policies, by priority', () => {
    const w = world(cluster('late', { tier: 'Baseline', priority: 9, ingress: [deny(from(anyone))] }), cluster('early', { tier: 'Baseline', priority: 8, ingress: [accept(from(namespace('other')))] }));
    expect(w.verdict('other/web', 'shop/api', 80)).toBe('allowed');
    expect(w.verdict('shop/web', 'shop/api', 80)).toBe('denied');
  });
});

describe('the subject', () => {
  const host = pod('shop/agent', { spec: { hostNetwork: true }, status: { podIP: '192.168.7.1', hostIP: '192.168.7.1' } });

  it('is every pod of the namespaces, or those that meet both selectors', () => {
    const pods = { pods: { namespaceSelector: namespace('shop').namespaces, podSelector: app('api') } };
    const w = world(cluster('x', { subject: pods, ingress: [deny(from(anyone))] }));
    expect(['shop/api', 'shop/web', 'other/web'].map((name) => w.verdict('other/db', name, 80))).toEqual(['denied', 'allowed', 'allowed']);
    const every = world(cluster('x', { subject: { pods: { podSelector: app('web') } }, ingress: [deny(from(anyone))] }));
    expect(['shop/api', 'shop/web', 'other/web'].map((name) => every.verdict('other/db', name, 80))).toEqual(['allowed', 'denied', 'denied']);
  });

  it('is never a pod on the host network', () => {
    const w = world(host, cluster('x', { ingress: [deny(from(anyone))], egress: [deny(to({ networks: ['0.0.0.0/0', '::/0'] }))] }));
    expect(w.verdict('shop/agent', '203.0.113.7', 80)).toBe('allowed');
    expect(w.verdict('203.0.113.7', 'shop/agent', 80)).toBe('allowed');
  });

  it('is not a node\'s pod to the peers of others either', () => {
    const w = world(host, cluster('x', { ingress: [deny(from(anyone))], egress: [deny(to(anyone)), deny(to({ pods: { podSelector: {} } }))] }));
    expect(w.verdict('shop/web', 'shop/agent', 80)).toBe('allowed');
    expect(w.verdict('shop/agent', 'shop/web', 80)).toBe('allowed');
    expect(w.verdict('shop/web', 'shop/api', 80)).toBe('denied');
  });
});

describe('a pod that calls itself', () => {
  const w = world(cluster('x', { ingress: [deny(from(anyone))] }));

  it('is exempt by its own address', () => {
    expect(w.verdict('shop/api', 'shop/api', 80)).toBe('allowed');
  });

  it('is subject through a Service', () => {
    const { flow } = w.decide('shop/api', 'shop/api', 80);
    expect(decide(snapshotOf(PODS), readRules([cluster('x', { ingress: [deny(from(anyone))] })]).rules, { ...flow, throughService: true }).verdict).toBe('denied');
    expect(decide(snapshotOf(PODS), readRules([]).rules, { ...flow, throughService: true }).verdict).toBe('allowed');
  });
});

describe('a named port of a tier', () => {
  it('is that of the destination, of whatever protocol it has', () => {
    const w = world(cluster('x', { ingress: [deny(from(anyone, { protocols: [{ destinationNamedPort: 'http' }, { destinationNamedPort: 'dns' }] }))] }));
    expect(w.verdict('other/db', 'shop/web', 80, 'TCP')).toBe('denied');
    expect(w.verdict('other/db', 'shop/web', 53, 'UDP')).toBe('denied');
    expect(w.verdict('other/db', 'shop/web', 80, 'UDP')).toBe('allowed');
    expect(w.verdict('other/db', 'shop/web', 53, 'TCP')).toBe('allowed');
    expect(w.verdict('other/db', 'shop/api', 80, 'TCP')).toBe('allowed');
  });

  it('resolves on the destination for egress, too', () => {
    const w = world(cluster('x', { egress: [deny(to(anyone, { protocols: [{ destinationNamedPort: 'http' }] }))] }));
    expect(w.verdict('other/db', 'shop/web', 80)).toBe('denied');
    expect(w.verdict('shop/web', 'other/db', 80)).toBe('allowed');
    expect(w.verdict('shop/web', '203.0.113.7', 80)).toBe('allowed');
  });

  it('of the wrong protocol is no port of a NetworkPolicy', () => {
    const w = world(policy('shop/dns', { podSelector: app('web'), ingress: [{ ports: [{ port: 'dns', protocol: 'TCP' }] }] }));
    expect(w.verdict('other/db', 'shop/web', 53, 'UDP')).toBe('denied');
    expect(w.verdict('other/db', 'shop/web', 53, 'TCP')).toBe('denied');
  });
});

describe('the ports of a tier', () => {
  it('are of one protocol, ranges with both ends, and any where there are none', () => {
    const range = { protocols: [{ udp: { destinationPort: { range: { start: 100, end: 200 } } } }] };
    const w = world(cluster('x', { ingress: [deny(from(namespace('other'), range)), deny(from(namespace('shop')))] }));
    expect([99, 100, 200, 201].map((port) => w.verdict('other/db', 'shop/api', port, 'UDP'))).toEqual(['allowed', 'denied', 'denied', 'allowed']);
    expect(w.verdict('other/db', 'shop/api', 100, 'TCP')).toBe('allowed');
    expect((['TCP', 'UDP', 'SCTP'] as const).map((protocol) => w.verdict('shop/web', 'shop/api', 9, protocol))).toEqual(['denied', 'denied', 'denied']);
  });

  it('are TCP in v1alpha1 where no protocol is named', () => {
    const w = world({
      apiVersion: 'policy.networking.k8s.io/v1alpha1',
      kind: 'AdminNetworkPolicy',
      metadata: { name: 'x' },
      spec: { priority: 1, subject: anyone, ingress: [deny(from(anyone, { ports: [{ portNumber: { port: 80 } }] }))] },
    });
    expect((['TCP', 'UDP', 'SCTP'] as const).map((protocol) => w.verdict('shop/web', 'shop/api', 80, protocol))).toEqual(['denied', 'allowed', 'allowed']);
  });
});

describe('a peer of an unknown kind', () => {
  const rule = (action: string) => ({ action, ...to(anyone), ...tcp(80) });
  const unknown = (action: string) => ({ ...rule(action), to: [anyone, { services: {} }] });

  it('makes an accept match nothing, not even by its other peers', () => {
    const later = cluster('late', { priority: 90, egress: [deny(to(anyone))] });
    expect(world(cluster('x', { egress: [unknown('Accept')] }), later).verdict('shop/web', 'shop/api', 80)).toBe('denied');
    expect(world(cluster('x', { egress: [rule('Accept')] }), later).verdict('shop/web', 'shop/api', 80)).toBe('allowed');
  });

  it.each(['Deny', 'Pass'])('makes a %s deny all, on every port', (action) => {
    const w = world(cluster('x', { subject: namespace('shop'), egress: [unknown(action)] }), open);
    expect(w.verdict('shop/web', 'shop/api', 81)).toBe('denied');
    expect(w.verdict('shop/web', '203.0.113.7', 443, 'UDP')).toBe('denied');
    expect(w.verdict('other/web', 'shop/api', 81)).toBe('allowed');
    expect(world(cluster('x', { subject: namespace('shop'), ingress: [{ action, from: [{ services: {} }] }] })).verdict('203.0.113.7', 'shop/web', 1)).toBe('denied');
  });

  it('fails closed even where a reader has left its other peers and its ports', () => {
    const left = (action: 'accept' | 'deny' | 'pass'): TieredRule => ({
      direction: 'egress',
      index: 0,
      action,
      peers: [{ kind: 'addresses', block: block('10.0.0.0/8'), except: [] }, { kind: 'unknown' }],
      ports: [{ kind: 'numbers', protocol: 'TCP', first: 1, last: 1 }],
    });
    const { tiered } = readRules([cluster('x', {})]).rules;
    const snapshot = snapshotOf(PODS);
    const verdict = (action: 'accept' | 'deny' | 'pass') => decide(
      snapshot, { policies: [], tiered: tiered.map((one) => ({ ...one, rules: [left(action)] })) },
      { source: workloadEnd(snapshot.workloads[0] ?? fail()), destination: addressEnd('203.0.113.7'), port: 80, protocol: 'UDP' },
    ).verdict;
    expect([verdict('accept'), verdict('deny'), verdict('pass')]).toEqual(['allowed', 'denied', 'denied']);
  });
});

function fail(): never {
  throw new Error('no workload');
}

describe('an explanation of tiers', () => {
  it('names tier, policy, rule and action, and what passed on', () => {
    const w = world(
      cluster('guard', { priority: 1, ingress: [pass(from(anyone, { name: 'neighbours', ...tcp(80) })), deny(from(namespace('other'))), accept(from(anyone, tcp(443)))] }),
      cluster('floor', { tier: 'Baseline', subject: namespace('other'), ingress: [deny(from(anyone, tcp(80)))], egress: [pass(to(anyone)), deny(to({ networks: ['0.0.0.0/0'] }))] }),
      policy('shop/web', { podSelector: app('web'), policyTypes: ['Egress'], egress: [{}] }),
    );
    const flows = [
      w.decide('shop/web', 'other/web', 80), w.decide('other/web', 'shop/api', 81), w.decide('shop/web', 'shop/api', 443), w.decide('other/web', '203.0.113.7', 80),
      w.decide('other/web', 'shop/api', 80),
    ];
    expect(`\n${flows.flatMap(explained).join('\n')}\n`).toMatchInlineSnapshot(`
"
shop/web[Pod] to other/web[Pod] on 80/TCP: denied
  egress of shop/web[Pod]: allowed by egress[0] of NetworkPolicy shop/web
  ingress of other/web[Pod]: passed on by pass rule ingress[0] (neighbours) of ClusterNetworkPolicy guard in the admin tier; denied by deny rule ingress[0] of ClusterNetworkPolicy floor in the baseline tier
other/web[Pod] to shop/api[Pod] on 81/TCP: denied
  egress of other/web[Pod]: passed on by pass rule egress[0] of ClusterNetworkPolicy floor in the baseline tier; no policy isolates it
  ingress of shop/api[Pod]: denied by deny rule ingress[1] of ClusterNetworkPolicy guard in the admin tier
shop/web[Pod] to shop/api[Pod] on 443/TCP: allowed
  egress of shop/web[Pod]: allowed by egress[0] of NetworkPolicy shop/web
  ingress of shop/api[Pod]: allowed by accept rule ingress[2] of ClusterNetworkPolicy guard in the admin tier
other/web[Pod] to 203.0.113.7 on 80/TCP: denied
  egress of other/web[Pod]: denied by deny rule egress[1] of ClusterNetworkPolicy floor in the baseline tier
  ingress of 203.0.113.7: an address outside the manifests, which no policy governs
other/web[Pod] to shop/api[Pod] on 80/TCP: allowed
  egress of other/web[Pod]: passed on by pass rule egress[0] of ClusterNetworkPolicy floor in the baseline tier; no policy isolates it
  ingress of shop/api[Pod]: passed on by pass rule ingress[0] (neighbours) of ClusterNetworkPolicy guard in the admin tier; no policy isolates it
"
`);
  });
});
