/**
 * What a NetworkPolicy means, point by point as the reference of policy semantics numbers them (`../shared/reference/policy-semantics.md`); each
 * verdict is that of `decide` and of the engine, which `World` holds to be one.
 */
import { app, block, objectsOf, pod, policy, World } from './world';
import { NetworkPlugin } from '../../src';
import { readRules } from '../../src/dialects/read-rules';
import { readServices } from '../../src/dialects/service/read';
import { connectivityOf } from '../../src/reachability/engine/connectivity-of';
import { serviceTargets } from '../../src/reachability/services';
import { snapshotOf } from '../../src/reachability/snapshot';
import { Shop } from '../api/shop';

const WEB_PORTS = { containers: [{ ports: [{ name: 'http', containerPort: 8080 }, { name: 'dns', containerPort: 53, protocol: 'UDP' }] }] };
const PODS = [pod('shop/web', { spec: WEB_PORTS }), pod('shop/api'), pod('shop/db'), pod('other/web')];
const world = (...policies: readonly object[]) => new World([...PODS, ...policies]);
const into = (...ingress: readonly unknown[]) => world(policy('shop/api', { podSelector: app('api'), ingress }));
const out = (...egress: readonly unknown[]) => policy('shop/api', { podSelector: app('api'), policyTypes: ['Egress'], egress });
const problems = (spec: object) => readRules([policy('shop/api', spec)]).problems.map(({ code, path }) => `${code} ${path}`);

describe('a NetworkPolicy', () => {
  it('1. without policyTypes isolates ingress always, and egress if and only if it has egress rules; so an egress-only one isolates ingress, too', () => {
    const bare = world(policy('shop/api', { podSelector: app('api') }));
    expect([bare.verdict('shop/web', 'shop/api', 80), bare.verdict('shop/api', 'shop/web', 80)]).toEqual(['denied', 'allowed']);
    const egressOnly = world(policy('shop/api', { podSelector: app('api'), egress: [{ to: [{ podSelector: app('db') }] }] }));
    expect(egressOnly.verdict('shop/api', 'shop/db', 80)).toBe('allowed');
    expect(egressOnly.verdict('shop/api', 'shop/web', 80)).toBe('denied');
    expect(egressOnly.verdict('shop/web', 'shop/api', 80)).toBe('denied');
    const named = world(policy('shop/api', { podSelector: app('api'), policyTypes: ['Egress'], egress: [{}] }));
    expect(named.verdict('shop/web', 'shop/api', 80)).toBe('allowed');
  });

  it('2. isolates by direction; policies of one direction are a union; a connection needs the egress of its source and the ingress of its destination', () => {
    const union = world(
      policy('shop/from-web', { podSelector: app('api'), ingress: [{ from: [{ podSelector: app('web') }] }] }),
      policy('shop/from-db', { podSelector: {}, ingress: [{ from: [{ podSelector: app('db') }] }] }),
    );
    expect(['shop/web', 'shop/db', 'other/web'].map((source) => union.verdict(source, 'shop/api', 80))).toEqual(['allowed', 'allowed', 'denied']);
    expect(union.verdict('shop/api', 'other/web', 80)).toBe('allowed');
    const letIn = policy('shop/db', { podSelector: app('db'), ingress: [{}] });
    expect(world(letIn, out({ to: [{ podSelector: app('db') }] })).verdict('shop/api', 'shop/db', 80)).toBe('allowed');
    expect(world(letIn, out()).verdict('shop/api', 'shop/db', 80)).toBe('denied');
    expect(world(policy('shop/db', { podSelector: app('db') }), out({})).verdict('shop/api', 'shop/db', 80)).toBe('denied');
  });

  it('3. with an empty podSelector selects every pod of its namespace; no ingress rule denies, an empty one allows all', () => {
    for (const ingress of [undefined, []]) {
      const shut = world(policy('shop/all', { podSelector: {}, ingress }));
      expect(['web', 'api', 'db'].map((name) => shut.verdict('other/web', `shop/${name}`, 80))).toEqual(['denied', 'denied', 'denied']);
      expect(shut.verdict('shop/web', 'other/web', 80)).toBe('allowed');
    }
    expect(into({}).verdict('203.0.113.7', 'shop/api', 9, 'SCTP')).toBe('allowed');
  });

  it('4. with missing or empty lists means anyone, on any port; a wholly empty peer is refused', () => {
    expect(into({ from: [], ports: [{ port: 80 }] }).verdict('other/web', 'shop/api', 80)).toBe('allowed');
    expect(into({ from: [{ podSelector: app('web') }], ports: [] }).verdict('shop/web', 'shop/api', 9, 'UDP')).toBe('allowed');
    expect(world(out({ ports: [{ port: 80 }] })).verdict('shop/api', '203.0.113.7', 80)).toBe('allowed');
    expect(problems({ podSelector: {}, ingress: [{ from: [{}] }] })).toEqual(['PEER_EMPTY spec.ingress[0].from[0]']);
  });

  it('5. needs both selectors of one peer, and one of two peers; a pod selector alone is of its own namespace, an empty selector is not an absent one', () => {
    const blue = objectsOf('{ apiVersion: v1, kind: Namespace, metadata: { name: other, labels: { team: blue } } }');
    const from = (...peers: readonly object[]) => {
      const w = new World([...PODS, ...blue, pod('other/db'), policy('shop/api', { podSelector: app('api'), ingress: [{ from: peers }] })]);
      return ['shop/web', 'shop/db', 'other/web', 'other/db'].filter((source) => w.verdict(source, 'shop/api', 80) === 'allowed');
    };
    const namespaceSelector = { matchLabels: { team: 'blue' } };
    expect(from({ namespaceSelector, podSelector: app('web') })).toEqual(['other/web']);
    expect(from({ namespaceSelector }, { podSelector: app('web') })).toEqual(['shop/web', 'other/web', 'other/db']);
    expect(from({ podSelector: {} })).toEqual(['shop/web', 'shop/db']);
    expect(from({ namespaceSelector: {} })).toEqual(['shop/web', 'shop/db', 'other/web', 'other/db']);
    expect(from({ namespaceSelector: {}, podSelector: app('db') })).toEqual(['shop/db', 'other/db']);
  });

  it.each(['NotIn', 'DoesNotExist'])('6. matches with %s where the key is absent', (operator) => {
    const matchExpressions = [{ key: 'tier', operator, ...(operator === 'NotIn' ? { values: ['gold'] } : {}) }];
    const w = new World([
      ...PODS, pod('shop/gold', { labels: { tier: 'gold' } }), policy('shop/api', { podSelector: app('api'), ingress: [{ from: [{ podSelector: { matchExpressions } }] }] }),
    ]);
    expect([w.verdict('shop/web', 'shop/api', 80), w.verdict('shop/gold', 'shop/api', 80)]).toEqual(['allowed', 'denied']);
  });

  it('7. finds every namespace by the label with its name; an object without a namespace is in default', () => {
    const named = (name: string) => ({ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } } });
    const homeless = objectsOf('{ apiVersion: v1, kind: Pod, metadata: { name: lone, labels: { app: lone } }, spec: { containers: [] } }');
    const w = new World([...PODS, ...homeless, policy('shop/api', { podSelector: app('api'), ingress: [{ from: [named('default')] }] })]);
    expect([w.verdict('default/lone', 'shop/api', 80), w.verdict('other/web', 'shop/api', 80)]).toEqual(['allowed', 'denied']);
  });

  it('8. takes exceptions out of their own block alone, matches pods by their addresses, and does not guess where these are not known', () => {
    const ten = { ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } };
    expect(['10.2.0.1', '10.1.0.1'].map((source) => into({ from: [ten] }).verdict(source, 'shop/api', 80))).toEqual(['allowed', 'denied']);
    expect(into({ from: [ten, { ipBlock: { cidr: '10.1.2.0/24' } }] }).verdict('10.1.2.3', 'shop/api', 80)).toBe('allowed');
    const placed = (address: string) => pod('shop/placed', { status: { podIP: address } });
    const fromTen = policy('shop/api', { podSelector: app('api'), ingress: [{ from: [ten] }] });
    expect(new World([...PODS, fromTen, placed('10.2.0.1')]).verdict('shop/placed', 'shop/api', 80)).toBe('allowed');
    expect(new World([...PODS, fromTen, placed('10.1.0.1')]).verdict('shop/placed', 'shop/api', 80)).toBe('denied');
    const podCidrs = (cidr: string) => new World([...PODS, fromTen], { podCidrs: [block(cidr)] }).verdict('shop/web', 'shop/api', 80);
    expect([into({ from: [ten] }).verdict('shop/web', 'shop/api', 80), podCidrs('10.2.0.0/16'), podCidrs('10.1.0.0/16')]).toEqual(['unknown', 'allowed', 'denied']);
  });

  it('9. means TCP unless an entry says otherwise, all ports where it names none, and up to endPort, included, which needs a number that is no greater', () => {
    const mixed = into({ ports: [{ port: 53 }, { protocol: 'UDP', port: 54 }, { protocol: 'SCTP' }] });
    const asked = [['TCP', 53], ['UDP', 53], ['UDP', 54], ['TCP', 54], ['SCTP', 65535]] as const;
    expect(asked.map(([protocol, port]) => mixed.verdict('shop/web', 'shop/api', port, protocol))).toEqual(['allowed', 'denied', 'allowed', 'denied', 'allowed']);
    const range = into({ ports: [{ port: 80, endPort: 90 }] });
    expect([79, 80, 90, 91].map((port) => range.verdict('shop/web', 'shop/api', port))).toEqual(['denied', 'allowed', 'allowed', 'denied']);
    const rule = (port: object) => problems({ podSelector: {}, ingress: [{ ports: [port] }] });
    expect(rule({ port: 80, endPort: 79 })).toEqual(['END_PORT_BEFORE_PORT spec.ingress[0].ports[0].endPort']);
    expect(rule({ port: 'http', endPort: 90 })).toEqual(['END_PORT_WITHOUT_PORT spec.ingress[0].ports[0].endPort']);
    expect(rule({ endPort: 90 })).toEqual(['END_PORT_WITHOUT_PORT spec.ingress[0].ports[0].endPort']);
  });

  it('10. resolves a named port on the destination, for egress too, by name and protocol, sidecars included; where nobody bears it, nothing passes', () => {
    const named = world(out({ ports: [{ port: 'http' }] }));
    expect([8080, 80].map((port) => named.verdict('shop/api', 'shop/web', port))).toEqual(['allowed', 'denied']);
    expect(named.verdict('shop/api', 'shop/db', 8080)).toBe('denied');
    expect(world(out({ ports: [{ port: 'dns' }] })).verdict('shop/api', 'shop/web', 53)).toBe('denied');
    expect(world(out({ ports: [{ protocol: 'UDP', port: 'dns' }] })).verdict('shop/api', 'shop/web', 53, 'UDP')).toBe('allowed');
    const init = (restartPolicy?: string) => pod('shop/mesh', { spec: { initContainers: [{ restartPolicy, ports: [{ name: 'admin', containerPort: 15000 }] }] } });
    const admin = out({ ports: [{ port: 'admin' }] });
    expect(new World([...PODS, init('Always'), admin]).verdict('shop/api', 'shop/mesh', 15000)).toBe('allowed');
    expect(new World([...PODS, init(), admin]).verdict('shop/api', 'shop/mesh', 15000)).toBe('denied');
  });

  it('11. that allows SCTP alone isolates TCP', () => {
    const w = into({ ports: [{ protocol: 'SCTP', port: 80 }] });
    expect([w.verdict('shop/web', 'shop/api', 80, 'SCTP'), w.verdict('shop/web', 'shop/api', 80)]).toEqual(['allowed', 'denied']);
  });

  it('12. passes over pods on the host network, which appear as the addresses of their node', () => {
    const host = pod('shop/agent', { spec: { hostNetwork: true }, status: { podIP: '192.168.7.1', hostIP: '192.168.7.1' } });
    const api = pod('shop/target', { status: { podIP: '10.0.0.1', hostIP: '192.168.9.9' } });
    const from = (...peers: readonly object[]) => new World([host, api, pod('shop/web'), policy('shop/all', { podSelector: {}, policyTypes: ['Ingress', 'Egress'], ingress: [{ from: peers }] })]);
    expect(from().verdict('shop/agent', '203.0.113.7', 80)).toBe('allowed');
    expect(from({ podSelector: {} }).verdict('203.0.113.7', 'shop/agent', 80)).toBe('allowed');
    expect(from({ podSelector: {} }).verdict('shop/agent', 'shop/target', 80)).toBe('denied');
    expect(from({ ipBlock: { cidr: '192.168.7.0/24' } }).verdict('shop/agent', 'shop/target', 80)).toBe('allowed');
  });

  it('13. never shuts out the node of a pod, nor a pod from itself', () => {
    const shut = policy('shop/all', { podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
    const w = new World([pod('shop/api', { status: { podIP: '10.0.0.1', hostIP: '192.168.7.1' } }), shut]);
    expect(['192.168.7.1', '192.168.7.2'].map((source) => w.verdict(source, 'shop/api', 80))).toEqual(['allowed', 'denied']);
    expect(w.verdict('shop/api', '192.168.7.1', 80)).toBe('denied');
    expect(w.verdict('shop/api', '10.0.0.1', 80)).toBe('allowed');
  });

  it('14. is about connections, and implies replies; protocols without ports are none of its business', () => {
    const w = world(policy('shop/web', { podSelector: app('web') }), out());
    expect([w.verdict('shop/web', 'shop/api', 80), w.verdict('shop/api', 'shop/web', 80)]).toEqual(['allowed', 'denied']);
    expect(problems({ podSelector: {}, ingress: [{ ports: [{ protocol: 'ICMP' }] }] })).toEqual(['PROTOCOL_UNKNOWN spec.ingress[0].ports[0].protocol']);
  });

  it('15. sees the pod and its target port behind a Service, never the port of the Service, nor its cluster address', () => {
    const service = objectsOf('{ apiVersion: v1, kind: Service, metadata: { name: web, namespace: shop }, spec: { clusterIP: 10.96.0.10, selector: { app: web }, ports: [{ port: 80, targetPort: http }] } }');
    const objects = [pod('shop/web', { spec: WEB_PORTS, status: { podIP: '10.244.0.7' } }), pod('shop/api', { status: { podIP: '10.244.0.8' } }), ...service];
    const targets = readServices(objects).services.flatMap((one) => serviceTargets(one, snapshotOf(objects)));
    expect(targets.map(({ workload, ports }) => `${workload.name} ${ports.toString()}`)).toEqual(['web TCP 8080']);
    const through = (...egress: readonly object[]) => new World([...objects, out(...egress)]).verdict('shop/api', 'shop/web', 8080);
    expect(through({ to: [{ podSelector: app('web') }], ports: [{ port: 8080 }] })).toBe('allowed');
    expect(through({ to: [{ podSelector: app('web') }], ports: [{ port: 80 }] })).toBe('denied');
    expect(through({ to: [{ ipBlock: { cidr: '10.96.0.10/32' } }] })).toBe('denied');
  });

  it('16. is of no matter to pods that have run to their end, which are gone; Jobs stay', () => {
    const ended = ['Succeeded', 'Failed'].map((phase) => pod(`shop/${phase.toLowerCase()}`, { status: { phase, podIP: '10.0.0.9' } }));
    const job = objectsOf('{ apiVersion: batch/v1, kind: Job, metadata: { name: once, namespace: shop }, spec: { template: { metadata: { labels: { app: once } }, spec: { containers: [] } } } }');
    const objects = [...PODS, ...ended, ...job, policy('shop/api', { podSelector: app('api'), ingress: [{ from: [{ podSelector: app('once') }] }] })];
    const w = new World(objects);
    expect([w.verdict('shop/once', 'shop/api', 80), w.verdict('shop/web', 'shop/api', 80)]).toEqual(['allowed', 'denied']);
    expect(() => w.verdict('shop/succeeded', 'shop/api', 80)).toThrow('no workload shop/succeeded');
    expect(w.decide('10.0.0.9', 'shop/api', 80).flow.source.kind).toBe('address');
    expect(connectivityOf(snapshotOf(objects), readRules(objects).rules).ends.flatMap((end) => (end.kind === 'workload' ? [end.workload.name] : []))).toEqual(['web', 'api', 'db', 'once', 'web']);
  });

  it('17. does nothing on a plugin that does not enforce it: the manifests keep strangers out, and a finding says that nobody holds them to it', () => {
    const shop = new Shop({ plugin: NetworkPlugin.flannel({ acceptUnenforced: 'a lab' }) });
    shop.service('web');
    expect(new World(shop.manifests()).verdict('203.0.113.7', 'shop/web', 8080)).toBe('denied');
    expect(shop.findings()).toEqual([expect.stringMatching(/enforces no NetworkPolicy: every pod can reach every port of every workload, .* \(UNENFORCED_ACCEPTED\)$/)]);
  });
});
