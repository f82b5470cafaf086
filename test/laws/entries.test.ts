import { freeClusters } from './cluster';
import { REQUESTS, telling } from './telling';
import { EntryRow, entryRows } from '../../src/compare/list/entry-rows';
import { addressEnd, decideRequest, workloadEnd } from '../../src/reachability/decide';
import { connectivityOf } from '../../src/reachability/engine/connectivity-of';
import { Entry } from '../../src/reachability/rules/entries';
import { Service } from '../../src/reachability/rules/services';
import { FlowSource } from '../../src/reachability/trace';
import { Workload } from '../../src/reachability/workload';
import { addressText } from '../../src/sets/address';
import { Request, requestText } from '../../src/sets/requests/request';
import * as fc from '../property';

const BACKEND = { namespace: 'a', service: 'all', port: { kind: 'number' as const, number: 80 } };
const ORIGIN = { kind: 'HTTPRoute', namespace: 'a', name: 'one' };
const ENTRIES: readonly Entry[] = [
  { origin: ORIGIN, at: 'spec.rules[0]', clients: 'controller', backend: BACKEND },
  { origin: ORIGIN, at: 'spec.rules[1]', clients: 'controller', path: '/a', pathMatch: 'prefix', backend: BACKEND },
  { origin: ORIGIN, at: 'spec.rules[2]', clients: 'controller', conditions: ['method GET'], backend: BACKEND },
];

/** A Service before all workloads of a namespace. */
const service: Service = {
  namespace: 'a',
  name: 'all',
  type: 'LoadBalancer',
  headless: false,
  externalIps: [],
  externalTraffic: 'local',
  selector: {},
  ports: [{ protocol: 'TCP', port: 80, target: { kind: 'number', number: 80 } }],
};

/** The pod without labels that stands for a controller of which nobody knows anything. */
const CONTROLLER: Workload = {
  kind: 'Pod', namespace: 'ingress-controller-ns', name: 'ingress-controller', labels: {}, ports: [], hostNetwork: false, addresses: [], nodeAddresses: [],
};

/** What a row says of one request: nothing where it cannot tell. */
function said({ allowed, unknown, narrowed = [] }: EntryRow, request: Request): 'allowed' | 'denied' | undefined {
  if (!allowed.has('TCP', 80) && !unknown.has('TCP', 80)) return 'denied';
  const told = narrowed.find(({ ports }) => ports.has('TCP', 80))?.requests;
  if (told?.most.has(request) === false) return 'denied';
  return allowed.has('TCP', 80) && told?.least.has(request) !== false ? 'allowed' : undefined;
}

describe('ways in', () => {
  it('bring in of a controller, and of clients, the requests that get through one by one, and say no more than that', () => {
    const found = { allowed: 0, denied: 0, narrowed: 0 };
    fc.assert(fc.property(telling(freeClusters), ({ snapshot, rules }) => {
      const map = connectivityOf(snapshot, rules);
      const rows = entryRows({ snapshot, rules, services: [service], entries: ENTRIES, omissions: [], connect: connectivityOf }, map);
      for (const row of rows) {
        const { entry, source, destination } = row;
        if (destination === undefined) continue;
        const world = source.kind === 'controller' ? { ...snapshot, workloads: [...snapshot.workloads, CONTROLLER] } : snapshot;
        const from = source.kind === 'controller' ? workloadEnd(CONTROLLER) : clientOf(row);
        if (row.narrowed !== undefined) found.narrowed++;
        // an entry without a path first: of a path it is only said that all of it is shut, or perhaps
        const asked = REQUESTS.filter(({ method, path }) => (entry.path === undefined || /^[/]a([/?]|$)/.test(path)) && (entry.conditions === undefined || method === 'GET'));
        for (const request of asked) {
          const verdict = said(row, request);
          const one = decideRequest(world, rules, { source: from, destination: workloadEnd(destination), protocol: 'TCP', port: 80 }, request).verdict;
          if (verdict === undefined) continue;
          found[verdict]++;
          const where = () => `${requestText(request)} to ${destination.namespace}/${destination.name} by ${entry.at} of ${entry.origin.kind}`;
          if (one !== verdict) throw new Error(`${where()}: decideRequest says ${one}, the row ${verdict}`);
        }
      }
    }), { numRuns: fc.runs(70) });
    expect(found.allowed).toBeGreaterThan(100);
    expect(found.denied).toBeGreaterThan(100);
    expect(found.narrowed).toBeGreaterThan(20);
  });
});

/** One of the clients of a row. */
function clientOf({ source }: EntryRow): FlowSource {
  if (source.kind !== 'addresses') throw new Error('a load balancer has clients with addresses');
  const family = source.addresses.intervals(4).length > 0 ? 4 : 6;
  return addressEnd(addressText(family, source.addresses.intervals(family)[0]?.start ?? 0n));
}
