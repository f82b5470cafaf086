import { CompiledNodes, CompiledPeers, CompiledRules, CompiledTieredPolicy, CompiledTieredRule } from './compiled';
import { EndClasses, Profile } from './end-classes';
import { Classes, Partition } from './partition';
import { PortLists } from './port-lists';
import { PortSets } from './port-sets';
import { listIn } from '../../sets/groups';
import { Direction, Tier } from '../rules';

/** What the tiers may do about some places where the other side may be; where nobody knows, one port is in several of these sets. */
export interface TierPart {
  /** Ports that the admin tier may accept. */
  readonly accepted: number;
  /** Ports that it may deny. */
  readonly denied: number;
  /** Ports that it may leave to what comes behind it. */
  readonly onward: number;
  /** Ports that the baseline tier surely lets through, if it is asked. */
  readonly baselineSure: number;
  /** Ports that it may let through. */
  readonly baselineMost: number;
  /** The regions of which this is so. */
  readonly regions: readonly number[];
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
    this.rules = policies.flatMap(({ rules }) => rules).filter((rule) => rule.direction === direction);
    const predicates = new Set(this.rules.flatMap(({ peers }) => peers.predicates));
    this.blocks = [...new Set(this.rules.flatMap(({ peers }) => [...peers.blocks, ...this.blocksOfNodes(peers.nodes)]))];
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
    const matches = this.rules.map((rule): [CompiledTieredRule, Match] => [rule, this.match(rule.peers, kind, region)]);
    const admin = this.decided('admin', matches, table);
    const baseline = this.decided('baseline', matches, table);
    const baselineSure = ports.difference(PortSets.ALL, baseline.denied);
    return { ...admin, baselineSure, baselineMost: ports.union(baseline.accepted, baseline.onward), regions };
  }

  private match({ anyone, domains, predicates, blocks, nodes }: CompiledPeers, kind: number, region: number): Match {
    const isSure = anyone || predicates.some((predicate) => this.kindsOfPredicate.get(predicate)?.has(kind))
      || blocks.some((block) => this.isIn(block, region));
    if (isSure) return 'sure';
    const ofNodes = nodes.map((one) => this.matchNodes(one, kind, region));
    if (ofNodes.includes('sure')) return 'sure';
    return ofNodes.includes('maybe') || (domains && this.profile(kind).kind === 'cell') ? 'maybe' : 'no';
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
    tier: Tier, matches: readonly (readonly [CompiledTieredRule, Match])[], table: number,
  ): Pick<TierPart, 'accepted' | 'denied' | 'onward'> {
    const { ports, lists } = this.context;
    const ends = { accept: PortSets.NONE, deny: PortSets.NONE, pass: PortSets.NONE };
    let open = PortSets.ALL;
    for (const [rule, match] of matches) {
      if (rule.tier !== tier || match === 'no') continue;
      const hit = ports.intersection(open, lists.on(rule.ports, table));
      ends[rule.action] = ports.union(ends[rule.action], hit);
      if (match === 'sure') open = ports.difference(open, hit);
    }
    return { accepted: ends.accept, denied: ends.deny, onward: ports.union(ends.pass, open) };
  }
}
