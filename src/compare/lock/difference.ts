import { LockChange, LockChanges } from './change';
import { lockEndText } from './end-text';
import { AnyPod, anyPodOf, commonPorts, impliedPorts, impliedPortions, isImplicit, NO_ANY_POD } from './implied';
import { LockEnd, LockLine, LockPair } from './line';
import { Lock } from './lock';
import { addressesOf, pairKey, withAddresses } from './pair';
import { HeldPods, NO_PODS, podsChanges, podsOf } from './pods-difference';
import { beyond, byRequests, Portion } from './portions';
import { lockRequests } from './requests';
import { sortedLines } from './write';
import { CidrSet } from '../../sets/cidr-set';
import { listIn } from '../../sets/groups';
import { coversName, NamePattern } from '../../sets/names';

/** Compares what manifests do with what a team has accepted, by what lines mean and not by how they are written. */
export function lockChanges(accepted: Lock, current: Lock): LockChanges {
  const [before, after] = [new Held(accepted), new Held(current)];
  return { opened: after.beyond(before), closed: before.beyond(after) };
}

/** What is held of one pair. */
interface HeldPair {
  readonly pair: LockPair;
  readonly open: Portion[];
  readonly perhaps: Portion[];
}

interface HeldName {
  readonly name: NamePattern;
  readonly held: HeldPair;
}

/** The lines of a lock by their ends. */
class Held {
  private readonly pairs = new Map<string, HeldPair>();
  /** Lines about pods that are not among the manifests, by the workload and the direction. */
  private readonly pods = new Map<string, Map<string, HeldPods>>();
  private readonly anyPod: ReadonlyMap<string, AnyPod>;
  /** What a name outside may have for an address, as far as the lock says. */
  private readonly outside: CidrSet;
  /** What is held of names, by the source. */
  private readonly names = new Map<string, HeldName[]>();

  public constructor({ lines, given }: Lock) {
    this.outside = CidrSet.all.difference(CidrSet.of([...given.podCidrs, ...given.nodeCidrs]));
    this.anyPod = anyPodOf(lines.map((line) => ({ pair: line, portion: heldPortion(line) })));
    for (const line of lines) {
      const key = pairKey(line);
      const { source, destination, way } = line;
      if (podsOf(line) !== undefined) {
        const own = this.pods.get(ownKey(line)) ?? new Map<string, HeldPods>();
        this.pods.set(ownKey(line), own);
        own.set(key, { pair: { source, destination }, open: byRequests([...own.get(key)?.open ?? [], ...openPortions(line)]) });
        continue;
      }
      const pair = { source, destination, ...(way === undefined ? {} : { way }) };
      const held = this.pairs.get(key) ?? { pair, open: [], perhaps: [] };
      this.pairs.set(key, held);
      if (destination.kind === 'name') listIn(this.names, lockEndText(source)).push({ name: destination.name, held });
      held[line.certainty].push(...openPortions(line));
    }
  }

  /** What these lines open and others do not, sorted as lines are. */
  public beyond(others: Held): LockChange[] {
    const keys = new Set([...this.pods.keys(), ...others.pods.keys()]);
    const ofPods = [...keys].flatMap((key) => podsChanges(this.pods.get(key) ?? NO_PODS, others.pods.get(key) ?? NO_PODS));
    const told = anyPodOf(ofPods.map(({ change, portion }) => ({ pair: change.line, portion })));
    const pairs = new Map([...others.pairs, ...this.pairs]);
    const ofPairs = [...pairs.values()].flatMap(({ pair }) => pairChanges(pair, this.heldOf(pair), others.heldOf(pair), this.toldOf(pair, told)));
    return sortedLines([...ofPairs, ...ofPods.map(({ change }) => change)], ({ line }) => line);
  }

  /** What is held of a pair: by lines of its own, or else by those about any pod. */
  private heldOf(pair: LockPair): Omit<HeldPair, 'pair'> {
    if (pair.destination.kind === 'name') return this.heldOfName(pair.source, pair.destination.name);
    const own = this.pairs.get(pairKey(pair));
    if (own !== undefined) return own;
    const implied = impliedPorts(this.anyPodAt(pair.source), this.anyPodAt(pair.destination));
    return { perhaps: [], open: isImplicit(pair.source, pair.destination) ? impliedPortions(implied) : [] };
  }

  /** What is held of a name: by its own line, by those of wider names, and by what is open of every address. */
  private heldOfName(source: LockEnd, name: NamePattern): Omit<HeldPair, 'pair'> {
    const lines = (this.names.get(lockEndText(source)) ?? []).filter((one) => coversName(one.name, name));
    const wider = [...new Set(lines.map(({ held }) => held))];
    const ofAddresses = this.pairs.get(pairKey({ source, destination: { kind: 'addresses', addresses: CidrSet.all } }))?.open ?? [];
    const ofAll = ofAddresses.filter(({ addresses }) => this.outside.difference(addresses).isEmpty());
    const implied = ofAll.map(({ ports }): Portion => ({ addresses: CidrSet.all, ports }));
    return { open: [...wider.flatMap(({ open }) => open), ...implied], perhaps: wider.flatMap(({ perhaps }) => perhaps) };
  }

  private anyPodAt(end: LockEnd): AnyPod {
    return (end.kind === 'workload' ? this.anyPod.get(end.name) : undefined) ?? NO_ANY_POD;
  }

  /** What of a pair follows from changes of lines about any pod, which have been told. */
  private toldOf({ source, destination }: LockPair, told: ReadonlyMap<string, AnyPod>): Portion[] {
    if (source.kind !== 'workload' || destination.kind !== 'workload' || !isImplicit(source, destination)) return [];
    const news = [...(told.get(source.name) ?? NO_ANY_POD).egress, ...(told.get(destination.name) ?? NO_ANY_POD).ingress];
    return impliedPortions(commonPorts(impliedPorts(this.anyPodAt(source), this.anyPodAt(destination)), news));
  }
}

function openPortions(line: LockLine): Portion[] {
  return line.ports.isEmpty() ? [] : [heldPortion(line)];
}

function heldPortion(line: LockLine): Portion {
  const { ports, requests } = line;
  return { addresses: addressesOf(line), ports, ...(requests === undefined ? {} : { requests: lockRequests(requests) }) };
}

type HeldPorts = Omit<HeldPair, 'pair'>;

function pairChanges(pair: LockPair, own: HeldPorts, other: HeldPorts, told: readonly Portion[]): LockChange[] {
  const surely = beyond(own.open, [...other.open, ...told]);
  const unheard = beyond(surely, other.perhaps);
  const doubted = beyond(surely, unheard);
  const perhapsNow = beyond(own.perhaps, [...other.open, ...other.perhaps, ...own.open]);
  const changeOf = (certainty: LockLine['certainty'], before: LockChange['before']) => ({ addresses, ports, requests }: Portion): LockChange => ({
    line: { ...withAddresses(pair, addresses), certainty, ports, ...(requests?.told === undefined ? {} : { requests: requests.told }) },
    before,
    isMore: before === 'shut' && other.open.some((portion) => !portion.addresses.intersection(addresses).isEmpty()),
  });
  return [
    ...unheard.map(changeOf('open', 'shut')),
    ...doubted.map(changeOf('open', 'perhaps')),
    ...perhapsNow.map(changeOf('perhaps', 'shut')),
  ];
}

/** A line's workload, and the direction of the pods. */
function ownKey({ source, destination }: LockPair): string {
  return source.kind === 'pods' ? `> ${lockEndText(destination)}` : `< ${lockEndText(source)}`;
}
