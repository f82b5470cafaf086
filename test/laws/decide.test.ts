import { readNetworkPolicies } from '../../src/dialects/networkpolicy/read';
import { addressEnd, decide, workloadEnd } from '../../src/reachability/decide';
import { snapshotOf } from '../../src/reachability/snapshot';
import { Flow, FlowSource, Verdict } from '../../src/reachability/trace';
import * as fc from '../property';
import { pod, policy } from '../reachability/world';

const SNAPSHOT = snapshotOf([
  pod('shop/web', { status: { podIP: '10.0.0.1' } }), pod('shop/api'), pod('other/web', { spec: { hostNetwork: true } }), pod('other/api'),
]);

const selector = fc.constantFrom({}, { matchLabels: { app: 'web' } }, { matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['web'] }] });
const peer = fc.oneof(
  fc.record({ podSelector: selector }),
  fc.record({ namespaceSelector: fc.constantFrom({}, { matchLabels: { 'kubernetes.io/metadata.name': 'other' } }), podSelector: selector }),
  fc.constantFrom({ ipBlock: { cidr: '10.0.0.0/8' } }, { ipBlock: { cidr: '0.0.0.0/0', except: ['10.0.0.0/9'] } }, { ipBlock: { cidr: '::/0' } }),
);
const port = fc.constantFrom({ port: 80 }, { port: 79, endPort: 81 }, { protocol: 'UDP' }, { port: 'http' }, {});
const lists = { peers: fc.array(peer, { maxLength: 2 }), ports: fc.array(port, { maxLength: 2 }) };
const ingressRule = fc.record(lists).map(({ peers, ports }) => ({ from: peers, ports }));
const egressRule = fc.record(lists).map(({ peers, ports }) => ({ to: peers, ports }));
const spec = fc.record({
  podSelector: selector,
  policyTypes: fc.constantFrom(['Ingress'], ['Egress'], ['Ingress', 'Egress'], []),
  ingress: fc.array(ingressRule, { maxLength: 2 }),
  egress: fc.array(egressRule, { maxLength: 2 }),
});
const named = fc.array(fc.tuple(fc.constantFrom('shop', 'other'), spec), { maxLength: 4 })
  .map((specs) => specs.map(([namespace, one], i) => policy(`${namespace}/p${i}`, one)));

const end: fc.Arbitrary<FlowSource> = fc.constantFrom(
  ...SNAPSHOT.workloads.map(workloadEnd), ...['10.0.0.1', '203.0.113.7', '2001:db8::1'].map(addressEnd),
);
const flow: fc.Arbitrary<Flow> = fc.record({
  source: end, destination: end, protocol: fc.constantFrom('TCP', 'UDP', 'SCTP'), port: fc.constantFrom(79, 80, 443),
});

/** A verdict as how far it opens. */
const OPENNESS: Readonly<Record<Verdict, number>> = { denied: 0, unknown: 1, allowed: 2 };

function verdictOf(objects: readonly object[], asked: Flow): Verdict {
  const { policies, problems } = readNetworkPolicies(objects);
  expect(problems).toEqual([]);
  return decide(SNAPSHOT, policies, asked).verdict;
}

describe('a verdict', () => {
  it('does not depend on the order of the policies', () => {
    fc.assert(fc.property(named, flow, (objects, asked) => {
      expect(verdictOf([...objects].reverse(), asked)).toBe(verdictOf(objects, asked));
    }));
  });

  it('is allowed where there is no policy', () => {
    fc.assert(fc.property(flow, (asked) => {
      expect(verdictOf([], asked)).toBe('allowed');
    }));
  });

  it('is not narrowed by another rule in a policy that isolates already', () => {
    fc.assert(fc.property(named, spec, ingressRule, egressRule, flow, (objects, one, into, out, asked) => {
      const both = { ...one, policyTypes: ['Ingress', 'Egress'] };
      const wider = { ...both, ingress: [...both.ingress, into], egress: [...both.egress, out] };
      const before = verdictOf([...objects, policy('shop/more', both)], asked);
      const after = verdictOf([...objects, policy('shop/more', wider)], asked);
      expect(OPENNESS[after]).toBeGreaterThanOrEqual(OPENNESS[before]);
    }));
  });

  it('is not widened by a policy without rules', () => {
    fc.assert(fc.property(named, flow, (objects, asked) => {
      const shut = policy('shop/shut', { podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
      expect(OPENNESS[verdictOf([...objects, shut], asked)]).toBeLessThanOrEqual(OPENNESS[verdictOf(objects, asked)]);
    }));
  });

  it('is certain where every address is known', () => {
    const located = snapshotOf([pod('shop/web', { status: { podIP: '10.0.0.1' } }), pod('shop/api', { status: { podIP: '10.0.0.2' } }), pod('other/api', { status: { podIP: '10.200.0.3' } })]);
    const known = fc.constantFrom<FlowSource>(...located.workloads.map(workloadEnd), addressEnd('203.0.113.7'));
    fc.assert(fc.property(named, known, known, (objects, source, destination) => {
      const { policies } = readNetworkPolicies(objects);
      expect(decide(located, policies, { source, destination, protocol: 'TCP', port: 80 }).verdict).not.toBe('unknown');
    }));
  });
});
