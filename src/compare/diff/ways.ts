import { ChangeKind, DiffEnd, Presence } from './change';
import { wayText } from '../../reachability/departure-text';
import { Departure } from '../../reachability/rules/source-addresses';
import { Workload, workloadText } from '../../reachability/workload';
import { IpFamily } from '../../sets/address';
import { CidrSet } from '../../sets/cidr-set';
import { listIn } from '../../sets/groups';
import { order } from '../../sets/order';
import { Way, waysBy, waysText } from '../leaving/way';
import { WaysOut, WaysOutInput } from '../leaving/ways-out';

/** Addresses to which connections of a workload do not leave the cluster as they did, through gateways in one version at least. */
export interface WayChange {
  /** As of a pair: what somebody outside lets in by its address is open, and what comes by another one is not. */
  readonly kind: ChangeKind;
  readonly source: Extract<DiffEnd, { kind: 'workload' }>;
  /** Of one family. */
  readonly destination: Extract<DiffEnd, { kind: 'cell' }>;
  /** Nothing where the workload does not reach the addresses; several where nobody knows which. */
  readonly before: readonly Way[];
  readonly after: readonly Way[];
  /** Whether they leave by an address by which they did not, or not surely. */
  readonly widens: boolean;
}

/** Addresses with the ways in which connections to them leave; none where none is open. */
interface Leaving {
  readonly addresses: CidrSet;
  readonly departures: readonly Departure[];
}

/** What has become of the ways out of the cluster, by workload, then v4 before v6, then by the first address. Who says how they leave does not matter, nor which node it is. */
export function wayChanges(old: WaysOutInput, current: WaysOutInput): WayChange[] {
  if ((old.sources ?? []).length + (current.sources ?? []).length === 0) return [];
  const [was, is] = [versionOf(old), versionOf(current)];
  const texts = [...new Set([...was.workloads.keys(), ...is.workloads.keys()])].sort(order);
  return texts.flatMap((text) => changesOf(was, is, text));
}

interface Version {
  readonly input: WaysOutInput;
  readonly ways: WaysOut;
  readonly workloads: ReadonlyMap<string, Workload>;
}

function versionOf(input: WaysOutInput): Version {
  return { input, ways: new WaysOut(input), workloads: new Map(input.snapshot.workloads.map((workload) => [workloadText(workload), workload])) };
}

function changesOf(was: Version, is: Version, text: string): WayChange[] {
  const [old, current] = [was.workloads.get(text), is.workloads.get(text)];
  const workload = current ?? old;
  if (workload === undefined) return [];
  const [before, after] = [leavingsIn(was, old), leavingsIn(is, current)];
  if (![...before, ...after].some(isLed)) return [];
  const presence: Presence = old === undefined ? 'new' : current === undefined ? 'old' : 'both';
  const found = new Map<string, WayChange[]>();
  for (const one of before) {
    for (const other of after) {
      if (!isLed(one) && !isLed(other)) continue;
      const common = one.addresses.intersection(other.addresses);
      for (const family of [4, 6] as const) {
        const addresses = CidrSet.ofIntervals(family, common.intervals(family));
        const change = addresses.isEmpty() ? undefined : changeOf(one.departures, other.departures, family);
        if (change === undefined) continue;
        const ways = { before: waysBy(one.departures, family, was.input.snapshot), after: waysBy(other.departures, family, is.input.snapshot) };
        listIn(found, [family, waysText(ways.before), waysText(ways.after)].join('|'))
          .push({ ...change, ...ways, source: { kind: 'workload', workload, presence }, destination: { kind: 'cell', addresses } });
      }
    }
  }
  return [...found.values()].flatMap(withAllAddresses).sort(compareDestinations);
}

/** All addresses, by how connections to them leave in a version: through gateways, as ever, or not at all. */
function leavingsIn({ ways }: Version, workload: Workload | undefined): Leaving[] {
  const led = workload === undefined ? [] : ways.partsOf(workload);
  const reached = workload === undefined ? CidrSet.none : ways.reachedBy(workload);
  const asEver = reached.difference(CidrSet.unionOf(led.map(({ addresses }) => addresses)));
  return [...led, { addresses: asEver, departures: [{ kind: 'node' }] }, { addresses: CidrSet.all.difference(reached), departures: [] }];
}

function isLed({ departures }: Leaving): boolean {
  return departures.some(({ kind }) => kind === 'gateway');
}

/** The gateways by how connections leave through them, each with whether they surely do. */
function gatewaysOf(departures: readonly Departure[], family: IpFamily): ReadonlyMap<string, boolean> {
  const texts = new Set(departures.map((departure) => wayText(departure, family)));
  return new Map(departures.filter(({ kind }) => kind === 'gateway').map((departure) => [wayText(departure, family), texts.size === 1]));
}

function changeOf(before: readonly Departure[], after: readonly Departure[], family: IpFamily): Pick<WayChange, 'kind' | 'widens'> | undefined {
  const [were, are] = [gatewaysOf(before, family), gatewaysOf(after, family)];
  const [gains, loses] = [hasMore(are, were), hasMore(were, are)];
  if (!gains && !loses) return undefined;
  return { kind: kindOf(were.size, are.size, gains, loses), widens: gains };
}

function kindOf(before: number, after: number, gains: boolean, loses: boolean): ChangeKind {
  if (before === 0) return 'added';
  if (after === 0) return 'removed';
  if (!loses) return 'widened';
  return gains ? 'changed' : 'narrowed';
}

/** Whether the first has a gateway that the second has not, or not as surely. */
function hasMore(some: ReadonlyMap<string, boolean>, others: ReadonlyMap<string, boolean>): boolean {
  return [...some].some(([text, isSure]) => !others.has(text) || (isSure && others.get(text) === false));
}

function withAllAddresses(same: readonly WayChange[]): WayChange[] {
  const addresses = CidrSet.unionOf(same.map(({ destination }) => destination.addresses));
  return same.slice(0, 1).map((change) => ({ ...change, destination: { kind: 'cell', addresses } }));
}

function compareDestinations({ destination: a }: WayChange, { destination: b }: WayChange): number {
  const [[familyA, startA], [familyB, startB]] = [firstOf(a.addresses), firstOf(b.addresses)];
  return familyA - familyB || order(startA, startB);
}

function firstOf(addresses: CidrSet): [IpFamily, bigint] {
  const [first] = addresses.intervals(4);
  return first === undefined ? [6, addresses.intervals(6)[0]?.start ?? 0n] : [4, first.start];
}
