import { End, PlacedEnd } from './map';
import { PART_VERDICTS, PartVerdict, ReachVerdict } from './question';
import { Reach } from '../../reachability/connectivity';
import { workloadText } from '../../reachability/workload';
import { nameText } from '../../sets/names';
import { PortSet } from '../../sets/ports';

/** Two ends and the ports on which they fare alike. */
export interface Part {
  readonly verdict: PartVerdict;
  readonly source: End;
  readonly target: End;
  readonly ports: PortSet;
}

/** So many parts of a verdict are kept; a question about everybody and everybody has as many as there are pairs. */
const PARTS_AT_MOST = 50;

/** What a pair may do; nothing where there is nothing to say of it. */
type ReachOfPair = (source: PlacedEnd, target: PlacedEnd) => Reach | undefined;

/** Collects parts, those of addresses that fare alike as one. */
export class Parts {
  /** How many parts there are of each verdict beside those that are kept. */
  public readonly more: Record<PartVerdict, number> = { allowed: 0, denied: 0, unknown: 0 };

  private readonly found: Readonly<Record<PartVerdict, Map<string, Part>>> = { allowed: new Map(), denied: new Map(), unknown: new Map() };
  private readonly divided = new Map<Reach, Readonly<Record<PartVerdict, PortSet>>>();

  public constructor(private readonly ports: PortSet) {}

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
  public add({ end: source }: PlacedEnd, { end: target }: PlacedEnd, reach: Reach): void {
    const portsBy = this.divided.get(reach) ?? this.divide(reach);
    this.divided.set(reach, portsBy);
    for (const verdict of PART_VERDICTS) {
      const ports = portsBy[verdict];
      if (!ports.isEmpty()) this.keep({ verdict, source, target, ports });
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

  private divide({ allowed, unknown }: Reach): Readonly<Record<PartVerdict, PortSet>> {
    const [open, perhaps] = [this.ports.intersection(allowed), this.ports.intersection(unknown)];
    return { allowed: open, unknown: perhaps, denied: this.ports.difference(open).difference(perhaps) };
  }

  private keep(part: Part): void {
    const parts = this.found[part.verdict];
    const isSingle = part.source.kind !== 'addresses' && part.target.kind !== 'addresses';
    const key = isSingle ? `${parts.size}` : [endKey(part.source), endKey(part.target), part.ports.toString()].join(' ');
    const same = isSingle ? undefined : parts.get(key);
    if (same === undefined && parts.size >= PARTS_AT_MOST) this.more[part.verdict]++;
    else parts.set(key, same === undefined ? part : { ...part, source: joined(same.source, part.source), target: joined(same.target, part.target) });
  }
}

function endKey(end: End): string {
  if (end.kind === 'name') return nameText(end.name);
  return end.kind === 'addresses' ? 'addresses' : `${end.kind} ${workloadText(end.workload)}`;
}

function joined(a: End, b: End): End {
  return a.kind === 'addresses' && b.kind === 'addresses' ? { kind: 'addresses', addresses: a.addresses.union(b.addresses) } : b;
}
