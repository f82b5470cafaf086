import { AskedFlow } from '../../model/asked';
import { PortMatch } from '../../model/port';
import { SharedRows } from '../../reachability/connectivity';
import { PortSets } from '../../reachability/engine/port-sets';
import { PortSet } from '../../sets/ports';

/** What becomes of a pair in a row: sets of ports, by number. */
export interface Outcome {
  readonly allowed: number;
  readonly unknown: number;
}

/** Ports of what was asked, and of what the rows say, by the same numbers: equal sets are one number. */
export class PortNumbers {
  /** The sets, and what they are by number. */
  public readonly sets = new PortSets();

  private readonly outcomes: (Outcome | undefined)[] = [];
  private readonly matches = new Map<string, number>();

  public constructor(private readonly rows: SharedRows) {}

  /** The ports of an outcome of a row. */
  public ofOutcome(outcome: number): Outcome {
    const known = this.outcomes[outcome];
    if (known !== undefined) return known;
    const { allowed, unknown } = this.rows.ports(outcome);
    return this.outcomes[outcome] = { allowed: this.sets.numberOf(allowed), unknown: this.sets.numberOf(unknown) };
  }

  /** The flows that have some of these ports. */
  public flowsOn(flows: readonly AskedFlow[], ports: number): AskedFlow[] {
    return flows.filter((flow) => this.sets.intersection(this.ofMatches(flow.ports), ports) !== PortSets.NONE);
  }

  /** The ports of a declaration; none means every one. */
  public ofMatches(matches: readonly PortMatch[]): number {
    if (matches.length === 0) return PortSets.ALL;
    const text = matches.map(({ protocol, port, endPort }) => `${protocol}/${port ?? ''}-${endPort ?? ''}`).join();
    const known = this.matches.get(text);
    if (known !== undefined) return known;
    const set = matches.map(({ protocol, port, endPort }) => PortSet.of(protocol, port, endPort)).reduce((sum, one) => sum.union(one), PortSet.none);
    const number = this.sets.numberOf(set);
    this.matches.set(text, number);
    return number;
  }
}
