import { flowOf, meaningOf, pasted } from './world';
import { edited } from '../../../src/compare/explain/edit';
import { explain } from '../../../src/compare/explain/explain';
import { decide } from '../../../src/reachability/decide';
import { RuleSet } from '../../../src/reachability/rules';
import * as fc from '../../property';
import { app, pod, policy } from '../../reachability/world';

const PODS = [
  pod('shop/web', { labels: { 'app': 'web', 'on': 'true', 'pod-template-hash': 'x1' } }), pod('shop/api'), pod('shop/twin', { labels: { app: 'api' } }),
  pod('shop/bare', { labels: {} }), pod('other/web'), pod('other/db', { status: { podIP: '10.0.0.1' } }),
];
const NAMES = ['shop/web', 'shop/api', 'shop/twin', 'shop/bare', 'other/web', 'other/db', '203.0.113.7', '2001:db8::1', '10.0.0.1'];

const selector = fc.constantFrom({}, app('web'), app('api'), { matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['web'] }] });
const peer = fc.oneof(
  fc.record({ podSelector: selector }),
  fc.record({ namespaceSelector: fc.constant({}), podSelector: selector }),
  fc.constant({ ipBlock: { cidr: '203.0.112.0/23' } }),
);
const ports = fc.array(fc.constantFrom({ port: 80 }, { port: 79, endPort: 81 }, { protocol: 'UDP' }), { maxLength: 1 });
const rules = fc.array(fc.tuple(fc.array(peer, { maxLength: 2 }), ports), { maxLength: 2 });
const core = fc.tuple(fc.constantFrom('shop', 'other'), selector, rules, rules).map(([namespace, podSelector, into, out]) => (name: string) => policy(`${namespace}/${name}`, {
  podSelector,
  policyTypes: ['Ingress', 'Egress'],
  ingress: into.map(([from, on]) => ({ from, ports: on })),
  egress: out.map(([to, on]) => ({ to, ports: on })),
}));

const action = fc.constantFrom('Accept', 'Deny', 'Pass');
const subject = fc.constantFrom({ namespaces: {} }, { pods: { podSelector: app('api') } });
const pods = fc.constantFrom({ namespaces: {} }, { pods: { podSelector: app('web') } });
const protocols = fc.constantFrom(
  [], [{ tcp: { destinationPort: { number: 80 } } }], [{ udp: { destinationPort: { range: { start: 79, end: 90 } } } }],
);
const entry = fc.tuple(action, pods, protocols);
const entries = fc.array(entry, { maxLength: 2 });
const tier = fc.tuple(fc.constantFrom('Admin', 'Baseline'), subject, entries, entries, fc.boolean())
  .map(([name, governed, into, out, isOutside]) => (id: string, priority: number) => ({
    apiVersion: 'policy.networking.k8s.io/v1alpha2',
    kind: 'ClusterNetworkPolicy',
    metadata: { name: id },
    spec: {
      tier: name,
      priority,
      subject: governed,
      ingress: into.map(([what, one, on]) => ({ action: what, from: [one], ...(on.length === 0 ? {} : { protocols: on }) })),
      egress: out.map(([what, one, on]) => ({ action: what, to: isOutside ? [one, { networks: ['203.0.113.0/24', '2001:db8::/32'] }] : [one], ...(on.length === 0 ? {} : { protocols: on }) })),
    },
  }));
const objects = fc.tuple(fc.array(core, { maxLength: 3 }), fc.array(tier, { maxLength: 2 }))
  .map(([cores, tiers]) => [...PODS, ...cores.map((make, i) => make(`p${i}`)), ...tiers.map((make, i) => make(`t${i}`, i))]);
const question = fc.tuple(fc.constantFrom(...NAMES), fc.constantFrom(...NAMES), fc.constantFrom(79, 80, 443), fc.constantFrom('TCP' as const, 'UDP' as const));

const written = (set: RuleSet) => JSON.stringify(set, (_, value: unknown) => (typeof value === 'bigint' ? `${value}` : value));

describe('the smallest change for a denied flow', () => {
  it('allows it, alone and as YAML in the manifests, and no change is left out of it', () => {
    let denied = 0;
    fc.assert(fc.property(objects, question, (all, [source, destination, port, protocol]) => {
      const { snapshot, rules: set } = meaningOf(all);
      const { remedy, decision } = explain(snapshot, set, flowOf(snapshot, source, destination, port, protocol));
      if (decision.verdict !== 'denied') return expect(remedy).toBeUndefined();
      denied++;
      expect(remedy).toMatchObject({ kind: 'edits' });
      if (remedy?.kind !== 'edits') return;
      const after = remedy.edits.reduce(edited, set);
      expect(decide(snapshot, after, decision.flow).verdict).toBe(remedy.verdict);
      const meant = meaningOf(remedy.edits.reduce(pasted, all));
      expect(decide(meant.snapshot, meant.rules, decision.flow).verdict).toBe(remedy.verdict);
      for (const left of remedy.edits.slice(0, -1).keys()) {
        const some = remedy.edits.filter((_, i) => i !== left).reduce(edited, set);
        expect(decide(snapshot, some, decision.flow).verdict).toBe('denied');
      }
    }), { numRuns: 400 });
    expect(denied).toBeGreaterThan(50);
  });

  it('isolates nobody, and shuts nothing', () => {
    fc.assert(fc.property(objects, question, question, (all, asked, [source, destination, port, protocol]) => {
      const { snapshot, rules: set } = meaningOf(all);
      const { remedy } = explain(snapshot, set, flowOf(snapshot, ...asked));
      if (remedy?.kind !== 'edits') return;
      const after = remedy.edits.reduce(edited, set);
      expect(written(after)).not.toBe(written(set));
      const other = flowOf(snapshot, source, destination, port, protocol);
      if (decide(snapshot, set, other).verdict === 'allowed') expect(decide(snapshot, after, other).verdict).toBe('allowed');
    }), { numRuns: 400 });
  });
});
