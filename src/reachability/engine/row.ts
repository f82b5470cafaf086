import { CompiledRule } from './compiled';
import { mayBeIn, Profile } from './end-classes';
import { NarrowedRow, RequestPart } from './narrowed';
import { Outcomes } from './outcomes';
import { PortSets } from './port-sets';
import { LetThrough, TierContext, TierPart, TierTable } from './tier-table';
import { NarrowedPorts, QueriedPorts } from '../connectivity';
import { Direction } from '../rules';

/** What a row needs to know of everything. */
export interface RowContext extends TierContext {
  readonly outcomes: Outcomes;
}

/** The outcomes of the few classes that a row names, sorted, so that looking one up is halving. */
export interface NamedOutcomes {
  readonly classes: Int32Array;
  readonly outcomes: Int32Array;
}

/** The classes to which a row lets something through, sorted; of many, their outcomes can be looked up by class, too. */
export interface Reached extends NamedOutcomes {
  readonly byClass?: Int32Array;
}

/** What becomes of the ends of a kind in some places: in the tiers, and in the NetworkPolicies. */
interface Part extends TierPart {
  readonly opened: LetThrough;
  /** What becomes of whatever they do not let through. */
  readonly unmatched: LetThrough;
}

const NOTHING: LetThrough = { sure: PortSets.NONE, most: PortSets.NONE };

/**
 * What subjects of the same policies have to say about every class in one direction, worked out when it is first asked for. A class has the
 * outcome of its kind unless a rule of a NetworkPolicy names it.
 */
export class Row {
  private readonly parts: (readonly Part[] | undefined)[] = [];
  private readonly opened = new Map<readonly number[], (LetThrough | undefined)[]>();
  private readonly ofKind: (number | undefined)[] = [];
  private built?: NamedOutcomes;
  private extras?: ReadonlyMap<number, number>;
  private readonly narrowings = new Map<string, readonly NarrowedPorts[]>();

  /** `rules` are those of the NetworkPolicies that isolate, and undefined where none does; `table` is the one of the subject. */
  public constructor(
    private readonly context: RowContext, private readonly direction: Direction, public readonly tiers: TierTable,
    private readonly rules: readonly CompiledRule[] | undefined, private readonly table: number,
  ) {}

  /** What becomes of the connections with the ends of a class. */
  public outcome(one: number): number {
    const { classes, outcomes } = this.named();
    let [low, high] = [0, classes.length];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if ((classes[middle] ?? 0) < one) low = middle + 1;
      else high = middle;
    }
    return classes[low] === one ? outcomes[low] ?? Outcomes.DENIED : this.kindOutcome(this.tiers.kinds.of(one));
  }

  /** The outcome of a kind's classes, apart from those that are named. */
  public kindOutcome(kind: number): number {
    return this.ofKind[kind] ??= this.outcomeOf(kind, PortSets.NONE);
  }

  /** The outcomes of all classes, which nobody keeps here: all rows together would be too long. */
  public all(): Int32Array {
    const { kinds } = this.tiers;
    const ofKind = kinds.members.map((_, kind) => this.kindOutcome(kind));
    const all = new Int32Array(kinds.classOf.length);
    for (let one = 0; one < all.length; one++) all[one] = ofKind[kinds.of(one)] ?? Outcomes.DENIED;
    const { classes, outcomes } = this.named();
    for (let i = 0; i < classes.length; i++) all[classes[i] ?? 0] = outcomes[i] ?? Outcomes.DENIED;
    return all;
  }

  /** The classes to which something is let through: those alone that rules name, where nobody else is. */
  public notDenied(): Reached {
    if (this.tiers.kinds.members.every((_, kind) => this.kindOutcome(kind) === Outcomes.DENIED)) return this.named();
    const byClass = this.all();
    const [classes, outcomes] = [new Int32Array(byClass.length), new Int32Array(byClass.length)];
    let count = 0;
    for (let one = 0; one < byClass.length; one++) {
      const outcome = byClass[one] ?? Outcomes.DENIED;
      if (outcome === Outcomes.DENIED) continue;
      classes[count] = one;
      outcomes[count++] = outcome;
    }
    return { classes: classes.subarray(0, count), outcomes: outcomes.subarray(0, count), byClass };
  }

  /** The classes that rules name, and their outcomes. */
  public named(): NamedOutcomes {
    return this.built ??= this.build();
  }

  /** The ports of connections with the ends of a class on which not all requests get through for sure. */
  public narrowed(one: number): readonly NarrowedPorts[] {
    const kind = this.tiers.kinds.of(one);
    const isFromName = this.direction === 'ingress' && this.tiers.profile(kind).kind === 'name';
    if (!this.tiers.tellsRequests || isFromName) return [];
    const extra = this.portsByClass().get(one) ?? PortSets.NONE;
    const key = `${kind}/${extra}`;
    const known = this.narrowings.get(key) ?? this.narrowedOf(kind, extra);
    this.narrowings.set(key, known);
    return known;
  }

  /** The ports of connections to the ends of a class on which queries of DNS are read. */
  public queried(one: number): readonly QueriedPorts[] {
    if (!this.tiers.readsQueries) return [];
    const kind = this.tiers.kinds.of(one);
    return new NarrowedRow(this.tiers, this.context.ports).queries(kind, this.requestParts(kind), this.portsByClass().get(one) ?? PortSets.NONE);
  }

  private narrowedOf(kind: number, extra: number): readonly NarrowedPorts[] {
    return new NarrowedRow(this.tiers, this.context.ports).of(kind, this.requestParts(kind), extra);
  }

  private requestParts(kind: number): RequestPart[] {
    return this.partsOf(kind).map(({ regions, opened }) => ({ region: regions[0] ?? 0, ...(this.rules === undefined ? {} : { opened }) }));
  }

  /** Nothing comes from a name, which is only ever a destination. */
  private outcomeOf(kind: number, extra: number): number {
    const isFromName = this.direction === 'ingress' && this.tiers.profile(kind).kind === 'name';
    return isFromName ? Outcomes.DENIED : this.combined(this.partsOf(kind), extra);
  }

  private build(): NamedOutcomes {
    const ports = this.portsByClass();
    const classes = Int32Array.from(ports.keys()).sort();
    const known = new Map<number, number>();
    const outcomes = classes.map((one) => {
      const [kind, extra] = [this.tiers.kinds.of(one), ports.get(one) ?? PortSets.NONE];
      const key = extra * this.tiers.kinds.count + kind;
      const outcome = known.get(key) ?? this.outcomeOf(kind, extra);
      known.set(key, outcome);
      return outcome;
    });
    return { classes, outcomes };
  }

  /** The ports that rules open to the classes that they name, by selector or by a block in which the class is sure to be. */
  private portsByClass(): ReadonlyMap<number, number> {
    return this.extras ??= this.namedPorts();
  }

  private namedPorts(): Map<number, number> {
    const { ends, ports } = this.context;
    const found = new Map<number, number>();
    for (const rule of this.rules ?? []) {
      const named = [
        ...rule.peers.predicates.filter((predicate) => !ends.matchesEveryPod[predicate]).map((predicate) => ends.ofPredicate[predicate]),
        ...rule.peers.blocks.map((one) => ends.ofBlock[one.block]?.filter((each) => mayBeIn(one, ends.profile(each)))),
      ];
      for (const classes of named) {
        for (const one of classes ?? []) found.set(one, ports.union(found.get(one) ?? PortSets.NONE, this.portsOf(rule, ends.profile(one).table)));
      }
    }
    return found;
  }

  private portsOf(rule: CompiledRule, peerTable: number): number {
    return this.context.lists.on(rule.ports, this.direction === 'ingress' ? this.table : peerTable);
  }

  private partsOf(kind: number): readonly Part[] {
    return this.parts[kind] ??= this.tiers.parts(kind).map((part): Part => {
      if (this.rules === undefined) return { ...part, opened: NOTHING, unmatched: part.unisolated };
      const known = this.opened.get(part.regions) ?? [];
      this.opened.set(part.regions, known);
      const number = this.context.ends.profileNumber(this.tiers.kinds.first(kind));
      const opened = known[number] ??= this.openedTo(this.tiers.profile(kind), this.rules, part.regions);
      return { ...part, opened, unmatched: part.isolated };
    });
  }

  /** What rules open to ends that they do not name one by one. */
  private openedTo(profile: Profile, rules: readonly CompiledRule[], regions: readonly number[]): LetThrough {
    const { ends, ports } = this.context;
    const isOpen = ({ peers }: CompiledRule) => (
      peers.anyone || (profile.kind === 'pod' && peers.predicates.some((predicate) => ends.matchesEveryPod[predicate]))
    );
    const base = rules.filter(isOpen).reduce((sum, rule) => ports.union(sum, this.portsOf(rule, profile.table)), PortSets.NONE);
    // blocks name the classes whose region is known
    return profile.regions.length === 1 ? { sure: base, most: base } : this.withBlocks(profile, rules, regions, base);
  }

  /** What blocks open to an end that may be in any of several regions. */
  private withBlocks(profile: Profile, rules: readonly CompiledRule[], regions: readonly number[], base: number): LetThrough {
    const { ports, blockRegions } = this.context;
    const opened = new Map<number, number>();
    for (const rule of rules) {
      for (const { block } of rule.peers.blocks.filter((one) => mayBeIn(one, profile))) {
        const inside = regions.filter((region) => blockRegions[block]?.has(region));
        for (const region of inside) opened.set(region, ports.union(opened.get(region) ?? base, this.portsOf(rule, profile.table)));
      }
    }
    const all = [...opened.values()];
    const most = all.reduce((sum, set) => ports.union(sum, set), base);
    return { sure: opened.size < regions.length ? base : all.reduce((common, set) => ports.intersection(common, set), PortSets.ALL), most };
  }

  /** Where every place denies a port, it is denied; where none may, it is allowed. */
  private combined(parts: readonly Part[], extra: number): number {
    const { ports, outcomes } = this.context;
    let [mayAllow, mayDeny]: [number, number] = [PortSets.NONE, PortSets.NONE];
    for (const { accepted, denied, onward, opened, unmatched } of parts) {
      const most = ports.union(ports.union(opened.most, extra), unmatched.most);
      const sure = ports.union(ports.union(opened.sure, extra), unmatched.sure);
      mayAllow = ports.union(mayAllow, ports.union(accepted, ports.intersection(onward, most)));
      mayDeny = ports.union(mayDeny, ports.union(denied, ports.difference(onward, sure)));
    }
    return outcomes.numberOf(ports.difference(PortSets.ALL, mayDeny), mayAllow);
  }
}
