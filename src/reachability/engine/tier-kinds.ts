import { CompiledRules } from './compiled';
import { CompiledMeeting, CompiledNames, CompiledNodes, CompiledPeers, namesIn } from './compiled-peers';
import { EndClasses, mayBeIn, Profile } from './end-classes';
import { Classes, Partition } from './partition';

/** Whether an end is among some, as far as anybody knows. */
export type Match = 'sure' | 'maybe' | 'no';

const OPPOSITE: Readonly<Record<Match, Match>> = { sure: 'no', maybe: 'maybe', no: 'sure' };

/** What the other sides of rules refer to by number. */
export interface KindContext {
  readonly ends: EndClasses;
  /** The regions of each block. */
  readonly blockRegions: readonly ReadonlySet<number>[];
  readonly rules: CompiledRules;
  /** Whether an address may be that of a name which a rule takes in. */
  readonly cellsHaveNames: boolean;
}

/** The kinds of ends that some rules tell apart: the classes of one are alike in whatever the rules name, and in their profiles. */
export class TierKinds {
  public readonly kinds: Classes;
  /** All blocks that the rules name. */
  public readonly blocks: readonly number[];
  private readonly kindsOfPredicate = new Map<number, ReadonlySet<number>>();
  private readonly kindsOfHosts = new Map<CompiledPeers['hosts'], ReadonlySet<number>>();

  public constructor(private readonly context: KindContext, peers: readonly CompiledPeers[]) {
    const { ends } = context;
    const names = peers.flatMap(namesIn);
    const predicates = new Set(names.flatMap((one) => one.predicates));
    this.blocks = [...new Set(names.flatMap((one) => this.blocksOf(one)))];
    const partition = new Partition(ends.classes.count);
    partition.splitBy((one) => ends.profileNumber(one));
    for (const predicate of predicates) partition.split(ends.ofPredicate[predicate] ?? []);
    for (const block of this.blocks) partition.split(ends.ofBlock[block] ?? []);
    const hosts = new Map(peers.filter((one) => one.hosts.length > 0).map((one) => [one.hosts, ends.ofHosts(one.hosts)]));
    for (const classes of hosts.values()) partition.split(classes);
    this.kinds = partition.result();
    for (const predicate of predicates) {
      this.kindsOfPredicate.set(predicate, new Set(this.kinds.ofAll(ends.ofPredicate[predicate] ?? [])));
    }
    for (const [list, classes] of hosts) this.kindsOfHosts.set(list, new Set(this.kinds.ofAll(classes)));
  }

  /** The profile that the classes of a kind share. */
  public profile(kind: number): Profile {
    return this.context.ends.profile(this.kinds.first(kind));
  }

  /** Whether ends of a kind that are in a region are among the other side of a rule. */
  public match({ anyone, hosts, meeting, ...names }: CompiledPeers, kind: number, region: number): Match {
    if (anyone) return 'sure';
    const ofMeetings = meeting.map((one) => this.matchMeeting(one, kind, region));
    const matches = [this.matchNames(names, kind, region), this.matchHosts(hosts, kind), ...ofMeetings];
    return matches.find((one) => one === 'sure') ?? matches.find((one) => one === 'maybe') ?? 'no';
  }

  /** Whether a region is in a block. */
  public isIn(block: number | undefined, region: number): boolean {
    return block !== undefined && this.context.blockRegions[block]?.has(region) === true;
  }

  /** A name is taken in whatever its address; of an address nobody knows what it is called. */
  private matchHosts(hosts: CompiledPeers['hosts'], kind: number): Match {
    if (this.kindsOfHosts.get(hosts)?.has(kind) === true) return 'sure';
    return hosts.length > 0 && this.context.cellsHaveNames && this.profile(kind).kind === 'cell' ? 'maybe' : 'no';
  }

  private matchNames({ predicates, blocks, cluster, nodes }: CompiledNames, kind: number, region: number): Match {
    const profile = this.profile(kind);
    const isSure = predicates.some((predicate) => this.kindsOfPredicate.get(predicate)?.has(kind))
      || blocks.some((one) => mayBeIn(one, profile) && this.isIn(one.block, region))
      || (cluster !== undefined && (isWorkload(profile) || this.isIn(cluster, region)));
    if (isSure) return 'sure';
    const ofNodes = nodes.map((one) => this.matchNodes(one, kind, region));
    return ofNodes.find((one) => one === 'sure') ?? ofNodes.find((one) => one === 'maybe') ?? 'no';
  }

  private matchMeeting({ all, isSure }: CompiledMeeting, kind: number, region: number): Match {
    const matches = all.map(({ isNegated, ...names }) => {
      const match = this.matchNames(names, kind, region);
      return isNegated ? OPPOSITE[match] : match;
    });
    if (matches.includes('no')) return 'no';
    return isSure && !matches.includes('maybe') ? 'sure' : 'maybe';
  }

  /** The labels of a node are known where it has an object. A pod on the host network is on some node; an address may be one within their blocks. */
  private matchNodes({ block, isEvery }: CompiledNodes, kind: number, region: number): Match {
    const profile = this.profile(kind);
    if (profile.kind === 'pod') return 'no';
    if (this.isIn(block, region) || (isEvery && profile.kind === 'host')) return 'sure';
    const { knownNodes, nodeCidrs } = this.context.rules;
    return !this.isIn(knownNodes, region) && (profile.kind === 'host' || this.isIn(nodeCidrs, region)) ? 'maybe' : 'no';
  }

  private blocksOf({ blocks, cluster, nodes }: CompiledNames): number[] {
    return [...blocks.map(({ block }) => block), ...(cluster === undefined ? [] : [cluster]), ...this.blocksOfNodes(nodes)];
  }

  private blocksOfNodes(nodes: readonly CompiledNodes[]): number[] {
    const { knownNodes, nodeCidrs } = this.context.rules;
    if (knownNodes === undefined || nodeCidrs === undefined || nodes.length === 0) return [];
    return [knownNodes, nodeCidrs, ...nodes.map(({ block }) => block)];
  }
}

function isWorkload({ kind }: Profile): boolean {
  return kind === 'pod' || kind === 'host';
}
