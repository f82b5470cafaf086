import { app, block, objectsOf, pod, policy } from './world';
import { readRules } from '../../src/dialects/read-rules';
import { ConnectivityOptions, MapEnd } from '../../src/reachability/connectivity';
import { connectivityOf, ExactMap } from '../../src/reachability/engine/connectivity-of';
import { ClusterFacts, snapshotOf } from '../../src/reachability/snapshot';
import { nameText } from '../../src/sets/names';

/** The map of some objects, all of which must be sound. */
function mapOf(objects: readonly unknown[], facts: ClusterFacts = {}, options: ConnectivityOptions = {}): ExactMap {
  const { rules, problems } = readRules(objects);
  const snapshot = snapshotOf(objects, facts);
  expect([...problems, ...snapshot.problems]).toEqual([]);
  return connectivityOf(snapshot, rules, options);
}

/** What is left of all addresses has many blocks, and is told by the first alone. */
function textOf(end: MapEnd): string {
  if (end.kind === 'workload') return `${end.workload.namespace}/${end.workload.name}`;
  if (end.kind === 'name') return nameText(end.name);
  const [first, ...more] = end.addresses.blocks().map(({ text }) => text);
  return more.length === 0 ? `${first}` : `${first} and others`;
}

/** A line for each pair that is not empty; cells are told by their addresses. */
function linesOf(map: ExactMap): string[] {
  return [...map.connections()].map(({ source, destination, allowed, unknown }) => (
    `${textOf(source)} => ${textOf(destination)}: ${allowed.toString()}${unknown.isEmpty() ? '' : `; unknown: ${unknown.toString()}`}`
  ));
}

/** The line of one pair of workloads, without its ends. */
function between(map: ExactMap, from: string, to: string): string {
  const place = (name: string) => map.ends.findIndex((end) => textOf(end) === name);
  const { allowed, unknown } = map.between(place(from), place(to));
  return `${allowed.toString()}; unknown: ${unknown.toString()}`;
}

const shut = policy('shop/shut', { podSelector: {}, policyTypes: ['Ingress', 'Egress'] });

describe('the map of a cluster', () => {
  it('has a line for each pair that is open, addresses cut where the rules cut them', () => {
    const objects = [
      pod('shop/web'), pod('shop/db'), pod('other/guest'),
      policy('shop/db', { podSelector: app('db'), ingress: [{ from: [{ podSelector: app('web') }], ports: [{ port: 5432 }] }] }),
      policy('shop/web', {
        podSelector: app('web'),
        policyTypes: ['Ingress', 'Egress'],
        ingress: [{ from: [{ ipBlock: { cidr: '203.0.113.0/24', except: ['203.0.113.128/25'] } }], ports: [{ port: 443 }] }],
        egress: [{ to: [{ podSelector: app('db') }] }, { ports: [{ protocol: 'UDP', port: 53 }] }],
      }),
    ];
    const facts = { podCidrs: [block('10.0.0.0/8')] };
    expect(`\n${linesOf(mapOf(objects, facts)).filter((line) => !line.includes('::')).join('\n')}\n`).toMatchInlineSnapshot(`
"
other/guest => 0.0.0.0/1 and others: all
other/guest => 203.0.113.0/25: all
shop/db => other/guest: all
shop/db => 0.0.0.0/1 and others: all
shop/db => 203.0.113.0/25: all
shop/web => other/guest: UDP 53
shop/web => shop/db: TCP 5432
shop/web => 0.0.0.0/1 and others: UDP 53
shop/web => 203.0.113.0/25: UDP 53
0.0.0.0/1 and others => other/guest: all
203.0.113.0/25 => other/guest: all
203.0.113.0/25 => shop/web: TCP 443
"
`);
  });

  it('lets everybody reach everybody where there is no policy', () => {
    expect(linesOf(mapOf([pod('shop/web'), pod('shop/db')]))).toEqual([
      'shop/db => shop/web: all', 'shop/db => 0.0.0.0/0: all', 'shop/db => ::/0: all',
      'shop/web => shop/db: all', 'shop/web => 0.0.0.0/0: all', 'shop/web => ::/0: all',
      '0.0.0.0/0 => shop/db: all', '0.0.0.0/0 => shop/web: all', '::/0 => shop/db: all', '::/0 => shop/web: all',
    ]);
  });

  it('has no cell of an address that a pod holds', () => {
    const map = mapOf([pod('shop/web', { status: { podIP: '10.0.0.1' } })], {});
    expect(map.ends.map(textOf).filter((text) => text.includes('10.0.0.1/32'))).toEqual([]);
    expect(map.ends).toHaveLength(3);
  });

  it('has nobody in one class whom rules tell apart, and all others in one', () => {
    const objects = [pod('shop/web'), pod('shop/db'), pod('shop/api'), pod('shop/job'), policy('shop/db', { podSelector: app('db') })];
    const map = mapOf(objects);
    const classes = new Map(map.ends.map((end, place) => [textOf(end), map.classOf(place)]));
    expect(new Set(['shop/web', 'shop/api', 'shop/job'].map((name) => classes.get(name))).size).toBe(1);
    expect(classes.get('shop/db')).not.toBe(classes.get('shop/web'));
    expect(map.size()).toMatchObject({ classes: 4, egressRows: 1, ingressRows: 2 });
  });

  it('tells pods in a block of unknown extent from pods that are assumed outside of it', () => {
    const objects = [
      pod('shop/web'), pod('shop/db'), policy('shop/db', { podSelector: app('db'), ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.0/8' } }] }] }),
    ];
    expect(between(mapOf(objects), 'shop/web', 'shop/db')).toBe('none; unknown: all');
    expect(between(mapOf(objects, {}, { podsInBlocks: 'outside' }), 'shop/web', 'shop/db')).toBe('none; unknown: none');
    expect(between(mapOf(objects, { podCidrs: [block('10.4.0.0/16')] }), 'shop/web', 'shop/db')).toBe('all; unknown: none');
    expect(between(mapOf(objects, { podCidrs: [block('172.16.0.0/12')] }), 'shop/web', 'shop/db')).toBe('none; unknown: none');
  });

  it('sees that blocks together cover every address that a pod may have', () => {
    const blocks = [{ ipBlock: { cidr: '10.0.0.0/9' } }, { ipBlock: { cidr: '10.128.0.0/9' } }];
    const objects = [pod('shop/web'), pod('shop/db'), policy('shop/db', { podSelector: app('db'), ingress: [{ from: blocks }] })];
    expect(between(mapOf(objects, { podCidrs: [block('10.0.0.0/8')] }), 'shop/web', 'shop/db')).toBe('all; unknown: none');
  });

  it('resolves a name of a port on the destination, in both directions', () => {
    const named = (port: string, number: number, protocol = 'TCP') => ({ containers: [{ ports: [{ name: port, containerPort: number, protocol }] }] });
    const objects = [
      pod('shop/web'),
      pod('shop/api', { spec: named('http', 8080) }), pod('shop/db', { spec: named('http', 9090, 'UDP') }), pod('shop/job', { spec: named('other', 1) }),
      policy('shop/web', { podSelector: app('web'), policyTypes: ['Egress'], egress: [{ ports: [{ port: 'http' }] }] }),
      policy('shop/api', { podSelector: app('api'), ingress: [{ ports: [{ port: 'http' }] }] }),
    ];
    const map = mapOf(objects);
    expect(between(map, 'shop/web', 'shop/api')).toBe('TCP 8080; unknown: none');
    expect(between(map, 'shop/web', 'shop/db')).toBe('none; unknown: none');
    expect(between(map, 'shop/job', 'shop/api')).toBe('TCP 8080; unknown: none');
  });

  it('passes over pods on the host network, save by their addresses', () => {
    const agent = pod('shop/agent', { spec: { hostNetwork: true }, status: { podIP: '192.168.7.1', hostIP: '192.168.7.1' } });
    const api = pod('shop/api', { status: { podIP: '10.0.0.1', hostIP: '192.168.7.1' } });
    const far = pod('shop/far', { status: { podIP: '10.0.0.2', hostIP: '192.168.7.2' } });
    const map = mapOf([agent, api, far, shut]);
    expect(between(map, 'shop/agent', 'shop/api')).toBe('all; unknown: none');
    expect(between(map, 'shop/agent', 'shop/far')).toBe('none; unknown: none');
    expect(linesOf(map)).toEqual(expect.arrayContaining(['192.168.7.1/32 => shop/api: all', '192.168.7.2/32 => shop/far: all']));
    expect(between(mapOf([pod('shop/agent', { spec: { hostNetwork: true } }), pod('shop/api'), shut]), 'shop/agent', 'shop/api')).toBe('none; unknown: all');
  });

  it('has replicas of one workload reach each other as any others do, and a lone pod not itself', () => {
    const replicas = objectsOf(`
apiVersion: apps/v1
kind: Deployment
metadata: { name: api, namespace: shop }
spec: { template: { metadata: { labels: { app: api } } } }`);
    expect(between(mapOf(replicas), 'shop/api', 'shop/api')).toBe('all; unknown: none');
    expect(between(mapOf([...replicas, shut]), 'shop/api', 'shop/api')).toBe('none; unknown: none');
    expect(between(mapOf([pod('shop/api')]), 'shop/api', 'shop/api')).toBe('none; unknown: none');
  });
});

describe('the tiers', () => {
  const tier = (name: string, spec: object) => ({ apiVersion: 'policy.networking.k8s.io/v1alpha2', kind: 'ClusterNetworkPolicy', metadata: { name }, spec });
  const ofShop = { namespaces: { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } } };
  const PODS = [pod('shop/web'), pod('other/guest')];
  const http = { protocols: [{ tcp: { destinationPort: { number: 80 } } }] };

  it('decide in their order, of which each leaves the rest to the next', () => {
    const admin = tier('admin', {
      tier: 'Admin',
      priority: 1,
      subject: { namespaces: {} },
      ingress: [{ action: 'Accept', from: [ofShop], ...http }, { action: 'Pass', from: [ofShop] }, { action: 'Deny', from: [{ namespaces: {} }] }],
    });
    expect(between(mapOf([...PODS, admin]), 'shop/web', 'other/guest')).toBe('all; unknown: none');
    expect(between(mapOf([...PODS, admin]), 'other/guest', 'shop/web')).toBe('none; unknown: none');
    const closed = policy('other/shut', { podSelector: {}, ingress: [] });
    expect(between(mapOf([...PODS, admin, closed]), 'shop/web', 'other/guest')).toBe('TCP 80; unknown: none');
    const baseline = tier('baseline', { tier: 'Baseline', priority: 1, subject: { namespaces: {} }, ingress: [{ action: 'Deny', from: [{ namespaces: {} }] }] });
    expect(between(mapOf([...PODS, admin, baseline]), 'shop/web', 'other/guest')).toBe('TCP 80; unknown: none');
    const open = policy('other/open', { podSelector: {}, ingress: [{ ports: [{ port: 81 }] }] });
    expect(between(mapOf([...PODS, admin, baseline, open]), 'shop/web', 'other/guest')).toBe('TCP 80-81; unknown: none');
  });

  it('know nodes by their objects, and names as ends of their own', () => {
    const node = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'one', labels: { pool: 'a' } }, status: { addresses: [{ type: 'InternalIP', address: '192.168.7.1' }] } };
    const out = tier('out', {
      tier: 'Admin',
      priority: 1,
      subject: { namespaces: {} },
      egress: [
        { action: 'Accept', to: [{ nodes: { matchLabels: { pool: 'a' } } }], ...http },
        { action: 'Accept', to: [{ domainNames: ['api.example.com'] }], protocols: [{ tcp: { destinationPort: { number: 443 } } }] },
        { action: 'Deny', to: [{ networks: ['0.0.0.0/0', '::/0'] }] },
      ],
    });
    const map = mapOf([pod('shop/web', { status: { podIP: '10.0.0.1' } }), pod('shop/db', { status: { podIP: '10.0.0.2' } }), node, out]);
    const lines = linesOf(map).filter((line) => line.startsWith('shop/web =>') && !line.includes('::'));
    expect(lines.find((line) => line.includes('=> 192.168.7.1/32:'))).toBe('shop/web => 192.168.7.1/32: TCP 80; unknown: TCP 443');
    expect(lines.find((line) => line.includes('=> api.example.com:'))).toBe('shop/web => api.example.com: TCP 443');
    const others = lines.filter((line) => !/192\.168\.7\.1\/32:|api\.example\.com:/.test(line));
    expect(others.every((line) => line.endsWith(': none; unknown: TCP 443'))).toBe(true);
    expect(between(map, 'shop/web', 'shop/db')).toBe('none; unknown: none');
  });
});
