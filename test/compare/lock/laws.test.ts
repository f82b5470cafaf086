import { SymbolicPorts } from '../../../src/compare/list/ports';
import { lockAddressesText, readLockAddresses } from '../../../src/compare/lock/addresses-text';
import { lockOf } from '../../../src/compare/lock/build';
import { LockChange } from '../../../src/compare/lock/change';
import { lockChanges } from '../../../src/compare/lock/difference';
import { ANY, workloadLockEnd } from '../../../src/compare/lock/end-text';
import { LockEnd } from '../../../src/compare/lock/line';
import { Lock, LockGiven } from '../../../src/compare/lock/lock';
import { readLockPorts, lockPortsText } from '../../../src/compare/lock/ports-text';
import { readLock } from '../../../src/compare/lock/read';
import { lockText } from '../../../src/compare/lock/write';
import { readEgressGateways } from '../../../src/dialects/cilium/read-egress-gateway';
import { MapEnd } from '../../../src/reachability/connectivity';
import { connectivityOf, ExactMap } from '../../../src/reachability/engine/connectivity-of';
import { SourceAddressRule } from '../../../src/reachability/rules/source-addresses';
import { CidrSet } from '../../../src/sets/cidr-set';
import { PortSet, Protocol } from '../../../src/sets/ports';
import { address, Cluster, clusters, ruleSets } from '../../laws/cluster';
import { gatewayPolicy, gatewaySpec } from '../../laws/gateways';
import * as fc from '../../property';
import { block } from '../../reachability/world';

const GIVEN: LockGiven = { podCidrs: [], nodeCidrs: [], unenforced: [], system: [] };

function lockIn({ snapshot, rules }: Cluster, sources: readonly SourceAddressRule[] = []): Lock {
  return lockOf({ snapshot, rules, services: [], entries: [], omissions: [], sources }, GIVEN);
}

/** What leads connections through gateways; `test/laws/ways-out.test.ts` has more of it. */
const gateways = fc.array(gatewaySpec, { maxLength: 2 }).map((specs) => readEgressGateways(specs.map(gatewayPolicy)).rules);

function reread(lock: Lock): Lock {
  const read = readLock(lockText(lock));
  if (read.kind === 'problems') throw new Error(read.problems.map(({ line, text }) => `${line}: ${text}`).join('\n'));
  return read.lock;
}

const POINTS: readonly (readonly [Protocol, number])[] = [['TCP', 80], ['TCP', 443], ['TCP', 500], ['UDP', 80], ['SCTP', 65535], ['UDP', 9]];
const ADDRESSES = ['10.0.0.9', '10.200.0.1', '192.168.4.9', '203.0.113.9', '2001:db8::5', 'fd00::9', '8.8.8.8', '2a00::1'].map(address);

type Point = (typeof POINTS)[number];

/** A workload as a lock names it, or one address. */
type Sample = LockEnd | (typeof ADDRESSES)[number];

/** What a map says of one end, one other and one port. */
type Verdict = 'open' | 'perhaps' | 'shut';

function verdictIn(map: ExactMap, source: number, destination: number, [protocol, port]: Point): Verdict {
  const { allowed, unknown } = map.between(source, destination);
  return allowed.has(protocol, port) ? 'open' : unknown.has(protocol, port) ? 'perhaps' : 'shut';
}

/** The changes that tell of one end, one other and one port. */
function tells({ line }: LockChange, source: Sample, destination: Sample, [protocol, port]: Point): boolean {
  const isEnd = (end: LockEnd, one: typeof source) => ('kind' in one
    ? end.kind === 'workload' && one.kind === 'workload' && end.name === one.name
    : end.kind === 'addresses' && end.addresses.has(one));
  // a way out of the cluster opens nothing
  return line.way === undefined && isEnd(line.source, source) && isEnd(line.destination, destination) && line.ports.numbers.has(protocol, port);
}

function tellsOfAnyPod({ line: { source, destination, ports } }: LockChange, from: unknown, to: unknown, [protocol, port]: Point): boolean {
  const isAny = (end: LockEnd) => end.kind === 'pods' && end.pods === ANY && end.namespaces === ANY;
  const isEnd = (end: LockEnd, one: unknown) => end.kind === 'workload' && JSON.stringify(end) === JSON.stringify(one);
  return ((isAny(source) && isEnd(destination, to)) || (isAny(destination) && isEnd(source, from))) && ports.numbers.has(protocol, port);
}

describe('a lock', () => {
  it('is the same after it was written and read, and opens nothing beyond itself', () => {
    fc.assert(fc.property(clusters, gateways, (cluster, sources) => {
      const lock = lockIn(cluster, sources);
      const again = reread(lock);
      expect(lockText(again)).toBe(lockText(lock));
      expect(lockChanges(lock, again)).toEqual({ opened: [], closed: [] });
      expect(lockChanges(again, lock)).toEqual({ opened: [], closed: [] });
    }), { numRuns: 60 });
  });

  it('has the same bytes whatever the order of workloads, policies and gateways', () => {
    fc.assert(fc.property(clusters, gateways, ({ snapshot, rules }, sources) => {
      const turned = {
        snapshot: { ...snapshot, workloads: [...snapshot.workloads].reverse() },
        rules: { ...rules, policies: [...rules.policies].reverse() },
      };
      expect(lockText(lockIn(turned, [...sources].reverse()))).toBe(lockText(lockIn({ snapshot, rules }, sources)));
    }), { numRuns: 60 });
  });

  it('tells of what is open and was not, or not surely, and of nothing else: flow by flow, as the engine has it', () => {
    let told = 0;
    fc.assert(fc.property(clusters, ruleSets, gateways, ({ snapshot, rules }, others, sources) => {
      const [accepted, current] = [{ snapshot, rules }, { snapshot, rules: others }];
      const { opened, closed } = lockChanges(lockIn(accepted, sources), lockIn(current, sources));
      const [before, after] = [connectivityOf(snapshot, rules), connectivityOf(snapshot, others)];
      for (const [a, one] of endsIn(after)) {
        for (const [b, other] of endsIn(after)) {
          if (!('kind' in one) && !('kind' in other)) continue;
          const [from, to] = [placeIn(before, one), placeIn(before, other)];
          // what comes from a pod's own node is no part of a lock
          if (from === undefined || to === undefined || after.rows().isNode(a) || before.rows().isNode(from)) continue;
          for (const point of POINTS) {
            const [was, is] = [verdictIn(before, from, to, point), verdictIn(after, a, b, point)];
            const isWider = (is === 'open' && was !== 'open') || (is === 'perhaps' && was === 'shut');
            const isNarrower = (was === 'open' && is !== 'open') || (was === 'perhaps' && is === 'shut');
            const [more, less] = [opened, closed].map((changes) => changes.filter((change) => tells(change, one, other, point)));
            if (more === undefined || less === undefined) continue;
            if (!isWider) expect(more).toEqual([]);
            if (!isNarrower) expect(less).toEqual([]);
            // what follows from a line about any pod is told with that line
            if (isNarrower) expect(less.length > 0 || closed.some((change) => tellsOfAnyPod(change, one, other, point))).toBe(true);
            if (isWider && more.length === 0) expect(opened.some((change) => tellsOfAnyPod(change, one, other, point))).toBe(true);
            else if (isWider) expect(more.map(({ line, before: from_ }) => [line.certainty, from_])).toEqual([[is, was]]);
            if (isWider) told++;
          }
        }
      }
    }), { numRuns: 50 });
    expect(told).toBeGreaterThan(100);
  });
});

/** The workloads and the sample addresses of a map, with their places. */
function endsIn(map: ExactMap): [number, Sample][] {
  const workloads = map.ends.flatMap((end, i): [number, LockEnd][] => (end.kind === 'workload' ? [[i, workloadLockEnd(end.workload)]] : []));
  const addresses = ADDRESSES.flatMap((one): [number, (typeof ADDRESSES)[number]][] => {
    const place = map.ends.findIndex((end) => end.kind === 'cell' && end.addresses.has(one));
    return place < 0 ? [] : [[place, one]];
  });
  return [...workloads, ...addresses];
}

function placeIn(map: ExactMap, one: Sample): number | undefined {
  const isIt = (end: MapEnd) => ('kind' in one
    ? end.kind === 'workload' && one.kind === 'workload' && workloadText(end) === one.name
    : end.kind === 'cell' && end.addresses.has(one));
  const place = map.ends.findIndex(isIt);
  return place < 0 ? undefined : place;
}

function workloadText(end: Extract<MapEnd, { kind: 'workload' }>): string {
  const own = workloadLockEnd(end.workload);
  return own.kind === 'workload' ? own.name : '';
}

const portSets = fc.array(fc.record({
  protocol: fc.constantFrom<Protocol>('TCP', 'UDP', 'SCTP'), first: fc.integer({ min: 1, max: 65535 }), length: fc.constantFrom(0, 1, 1000, 65535),
}), { maxLength: 4 }).map((all) => all.reduce((sum, { protocol, first, length }) => (
  sum.union(PortSet.of(protocol, first, Math.min(65535, first + length)))
), PortSet.none));
const names = fc.array(fc.tuple(fc.constantFrom('http', 'dns-tcp', '9p'), fc.constantFrom<Protocol | undefined>('TCP', 'UDP', undefined)), { maxLength: 3 });

test('ports have one text, which is read as the same ports', () => {
  fc.assert(fc.property(portSets, names, (numbers, named) => {
    const ports = named.reduce((sum, [name, protocol]) => sum.union(SymbolicPorts.named(name, protocol)), SymbolicPorts.numbered(numbers));
    const text = lockPortsText(ports);
    expect(text).not.toContain(' ');
    expect(readLockPorts(text)?.equals(ports)).toBe(true);
  }));
  expect(readLockPorts('all')?.isAll()).toBe(true);
});

test('addresses have one text, which is read as the same addresses', () => {
  const cidrs = fc.subarray(['0.0.0.0/0', '10.0.0.0/8', '10.1.0.0/16', '192.168.0.0/16', '203.0.113.7/32', '::/0', 'fc00::/7', '2001:db8::/32'].map(block));
  fc.assert(fc.property(cidrs, cidrs, (some, without) => {
    const set = CidrSet.of(some).difference(CidrSet.of(without));
    if (set.isEmpty()) return;
    expect(readLockAddresses(lockAddressesText(set))?.equals(set)).toBe(true);
  }), { numRuns: 300 });
});
