import { CompiledMeeting, CompiledNodes, CompiledPeers, CompiledRules, CompiledTieredPolicy, CompiledTieredRule } from './compiled';
import { EndClasses, Profile } from './end-classes';
import { Classes, Partition } from './partition';
import { PortLists } from './port-lists';
import { PortSets } from './port-sets';
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
interface Stage {
  readonly rules: readonly CompiledTieredRule[];
  /** Those that are asked behind the NetworkPolicies of the same tier; none where it has none. */
  readonly late: readonly CompiledTieredRule[];
  /** Whether whatever no rule matches is denied. */
  readonly isolates: boolean;
}

/** What the rules of the tables refer to by number. */
export interface TierContext {
  readonly ports: PortSets;
  readonly lists: PortLists;
  readonly ends: EndClasses;
  /** The regions of each block. */
  readonly blockRegions: readonly ReadonlySet<number>[];
  readonly rules: CompiledRules;
}

type Match = 'sure' | 'maybe' | 'no';

/**
 * What some policies of the tiers say of the other sides of their subjects. A kind is a set of classes that they treat alike, and whose
 * profiles are alike.
 */
export class TierTable {
  public readonly kinds: Classes;
  private readonly rules: readonly CompiledTieredRule[];
  private readonly before: readonly Stage[];
  private readonly among: Stage;
  private readonly behind: readonly Stage[];
  private readonly kindsOfPredicate = new Map<number, ReadonlySet<number>>();
  private readonly blocks: readonly number[];
  private readonly places = new Map<readonly number[], readonly (readonly number[])[]>();
  private readonly known: (readonly TierPart[] | undefined)[] = [];

  /** `table` is the one of the subject, which matters to its ingress. */
  public constructor(
    private readonly context: TierContext, private readonly direction: Direction,
    policies: readonly CompiledTieredPolicy[], private readonly table: number,
  ) {
    const { ends } = context;
    const stages = [...groupedBy(policies, ({ order }) => order)].map(([order, own]): [number, Stage] => [order, this.stageOf(own)]);
    this.before = stages.flatMap(([order, stage]) => (order < NETWORK_POLICIES.order ? [stage] : []));
    this.behind = stages.flatMap(([order, stage]) => (order > NETWORK_POLICIES.order ? [stage] : []));
    this.among = stages.find(([order]) => order === NETWORK_POLICIES.order)?.[1] ?? NO_STAGE;
    this.rules = stages.flatMap(([, { rules, late }]) => [...rules, ...late]);
    const conditions = this.rules.flatMap(({ peers }) => peers.meeting).flatMap(({ all }) => all);
    const predicates = new Set([...this.rules.map(({ peers }) => peers), ...conditions].flatMap((one) => one.predicates));
    const ofRules = this.rules.flatMap(({ peers }) => [...peers.blocks, ...this.blocksOfNodes(peers.nodes)]);
    this.blocks = [...new Set([...ofRules, ...conditions.flatMap(({ blocks }) => blocks)])];
    const partition = new Partition(ends.classes.count);
    partition.splitBy((one) => ends.profileNumber(one));
    for (const predicate of predicates) partition.split(ends.ofPredicate[predicate] ?? []);
    for (const block of this.blocks) partition.split(ends.ofBlock[block] ?? []);
    this.kinds = partition.result();
    for (const predicate of predicates) {
      this.kindsOfPredicate.set(predicate, new Set(this.kinds.ofAll(ends.ofPredicate[predicate] ?? [])));
    }
  }

  /** The profile that the classes of a kind share. */
  public profile(kind: number): Profile {
    return this.context.ends.profile(this.kinds.first(kind));
  }

  /** What the tiers say of a kind, wherever it may be. */
  public parts(kind: number): readonly TierPart[] {
    return this.known[kind] ??= this.partsOf(kind);
  }

  private partsOf(kind: number): TierPart[] {
    return this.placesIn(this.profile(kind).regions).map((regions) => this.part(kind, regions));
  }

  /** Regions, parted into those that the tiers treat alike; the same lists each time. */
  private placesIn(regions: readonly number[]): readonly (readonly number[])[] {
    if (this.blocks.length === 0 || regions.length === 1) return [regions];
    const known = this.places.get(regions);
    if (known !== undefined) return known;
    const places = new Map<string, number[]>();
    for (const region of regions) listIn(places, this.blocks.filter((block) => this.isIn(block, region)).join()).push(region);
    const found = [...places.values()];
    this.places.set(regions, found);
    return found;
  }

  private blocksOfNodes(nodes: readonly CompiledNodes[]): number[] {
    const { knownNodes, nodeCidrs } = this.context.rules;
    if (knownNodes === undefined || nodeCidrs === undefined || nodes.length === 0) return [];
    return [knownNodes, nodeCidrs, ...nodes.map(({ block }) => block)];
  }

  private part(kind: number, regions: readonly number[]): TierPart {
    const { ports } = this.context;
    const [region = 0] = regions;
    const table = this.direction === 'ingress' ? this.table : this.profile(kind).table;
    const matches = new Map(this.rules.map((rule): [CompiledTieredRule, Match] => [rule, this.match(rule.peers, kind, region)]));
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

  private match({ anyone, domains, nodes, meeting, ...some }: CompiledPeers, kind: number, region: number): Match {
    if (anyone || this.isAmong(some, kind, region)) return 'sure';
    const doubtful = [...nodes.map((one) => this.matchNodes(one, kind, region)), ...meeting.map((one) => this.matchMeeting(one, kind, region))];
    if (doubtful.includes('sure')) return 'sure';
    return doubtful.includes('maybe') || (domains && this.profile(kind).kind === 'cell') ? 'maybe' : 'no';
  }

  private isAmong({ predicates, blocks }: Pick<CompiledPeers, 'predicates' | 'blocks'>, kind: number, region: number): boolean {
    return predicates.some((predicate) => this.kindsOfPredicate.get(predicate)?.has(kind)) || blocks.some((block) => this.isIn(block, region));
  }

  private matchMeeting({ all, isSure }: CompiledMeeting, kind: number, region: number): Match {
    if (!all.every((one) => this.isAmong(one, kind, region) !== one.isNegated)) return 'no';
    return isSure ? 'sure' : 'maybe';
  }

  /** The labels of a node are known where it has an object. A pod on the host network is on some node; an address may be one within their blocks. */
  private matchNodes({ block, isEvery }: CompiledNodes, kind: number, region: number): Match {
    const profile = this.profile(kind);
    if (profile.kind === 'pod') return 'no';
    if (this.isIn(block, region) || (isEvery && profile.kind === 'host')) return 'sure';
    const { knownNodes, nodeCidrs } = this.context.rules;
    return !this.isIn(knownNodes, region) && (profile.kind === 'host' || this.isIn(nodeCidrs, region)) ? 'maybe' : 'no';
  }

  private isIn(block: number | undefined, region: number): boolean {
    return block !== undefined && this.context.blockRegions[block]?.has(region) === true;
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

/** What the rules of a tier make of some ports. */
type Decide = (rules: readonly CompiledTieredRule[], open: number) => {
  readonly accepted: number;
  readonly denied: number;
  readonly passed: number;
  /** Matched by none for sure. */
  readonly open: number;
};

const NO_STAGE: Stage = { rules: [], late: [], isolates: false };
