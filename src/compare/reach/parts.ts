import { End, PairReach, PlacedEnd } from './map';
import { PART_VERDICTS, PartVerdict, ReachVerdict } from './question';
import { NarrowedPorts } from '../../reachability/connectivity';
import { workloadText } from '../../reachability/workload';
import { nameText } from '../../sets/names';
import { withoutAll } from '../../sets/pieces';
import { PortSet } from '../../sets/ports';
import { ALL_REQUESTS, differenceOfRequests, intersectionOfRequests, Requests } from '../../sets/requests/request-set';
import { passingText } from '../words/requests';

/** Two ends and the ports on which they fare alike. */
export interface Part {
  readonly verdict: PartVerdict;
  readonly source: End;
  readonly target: End;
  readonly ports: PortSet;
  /** Of a part that is `mixed`: the requests that get through over these connections. */
  readonly passing?: NarrowedPorts;
}

/** So many parts of a verdict are kept; a question about everybody and everybody has as many as there are pairs. */
const PARTS_AT_MOST = 50;

/** What a pair may do; nothing where there is nothing to say of it. */
type ReachOfPair = (source: PlacedEnd, target: PlacedEnd) => PairReach | undefined;

/** The ports of a pair by what becomes of them. */
interface PortsOf {
  readonly verdict: PartVerdict;
  readonly ports: PortSet;
  readonly passing?: NarrowedPorts;
}

/** Collects parts, those of addresses that fare alike as one. */
export class Parts {
  /** How many parts there are of each verdict beside those that are kept. */
  public readonly more: Record<PartVerdict, number> = { allowed: 0, mixed: 0, denied: 0, unknown: 0 };

  private readonly found: Readonly<Record<PartVerdict, Map<string, Part>>> = {
    allowed: new Map(), mixed: new Map(), denied: new Map(), unknown: new Map(),
  };
  private readonly divided = new Map<PairReach, readonly PortsOf[]>();

  public constructor(private readonly ports: PortSet, private readonly requests: Requests = ALL_REQUESTS) {}

  /** Adds all pairs of which there is something to say. */
  public addAll(sources: readonly PlacedEnd[], targets: readonly PlacedEnd[], reachOf: ReachOfPair): void {
    for (const source of sources) {
      for (const target of targets) {
        const reach = reachOf(source, target);
        if (reach !== undefined) this.add(source, target, reach);
      }
    }
  }

  /** Adds one pair. */
  public add({ end: source }: PlacedEnd, { end: target }: PlacedEnd, reach: PairReach): void {
    const divided = this.divided.get(reach) ?? this.divide(reach);
    this.divided.set(reach, divided);
    for (const one of divided) {
      if (!one.ports.isEmpty()) this.keep({ source, target, ...one });
    }
  }

  /** Whether there was nothing to say of any pair. */
  public isEmpty(): boolean {
    return PART_VERDICTS.every((verdict) => this.found[verdict].size === 0);
  }

  /** What becomes of all of them. */
  public verdict(): ReachVerdict {
    const [only = 'unknown', another] = PART_VERDICTS.filter((verdict) => this.found[verdict].size > 0);
    return another === undefined ? only : 'mixed';
  }

  /** The parts that are kept, by their verdicts. */
  public all(): Part[] {
    return PART_VERDICTS.flatMap((verdict) => [...this.found[verdict].values()]);
  }

  private divide({ allowed, unknown, narrowed = [] }: PairReach): PortsOf[] {
    const [open, perhaps] = [this.ports.intersection(allowed), this.ports.intersection(unknown)];
    const told = narrowed.flatMap((passing): PortsOf[] => {
      const verdict = this.verdictOn(passing);
      return [
        { verdict, ports: passing.ports.intersection(open), ...(verdict === 'mixed' ? { passing } : {}) },
        { verdict: verdict === 'denied' ? verdict : 'unknown', ports: passing.ports.intersection(perhaps) },
      ];
    });
    const whole = (ports: PortSet) => withoutAll(ports, narrowed.map((one) => one.ports));
    const rest: PortsOf[] = [
      { verdict: 'allowed', ports: whole(open) }, { verdict: 'unknown', ports: whole(perhaps) }, { verdict: 'denied', ports: this.ports.difference(open).difference(perhaps) },
    ];
    return narrowed.length === 0 ? rest : merged([...rest, ...told]);
  }

  /** What becomes of the requests of the question where some alone get through. */
  private verdictOn({ requests }: NarrowedPorts): PartVerdict {
    const [lacking, passing] = [differenceOfRequests(this.requests, requests), intersectionOfRequests(this.requests, requests)];
    if (lacking.most.isEmpty()) return 'allowed';
    if (passing.most.isEmpty()) return 'denied';
    return lacking.least.isEmpty() || passing.least.isEmpty() ? 'unknown' : 'mixed';
  }

  private keep(part: Part): void {
    const parts = this.found[part.verdict];
    const isSingle = part.source.kind !== 'addresses' && part.target.kind !== 'addresses';
    const passing = part.passing === undefined ? [] : [passingText(part.passing.told)];
    const key = isSingle ? `${parts.size}` : [endKey(part.source), endKey(part.target), part.ports.toString(), ...passing].join(' ');
    const same = isSingle ? undefined : parts.get(key);
    if (same === undefined && parts.size >= PARTS_AT_MOST) this.more[part.verdict]++;
    else parts.set(key, same === undefined ? part : { ...part, source: joined(same.source, part.source), target: joined(same.target, part.target) });
  }
}

/** Ports of the same verdict together, but for those that are told one by one. */
function merged(all: readonly PortsOf[]): PortsOf[] {
  const alike = PART_VERDICTS.filter((verdict) => verdict !== 'mixed').map((verdict): PortsOf => (
    { verdict, ports: all.filter((one) => one.verdict === verdict).reduce((sum, { ports }) => sum.union(ports), PortSet.none) }
  ));
  return [...alike, ...all.filter(({ verdict }) => verdict === 'mixed')];
}

function endKey(end: End): string {
  if (end.kind === 'name') return nameText(end.name);
  return end.kind === 'addresses' ? 'addresses' : `${end.kind} ${workloadText(end.workload)}`;
}

function joined(a: End, b: End): End {
  return a.kind === 'addresses' && b.kind === 'addresses' ? { kind: 'addresses', addresses: a.addresses.union(b.addresses) } : b;
}
