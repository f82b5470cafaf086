import { CompiledRule, CompiledRules, CompiledTieredPolicy } from './compiled';
import { Numbering } from './partition';
import { Row, RowContext } from './row';
import { TierTable } from './tier-table';
import { listIn } from '../../sets/groups';
import { NarrowedPorts } from '../connectivity';
import { Direction } from '../rules';

/** One direction: a row for each set of policies that some class is subject to. */
export class Side {
  public readonly rows: readonly Row[];
  /** The row of each class. */
  public readonly rowOf: Int32Array;

  private readonly tables: TierTable[] = [];
  private readonly tableNumbers = new Numbering();

  public constructor(private readonly context: RowContext, private readonly direction: Direction, private readonly rules: CompiledRules) {
    const { ends } = context;
    const policies = this.governing(rules.policies, ({ isolates }) => isolates.includes(direction));
    const isAbout = (one: CompiledTieredPolicy) => one.isolates.includes(direction) || one.rules.some((rule) => rule.direction === direction);
    const tiered = this.governing(rules.tiered, isAbout);
    const rows: Row[] = [];
    const numbers = new Numbering();
    this.rowOf = Int32Array.from({ length: ends.classes.count }, (_, one) => {
      const [isolating, ranked] = [policies.get(one) ?? [], tiered.get(one) ?? []];
      const table = this.usesNames(isolating, ranked) ? ends.profile(one).table : 0;
      const number = numbers.of(`${isolating.join()}/${ranked.join()}/${table}`);
      if (number === rows.length) rows.push(this.row(isolating, ranked, table));
      return number;
    });
    this.rows = rows;
  }

  /** What becomes of a connection, as far as its subject has a say. */
  public outcome(subject: number, other: number): number {
    return this.rowAt(subject).outcome(other);
  }

  /** The ports on which not all requests get through for sure, as far as the subject has a say. */
  public narrowed(subject: number, other: number): readonly NarrowedPorts[] {
    return this.rowAt(subject).narrowed(other);
  }

  private rowAt(subject: number): Row {
    const row = this.rows[this.rowOf[subject] ?? 0];
    if (row === undefined) throw new RangeError(`there is no class ${subject}`);
    return row;
  }

  /** The places of the policies that each class is subject to. */
  private governing<T extends { readonly subject: number }>(policies: readonly T[], isRelevant: (policy: T) => boolean): Map<number, number[]> {
    const found = new Map<number, number[]>();
    policies.forEach((policy, place) => {
      if (!isRelevant(policy)) return;
      for (const one of this.context.ends.ofPredicate[policy.subject] ?? []) listIn(found, one).push(place);
    });
    return found;
  }

  /** Whether the ports of the subject itself decide what the rules mean. */
  private usesNames(isolating: readonly number[], ranked: readonly number[]): boolean {
    if (this.direction === 'egress') return false;
    const rules = [...isolating.map((place) => this.rules.policies[place]), ...ranked.map((place) => this.rules.tiered[place])];
    return rules.some((policy) => policy?.rules.some((rule) => rule.direction === this.direction && this.context.lists.usesNames(rule.ports)));
  }

  private row(isolating: readonly number[], ranked: readonly number[], table: number): Row {
    const policies = isolating.flatMap((place) => this.rules.policies[place] ?? []);
    const rules = policies.flatMap((policy) => policy.rules).filter((rule): rule is CompiledRule => rule.direction === this.direction);
    const tiers = this.tierTable(ranked, table);
    return new Row(this.context, this.direction, tiers, isolating.length === 0 ? undefined : rules, table);
  }

  private tierTable(ranked: readonly number[], table: number): TierTable {
    const number = this.tableNumbers.of(ranked.length === 0 ? '' : `${ranked.join()}/${table}`);
    const known = this.tables[number];
    if (known !== undefined) return known;
    const created = new TierTable(this.context, this.direction, ranked.flatMap((place) => this.rules.tiered[place] ?? []), table);
    this.tables.push(created);
    return created;
  }
}
