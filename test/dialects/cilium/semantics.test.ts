import { ccnp, cnp, labels, ports } from './policies';
import { ClusterFacts } from '../../../src/reachability/snapshot';
import { app, block, pod, policy, World } from '../../reachability/world';
import { expectValid } from '../../schemas/validate';


const NAMESPACES = ['shop', 'bank'].map((name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: { team: name === 'shop' ? 'blue' : 'red' } } }));
const web = { spec: { containers: [{ ports: [{ name: 'http', containerPort: 8080 }, { name: 'dns', containerPort: 53, protocol: 'UDP' }] }] } };
const PODS = [...NAMESPACES, pod('shop/web', web), pod('shop/api'), pod('bank/web', web), pod('bank/db'), pod('shop/agent', { spec: { containers: [], hostNetwork: true } })];
const FACTS: ClusterFacts = { podCidrs: [block('10.0.0.0/8')], nodeCidrs: [block('192.168.0.0/16')] };
const world = (...objects: readonly object[]) => {
  expectValid(objects.filter((object) => 'kind' in object && String(object.kind).startsWith('Cilium')));
  return new World([...PODS, ...objects], FACTS);
};
/** Who of the others reaches `shop/web` on 8080. */
const callers = (...objects: readonly object[]) => {
  const asked = world(...objects);
  return Object.fromEntries(['shop/api', 'bank/web', 'bank/db', 'shop/agent', '203.0.113.7', '192.168.3.4'].map((one) => [one, asked.verdict(one, 'shop/web', 8080)]));
};
const NOBODY = { 'shop/api': 'denied', 'bank/web': 'denied', 'bank/db': 'denied', 'shop/agent': 'unknown', '203.0.113.7': 'denied', '192.168.3.4': 'unknown' };
const EVERYBODY = Object.fromEntries(Object.keys(NOBODY).map((one) => [one, 'allowed']));
const from = (rule: object) => callers(cnp('shop/web', { endpointSelector: app('web'), ingress: [rule] }));
const to = (rule: object, destination: string, port = 443, protocol: 'TCP' | 'UDP' = 'TCP') => (
  world(cnp('shop/web', { endpointSelector: app('web'), egress: [rule] })).verdict('shop/web', destination, port, protocol)
);

describe('an endpoint selector at the other side', () => {
  it('is about the pods of the policy\'s own namespace, as long as it says nothing of the namespace', () => {
    expect(from({ fromEndpoints: [{}] })).toEqual({ ...NOBODY, 'shop/api': 'allowed' });
    expect(from({ fromEndpoints: [labels({ 'k8s:app': 'web' })] })).toEqual(NOBODY);
  });

  it('goes by the name of the namespace, with the source of the label or without', () => {
    for (const key of ['k8s:io.kubernetes.pod.namespace', 'any:io.kubernetes.pod.namespace', 'io.kubernetes.pod.namespace']) {
      expect(from({ fromEndpoints: [labels({ [key]: 'bank', app: 'db' })] })).toEqual({ ...NOBODY, 'bank/db': 'allowed' });
    }
  });

  it('goes by the labels of the namespace', () => {
    expect(from({ fromEndpoints: [labels({ 'k8s:io.cilium.k8s.namespace.labels.team': 'red' })] })).toEqual({ ...NOBODY, 'bank/db': 'allowed', 'bank/web': 'allowed' });
  });

  it('that wants a namespace to be there means every pod', () => {
    expect(from({ fromEndpoints: [{ matchExpressions: [{ key: 'k8s:io.kubernetes.pod.namespace', operator: 'Exists' }] }] }))
      .toEqual({ ...NOBODY, 'shop/api': 'allowed', 'bank/db': 'allowed', 'bank/web': 'allowed' });
  });

  it('that excludes a namespace may take in whoever has none', () => {
    const excluding = { matchExpressions: [{ key: 'k8s:io.kubernetes.pod.namespace', operator: 'NotIn', values: ['bank'] }] };
    expect(from({ fromEndpoints: [excluding] })).toEqual({ ...NOBODY, 'shop/api': 'allowed', '203.0.113.7': 'unknown' });
  });

  it('by a cluster is not known to take anybody in', () => {
    expect(from({ fromEndpoints: [labels({ 'io.cilium.k8s.policy.cluster': 'x' })] })).toEqual({ ...NOBODY, 'shop/api': 'unknown' });
  });

  it('by a ServiceAccount takes in the pods whose templates name it, or no other one', () => {
    const of = (account: string) => labels({ 'k8s:io.cilium.k8s.policy.serviceaccount': account });
    const asked = (endpoint: object) => world(pod('shop/job', { spec: { serviceAccountName: 'builder' } }), cnp('shop/web', { endpointSelector: app('web'), ingress: [{ fromEndpoints: [endpoint] }] }));
    expect(['shop/job', 'shop/api', 'bank/web'].map((one) => asked(of('builder')).verdict(one, 'shop/web', 8080))).toEqual(['allowed', 'denied', 'denied']);
    expect(['shop/job', 'shop/api', 'bank/web'].map((one) => asked(of('default')).verdict(one, 'shop/web', 8080))).toEqual(['denied', 'allowed', 'denied']);
  });

  it('by a reserved label means the entity', () => {
    expect(from({ fromEndpoints: [labels({ 'reserved:world': '' })] })).toEqual({ ...NOBODY, '203.0.113.7': 'allowed' });
  });

  it('of a policy of the whole cluster means pods of every namespace, and never addresses', () => {
    expect(callers(ccnp('x', { endpointSelector: app('web'), ingress: [{ fromEndpoints: [{}] }] })))
      .toEqual({ ...NOBODY, 'shop/api': 'allowed', 'bank/db': 'allowed', 'bank/web': 'allowed' });
  });
});

describe('the subject', () => {
  it('is of the policy\'s namespace, whatever namespace the selector names', () => {
    expect(callers(cnp('shop/x', { endpointSelector: labels({ 'k8s:io.kubernetes.pod.namespace': 'bank' }), ingress: [{}] }))).toEqual(NOBODY);
    expect(callers(cnp('bank/x', { ingress: [{}] }))).toEqual(EVERYBODY);
  });

  it('of a policy of the whole cluster goes by namespaces', () => {
    expect(callers(ccnp('x', { endpointSelector: labels({ 'k8s:io.kubernetes.pod.namespace': 'bank' }), ingress: [{}] }))).toEqual(EVERYBODY);
    expect(callers(ccnp('x', { endpointSelector: labels({ 'k8s:io.cilium.k8s.namespace.labels.team': 'blue' }), ingress: [{}] }))).toEqual(NOBODY);
  });
});

describe('entities', () => {
  it.each<[string, object]>([
    ['all', EVERYBODY],
    ['cluster', { ...EVERYBODY, '203.0.113.7': 'denied' }],
    ['world', { ...NOBODY, '203.0.113.7': 'allowed' }],
    ['host', NOBODY],
    ['remote-node', { ...NOBODY, 'shop/agent': 'allowed' }],
    ['kube-apiserver', { ...NOBODY, '203.0.113.7': 'unknown' }],
    ...['health', 'ingress', 'init', 'none', 'unmanaged'].map((name): [string, object] => [name, NOBODY]),
  ])('let in by the name %s', (name, expected) => {
    expect(from({ fromEntities: [name] })).toEqual(expected);
  });

  it('of destinations: one node is not all of them, both together are', () => {
    expect(['host', 'remote-node'].map((name) => to({ toEntities: [name] }, 'shop/agent'))).toEqual(['unknown', 'unknown']);
    expect(to({ toEntities: ['host', 'remote-node'] }, 'shop/agent')).toBe('allowed');
    expect(to({ toEntities: ['kube-apiserver'] }, '203.0.113.7', 6443)).toBe('unknown');
    expect(to({ toEntities: ['kube-apiserver'] }, 'bank/db', 6443)).toBe('denied');
  });
});

describe('blocks', () => {
  it('are nobody in the cluster, whatever they hold', () => {
    for (const rule of [{ fromCIDR: ['0.0.0.0/0'] }, { fromCIDRSet: [{ cidr: '0.0.0.0/0' }] }]) expect(from(rule)).toEqual({ ...NOBODY, '203.0.113.7': 'allowed' });
  });

  it('have exceptions, and may be an address alone', () => {
    expect(from({ fromCIDRSet: [{ cidr: '203.0.113.0/24', except: ['203.0.113.0/28'] }] })).toEqual(NOBODY);
    expect(from({ fromCIDR: ['203.0.113.7'] })).toEqual({ ...NOBODY, '203.0.113.7': 'allowed' });
    expect(from({ fromCIDR: ['203.0.113.9/24'] })).toEqual({ ...NOBODY, '203.0.113.7': 'allowed' });
  });

  it('of a group are those of the group; of one that is not there, nobody knows', () => {
    const group = { apiVersion: 'cilium.io/v2', kind: 'CiliumCIDRGroup', metadata: { name: 'partners', labels: { who: 'all' } }, spec: { externalCIDRs: ['203.0.113.0/24'] } };
    const rule = (entry: object) => cnp('shop/web', { endpointSelector: app('web'), ingress: [{ fromCIDRSet: [entry] }] });
    for (const entry of [{ cidrGroupRef: 'partners' }, { cidrGroupSelector: labels({ who: 'all' }) }]) {
      expect(callers(group, rule(entry))).toEqual({ ...NOBODY, '203.0.113.7': 'allowed' });
      expect(callers(group, rule({ ...entry, except: ['203.0.113.7/32'] }))).toEqual(NOBODY);
      expect(callers(rule(entry))).toEqual({ ...NOBODY, '203.0.113.7': 'unknown' });
    }
  });
});

describe('a rule', () => {
  it('without anything shuts the direction and lets nobody in', () => {
    expect(from({})).toEqual(NOBODY);
    expect(from({ toPorts: [] })).toEqual(NOBODY);
  });

  it('with ports alone is about everybody, with an empty list about nobody', () => {
    expect(from({ toPorts: ports('8080') })).toEqual(EVERYBODY);
    expect(from({ fromEndpoints: [], toPorts: ports('8080') })).toEqual(NOBODY);
    expect(from({ fromEntities: [] })).toEqual(NOBODY);
  });

  it('about ICMP alone opens no port', () => {
    expect(from({ fromEntities: ['all'], icmps: [{ fields: [{ type: 8, family: 'IPv4' }] }] })).toEqual(NOBODY);
  });

  it.each([
    ['a number', { port: '8080' }, true],
    ['a number of another protocol', { port: '8080', protocol: 'UDP' }, false],
    ['any protocol', { port: '8080', protocol: 'ANY' }, true],
    ['a range', { port: '8000', endPort: 8100, protocol: 'TCP' }, true],
    ['a range that ends before it', { port: '8000', endPort: 8079, protocol: 'TCP' }, false],
    ['all ports of a protocol', { port: '0', protocol: 'TCP' }, true],
    ['all ports of another', { port: '0', protocol: 'SCTP' }, false],
    ['a name, in whatever case', { port: 'HTTP', protocol: 'TCP' }, true],
    ['a name of another protocol', { port: 'http', protocol: 'UDP' }, false],
    ['a name of any protocol', { port: 'http' }, true],
  ])('with %s', (_, port, isOpen) => {
    expect(from({ fromEndpoints: [{}], toPorts: [{ ports: [port] }] })).toEqual(isOpen ? { ...NOBODY, 'shop/api': 'allowed' } : NOBODY);
  });

  it('about requests lets connections through, and says which part of them it is', () => {
    const asked = world(cnp('shop/web', { endpointSelector: app('web'), ingress: [{ fromEndpoints: [{}], toPorts: [{ ...ports('8080')[0], rules: { http: [{ method: 'GET' }] } }] }] }));
    const { verdict, trace } = asked.decide('shop/api', 'shop/web', 8080);
    expect([verdict, asked.verdict('shop/api', 'shop/web', 80)]).toEqual(['allowed', 'denied']);
    expect(trace).toMatchObject({ ingress: { reason: { rules: [{ requests: { at: 'spec.ingress[0].toPorts[0].rules.http' } }] } } });
  });

  it('that asks for authentication lets through what is authenticated, and the test mode nothing', () => {
    expect(from({ fromEndpoints: [{}], authentication: { mode: 'required' } })).toEqual({ ...NOBODY, 'shop/api': 'allowed' });
    expect(from({ fromEndpoints: [{}], authentication: { mode: 'test-always-fail' } })).toEqual(NOBODY);
  });

  it('to names is about some addresses outside', () => {
    const rule = { toFQDNs: [{ matchName: 'api.stripe.com' }, { matchPattern: '*.example.com' }], toPorts: ports('443') };
    expect(['203.0.113.7', 'bank/db', 'shop/agent'].map((one) => to(rule, one))).toEqual(['unknown', 'denied', 'denied']);
    expect(to(rule, '203.0.113.7', 80)).toBe('denied');
  });

  it('to Services, groups of a cloud and nodes', () => {
    const service = { toServices: [{ k8sService: { serviceName: 'db', namespace: 'bank' } }] };
    expect(['bank/db', 'shop/api', '203.0.113.7'].map((one) => to(service, one))).toEqual(['unknown', 'denied', 'unknown']);
    expect(['shop/api', '203.0.113.7'].map((one) => to({ toGroups: [{ aws: { region: 'x' } }] }, one))).toEqual(['denied', 'unknown']);
    expect(['shop/api', 'shop/agent'].map((one) => to({ toNodes: [{}] }, one))).toEqual(['denied', 'allowed']);
  });
});

describe('policies together', () => {
  const open = cnp('shop/open', { ingress: [{ fromEntities: ['all'] }] });
  const openCore = policy('shop/open', { podSelector: {}, ingress: [{}] });

  it('deny before any allows, of whichever kind', () => {
    for (const deny of [cnp('shop/z', { ingressDeny: [{ fromEndpoints: [labels({ app: 'api' })] }] }), ccnp('z', { ingressDeny: [{ fromEndpoints: [labels({ app: 'api' })] }] })]) {
      for (const allow of [open, openCore, ccnp('a', { ingress: [{ fromEntities: ['all'] }] })]) {
        expect(callers(deny, allow)).toEqual({ ...EVERYBODY, 'shop/api': 'denied' });
      }
      expect(callers(deny)).toEqual(NOBODY);
    }
  });

  it('deny some ports, and leave the others to those that allow', () => {
    const asked = world(open, cnp('shop/z', { ingressDeny: [{ toPorts: ports('9000') }] }));
    expect([9000, 8080].map((port) => asked.verdict('shop/api', 'shop/web', port))).toEqual(['denied', 'allowed']);
  });

  it('allow together with NetworkPolicies, and shut out together', () => {
    const core = policy('shop/core', { podSelector: app('web'), ingress: [{ from: [{ podSelector: app('api') }] }] });
    const cilium = cnp('shop/web', { endpointSelector: app('web'), ingress: [{ fromEndpoints: [labels({ 'k8s:io.kubernetes.pod.namespace': 'bank' })] }] });
    expect(callers(core, cilium)).toEqual({ ...NOBODY, 'shop/api': 'allowed', 'bank/web': 'allowed', 'bank/db': 'allowed' });
    expect(callers(policy('shop/shut', { podSelector: {} }), open)).toEqual(EVERYBODY);
    expect(callers(cnp('shop/shut', { ingress: [{}] }), openCore)).toEqual(EVERYBODY);
  });

  it('shut each direction by itself', () => {
    const asked = world(cnp('shop/web', { endpointSelector: app('web'), egress: [{}] }));
    expect([asked.verdict('shop/api', 'shop/web', 80), asked.verdict('shop/web', 'shop/api', 80)]).toEqual(['allowed', 'denied']);
    expect(callers(cnp('shop/web', { endpointSelector: app('web'), ingress: [], egress: [{}] }))).toEqual(EVERYBODY);
  });

  it('shut nothing where they say so', () => {
    const additive = { enableDefaultDeny: { ingress: false } };
    expect(callers(cnp('shop/a', { ...additive, ingress: [{ fromEndpoints: [{}] }] }))).toEqual(EVERYBODY);
    expect(callers(cnp('shop/a', { ...additive, ingressDeny: [{ fromEndpoints: [{}] }] }))).toEqual({ ...EVERYBODY, 'shop/api': 'denied' });
    expect(callers(cnp('shop/a', { ...additive, ingress: [{ fromEndpoints: [{}] }] }), cnp('shop/b', { ingress: [{}] }))).toEqual({ ...NOBODY, 'shop/api': 'allowed' });
  });

  it('of several specifications are the sum of them', () => {
    const several = {
      apiVersion: 'cilium.io/v2',
      kind: 'CiliumNetworkPolicy',
      metadata: { name: 'several', namespace: 'shop' },
      specs: [{ endpointSelector: app('web'), ingress: [{ fromEndpoints: [app('api')] }] }, { endpointSelector: app('web'), ingressDeny: [{ fromEntities: ['world'] }] }],
    };
    expect(callers(several)).toEqual({ ...NOBODY, 'shop/api': 'allowed' });
    const { trace } = world(several).decide('203.0.113.7', 'shop/web', 8080);
    expect(trace).toMatchObject({ ingress: { reason: { kind: 'denied', rules: [{ path: 'specs[1].ingressDeny[0]', origin: { namespace: 'shop', name: 'several' } }] } } });
  });
});

describe('a NetworkPolicy on Cilium', () => {
  const blocks = policy('shop/blocks', { podSelector: app('web'), ingress: [{ from: [{ ipBlock: { cidr: '0.0.0.0/0' } }] }] });
  const on = (facts: ClusterFacts) => {
    const asked = new World([...PODS, pod('bank/known', { status: { podIPs: [{ ip: '203.0.113.9' }] } }), blocks], { ...FACTS, ...facts });
    return ['203.0.113.7', 'bank/known', 'bank/db', 'shop/agent', '192.168.3.4'].map((one) => asked.verdict(one, 'shop/web', 8080));
  };

  it('has blocks that take in pods and nodes only where Cilium is told so', () => {
    expect(on({})).toEqual(['allowed', 'allowed', 'allowed', 'allowed', 'allowed']);
    expect(on({ blocks: { pods: false, nodes: false } })).toEqual(['allowed', 'denied', 'denied', 'unknown', 'unknown']);
    expect(on({ blocks: { pods: false, nodes: true } })).toEqual(['allowed', 'denied', 'denied', 'allowed', 'allowed']);
    expect(on({ blocks: { pods: true, nodes: false } })).toEqual(['allowed', 'allowed', 'allowed', 'unknown', 'unknown']);
  });
});
