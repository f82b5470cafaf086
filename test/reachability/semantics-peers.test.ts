/**
 * What other tools get wrong, as the reference of policy semantics lists it (`../shared/reference/policy-semantics.md`), and we do not; each verdict is
 * that of `decide` and of the engine, which `World` holds to be one. What their users asked for in vain is in `test/cli/asked-for.test.ts`.
 */
import { app, cluster, pod, policy, World } from './world';
import { readRules } from '../../src/dialects/read-rules';
import { controllersToldApart } from '../../src/reachability/controllers';
import { connectivityOf } from '../../src/reachability/engine/connectivity-of';
import { snapshotOf } from '../../src/reachability/snapshot';

const out = (...egress: readonly object[]) => policy('shop/web', { podSelector: app('web'), policyTypes: ['Egress'], egress });
const deny = (peer: object) => cluster('x', { egress: [{ action: 'Deny', to: [peer] }] });

describe('unlike netpol-analyzer', () => {
  const placed = pod('shop/db', { status: { podIPs: [{ ip: '10.1.2.3' }, { ip: '2001:db8::3' }] } });
  const toDb = (...policies: readonly object[]) => new World([pod('shop/web'), placed, ...policies]).verdict('shop/web', 'shop/db', 80);

  it('ipBlock and networks match pods (np-guard/netpol-analyzer#456)', () => {
    const both = (v4: string, v6: string) => out({ to: [{ ipBlock: { cidr: v4 } }, { ipBlock: { cidr: v6 } }] });
    expect([toDb(both('10.1.0.0/16', '2001:db8::/32')), toDb(both('10.2.0.0/16', '2001:db9::/32'))]).toEqual(['allowed', 'denied']);
    expect([toDb(deny({ networks: ['10.1.0.0/16', '2001:db8::/32'] })), toDb(deny({ networks: ['10.2.0.0/16'] }))]).toEqual(['denied', 'allowed']);
  });

  it('IPv6 is read, and told apart from IPv4', () => {
    expect(toDb(out({ to: [{ ipBlock: { cidr: '2001:db8::/32' } }] }))).toBe('unknown');
    const w = new World([pod('shop/web'), out({ to: [{ ipBlock: { cidr: '2001:db8::/32', except: ['2001:db8:1::/48'] } }] })]);
    expect(['2001:db8::1', '2001:db8:1::1', '203.0.113.7'].map((address) => w.verdict('shop/web', address, 443))).toEqual(['allowed', 'denied', 'denied']);
  });

  it('pods on the host network are not what policies select', () => {
    const host = pod('shop/web', { spec: { hostNetwork: true } });
    expect(new World([host, placed, out()]).verdict('shop/web', 'shop/db', 80)).toBe('allowed');
    expect(new World([pod('shop/web'), placed, out()]).verdict('shop/web', 'shop/db', 80)).toBe('denied');
  });

  it('pods that have run to their end are gone', () => {
    const objects = ['Succeeded', 'Failed', 'Running', 'Pending'].map((phase) => pod(`shop/${phase}`, { status: { phase } }));
    expect(snapshotOf(objects).workloads.map(({ name }) => name)).toEqual(['Pending', 'Running']);
    expect(connectivityOf(snapshotOf(objects), readRules([]).rules).ends.filter(({ kind }) => kind === 'workload')).toHaveLength(2);
  });

  it('nodes are destinations', () => {
    const node = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'n', labels: { zone: 'a' } }, status: { addresses: [{ type: 'InternalIP', address: '192.168.7.1' }] } };
    const w = new World([pod('shop/web'), node, deny({ nodes: { matchLabels: { zone: 'a' } } })]);
    expect(['192.168.7.1', '192.168.7.2'].map((address) => w.verdict('shop/web', address, 10250))).toEqual(['denied', 'allowed']);
  });

  it('a named port is found by its name and its protocol, whatever comes first', () => {
    const containers = [{ ports: [{ name: 'api', containerPort: 9000, protocol: 'UDP' }] }, { ports: [{ name: 'api', containerPort: 8080 }] }];
    const verdict = (port: object, number: number, protocol: 'TCP' | 'UDP') => (
      new World([pod('shop/web'), pod('shop/db', { spec: { containers } }), out({ ports: [port] })]).verdict('shop/web', 'shop/db', number, protocol)
    );
    expect([verdict({ port: 'api' }, 8080, 'TCP'), verdict({ port: 'api' }, 9000, 'TCP'), verdict({ port: 'api' }, 9000, 'UDP')]).toEqual(['allowed', 'denied', 'denied']);
    expect([verdict({ protocol: 'UDP', port: 'api' }, 9000, 'UDP'), verdict({ protocol: 'UDP', port: 'api' }, 8080, 'UDP')]).toEqual(['allowed', 'denied']);
  });

  it('pods of one controller that policies tell apart are decided each by its own labels, though a list refuses them (docs/decisions/008)', () => {
    const owned = (name: string) => {
      const one = pod(name) as { metadata: object }; // see pod()
      return { ...one, metadata: { ...one.metadata, ownerReferences: [{ kind: 'ReplicaSet', name: 'all', controller: true }] } };
    };
    const objects = [owned('shop/web'), owned('shop/db'), pod('shop/api'), out()];
    const w = new World(objects);
    expect([w.verdict('shop/web', 'shop/api', 80), w.verdict('shop/db', 'shop/api', 80)]).toEqual(['denied', 'allowed']);
    expect(controllersToldApart(snapshotOf(objects), readRules(objects).rules)).toHaveLength(1);
  });
});

describe('unlike policy-assistant and cyclonus', () => {
  it('NotIn matches where the key is absent', () => {
    const podSelector = { matchExpressions: [{ key: 'tier', operator: 'NotIn', values: ['gold'] }] };
    const w = new World([pod('shop/web'), pod('shop/db'), pod('shop/gold', { labels: { tier: 'gold' } }), out({ to: [{ podSelector }] })]);
    expect([w.verdict('shop/web', 'shop/db', 80), w.verdict('shop/web', 'shop/gold', 80)]).toEqual(['allowed', 'denied']);
  });

  it('all ports of a pair are answered at once, not one for each probe', () => {
    const objects = [pod('shop/web'), pod('shop/db'), out({ ports: [{ port: 80, endPort: 90 }, { port: 443 }, { protocol: 'UDP', port: 53 }] })];
    const map = connectivityOf(snapshotOf(objects), readRules(objects).rules);
    const place = (name: string) => map.ends.findIndex((end) => end.kind === 'workload' && end.workload.name === name);
    expect(map.between(place('web'), place('db')).allowed.toString()).toBe('TCP 80-90,443, UDP 53');
    const w = new World(objects);
    const asked = [['TCP', 79], ['TCP', 80], ['TCP', 90], ['TCP', 91], ['TCP', 443], ['UDP', 53]] as const;
    expect(asked.map(([protocol, port]) => w.verdict('shop/web', 'shop/db', port, protocol))).toEqual(['denied', 'allowed', 'allowed', 'denied', 'allowed', 'allowed']);
  });
});

describe('unlike kube-network-policies', () => {
  it('a pod that an egress-only policy selects does not skip the baseline tier for ingress (docs/decisions/009)', () => {
    const closed = cluster('baseline', { tier: 'Baseline', ingress: [{ action: 'Deny', from: [{ namespaces: {} }] }] });
    expect(new World([pod('shop/web'), pod('shop/db'), closed, out({})]).verdict('shop/db', 'shop/web', 80)).toBe('denied');
    expect(new World([pod('shop/web'), pod('shop/db'), out({})]).verdict('shop/db', 'shop/web', 80)).toBe('allowed');
  });
});
