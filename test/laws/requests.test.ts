import * as fc from '../property';
import { Cluster, freeClusters } from './cluster';
import { ConnectivityMap, MapEnd, NarrowedPorts } from '../../src/reachability/connectivity';
import { addressEnd, decide, decideRequest, workloadEnd } from '../../src/reachability/decide';
import { connectivityOf } from '../../src/reachability/engine/connectivity-of';
import { NETWORK_POLICIES, RuleRequests, TieredPolicy } from '../../src/reachability/rules';
import { FlowEnd, FlowSource, Verdict } from '../../src/reachability/trace';
import { addressText } from '../../src/sets/address';
import { Protocol } from '../../src/sets/ports';
import { Request, RequestMatch, requestText } from '../../src/sets/requests/request';

const expression = (text: string) => ({ kind: 'expression' as const, text });
const path = (text: string, withQuery = true) => ({ path: { anyOf: [expression(text)], withQuery } });

/** What rules say of requests, some of which nobody knows. */
const match: fc.Arbitrary<RequestMatch> = fc.record({
  methods: fc.constantFrom({}, { methods: [expression('GET')] }, { methods: [{ kind: 'exact' as const, text: 'POST' }, expression('P.*')] }, { methods: [{ kind: 'unknown' as const }] }),
  path: fc.constantFrom({}, path('/a'), path('/a(/.*)?', false), path('/[ab].*'), path('(?i)/A')),
  headers: fc.constantFrom([], [], [{ name: 'x-team', value: expression('shop|web') }], [{ name: 'x-team' }]),
}).map(({ methods, path: where, headers }) => ({ ...methods, ...where, headers }));
const requests: fc.Arbitrary<RuleRequests> = fc.record({ at: fc.constant('spec'), matches: fc.array(match, { minLength: 1, maxLength: 2 }), isClosed: fc.boolean() });

const REQUESTS: readonly Request[] = ['GET', 'POST', 'PUT'].flatMap((method) => ['/a', '/a/b', '/b', '/a?x', '/c'].flatMap((one) => [undefined, 'shop'].map((team) => ({
  method, path: one, host: '', headers: team === undefined ? [] : [{ name: 'x-team', value: team }],
}))));

/**
 * Many rules tell requests apart, for more ports than they had, so that they are met often; others are shut where a plugin does that, among the policies that
 * are asked before NetworkPolicies.
 */
function telling(cluster: Cluster, told: readonly (RuleRequests | undefined)[]): Cluster {
  let place = 0;
  const isClosing = ({ tier, priority }: TieredPolicy) => tier.order === NETWORK_POLICIES.order && priority <= NETWORK_POLICIES.priority;
  const tiered = cluster.rules.tiered.map((policy): TieredPolicy => ({
    ...policy,
    rules: policy.rules.map((rule) => {
      const own = told[place++];
      return own === undefined ? rule : { ...rule, action: 'accept', ports: 'all', requests: { ...own, isClosed: own.isClosed && isClosing(policy) } };
    }),
  }));
  return { ...cluster, rules: { ...cluster.rules, tiered } };
}
const some = fc.tuple(freeClusters, fc.array(fc.option(requests, { nil: undefined }), { minLength: 12, maxLength: 12 }))
  .map(([cluster, told]) => telling(cluster, told));

const flowEnd = (end: MapEnd): FlowEnd => {
  switch (end.kind) {
    case 'workload': return workloadEnd(end.workload);
    case 'name': return end;
    case 'cell': {
      const family = end.addresses.intervals(4).length > 0 ? 4 : 6;
      return addressEnd(addressText(family, end.addresses.intervals(family)[0]?.start ?? 0n));
    }
  }
};

function pairsOf({ ends }: ConnectivityMap): { readonly from: FlowSource; readonly to: FlowEnd; readonly i: number; readonly j: number }[] {
  return ends.flatMap((source, i) => ends.flatMap((destination, j) => {
    const from = flowEnd(source);
    const isLonePod = i === j && source.kind === 'workload' && source.workload.kind === 'Pod';
    return from.kind === 'name' || isLonePod || (source.kind === 'cell' && destination.kind !== 'workload') ? [] : [{ from, to: flowEnd(destination), i, j }];
  }));
}

/** What the set of a pair says of one request: no more than what becomes of its connection. */
function said(narrowed: readonly NarrowedPorts[], connection: Verdict, protocol: Protocol, port: number, request: Request): Verdict {
  const told = narrowed.find(({ ports }) => ports.has(protocol, port))?.requests;
  if (told === undefined || connection === 'denied') return connection;
  if (!told.most.has(request)) return 'denied';
  return told.least.has(request) ? connection : 'unknown';
}

describe('requests over connections', () => {
  it('get through by the sets of the engine as they do one by one, in tiers of any plugin', () => {
    let [told, narrowedPairs] = [0, 0];
    fc.assert(fc.property(some, ({ snapshot, rules }) => {
      const map = connectivityOf(snapshot, rules);
      for (const { from, to, i, j } of pairsOf(map)) {
        const { narrowed = [] } = map.between(i, j);
        if (narrowed.length > 0) narrowedPairs++;
        for (const [protocol, port] of [['TCP', 80], ['UDP', 443], ['TCP', 65535]] as const) {
          const flow = { source: from, destination: to, protocol, port };
          const { verdict } = decide(snapshot, rules, flow);
          for (const request of REQUESTS) {
            const one = decideRequest(snapshot, rules, flow, request);
            const other = said(narrowed, verdict, protocol, port, request);
            if (one.verdict !== verdict) told++;
            const where = () => `${requestText(request)} from ${JSON.stringify(from)} to ${JSON.stringify(to)} on ${port}/${protocol}`;
            if (one.verdict !== other) throw new Error(`${where()}: decideRequest says ${one.verdict}, the engine ${other}`);
          }
        }
      }
    }), { numRuns: Number(process.env['REQUEST_RUNS'] ?? 150) });
    // the law is about something
    expect(told).toBeGreaterThan(100);
    expect(narrowedPairs).toBeGreaterThan(100);
  });
});
