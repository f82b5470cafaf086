import { CompiledTieredPolicy, CompiledTieredRule } from './compiled';
import { Profile } from './end-classes';
import { Classes } from './partition';
import { PortLists } from './port-lists';
import { PortSets } from './port-sets';
import { KindContext, Match, TierKinds } from './tier-kinds';
import { groupedBy, listIn } from '../../sets/groups';
import { Direction, NETWORK_POLICIES } from '../rules';

/** Ports that are let through: for sure, and at most. */
export interface LetThrough {
  readonly sure: number;
  readonly most: number;
}

/** What the tiers may do about some places where the other side may be; where nobody knows, one port is in several of these sets. */
export interface TierPart {
  /** Ports that may be accepted without a look at the NetworkPolicies. */
  readonly accepted: number;
  /** Ports that may be denied without one. */
  readonly denied: number;
  /** Ports that may be left to them. */
  readonly onward: number;
  /** What becomes of a port that no NetworkPolicy lets through, where none isolates the subject. */
  readonly unisolated: LetThrough;
  /** What becomes of it where one does. */
  readonly isolated: LetThrough;
  /** The regions of which this is so. */
  readonly regions: readonly number[];
}

/** What becomes of ports in some tiers; one may be in several of these sets. */
interface Decided {
  readonly accepted: number;
  readonly denied: number;
  /** Left to whatever comes behind. */
  readonly onward: number;
}

/** The policies of one tier that govern a subject. */
export interface Stage {
  readonly rules: readonly CompiledTieredRule[];
  /** Those that are asked behind the NetworkPolicies of the same tier; none where it has none. */
  readonly late: readonly CompiledTieredRule[];
  /** Whether whatever no rule matches is denied. */
  readonly isolates: boolean;
}

/** What the rules of the tables refer to by number. */
export interface TierContext extends KindContext {
  readonly ports: PortSets;
  readonly lists: PortLists;
}

/**
 * What some policies of the tiers say of the other sides of their subjects. A kind is a set of classes that they treat alike, and whose
 * profiles are alike.
 */
export class TierTable {
  public readonly kinds: Classes;
  /** Whether some rule tells requests of a connection apart, or has queries of DNS read. */
  public readonly tellsRequests: boolean;
  public readonly readsQueries: boolean;
  /** The tiers before that of the NetworkPolicies, that one, and those behind. */
  public readonly before: readonly Stage[];
  public readonly among: Stage;
  public readonly behind: readonly Stage[];

  private readonly rules: readonly CompiledTieredRule[];
  private readonly told: TierKinds;
  private readonly places = new Map<readonly number[], readonly (readonly number[])[]>();
  private readonly known: (readonly TierPart[] | undefined)[] = [];

  /** `table` is the one of the subject, which matters to its ingress. */
  public constructor(
    private readonly context: TierContext, private readonly direction: Direction,
    policies: readonly CompiledTieredPolicy[], private readonly table: number,
  ) {
    const stages = [...groupedBy(policies, ({ order }) => order)].map(([order, own]): [number, Stage] => [order, this.stageOf(own)]);
    this.before = stages.flatMap(([order, stage]) => (order < NETWORK_POLICIES.order ? [stage] : []));
    this.behind = stages.flatMap(([order, stage]) => (order > NETWORK_POLICIES.order ? [stage] : []));
    this.among = stages.find(([order]) => order === NETWORK_POLICIES.order)?.[1] ?? NO_STAGE;
    this.rules = stages.flatMap(([, { rules, late }]) => [...rules, ...late]);
    this.tellsRequests = this.rules.some(({ requests }) => requests !== undefined);
    this.readsQueries = this.rules.some(({ queries }) => queries !== undefined);
    this.told = new TierKinds(context, this.rules.map(({ peers }) => peers));
    this.kinds = this.told.kinds;
  }

  /** The profile that the classes of a kind share. */
  public profile(kind: number): Profile {
    return this.told.profile(kind);
  }

  /** What the tiers say of a kind, wherever it may be. */
  public parts(kind: number): readonly TierPart[] {
    return this.known[kind] ??= this.partsOf(kind);
  }

  /** The rules that take in ends of a kind in a region, each with the number of its ports. */
  public matching(kind: number, region: number): ReadonlyMap<CompiledTieredRule, MatchingRule> {
    const table = this.direction === 'ingress' ? this.table : this.profile(kind).table;
    return new Map(this.rules.flatMap((rule): [CompiledTieredRule, MatchingRule][] => {
      const match = this.told.match(rule.peers, kind, region);
      return match === 'no' ? [] : [[rule, { isSure: match === 'sure', ports: this.context.lists.on(rule.ports, table) }]];
    }));
  }

  private partsOf(kind: number): TierPart[] {
    return this.placesIn(this.profile(kind).regions).map((regions) => this.part(kind, regions));
  }

  /** Regions, parted into those that the tiers treat alike; the same lists each time. */
  private placesIn(regions: readonly number[]): readonly (readonly number[])[] {
    if (this.told.blocks.length === 0 || regions.length === 1) return [regions];
    const known = this.places.get(regions);
    if (known !== undefined) return known;
    const places = new Map<string, number[]>();
    for (const region of regions) listIn(places, this.told.blocks.filter((block) => this.told.isIn(block, region)).join()).push(region);
    const found = [...places.values()];
    this.places.set(regions, found);
    return found;
  }

  private part(kind: number, regions: readonly number[]): TierPart {
    const { ports } = this.context;
    const [region = 0] = regions;
    const table = this.direction === 'ingress' ? this.table : this.profile(kind).table;
    const matches = new Map(this.rules.map((rule): [CompiledTieredRule, Match] => [rule, this.told.match(rule.peers, kind, region)]));
    const decide = (rules: readonly CompiledTieredRule[], open: number) => this.decided(rules, matches, table, open);
    const first = this.through(this.before, PortSets.ALL, decide);
    const own = decide(this.among.rules, first.onward);
    // what a rule passes on leaves its tier, and the NetworkPolicies in it
    const skipped = this.atLast(own.passed, decide);
    return {
      accepted: ports.union(first.accepted, ports.union(own.accepted, skipped.accepted)),
      denied: ports.union(first.denied, ports.union(own.denied, skipped.denied)),
      onward: own.open,
      unisolated: this.unmatched(this.among.isolates, decide),
      isolated: this.unmatched(true, decide),
      regions,
    };
  }

  /** What becomes of all ports that no NetworkPolicy lets through. */
  private unmatched(isolates: boolean, decide: Decide): LetThrough {
    const { ports } = this.context;
    const late = decide(this.among.late, PortSets.ALL);
    const denied = isolates ? ports.union(late.denied, late.open) : late.denied;
    const last = this.atLast(isolates ? late.passed : ports.union(late.passed, late.open), decide);
    return { sure: ports.difference(PortSets.ALL, ports.union(denied, last.denied)), most: ports.union(late.accepted, last.accepted) };
  }

  /** What becomes of some ports in the tiers behind the NetworkPolicies: what none of them decides is let through. */
  private atLast(open: number, decide: Decide): Pick<Decided, 'accepted' | 'denied'> {
    const { accepted, denied, onward } = this.through(this.behind, open, decide);
    return { accepted: this.context.ports.union(accepted, onward), denied };
  }

  private through(stages: readonly Stage[], open: number, decide: Decide): Decided {
    const { ports } = this.context;
    return stages.reduce((sum: Decided, { rules, isolates }) => {
      const one = decide(rules, sum.onward);
      return {
        accepted: ports.union(sum.accepted, one.accepted),
        denied: ports.union(sum.denied, isolates ? ports.union(one.denied, one.open) : one.denied),
        onward: isolates ? one.passed : ports.union(one.passed, one.open),
      };
    }, { accepted: PortSets.NONE, denied: PortSets.NONE, onward: open });
  }

  private stageOf(policies: readonly CompiledTieredPolicy[]): Stage {
    const rulesOf = (some: readonly CompiledTieredPolicy[]) => some.flatMap(({ rules }) => rules).filter((rule) => rule.direction === this.direction);
    const isLate = ({ order, priority }: CompiledTieredPolicy) => order === NETWORK_POLICIES.order && priority > NETWORK_POLICIES.priority;
    return {
      rules: rulesOf(policies.filter((policy) => !isLate(policy))),
      late: rulesOf(policies.filter(isLate)),
      isolates: policies.some(({ isolates }) => isolates.includes(this.direction)),
    };
  }

  private decided(
    rules: readonly CompiledTieredRule[], matches: ReadonlyMap<CompiledTieredRule, Match>, table: number, asked: number,
  ): ReturnType<Decide> {
    const { ports, lists } = this.context;
    const ends = { accept: PortSets.NONE, deny: PortSets.NONE, pass: PortSets.NONE };
    let open = asked;
    for (const rule of rules) {
      const match = matches.get(rule);
      if (match === undefined || match === 'no') continue;
      const hit = ports.intersection(open, lists.on(rule.ports, table));
      ends[rule.action] = ports.union(ends[rule.action], hit);
      if (match === 'sure') open = ports.difference(open, hit);
    }
    return { accepted: ends.accept, denied: ends.deny, passed: ends.pass, open };
  }
}

/** How a rule takes some ends in. */
export interface MatchingRule {
  readonly isSure: boolean;
  /** The number of its ports. */
  readonly ports: number;
}

/** What the rules of a tier make of some ports. */
type Decide = (rules: readonly CompiledTieredRule[], open: number) => {
  readonly accepted: number;
  readonly denied: number;
  readonly passed: number;
  /** Matched by none for sure. */
  readonly open: number;
};

const NO_STAGE: Stage = { rules: [], late: [], isolates: false };
