import { app, block, cluster, pod, policy, World } from './world';
import { ClusterFacts } from '../../src/reachability/snapshot';
import { explained } from '../../src/reachability/trace-text';

type Rule = Readonly<Record<string, unknown>>;
const rule = (action: string, peer: object): Rule => ({ action, to: [peer] });
const accept = (...domainNames: string[]): Rule => rule('Accept', { domainNames });
const toNetworks = (action: string, ...networks: string[]): Rule => rule(action, { networks });
const shut = toNetworks('Deny', '0.0.0.0/0', '::/0');

function verdict(to: string, rules: readonly Rule[], facts: ClusterFacts = {}, ...more: readonly object[]): string {
  return new World([pod('shop/web'), ...more, cluster('x', { egress: rules })], facts).verdict('shop/web', to, 443);
}

describe('a name as a destination', () => {
  it('is taken in by a rule that names it, whatever its address', () => {
    expect(verdict('api.example.com', [accept('api.example.com'), shut])).toBe('allowed');
    expect(verdict('API.Example.com', [accept('api.EXAMPLE.com.'), shut])).toBe('allowed');
    expect(verdict('www.example.com', [accept('api.example.com'), shut])).toBe('denied');
  });

  it('is taken in by a wildcard of ClusterNetworkPolicy at any depth, but for the zone itself', () => {
    const verdicts = ['api.example.com', 'a.api.example.com', 'example.com', 'myexample.com'].map((to) => verdict(to, [accept('*.example.com'), shut]));
    expect(verdicts).toEqual(['allowed', 'allowed', 'denied', 'denied']);
  });

  it('may be a pattern, which a rule takes in as a whole or not at all', () => {
    expect(verdict('*.example.com', [accept('*.example.com'), shut])).toBe('allowed');
    expect(verdict('**.example.com', [accept('*.example.com'), shut])).toBe('allowed');
    expect(verdict('*.example.com', [accept('api.example.com'), shut])).toBe('denied');
    expect(verdict('api-*.example.com', [accept('*.example.com'), shut])).toBe('allowed');
  });

  it('has one of all addresses outside, so that a block decides for sure only with all of them', () => {
    expect(verdict('api.example.com', [shut])).toBe('denied');
    expect(verdict('api.example.com', [toNetworks('Deny', '0.0.0.0/0')])).toBe('unknown');
    expect(verdict('api.example.com', [toNetworks('Accept', '203.0.113.0/24'), shut])).toBe('unknown');
    expect(verdict('api.example.com', [toNetworks('Accept', '0.0.0.0/0', '::/0'), shut])).toBe('allowed');
  });

  it('has no address of the cluster\'s own', () => {
    const facts = { podCidrs: [block('10.0.0.0/8')], nodeCidrs: [block('192.168.0.0/16')] };
    expect(verdict('api.example.com', [toNetworks('Deny', '10.0.0.0/8', '192.168.0.0/17')], facts)).toBe('allowed');
    expect(verdict('api.example.com', [toNetworks('Deny', '10.0.0.0/8', '192.168.0.0/17')])).toBe('unknown');
    expect(verdict('api.example.com', [toNetworks('Deny', '10.9.9.9/32')], {}, pod('shop/api', { status: { podIP: '10.9.9.9' } }))).toBe('allowed');
  });

  it('is no pod and no node', () => {
    const facts = { nodeCidrs: [block('192.168.0.0/16')] };
    expect(verdict('api.example.com', [rule('Deny', { namespaces: {} }), rule('Deny', { nodes: {} })], facts)).toBe('allowed');
  });

  it('may have any address, that of a node, too, as far as a rule by names tells, and is no workload', () => {
    const facts = { podCidrs: [block('10.0.0.0/8')], nodeCidrs: [block('192.168.0.0/16')] };
    const others = [pod('shop/agent', { spec: { hostNetwork: true } }), pod('shop/api')];
    const verdicts = ['203.0.113.7', '192.168.0.9', 'shop/agent', 'shop/api'].map((to) => verdict(to, [accept('api.example.com'), shut], facts, ...others));
    expect(verdicts).toEqual(['unknown', 'unknown', 'denied', 'denied']);
  });

  it('is shut out by a NetworkPolicy, and opened by its blocks only where they are everything', () => {
    const to = (...cidrs: string[]) => policy('shop/own', { podSelector: app('web'), policyTypes: ['Egress'], egress: [{ to: cidrs.map((cidr) => ({ ipBlock: { cidr } })) }] });
    const world = (...objects: object[]) => new World([pod('shop/web'), ...objects]).verdict('shop/web', 'api.example.com', 443);
    expect(world()).toBe('allowed');
    expect(world(policy('shop/own', { podSelector: app('web'), policyTypes: ['Egress'] }))).toBe('denied');
    expect(world(to('0.0.0.0/0'))).toBe('unknown');
    expect(world(to('0.0.0.0/0', '::/0'))).toBe('allowed');
    expect(world(policy('shop/own', { podSelector: app('web'), policyTypes: ['Egress'], egress: [{ ports: [{ port: 443 }] }] }))).toBe('allowed');
  });

  it('has no ports by name', () => {
    const named = policy('shop/own', { podSelector: app('web'), policyTypes: ['Egress'], egress: [{ ports: [{ port: 'https' }] }] });
    expect(new World([pod('shop/web'), named]).verdict('shop/web', 'api.example.com', 443)).toBe('denied');
  });

  it('leaves an address, which may be another one\'s, to whatever decides either way', () => {
    const node = { nodes: { matchLabels: { role: 'edge' } } };
    const facts = { nodeCidrs: [block('192.168.0.0/16')] };
    const side = (action: string) => {
      const world = new World([pod('shop/web'), cluster('x', { egress: [rule(action, node), accept('api.example.com')] })], facts);
      return explained(world.decide('shop/web', '192.168.0.9', 443)).find((line) => line.includes('egress of'))?.trim();
    };
    const isolating = policy('shop/web', { podSelector: app('web'), policyTypes: ['Egress'] });
    const unknown = (...rules: readonly string[]) => `whether ${rules.map((one) => `${one} of ClusterNetworkPolicy x in the admin tier`).join(' and ')} would be about 192.168.0.9 is not known`;
    expect(side('Accept')).toBe(`egress of shop/web[Pod]: no policy isolates it; ${unknown('accept rule egress[0]', 'accept rule egress[1]')}`);
    expect(side('Pass')).toBe(`egress of shop/web[Pod]: no policy isolates it; ${unknown('accept rule egress[1]', 'pass rule egress[0]')}`);
    const shutOut = new World([pod('shop/web'), cluster('x', { egress: [rule('Deny', node)] }), isolating], facts).decide('shop/web', '192.168.0.9', 443);
    expect(explained(shutOut)[1]?.trim()).toBe('egress of shop/web[Pod]: isolated by NetworkPolicy shop/web, and no rule matches; '
      + 'whether deny rule egress[0] of ClusterNetworkPolicy x in the admin tier would be about 192.168.0.9 is not known');
  });

  it('is explained by its name', () => {
    const world = new World([pod('shop/web'), cluster('x', { egress: [accept('*.example.com'), shut] })]);
    expect(explained(world.decide('shop/web', 'api.example.com', 443))).toEqual([
      'shop/web[Pod] to api.example.com on 443/TCP: allowed',
      '  egress of shop/web[Pod]: allowed by accept rule egress[0] of ClusterNetworkPolicy x in the admin tier',
      '  ingress of api.example.com: a name outside the cluster, where no policy governs',
    ]);
    expect(explained(world.decide('shop/web', '203.0.113.1', 443))[0]).toBe('shop/web[Pod] to 203.0.113.1 on 443/TCP: unknown');
  });
});
