import { PairMemo, PortSets } from './port-sets';
import { PortSet } from '../../sets/ports';

/**
 * What becomes of all ports at once, by number: those that are allowed whatever is not known, and those that are possible, the
 * allowed ones among them. The rest of the possible ones is unknown, all others are denied.
 */
export class Outcomes {
  /** The number of the outcome that denies everything. */
  public static readonly DENIED = 0;

  /** The number of the outcome that allows everything. */
  public static readonly ALLOWED = 1;

  private readonly allowed: number[] = [];
  private readonly possible: number[] = [];
  private readonly numbers = new PairMemo((allowed, possible) => {
    this.possible.push(possible);
    return this.allowed.push(allowed) - 1;
  });

  private readonly combinations = new PairMemo((a, b) => this.numberOf(
    this.ports.intersection(this.allowedOf(a), this.allowedOf(b)),
    this.ports.intersection(this.possibleOf(a), this.possibleOf(b)),
  ));

  public constructor(private readonly ports: PortSets) {
    this.numberOf(PortSets.NONE, PortSets.NONE);
    this.numberOf(PortSets.ALL, PortSets.ALL);
  }

  /** The number of an outcome. */
  public numberOf(allowed: number, possible: number): number {
    return this.numbers.of(allowed, possible);
  }

  /** The outcome of a connection that both sides have a say in: denied where either denies, then unknown where either is. */
  public both(a: number, b: number): number {
    if (a === b || b === Outcomes.ALLOWED || a === Outcomes.DENIED) return a;
    return a === Outcomes.ALLOWED || b === Outcomes.DENIED ? b : this.combinations.of(a, b);
  }

  /** The outcome with everything possible that is not allowed. */
  public opened(outcome: number): number {
    return this.numberOf(this.allowedOf(outcome), PortSets.ALL);
  }

  /** The ports that are allowed. */
  public allowedPorts(outcome: number): PortSet {
    return this.ports.set(this.allowedOf(outcome));
  }

  /** The ports of which it is not known. */
  public unknownPorts(outcome: number): PortSet {
    return this.ports.set(this.ports.difference(this.possibleOf(outcome), this.allowedOf(outcome)));
  }

  private allowedOf(outcome: number): number {
    return this.allowed[outcome] ?? PortSets.NONE;
  }

  private possibleOf(outcome: number): number {
    return this.possible[outcome] ?? PortSets.NONE;
  }
}
