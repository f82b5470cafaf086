import { Candidates } from './candidates';
import { Cell } from './cells';
import { CompiledRules } from './compiled';
import { CompiledBlock } from './compiled-peers';
import { Classes, Numbering, Partition } from './partition';
import { PortLists } from './port-lists';
import { listIn } from '../../sets/groups';
import { coversName, NamePattern } from '../../sets/names';
import { NamedEnd } from '../trace';
import { Workload } from '../workload';

/** What an end is to the rules, apart from its labels. */
export interface Profile {
  readonly kind: 'pod' | 'host' | 'cell' | 'name';
  /** Its named ports, among the port lists. */
  readonly table: number;
  /** The regions that may hold its address. */
  readonly regions: readonly number[];
}

/** Whether ends like these are in a block if they have one of its addresses. */
export function mayBeIn({ pods, nodes }: CompiledBlock, { kind }: Profile): boolean {
  switch (kind) {
    case 'cell':
    case 'name': return true;
    case 'host': return nodes;
    case 'pod': return pods;
  }
}

/** All ends, each list in its order. */
export interface Ends {
  readonly workloads: readonly Workload[];
  readonly cells: readonly Cell[];
  readonly names: readonly NamedEnd[];
}

/** All ends, workloads first, then cells, then names, in classes of those that all rules treat alike, be they subjects or peers. */
export class EndClasses {
  public readonly classes: Classes;
  /** The classes that each predicate matches. */
  public readonly ofPredicate: readonly (readonly number[])[];
  /** The classes whose region is known and in each block; the others may be in it or not. */
  public readonly ofBlock: readonly (readonly number[])[];
  /** The predicates that match every pod there is. */
  public readonly matchesEveryPod: readonly boolean[];

  private readonly names: readonly { readonly name: NamePattern; readonly ruleClass: number }[];
  private readonly profiles: readonly Profile[];
  private readonly profileNumbers: Int32Array;

  public constructor(
    { workloads, cells, names }: Ends, rules: CompiledRules, blockRegions: readonly (readonly number[])[], candidates: Candidates, ports: PortLists,
  ) {
    const ends = [
      ...workloads.map((workload): Profile => (
        { kind: workload.hostNetwork ? 'host' : 'pod', table: ports.tableOf(workload), regions: candidates.ofWorkload(workload) }
      )),
      ...cells.map(({ region }): Profile => ({ kind: 'cell', table: PortLists.NO_NAMES, regions: candidates.ofRegion(region) })),
      ...names.map(({ addresses }): Profile => ({ kind: 'name', table: PortLists.NO_NAMES, regions: candidates.within(addresses ?? rules.outside()) })),
    ];
    const regions = new Map<readonly number[], number>();
    const regionsNumber = (list: readonly number[]) => regions.get(list) ?? regions.set(list, regions.size).size - 1;
    const partition = new Partition(ends.length);
    partition.splitBy((end) => {
      const profile = ends[end];
      return profile === undefined || profile.kind === 'cell' || profile.kind === 'name' ? `${end}` : `${profile.kind}/${profile.table}/${regionsNumber(profile.regions)}`;
    });
    for (const pods of rules.predicates) partition.split(pods);
    this.classes = partition.result();
    const firstName = workloads.length + cells.length;
    this.names = names.map(({ name }, i) => ({ name, ruleClass: this.classes.of(firstName + i) }));

    this.ofPredicate = rules.predicates.map((pods) => this.classes.ofAll(pods));
    const podCount = workloads.filter(({ hostNetwork }) => !hostNetwork).length;
    this.matchesEveryPod = rules.predicates.map((pods) => pods.length === podCount);
    this.profiles = this.classes.members.flatMap(([end = 0]) => ends[end] ?? []);
    const numbers = new Numbering();
    this.profileNumbers = Int32Array.from(this.profiles, ({ kind, table, regions: list }) => (
      numbers.of(`${kind}/${table}/${list.length === 1 ? '' : regionsNumber(list)}`)
    ));
    const located = new Map<number, number[]>();
    this.profiles.forEach(({ regions: list }, one) => {
      const [region, ...more] = list;
      if (region !== undefined && more.length === 0) listIn(located, region).push(one);
    });
    this.ofBlock = blockRegions.map((list) => list.flatMap((region) => located.get(region) ?? []).sort((a, b) => a - b));
  }

  /** The classes of the names that some others take in, each as a whole. */
  public ofHosts(hosts: readonly NamePattern[]): number[] {
    return this.names.filter(({ name }) => hosts.some((host) => coversName(host, name))).map(({ ruleClass }) => ruleClass);
  }

  /** What the ends of a class are. */
  public profile(one: number): Profile {
    return this.profiles[one] ?? { kind: 'cell', table: PortLists.NO_NAMES, regions: [] };
  }

  /** A number that classes share whose profiles are alike; where there is one region alone, it does not matter which. */
  public profileNumber(one: number): number {
    return this.profileNumbers[one] ?? 0;
  }
}
