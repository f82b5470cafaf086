import { app, block, cluster, pod, policy, World } from './world';
import { explained } from '../../src/reachability/trace-text';

const node = (name: string, labels: Record<string, string>, ...addresses: readonly string[]) => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name, labels },
  status: { addresses: [...addresses.map((address) => ({ type: 'InternalIP', address })), { type: 'Hostname', address: name }] },
});
const host = (name: string, status?: object, spec: object = {}) => pod(name, { labels: { app: 'agent' }, spec: { hostNetwork: true, ...spec }, status });
const egress = (...rules: readonly object[]) => cluster('x', { egress: rules });
const deny = (peer: object) => ({ action: 'Deny', to: [peer] });
const accept = (peer: object) => ({ action: 'Accept', to: [peer] });
const pass = (peer: object) => ({ action: 'Pass', to: [peer] });
const everywhere = { networks: ['0.0.0.0/0', '::/0'] };

describe('networks', () => {
  const located = [pod('shop/web', { status: { podIP: '10.0.0.1' } }), pod('shop/api', { status: { podIP: '10.0.0.2' } }), pod('shop/lost')];
  const into = (networks: readonly string[], to: string, facts = {}) => new World([...located, egress(deny({ networks }))], facts).verdict('shop/web', to, 80);

  it('match addresses outside, and pods by theirs', () => {
    expect(into(['203.0.113.0/24'], '203.0.113.7')).toBe('denied');
    expect(into(['203.0.113.0/24'], '198.51.100.7')).toBe('allowed');
    expect(into(['10.0.0.0/30'], 'shop/api')).toBe('denied');
    expect(into(['10.1.0.0/16'], 'shop/api')).toBe('allowed');
    expect(into(['2001:db8::/32'], '2001:db8::7')).toBe('denied');
  });

  it('are unknown of pods that may lie in them, and certain where they all do, or none', () => {
    expect(into(['10.0.0.0/8'], 'shop/lost')).toBe('unknown');
    expect(into(['0.0.0.0/0', '::/0'], 'shop/lost')).toBe('denied');
    expect(into(['0.0.0.0/1', '128.0.0.0/1', '::/0'], 'shop/lost')).toBe('denied');
    expect(into(['10.0.0.0/8'], 'shop/lost', { podCidrs: [block('10.0.0.0/16')] })).toBe('denied');
    expect(into(['192.168.0.0/16'], 'shop/lost', { podCidrs: [block('10.0.0.0/16')] })).toBe('allowed');
  });

  it('decide for each address that a pod may have, through all tiers', () => {
    const through = (...more: readonly object[]) => new World([...located, ...more]).verdict('shop/web', 'shop/lost', 80);
    const first = egress(accept({ networks: ['10.0.0.0/8'] }));
    expect(through(first)).toBe('allowed');
    expect(through(first, cluster('y', { priority: 60, egress: [deny(everywhere)] }))).toBe('unknown');
    expect(through(first, cluster('y', { priority: 60, egress: [accept(everywhere)] }))).toBe('allowed');
    expect(through(first, policy('shop/shut', { podSelector: app('web'), policyTypes: ['Egress'] }))).toBe('unknown');
    const rest = policy('shop/rest', { podSelector: app('web'), policyTypes: ['Egress'], egress: [{ to: [{ ipBlock: { cidr: '0.0.0.0/0', except: ['10.0.0.0/8'] } }, { ipBlock: { cidr: '::/0' } }] }] });
    expect(through(first, rest)).toBe('allowed');
    expect(through(egress(deny({ networks: ['10.0.0.0/8'] })), policy('shop/in', {
      podSelector: app('web'), policyTypes: ['Egress'], egress: [{ to: [{ ipBlock: { cidr: '10.0.0.0/8' } }] }],
    }))).toBe('denied');
    expect(through(egress(pass({ networks: ['10.0.0.0/8'] }), deny(everywhere)))).toBe('unknown');
    expect(through(egress(pass({ networks: ['10.0.0.0/8'] }), deny(everywhere)), cluster('b', { tier: 'Baseline', egress: [deny({ namespaces: {} })] }))).toBe('denied');
  });
});

describe('nodes', () => {
  const nodes = [node('n1', { disk: 'fast' }, '192.168.7.1', '2001:db8::1'), node('n2', { disk: 'slow' }, '192.168.7.2')];
  const fast = { nodes: { matchLabels: { disk: 'fast' } } };
  const web = pod('shop/web', { status: { podIP: '10.0.0.1' } });
  const into = (peer: object, to: string, more: readonly object[] = [], facts = {}) => new World([...nodes, web, ...more, egress(deny(peer))], facts).verdict('shop/web', to, 80);

  it('are the addresses of their objects, by the labels of these', () => {
    expect(['192.168.7.1', '2001:db8::1', '192.168.7.2', '192.168.7.3', '203.0.113.7'].map((to) => into(fast, to)))
      .toEqual(['denied', 'denied', 'allowed', 'allowed', 'allowed']);
    expect(['192.168.7.1', '192.168.7.2', '192.168.7.3'].map((to) => into({ nodes: {} }, to))).toEqual(['denied', 'denied', 'allowed']);
  });

  it('may be any address in the CIDRs of nodes that has no object', () => {
    const facts = { nodeCidrs: [block('192.168.7.0/24')] };
    expect(['192.168.7.2', '192.168.7.3', '203.0.113.7'].map((to) => into(fast, to, [], facts))).toEqual(['allowed', 'unknown', 'allowed']);
    expect(into({ nodes: {} }, '192.168.7.3', [], facts)).toBe('unknown');
  });

  it('match pods on the host network, and no others', () => {
    expect(into(fast, 'infra/agent', [host('infra/agent', { podIP: '192.168.7.1', hostIP: '192.168.7.1' })])).toBe('denied');
    expect(into(fast, 'infra/agent', [host('infra/agent', { podIP: '192.168.7.2', hostIP: '192.168.7.2' })])).toBe('allowed');
    expect(into({ nodes: {} }, 'shop/api', [pod('shop/api', { status: { podIP: '10.0.0.2', hostIP: '192.168.7.1' } })])).toBe('allowed');
  });

  it('match a pod on the host network of unknown address surely where all do, and else perhaps', () => {
    expect(into({ nodes: {} }, 'infra/agent', [host('infra/agent')])).toBe('denied');
    expect(into(fast, 'infra/agent', [host('infra/agent')])).toBe('unknown');
    expect(into(fast, 'infra/agent', [host('infra/agent', { podIP: '192.168.9.9', hostIP: '192.168.9.9' })])).toBe('unknown');
  });

  it('give their addresses to the pods that say that they run there', () => {
    expect(into(fast, 'infra/agent', [host('infra/agent', undefined, { nodeName: 'n1' })])).toBe('denied');
    expect(into(fast, 'infra/agent', [host('infra/agent', undefined, { nodeName: 'n2' })])).toBe('allowed');
    expect(into({ networks: ['192.168.7.2/32'] }, 'infra/agent', [host('infra/agent', undefined, { nodeName: 'n2' })])).toBe('denied');
  });

  it('are never sources: traffic from outside matches no ingress rule', () => {
    const w = new World([...nodes, web, cluster('x', { ingress: [{ action: 'Deny', from: [{ namespaces: {} }] }] })]);
    expect(w.verdict('192.168.7.1', 'shop/web', 80)).toBe('allowed');
    expect(w.verdict('203.0.113.7', 'shop/web', 80)).toBe('allowed');
  });

  it('reach the pods that they run, even against a rule that fails closed', () => {
    const own = pod('shop/own', { spec: { nodeName: 'n1' } });
    const w = new World([...nodes, own, cluster('x', { ingress: [{ action: 'Deny', from: [{ future: {} }] }] })], { nodeCidrs: [block('192.168.7.0/24')] });
    expect(w.verdict('192.168.7.1', 'shop/own', 80)).toBe('allowed');
    expect(w.verdict('192.168.7.2', 'shop/own', 80)).toBe('denied');
    expect(new World([web, cluster('x', { ingress: [{ action: 'Deny', from: [{ future: {} }] }] })], { nodeCidrs: [block('192.168.7.0/24')] }).verdict('192.168.7.2', 'shop/web', 80))
      .toBe('unknown');
  });
});

describe('domain names', () => {
  const web = [pod('shop/web'), pod('shop/api')];
  const names = accept({ domainNames: ['api.example.com'] });
  const into = (to: string, ...rules: readonly object[]) => new World([...web, egress(...rules)]).verdict('shop/web', to, 443);

  it('leave it unknown whether an address is meant, unless another rule decides first, or it is all the same', () => {
    expect(into('203.0.113.7', names, deny(everywhere))).toBe('unknown');
    expect(into('203.0.113.7', deny({ networks: ['203.0.113.0/24'] }), names)).toBe('denied');
    expect(into('203.0.113.7', accept({ networks: ['203.0.113.0/24'] }), names, deny(everywhere))).toBe('allowed');
    expect(into('203.0.113.7', names)).toBe('allowed');
  });

  it('leave a NetworkPolicy that denies unknown, too', () => {
    const shut = policy('shop/shut', { podSelector: app('web'), policyTypes: ['Egress'] });
    expect(new World([...web, shut, egress(names)]).verdict('shop/web', '203.0.113.7', 443)).toBe('unknown');
  });

  it('are never a workload\'s', () => {
    expect(into('shop/api', names, deny(everywhere))).toBe('denied');
  });

  it('are explained as what is not known', () => {
    expect(explained(new World([...web, egress(names, deny(everywhere))]).decide('shop/web', '203.0.113.7', 443)).join('\n')).toMatchInlineSnapshot(`
"shop/web[Pod] to 203.0.113.7 on 443/TCP: unknown
  egress of shop/web[Pod]: accept rule egress[0] of ClusterNetworkPolicy x in the admin tier would allow some addresses, deny rule egress[1] of ClusterNetworkPolicy x in the admin tier would deny some addresses, and whether 203.0.113.7 is among them is not known
  ingress of 203.0.113.7: an address outside the manifests, which no policy governs"
`);
  });
});
