import * as fc from '../property';
import { freeClusters } from './cluster';
import { REQUESTS, telling } from './telling';
import { ConnectivityMap, MapEnd, NarrowedPorts } from '../../src/reachability/connectivity';
import { addressEnd, decide, decideRequest, workloadEnd } from '../../src/reachability/decide';
import { connectivityOf } from '../../src/reachability/engine/connectivity-of';
import { FlowEnd, FlowSource, Verdict } from '../../src/reachability/trace';
import { addressText } from '../../src/sets/address';
import { Protocol } from '../../src/sets/ports';
import { Request, requestText } from '../../src/sets/requests/request';

const some = telling(freeClusters);

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
    }), { numRuns: fc.runs(80) });
    // the law is about something
    expect(told).toBeGreaterThan(100);
    expect(narrowedPairs).toBeGreaterThan(100);
  });
});
