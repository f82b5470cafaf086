import { GATEWAY_PODS, gatewayPolicy, gatewaySpec } from './gateways';
import { readEgressGateways } from '../../src/dialects/cilium/read-egress-gateway';
import { LedBlocks, sharedBlock, writtenDestinations } from '../../src/model/egress-destinations';
import { AddressBlock } from '../../src/model/endpoint';
import { departuresOf } from '../../src/reachability/decide/source-address';
import { Leavings, leavingsOf } from '../../src/reachability/engine/source-addresses';
import { Departure } from '../../src/reachability/rules/source-addresses';
import { Snapshot, snapshotOf } from '../../src/reachability/snapshot';
import { Workload } from '../../src/reachability/workload';
import { addressText } from '../../src/sets/address';
import { cidrsAmong, isProblem, parseAddress } from '../../src/sets/cidr';
import { CidrSet } from '../../src/sets/cidr-set';
import * as fc from '../property';
import { pod } from '../reachability/world';

function textsOf(departures: readonly Departure[]): string[] {
  return [...new Set(departures.map((departure) => JSON.stringify(departure, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value))))].sort();
}

/** The first and the last address of each part. */
function endsOf(addresses: CidrSet): string[] {
  return ([4, 6] as const).flatMap((family) => (
    addresses.intervals(family).flatMap(({ start, end }) => [start, end - 1n].map((value) => addressText(family, value)))
  ));
}

function disagreements(objects: readonly unknown[], snapshot: Snapshot, workload: Workload): unknown[] {
  const { rules } = readEgressGateways(objects);
  return leavingsOf(rules, snapshot, workload).flatMap(({ addresses, departures }) => endsOf(addresses).flatMap((text) => {
    const address = parseAddress(text);
    const pointwise = isProblem(address) ? [] : textsOf(departuresOf(rules, snapshot, workload, address));
    return JSON.stringify(pointwise) === JSON.stringify(textsOf(departures)) ? [] : [{ text, pointwise, exact: textsOf(departures) }];
  }));
}

describe('the ways by which connections leave', () => {
  const snapshot = snapshotOf(GATEWAY_PODS);

  it('are for sets of addresses what they are for each address', () => {
    fc.assert(fc.property(fc.array(gatewaySpec, { minLength: 1, maxLength: 3 }), (specs) => {
      const objects = specs.map(gatewayPolicy);
      for (const workload of snapshot.workloads) expect(disagreements(objects, snapshot, workload)).toEqual([]);
    }), { numRuns: 400 });
  });

  it('are for all workloads at once what they are for each', () => {
    fc.assert(fc.property(fc.array(gatewaySpec, { maxLength: 4 }), (specs) => {
      const { rules } = readEgressGateways(specs.map(gatewayPolicy));
      const leavings = new Leavings(rules, snapshot);
      for (const workload of snapshot.workloads) expect(leavings.of(workload)).toEqual(leavingsOf(rules, snapshot, workload));
    }), { numRuns: 200 });
  });

  it('take in every address once', () => {
    fc.assert(fc.property(fc.array(gatewaySpec, { maxLength: 3 }), (specs) => {
      const { rules } = readEgressGateways(specs.map(gatewayPolicy));
      for (const workload of snapshot.workloads) {
        const parts = leavingsOf(rules, snapshot, workload).map(({ addresses }) => addresses);
        expect(parts.reduce((sum, part) => sum.union(part), CidrSet.none).equals(CidrSet.all)).toBe(true);
        const shared = parts.flatMap((one, i) => parts.slice(i + 1).map((other) => one.intersection(other)));
        expect(shared.filter((one) => !one.isEmpty())).toEqual([]);
      }
    }), { numRuns: 200 });
  });
});

describe('what is written for declared source addresses', () => {
  const CIDRS = ['0.0.0.0/0', '128.0.0.0/1', '203.0.112.0/23', '203.0.113.0/24', '203.0.113.128/25', '203.0.113.7/32', '198.51.100.0/24'];
  const setOf = (cidr: string) => CidrSet.of(cidrsAmong([cidr]));
  const inside = (outer: string, inner: string) => outer !== inner && setOf(inner).difference(setOf(outer)).isEmpty();
  const declared: fc.Arbitrary<LedBlocks> = fc.constantFrom(...CIDRS).chain((cidr) => fc.record({
    gateway: fc.constantFrom('a', 'b'),
    blocks: fc.subarray(CIDRS.filter((one) => inside(cidr, one))).map((except): AddressBlock[] => [{ cidr, except }]),
  }));
  const led = fc.array(declared, { minLength: 1, maxLength: 5 }).map((all) => all.reduce<LedBlocks[]>((kept, one) => (
    sharedBlock(kept, one) === undefined ? [...kept, one] : kept
  ), []));

  /** Straight from the words: of the blocks that have the address, and do not leave it out, the longest. */
  function meant(all: readonly LedBlocks[], text: string): string {
    const takesIn = ({ cidr, except }: AddressBlock) => isIn(cidr, text) && !except.some((one) => isIn(one, text));
    const having = all.flatMap(({ gateway: name, blocks }) => blocks.filter(takesIn).map(({ cidr }) => ({ name, cidr })));
    const longest = having.sort((a, b) => Number(b.cidr.split('/')[1]) - Number(a.cidr.split('/')[1]))[0];
    return longest?.name ?? 'node';
  }

  function isIn(cidr: string, text: string): boolean {
    const address = parseAddress(text);
    return !isProblem(address) && CidrSet.of(cidrsAmong([cidr])).has(address);
  }

  it('leads every address as it was declared, and no other', () => {
    const snapshot = snapshotOf([pod('shop/web')]);
    const [workload] = snapshot.workloads;
    if (workload === undefined) throw new Error('no workload is there');
    const edges = CIDRS.flatMap((cidr) => endsOf(CidrSet.of(cidrsAmong([cidr]))));
    const asked = new Set([...edges, '203.0.113.6', '203.0.113.8', '203.0.114.0', '203.0.111.255', '127.255.255.255']);
    let cut = 0;
    fc.assert(fc.property(led, (all) => {
      const written = writtenDestinations(all);
      const objects = [...written].map(([name, { destinations, excluded }]) => ({
        apiVersion: 'cilium.io/v2',
        kind: 'CiliumEgressGatewayPolicy',
        metadata: { name },
        spec: {
          selectors: [{ podSelector: {} }],
          destinationCIDRs: destinations,
          excludedCIDRs: excluded,
          egressGateway: { nodeSelector: {}, interface: name },
        },
      }));
      if (objects.some(({ spec: { destinationCIDRs } }) => destinationCIDRs.some((one) => !CIDRS.includes(one)))) cut += 1;
      const { rules } = readEgressGateways(objects);
      for (const text of asked) {
        const address = parseAddress(text);
        const found = isProblem(address) ? [] : departuresOf(rules, snapshot, workload, address);
        const names = [...new Set(found.map((one) => (one.kind === 'node' ? 'node' : one.origin.name)))];
        expect({ text, names }).toEqual({ text, names: [meant(all, text)] });
      }
    }), { numRuns: 600 });
    expect(cut).toBeGreaterThan(20);
  });
});
