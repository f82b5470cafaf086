import { entryLockEnd, podsLockEnd, workloadLockEnd } from './end-text';
import { AnyPod, impliedPorts, isImplicit, isImplied, openNumbers } from './implied';
import { LockEnd, LockLine } from './line';
import { Lines } from './lines';
import { Lock, LockGiven } from './lock';
import { byPorts, Portion, portionsOf, symbolicPortions } from './portions';
import { lockWayOf, lockWayText } from './way';
import { NarrowedPorts, Reach } from '../../reachability/connectivity';
import { connectivityOf, ExactMap } from '../../reachability/engine/connectivity-of';
import { resolvedEntries, servedEntries } from '../../reachability/entries';
import { Meaning } from '../../reachability/meaning';
import { CidrSet } from '../../sets/cidr-set';
import { PortSet } from '../../sets/ports';
import { AddressClass, ClassReach, WorkloadClass } from '../classes/class-reach';
import { WaysOut } from '../leaving/ways-out';
import { entryRows } from '../list/entry-rows';
import { Exposed, Outside } from '../outside/outside';
import { SystemTraffic } from '../system/traffic';

/** Who may reach whom, as manifests have it: between workloads, with addresses, through the ways in, and with pods beyond the manifests. */
export function lockOf(meaning: Meaning, given: LockGiven): Lock {
  const map = connectivityOf(meaning.snapshot, meaning.rules);
  const system = new SystemTraffic(given.system, meaning.snapshot);
  const lines = new Lines();
  addClasses(lines, new ClassReach(map), new Outside(meaning.snapshot, meaning.rules, system), system);
  addEntries(lines, meaning, map);
  addWays(lines, meaning, new WaysOut({ ...meaning, map }, { system }));
  return { given, lines: lines.all() };
}

/** Workloads that are alike, with what they may do with pods beyond the manifests. */
interface Subject extends WorkloadClass {
  readonly ends: readonly LockEnd[];
  readonly exposed: readonly Exposed[];
  readonly anyPod: AnyPod;
  /** The ports of each that others may call for the cluster to work: that goes by labels, too, of which no rule need have told the class. */
  readonly system: readonly PortSet[];
}

const CERTAINTIES: readonly (readonly [LockLine['certainty'], keyof Reach])[] = [['open', 'allowed'], ['perhaps', 'unknown']];

function addClasses(lines: Lines, reach: ClassReach, outside: Outside, system: SystemTraffic): void {
  const subjects = new Map(reach.workloads.map((one) => [one.id, subjectOf(one, outside, system)]));
  const called = [...subjects.values()].filter(({ anyPod }) => anyPod.ingress.length > 0);
  for (const subject of subjects.values()) {
    addPods(lines, subject);
    addAddresses(lines, subject, reach, system);
    addNames(lines, subject, reach);
    const implied = subject.anyPod.egress.length === 0 ? [] : called;
    const reached = [...reach.reachedBy(subject.id)].flatMap((id) => subjects.get(id) ?? []);
    for (const other of new Set([...reached, ...implied])) {
      addWorkloads(lines, subject, other, reach.between(subject.id, other.id), reach.narrowed(subject.id, other.id));
    }
  }
}

function subjectOf(one: WorkloadClass, outside: Outside, system: SystemTraffic): Subject {
  const exposed = one.workloads.slice(0, 1).flatMap((workload) => outside.of(workload));
  const anyPod = (direction: Exposed['direction']) => {
    const line = exposed.find((each) => each.direction === direction && each.outsiders === undefined);
    return line === undefined ? [] : openNumbers(symbolicPortions(line.ports, line.narrowed));
  };
  return {
    ...one,
    ends: one.workloads.map(workloadLockEnd),
    exposed,
    anyPod: { egress: anyPod('egress'), ingress: anyPod('ingress') },
    system: one.workloads.map((workload) => system.portsOf(workload)),
  };
}

function addPods(lines: Lines, { ends, exposed }: Subject): void {
  for (const end of ends) {
    for (const line of exposed) {
      const pods = podsLockEnd(line.outsiders);
      lines.addPods(line.direction === 'egress' ? { source: end, destination: pods } : { source: pods, destination: end }, line);
    }
  }
}

function addAddresses(lines: Lines, { id, ends }: Subject, reach: ClassReach, system: SystemTraffic): void {
  const addressesIn = (ids: Int32Array) => [...ids].flatMap((one) => reach.addresses.get(one) ?? []);
  const [reached, admitted] = [addressesIn(reach.reachedBy(id)), addressesIn(reach.admittedBy(id))];
  for (const [certainty, side] of CERTAINTIES) {
    const called = byPorts(reached.flatMap((one) => withoutSystem(one, reach.between(id, one.id)[side], reach.narrowed(id, one.id), system)));
    const calling = byPorts(admitted.flatMap((one) => portionsOf(one.addresses, reach.between(one.id, id)[side], reach.narrowed(one.id, id))));
    for (const end of ends) {
      lines.addPortions(certainty, { source: end, destination: NO_ADDRESSES }, called);
      lines.addPortions(certainty, { source: NO_ADDRESSES, destination: end }, calling);
    }
  }
}

function addNames(lines: Lines, { id, ends }: Subject, reach: ClassReach): void {
  for (const { name, ports, narrowed } of reach.namesOf(id)) {
    for (const source of ends) lines.addNarrowed('open', { source, destination: { kind: 'name', name } }, ports, narrowed);
  }
}

/** Stands for an end whose addresses are those of its portions. */
const NO_ADDRESSES: LockEnd = { kind: 'addresses', addresses: CidrSet.none };

function withoutSystem({ addresses }: AddressClass, ports: PortSet, narrowed: readonly NarrowedPorts[], system: SystemTraffic): Portion[] {
  return system.withoutFlows(addresses, ports).flatMap((piece) => portionsOf(...piece, narrowed));
}

function addWorkloads(lines: Lines, subject: Subject, other: Subject, reach: Reach, narrowed: readonly NarrowedPorts[]): void {
  const implied = impliedPorts(subject.anyPod, other.anyPod);
  other.workloads.forEach((called, j) => {
    const hidden = other.system[j] ?? PortSet.none;
    const told = { allowed: reach.allowed.difference(hidden), unknown: reach.unknown.difference(hidden) };
    const isAs = (ports: PortSet) => isImplied(ports, narrowed, implied);
    const isAsImplied = told.unknown.isEmpty() && (isAs(told.allowed) || (reach.unknown.isEmpty() && isAs(reach.allowed)));
    if (isAsImplied && implied.length === 0) return;
    subject.workloads.forEach((workload, i) => {
      const [source, destination] = [subject.ends[i], other.ends[j]];
      // a lone pod and itself are no pair
      if (source === undefined || destination === undefined || (workload === called && workload.kind === 'Pod')) return;
      const mayBeImplied = isImplicit(source, destination);
      if (mayBeImplied && isAsImplied) return;
      lines.addNarrowed('open', { source, destination }, told.allowed, narrowed);
      lines.add('perhaps', { source, destination }, told.unknown);
      if (mayBeImplied) lines.addShut({ source, destination });
    });
  });
}

/** A way that is one of several is not sure; who says so does not matter. */
function addWays(lines: Lines, { snapshot, sources = [] }: Meaning, out: WaysOut): void {
  if (sources.length === 0) return;
  for (const workload of snapshot.workloads) {
    for (const { addresses, departures } of out.partsOf(workload)) {
      const ways = new Map(departures.map((departure) => {
        const way = lockWayOf(departure);
        return [way === undefined ? '' : lockWayText(way), way];
      }));
      for (const way of ways.values()) {
        if (way === undefined) continue;
        const pair = { source: workloadLockEnd(workload), destination: NO_ADDRESSES, way };
        lines.add(ways.size === 1 ? 'open' : 'perhaps', pair, PortSet.all, addresses);
      }
    }
  }
}

function addEntries(lines: Lines, meaning: Meaning, map: ExactMap): void {
  for (const { entry, targets } of resolvedEntries(servedEntries(meaning.entries), meaning.services, meaning.snapshot)) {
    // a route is told whatever policies say: whom they let in as its controller is a line of its own
    for (const { workload, ports } of targets) lines.add('open', { source: entryLockEnd(entry), destination: workloadLockEnd(workload) }, ports);
  }
  for (const { entry, source, destination, allowed, unknown, narrowed } of entryRows({ ...meaning, entries: [], connect: connectivityOf }, map)) {
    if (destination === undefined || source.kind !== 'addresses') continue;
    const pair = { source: entryLockEnd(entry), destination: workloadLockEnd(destination) };
    lines.addPortions('open', pair, portionsOf(source.addresses, allowed, narrowed));
    lines.addPortions('perhaps', pair, portionsOf(source.addresses, unknown, narrowed));
  }
}
