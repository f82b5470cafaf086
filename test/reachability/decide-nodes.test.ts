import { app, block, objectsOf, pod, policy, World } from './world';
import { addressEnd } from '../../src/reachability/decide';
import { explained } from '../../src/reachability/trace-text';

const PODS = [pod('shop/web'), pod('shop/api'), pod('shop/db'), pod('other/web')];

describe('a pod on the host network', () => {
  const host = (name: string, status?: object) => pod(name, { labels: { app: 'agent' }, spec: { hostNetwork: true }, status });
  const shut = policy('shop/all', { podSelector: {}, policyTypes: ['Ingress', 'Egress'] });

  it('is selected by no policy', () => {
    const w = new World([host('shop/agent'), pod('other/web'), shut]);
    expect(w.verdict('shop/agent', 'other/web', 80)).toBe('allowed');
    expect(w.verdict('other/web', 'shop/agent', 80)).toBe('allowed');
  });

  it('is a node\'s address to the rules of others, never one of their pods', () => {
    const open = policy('shop/api', { podSelector: app('api'), ingress: [{ from: [{ podSelector: {} }, { ipBlock: { cidr: '192.168.7.0/24' } }] }] });
    const api = pod('shop/api', { status: { hostIP: '192.168.9.9', podIP: '10.0.0.1' } });
    expect(new World([host('shop/agent', { podIP: '192.168.8.1', hostIP: '192.168.8.1' }), api, open]).verdict('shop/agent', 'shop/api', 80)).toBe('denied');
    expect(new World([host('shop/agent', { podIP: '192.168.7.1', hostIP: '192.168.7.1' }), api, open]).verdict('shop/agent', 'shop/api', 80)).toBe('allowed');
    const out = policy('shop/web', { podSelector: app('web'), policyTypes: ['Egress'], egress: [{ to: [{ namespaceSelector: {} }] }] });
    expect(new World([host('shop/agent'), pod('shop/web'), out]).verdict('shop/web', 'shop/agent', 80)).toBe('denied');
  });

  it('gives a rule nothing to resolve a named port on', () => {
    const agent = pod('shop/agent', {
      labels: { app: 'agent' },
      spec: { hostNetwork: true, containers: [{ ports: [{ name: 'http', containerPort: 80 }] }] },
      status: { podIP: '192.168.7.1', hostIP: '192.168.7.1' },
    });
    const out = (port: string | number) => policy('shop/web', {
      podSelector: app('web'), policyTypes: ['Egress'], egress: [{ to: [{ ipBlock: { cidr: '192.168.7.1/32' } }], ports: [{ port }] }],
    });
    expect(new World([agent, pod('shop/web'), out('http')]).verdict('shop/web', 'shop/agent', 80)).toBe('denied');
    expect(new World([agent, pod('shop/web'), out(80)]).verdict('shop/web', 'shop/agent', 80)).toBe('allowed');
  });

  it('is not what the address of its node stands for', () => {
    const w = new World([host('shop/agent', { podIP: '192.168.7.1', hostIP: '192.168.7.1' }), pod('shop/api', { status: { podIP: '10.0.0.1' } })]);
    expect(w.decide('shop/api', '192.168.7.1', 80).flow.destination.kind).toBe('address');
    expect(w.decide('192.168.7.1', '10.0.0.1', 80).flow.destination.kind).toBe('workload');
  });

  it('of unknown place may be on the node of the destination', () => {
    expect(new World([host('shop/agent'), pod('shop/api'), shut]).verdict('shop/agent', 'shop/api', 80)).toBe('unknown');
  });

  it('of unknown place has an address of some node', () => {
    const out = policy('shop/web', { podSelector: app('web'), policyTypes: ['Egress'], egress: [{ to: [{ ipBlock: { cidr: '192.168.0.0/16' } }] }] });
    const objects = [host('shop/agent'), pod('shop/web'), out];
    expect(new World(objects).verdict('shop/web', 'shop/agent', 80)).toBe('unknown');
    expect(new World(objects, { nodeCidrs: [block('192.168.4.0/24')] }).verdict('shop/web', 'shop/agent', 80)).toBe('allowed');
    expect(new World(objects, { nodeCidrs: [block('172.16.0.0/12')] }).verdict('shop/web', 'shop/agent', 80)).toBe('denied');
  });
});

describe('the node of a pod', () => {
  const shut = policy('shop/all', { podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
  const api = pod('shop/api', { status: { hostIP: '192.168.7.1', podIP: '10.0.0.1' } });

  it('is always let in, another node is not', () => {
    const agent = pod('infra/agent', { spec: { hostNetwork: true }, status: { hostIP: '192.168.7.1', podIP: '192.168.7.1' } });
    const w = new World([api, agent, shut]);
    expect(w.verdict('192.168.7.1', 'shop/api', 80)).toBe('allowed');
    expect(w.verdict('infra/agent', 'shop/api', 80)).toBe('allowed');
    expect(w.verdict('192.168.7.2', 'shop/api', 80)).toBe('denied');
  });

  it('is not what the pod may always reach', () => {
    expect(new World([api, shut]).verdict('shop/api', '192.168.7.1', 80)).toBe('denied');
  });

  it('is unknown where the address is a node\'s, and the pod\'s node is not known', () => {
    const facts = { nodeCidrs: [block('192.168.0.0/16')] };
    expect(new World([pod('shop/api'), shut], facts).verdict('192.168.7.1', 'shop/api', 80)).toBe('unknown');
    expect(new World([pod('shop/api'), shut], facts).verdict('203.0.113.7', 'shop/api', 80)).toBe('denied');
  });
});

describe('traffic of a workload to itself', () => {
  const shut = (name: string) => policy(`shop/${name}`, { podSelector: app(name), policyTypes: ['Ingress', 'Egress'] });

  it('is allowed where it is one pod', () => {
    expect(new World([pod('shop/api'), shut('api')]).verdict('shop/api', 'shop/api', 80)).toBe('allowed');
  });

  it('is a flow like any other between replicas', () => {
    const objects = objectsOf(`
apiVersion: apps/v1
kind: Deployment
metadata: { name: api, namespace: shop }
spec: { template: { metadata: { labels: { app: api } } } }`);
    expect(new World([...objects, shut('api')]).verdict('shop/api', 'shop/api', 80)).toBe('denied');
  });
});

describe('an explanation', () => {
  const shut = policy('shop/deny', { podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
  const open = policy('shop/web', {
    podSelector: app('web'),
    policyTypes: ['Egress'],
    egress: [{ ports: [{ port: 9 }] }, { to: [{ podSelector: app('api') }], ports: [{ port: 80 }] }, { to: [{ ipBlock: { cidr: '10.0.0.0/8' } }] }],
  });

  it('names the rule, the policies that isolate, and what is not known', () => {
    const w = new World([...PODS, pod('infra/agent', { spec: { hostNetwork: true } }), shut, open]);
    const flows = [
      w.decide('shop/web', 'shop/api', 80), w.decide('shop/web', 'other/web', 443), w.decide('shop/web', '10.1.2.3', 53, 'UDP'),
      w.decide('infra/agent', 'shop/api', 80), w.decide('shop/api', 'shop/api', 80), w.decide('203.0.113.7', 'other/web', 80),
    ];
    expect(`\n${flows.flatMap(explained).join('\n')}\n`).toMatchInlineSnapshot(`
"
shop/web[Pod] to shop/api[Pod] on 80/TCP: denied
  egress of shop/web[Pod]: allowed by egress[1] of NetworkPolicy shop/web
  ingress of shop/api[Pod]: isolated by NetworkPolicy shop/deny, and no rule matches
shop/web[Pod] to other/web[Pod] on 443/TCP: unknown
  egress of shop/web[Pod]: egress[2] of NetworkPolicy shop/web would allow some addresses, and whether other/web[Pod] is among them is not known
  ingress of other/web[Pod]: no policy isolates it
shop/web[Pod] to 10.1.2.3 on 53/UDP: allowed
  egress of shop/web[Pod]: allowed by egress[2] of NetworkPolicy shop/web
  ingress of 10.1.2.3: an address outside the manifests, which no policy governs
infra/agent[Pod] to shop/api[Pod] on 80/TCP: unknown
  egress of infra/agent[Pod]: on the host network, where no policy selects it
  ingress of shop/api[Pod]: isolated by NetworkPolicy shop/deny, but infra/agent[Pod] may be on its own node, which is always let in
shop/api[Pod] to shop/api[Pod] on 80/TCP: allowed
  a pod cannot be kept from itself
203.0.113.7 to other/web[Pod] on 80/TCP: allowed
  egress of 203.0.113.7: an address outside the manifests, which no policy governs
  ingress of other/web[Pod]: no policy isolates it
"
`);
  });
});

it('a malformed address is a mistake of the caller', () => {
  expect(() => addressEnd('10.0.0.256')).toThrow(RangeError);
});
