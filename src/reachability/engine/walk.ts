import { Engine } from './engine';
import { Outcomes } from './outcomes';
import { Reached } from './row';
import { Side } from './side';
import { TierTable } from './tier-table';

/** So many outcomes of rows are kept for the next source; what is beyond is worked out again. */
const KEPT = 16_000_000;

/** Goes through the classes that a class reaches, without a look at those that it does not. */
export class Walk {
  private readonly reached: (Reached | undefined)[] = [];
  private readonly admission: Admission;
  private kept = 0;

  public constructor(private readonly engine: Engine) {
    this.admission = new Admission(engine.ingress, engine.ends.classes.count);
  }

  /** Hands over every class to which both sides let something through, each once, with what both say. */
  public visit(source: number, visit: (destination: number, egress: number, ingress: number) => void): void {
    const { classes, outcomes, byClass } = this.reachedBy(source);
    const { rowOf } = this.engine.ingress;
    this.admission.turnTo(source);
    if (byClass !== undefined && this.admission.classCount < classes.length) {
      for (const row of this.admission.rows) {
        const ingress = this.admission.outcome(row);
        for (const destination of this.admission.subjects(row)) {
          const egress = byClass[destination] ?? Outcomes.DENIED;
          if (egress !== Outcomes.DENIED) visit(destination, egress, ingress);
        }
      }
      return;
    }
    for (let i = 0; i < classes.length; i++) {
      const destination = classes[i] ?? 0;
      const ingress = this.admission.outcome(rowOf[destination] ?? 0);
      if (ingress !== Outcomes.DENIED) visit(destination, outcomes[i] ?? Outcomes.DENIED, ingress);
    }
  }

  /** Hands over every class to which the egress alone lets something through, with what both sides say. */
  public visitAll(source: number, visit: (destination: number, egress: number, ingress: number) => void): void {
    const { classes, outcomes } = this.reachedBy(source);
    this.admission.turnTo(source);
    classes.forEach((destination, i) => {
      visit(destination, outcomes[i] ?? Outcomes.DENIED, this.admission.outcome(this.engine.ingress.rowOf[destination] ?? 0));
    });
  }

  private reachedBy(source: number): Reached {
    const { rows, rowOf } = this.engine.egress;
    const number = rowOf[source] ?? 0;
    const known = this.reached[number];
    if (known !== undefined) return known;
    const row = rows[number];
    const found: Reached = row === undefined ? { classes: new Int32Array(), outcomes: new Int32Array() } : row.notDenied();
    if (this.kept + found.classes.length <= KEPT) {
      this.kept += found.classes.length;
      this.reached[number] = found;
    }
    return found;
  }
}

/** The rows of the ingress side that let one source in; the source is changed in place, since there are as many as classes. */
class Admission {
  /** How many classes the rows are those of. */
  public classCount = 0;
  /** The rows that let the source in. */
  public rows: number[] = [];

  private readonly outcomes: Int32Array;
  private readonly byClass: (number[] | undefined)[] = [];
  private readonly byTable = new Map<TierTable, { readonly rows: number[]; readonly open: ((readonly number[]) | undefined)[] }>();
  private readonly members: readonly (readonly number[])[];
  private source = -1;

  public constructor(private readonly side: Side, classCount: number) {
    this.outcomes = new Int32Array(side.rows.length);
    const members: number[][] = side.rows.map(() => []);
    for (let one = 0; one < classCount; one++) members[side.rowOf[one] ?? 0]?.push(one);
    this.members = members;
    side.rows.forEach((row, number) => {
      const table = this.byTable.get(row.tiers) ?? { rows: [], open: [] };
      this.byTable.set(row.tiers, table);
      table.rows.push(number);
      const { classes, outcomes } = row.named();
      for (let i = 0; i < classes.length; i++) {
        // flat triples would be objects in the millions
        (this.byClass[classes[i] ?? 0] ??= []).push(number, outcomes[i] ?? Outcomes.DENIED);
      }
    });
  }

  /** The classes that a row is that of. */
  public subjects(row: number): readonly number[] {
    return this.members[row] ?? [];
  }

  /** What a row says of the source. */
  public outcome(row: number): number {
    return this.outcomes[row] ?? Outcomes.DENIED;
  }

  /** Looks up what the rows say of a source. */
  public turnTo(source: number): void {
    if (source === this.source) return;
    this.source = source;
    for (const row of this.rows) this.outcomes[row] = Outcomes.DENIED;
    this.rows = [];
    this.classCount = 0;
    for (const [table, { rows, open }] of this.byTable) {
      const kind = table.kinds.of(source);
      open[kind] ??= rows.flatMap((row) => {
        const outcome = this.side.rows[row]?.kindOutcome(kind) ?? Outcomes.DENIED;
        return outcome === Outcomes.DENIED ? [] : [row, outcome];
      });
      this.admit(open[kind] ?? []);
    }
    this.admit(this.byClass[source] ?? []);
  }

  /** Takes rows, each followed by its outcome. */
  private admit(pairs: readonly number[]): void {
    for (let i = 0; i < pairs.length; i += 2) {
      const [row, outcome] = [pairs[i] ?? 0, pairs[i + 1] ?? Outcomes.DENIED];
      if (outcome === Outcomes.DENIED) continue;
      if (this.outcomes[row] === Outcomes.DENIED) {
        this.rows.push(row);
        this.classCount += this.subjects(row).length;
      }
      this.outcomes[row] = outcome;
    }
  }
}
