import { GATEWAY_PODS, gatewayPolicy, gatewaySpec } from './gateways';
import { WayChange, wayChanges } from '../../src/compare/diff/ways';
import { listOf } from '../../src/compare/list/answer';
import { lockOf } from '../../src/compare/lock/build';
import { LockChange } from '../../src/compare/lock/change';
import { lockChanges } from '../../src/compare/lock/difference';
import { workloadLockEnd } from '../../src/compare/lock/end-text';
import { LockLine } from '../../src/compare/lock/line';
import { Lock, LockGiven } from '../../src/compare/lock/lock';
import { readLock } from '../../src/compare/lock/read';
import { lockWayOf, lockWayText } from '../../src/compare/lock/way';
import { lockText } from '../../src/compare/lock/write';
import { readManifests } from '../../src/dialects/read-manifests';
import { addressEnd, decide, workloadEnd } from '../../src/reachability/decide';
import { isInside } from '../../src/reachability/decide/match';
import { departuresOf } from '../../src/reachability/decide/source-address';
import { departureText, wayText } from '../../src/reachability/departure-text';
import { connectivityOf } from '../../src/reachability/engine/connectivity-of';
import { Meaning, meaningOf } from '../../src/reachability/meaning';
import { Departure } from '../../src/reachability/rules/source-addresses';
import { ClusterFacts } from '../../src/reachability/snapshot';
import { Workload } from '../../src/reachability/workload';
import { CidrSet } from '../../src/sets/cidr-set';
import * as fc from '../property';
import { address } from './cluster';
import { block as cidr, policy } from '../reachability/world';

const PORTS = [80, 443];
const ADDRESSES = [
  '203.0.113.7', '203.0.113.8', '203.0.113.128', '203.0.112.255', '198.51.100.0', '8.8.8.8', '200.1.1.1', '10.0.0.9', '2001:db8::1', '2001:db8::2', '2a00::1',
].map(address);
type Sample = (typeof ADDRESSES)[number];

const rule = fc.record({
  to: fc.array(fc.constantFrom('0.0.0.0/0', '203.0.113.0/24', '203.0.112.0/23', '198.51.100.0/24', '2001:db8::1/128', '::/0').map((text) => ({ ipBlock: { cidr: text } })), { minLength: 1, maxLength: 2 }),
  ports: fc.subarray(PORTS).map((ports) => ports.map((port) => ({ port }))),
});
const policies = fc.option(fc.array(rule, { maxLength: 2 }), { nil: undefined }).map((egress) => (
  egress === undefined ? [] : [policy('shop/web', { podSelector: {}, policyTypes: ['Egress'], egress })]
));
const facts: fc.Arbitrary<ClusterFacts> = fc.record({
  podCidrs: fc.constantFrom([cidr('10.0.0.0/8')], [cidr('203.0.113.128/25')]), nodeCidrs: fc.constant([cidr('198.51.100.0/25')]),
}, { requiredKeys: [] });
const specs = fc.array(gatewaySpec, { maxLength: 3 });
const gone = fc.boolean();

/** What manifests mean, with a pod less in some. */
const meanings: fc.Arbitrary<Meaning> = fc.tuple(policies, specs, facts, gone).map(([own, all, known, isGone]) => meaningOf(
  [...GATEWAY_PODS.slice(0, isGone ? -2 : undefined), ...own, ...all.map(gatewayPolicy)], known, readManifests,
));

/** How a connection to an address leaves, address by address and by the second opinion; nothing where none is open, or it does not leave. */
function meant({ snapshot, rules, sources = [] }: Meaning, workload: Workload, to: Sample): Departure[] {
  const isOpen = PORTS.some((port) => (
    decide(snapshot, rules, { source: workloadEnd(workload), destination: addressEnd(to.text), protocol: 'TCP', port }).verdict !== 'denied'
  ));
  return isOpen && !isInside(snapshot, to) ? departuresOf(sources, snapshot, workload, to) : [];
}

function textsOf(departures: readonly Departure[], { family }: Sample): string[] {
  return [...new Set(departures.map((departure) => departureText(departure, family)))].sort();
}

function isLed(departures: readonly Departure[]): boolean {
  return departures.some(({ kind }) => kind === 'gateway');
}

/** The gateways, each with whether it surely is the one. */
function gatewaysOf(departures: readonly Departure[], { family }: Sample): Map<string, boolean> {
  const texts = new Set(departures.map((departure) => wayText(departure, family)));
  return new Map(departures.flatMap((departure) => (departure.kind === 'gateway' ? [[wayText(departure, family), texts.size === 1]] : [])));
}

/** Whether the first has a gateway that the second has not, or not as surely. */
function hasMore(some: ReadonlyMap<string, boolean>, others: ReadonlyMap<string, boolean>): boolean {
  return [...some].some(([text, isSure]) => !others.has(text) || (isSure && others.get(text) === false));
}

const GIVEN: LockGiven = { podCidrs: [], nodeCidrs: [], unenforced: [], system: [] };

function reread(lock: Lock): Lock {
  const read = readLock(lockText(lock));
  if (read.kind === 'problems') throw new Error(read.problems.map(({ line, text }) => `${line}: ${text}`).join('\n'));
  return read.lock;
}

/** Whether a line is about how connections of a workload to an address leave. */
function isAbout({ source, destination, way }: LockLine, workload: Workload, to: Sample): boolean {
  const own = workloadLockEnd(workload);
  return way !== undefined && source.kind === 'workload' && own.kind === 'workload' && source.name === own.name && destination.kind === 'addresses' && destination.addresses.has(to);
}

function linesAbout(lines: readonly LockLine[], workload: Workload, to: Sample): string[] {
  return lines.flatMap((line) => (isAbout(line, workload, to) && line.way !== undefined ? [`${line.certainty}${lockWayText(line.way)}`] : [])).sort();
}

describe('the ways out of the cluster', () => {
  it('are in a list what they are address by address', () => {
    let told = 0;
    fc.assert(fc.property(meanings, (meaning) => {
      const { leaves } = listOf({ ...meaning, connect: connectivityOf });
      for (const workload of meaning.snapshot.workloads) {
        for (const to of ADDRESSES) {
          const expected = meant(meaning, workload, to);
          const rows = leaves.filter((row) => row.workload === workload && row.addresses.has(to));
          const found = rows.map(({ ways }) => textsOf(ways.map(({ departure }) => departure), to));
          expect([workload.name, to.text, found]).toEqual([workload.name, to.text, isLed(expected) ? [textsOf(expected, to)] : []]);
          told += found.length;
        }
      }
    }), { numRuns: 150 });
    expect(told).toBeGreaterThan(100);
  });

  it('are lines of a lock, sure ones and others, that are read again as they were written', () => {
    let told = 0;
    fc.assert(fc.property(meanings, (meaning) => {
      const lock = lockOf(meaning, GIVEN);
      const again = reread(lock);
      expect(lockText(again)).toBe(lockText(lock));
      expect(lockChanges(lock, again)).toEqual({ opened: [], closed: [] });
      for (const workload of meaning.snapshot.workloads) {
        for (const to of ADDRESSES) {
          const departures = meant(meaning, workload, to);
          const all = new Set(departures.map((departure) => lockWayOf(departure)).map((way) => (way === undefined ? '' : lockWayText(way))));
          const expected = [...all].filter((text) => text !== '').map((text) => `${all.size === 1 ? 'open' : 'perhaps'}${text}`).sort();
          expect([workload.name, to.text, linesAbout(again.lines, workload, to)]).toEqual([workload.name, to.text, expected]);
          told += expected.length;
        }
      }
    }), { numRuns: 150 });
    expect(told).toBeGreaterThan(100);
  });

  it('are news of a lock and a change of a diff where they are not what they were, both ways, and nowhere else', () => {
    let told = 0;
    fc.assert(fc.property(meanings, meanings, (old, current) => {
      const input = (meaning: Meaning) => ({ ...meaning, map: connectivityOf(meaning.snapshot, meaning.rules) });
      const [there, back] = [wayChanges(input(old), input(current)), wayChanges(input(current), input(old))];
      const { opened, closed } = lockChanges(lockOf(old, GIVEN), lockOf(current, GIVEN));
      const workloads = new Map([...old.snapshot.workloads, ...current.snapshot.workloads].map((one) => [`${one.namespace}/${one.name}`, one]));
      for (const [name, workload] of workloads) {
        for (const to of ADDRESSES) {
          const in_ = (meaning: Meaning) => meaning.snapshot.workloads.filter((one) => `${one.namespace}/${one.name}` === name).flatMap((one) => meant(meaning, one, to));
          const [before, after] = [in_(old), in_(current)];
          const [were, are] = [gatewaysOf(before, to), gatewaysOf(after, to)];
          const [gains, loses] = [hasMore(are, were), hasMore(were, are)];
          const isOf = ({ source, destination }: WayChange) => `${source.workload.namespace}/${source.workload.name}` === name && destination.addresses.has(to);
          const textsIn = (ways: WayChange['before']) => textsOf(ways.map(({ departure }) => departure), to);
          expect(there.filter(isOf).map((one) => [textsIn(one.before), textsIn(one.after), one.widens]))
            .toEqual(gains || loses ? [[textsOf(before, to), textsOf(after, to), gains]] : []);
          expect(back.filter(isOf).map(({ widens }) => widens)).toEqual(gains || loses ? [loses] : []);
          const isTold = (changes: readonly LockChange[]) => changes.some(({ line }) => isAbout(line, workload, to));
          expect([name, to.text, isTold(opened), isTold(closed)]).toEqual([name, to.text, gains, loses]);
          told += Number(gains) + Number(loses);
        }
      }
      expect(wayChanges(input(old), input(old))).toEqual([]);
    }), { numRuns: 150 });
    expect(told).toBeGreaterThan(200);
  });

  it('have no address twice, and none of the cluster', () => {
    fc.assert(fc.property(meanings, (meaning) => {
      const { leaves } = listOf({ ...meaning, connect: connectivityOf });
      const { podCidrs = [], nodeCidrs = [] } = meaning.snapshot.facts;
      for (const workload of meaning.snapshot.workloads) {
        const own = leaves.filter((row) => row.workload === workload).map(({ addresses }) => addresses);
        const shared = own.flatMap((one, i) => own.slice(i + 1).map((other) => one.intersection(other))).filter((one) => !one.isEmpty());
        expect(shared).toEqual([]);
        expect(CidrSet.unionOf(own).intersection(CidrSet.of([...podCidrs, ...nodeCidrs])).isEmpty()).toBe(true);
      }
    }), { numRuns: 100 });
  });
});
