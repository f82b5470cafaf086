import { CompiledTieredRule } from './compiled';
import { PassingRule, passingRequests, PassingRules, PassingStage } from './passing';
import { PortSets } from './port-sets';
import { LetThrough, MatchingRule, Stage, TierTable } from './tier-table';
import { EVERY_NAME } from '../../sets/names';
import { NarrowedPorts, QueriedPorts } from '../connectivity';

/** Ends of one kind in some places, as the requests over their connections need them. */
export interface RequestPart {
  readonly region: number;
  /** The ports that NetworkPolicies open; absent where none isolates the subject. */
  readonly opened?: LetThrough;
}

/** The rules of the tiers that match in some places, and what NetworkPolicies open there. */
interface MatchingPart extends Pick<RequestPart, 'opened'> {
  readonly rules: ReadonlyMap<CompiledTieredRule, MatchingRule>;
}

/** The requests that get through, on ports where they are told apart. */
export class NarrowedRow {
  public constructor(private readonly tiers: TierTable, private readonly ports: PortSets) {}

  /** The ports on which not all requests get through for sure. */
  public of(kind: number, parts: readonly RequestPart[], extra: number): readonly NarrowedPorts[] {
    const known = parts.map((part): MatchingPart => ({ ...part, rules: this.tiers.matching(kind, part.region) }));
    const byCore = [extra, ...known.flatMap(({ opened }) => (opened === undefined ? [] : [opened.sure, opened.most]))];
    return this.pieces(known.map(({ rules }) => rules), byCore).flatMap((on): NarrowedPorts[] => {
      const passing = passingRequests(known.map((part) => this.rulesOn(part, on, extra)));
      return passing === undefined ? [] : [{ ports: this.ports.set(on), ...passing }];
    });
  }

  /** The rules about connections on some ports, which all of them treat alike. */
  private rulesOn({ rules, opened }: MatchingPart, on: number, extra: number): PassingRules {
    const { before, among, behind } = this.tiers;
    const matching = (some: readonly CompiledTieredRule[]) => some.flatMap((rule): PassingRule[] => {
      const match = rules.get(rule);
      if (match === undefined || this.ports.intersection(match.ports, on) === PortSets.NONE) return [];
      const { action, requests } = rule;
      return [{ action, isSure: match.isSure, ...(requests === undefined ? {} : { requests }) }];
    });
    const stageOf = (stage: Stage): PassingStage => ({ rules: matching(stage.rules), isolates: stage.isolates });
    const isOpened = (ports: number) => this.ports.difference(on, this.ports.union(ports, extra)) === PortSets.NONE;
    return {
      before: before.map(stageOf),
      among: stageOf(among),
      ...(opened === undefined ? {} : { core: { isSure: isOpened(opened.sure), isPossible: isOpened(opened.most) } }),
      late: matching(among.late),
      behind: behind.map(stageOf),
    };
  }

  /** The ports on which queries of DNS are read, and the names that may be asked for on them. */
  public queries(kind: number, parts: readonly RequestPart[], extra: number): readonly QueriedPorts[] {
    return parts.flatMap(({ region, opened }) => {
      const rules = [...this.tiers.matching(kind, region)].filter(([{ action }]) => action === 'accept');
      const reading = rules.flatMap(([{ queries }, { ports }]) => (queries === undefined ? [] : [{ queries, ports }]));
      const plain = rules.filter(([{ queries }, { isSure }]) => queries === undefined && isSure).map(([, { ports }]) => ports);
      const cuts = [...reading.map(({ ports }) => ports), ...plain, extra, opened?.sure ?? PortSets.NONE];
      const isOn = (ports: number, piece: number) => this.ports.intersection(ports, piece) !== PortSets.NONE;
      return this.cut(reading.map(({ ports }) => ports), cuts).map((piece): QueriedPorts => {
        const isPlain = [...plain, extra, opened?.sure ?? PortSets.NONE].some((ports) => isOn(ports, piece));
        const names = reading.filter(({ ports }) => isOn(ports, piece)).flatMap(({ queries }) => queries);
        return { ports: this.ports.set(piece), names: isPlain ? [EVERY_NAME] : names };
      });
    });
  }

  /** The ports on which some rule tells requests apart, cut wherever a rule, or what NetworkPolicies open, begins or ends. */
  private pieces(parts: readonly ReadonlyMap<CompiledTieredRule, MatchingRule>[], opened: readonly number[]): readonly number[] {
    const rules = parts.flatMap((part) => [...part]);
    const told = rules.flatMap(([{ requests }, { ports }]) => (requests === undefined ? [] : [ports]));
    return this.cut(told, [...rules.map(([, { ports }]) => ports), ...opened]);
  }

  /** All of some ports, cut wherever others begin or end. */
  private cut(some: readonly number[], cuts: readonly number[]): readonly number[] {
    const all = some.reduce((sum, ports) => this.ports.union(sum, ports), PortSets.NONE);
    return all === PortSets.NONE ? [] : this.ports.pieces(all, cuts);
  }
}
