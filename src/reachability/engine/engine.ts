import { Candidates } from './candidates';
import { Cell, cellsOf } from './cells';
import { CompiledRules } from './compiled';
import { EndClasses } from './end-classes';
import { namedEndsOf } from './names';
import { Outcomes } from './outcomes';
import { OwnNode } from './own-node';
import { PodIndex } from './pod-index';
import { PortLists } from './port-lists';
import { PortSets } from './port-sets';
import { Regions } from './regions';
import { RowContext } from './row';
import { Side } from './side';
import { CidrSet } from '../../sets/cidr-set';
import { ConnectivityOptions } from '../connectivity';
import { RuleSet } from '../rules';
import { Snapshot } from '../snapshot';
import { NamedEnd } from '../trace';
import { Workload } from '../workload';

/** Everything that the answers are looked up in. An end is a workload, by its place, behind them a cell, or behind those a name. */
export class Engine {
  public readonly workloads: readonly Workload[];
  public readonly cells: readonly Cell[];
  public readonly names: readonly NamedEnd[];
  /** The addresses that names outside may have. */
  public readonly outside: CidrSet;
  public readonly ends: EndClasses;
  public readonly outcomes: Outcomes;
  public readonly egress: Side;
  public readonly ingress: Side;
  public readonly ownNode: OwnNode;
  /** Whether some rule tells requests of a connection apart. */
  public readonly tellsRequests: boolean;
  /** Whether some rule is about what comes over a connection: requests, or queries of DNS. */
  public readonly readsConnections: boolean;

  public constructor(snapshot: Snapshot, rules: RuleSet, { podsInBlocks = 'unknown', addressesOfNames = 'unknown', names = [] }: ConnectivityOptions) {
    const ports = new PortSets();
    const lists = new PortLists(ports);
    const compiled = new CompiledRules(rules, snapshot, new PodIndex(snapshot), lists);
    const regions = new Regions(compiled.blocks);
    const blockRegions = regions.ofSets();
    this.workloads = snapshot.workloads;
    this.cells = cellsOf(snapshot, regions);
    this.names = namedEndsOf(rules, names);
    this.outside = compiled.outside();
    this.ends = new EndClasses(this, compiled, blockRegions, new Candidates(regions, snapshot, podsInBlocks), lists);
    this.outcomes = new Outcomes(ports);
    const context: RowContext = {
      ports,
      lists,
      ends: this.ends,
      blockRegions: blockRegions.map((list) => new Set(list)),
      rules: compiled,
      outcomes: this.outcomes,
      cellsHaveNames: addressesOfNames === 'unknown',
    };
    this.egress = new Side(context, 'egress', compiled);
    this.ingress = new Side(context, 'ingress', compiled);
    this.ownNode = new OwnNode(this.workloads, this.cells);
    const tiered = compiled.tiered.flatMap((policy) => policy.rules);
    this.tellsRequests = tiered.some(({ requests }) => requests !== undefined);
    this.readsConnections = this.tellsRequests || tiered.some(({ queries }) => queries !== undefined);
  }

  /** How many ends there are. */
  public get count(): number {
    return this.workloads.length + this.cells.length + this.names.length;
  }

  /** What becomes of all connections from one end to another. */
  public outcome(source: number, destination: number): number {
    if (this.isEmpty(source, destination)) return Outcomes.DENIED;
    const [from, to] = [this.ends.classes.of(source), this.ends.classes.of(destination)];
    return this.outcomes.both(this.egress.outcome(from, to), this.openedToNode(source, destination, this.ingress.outcome(to, from)));
  }

  /** The ingress of a destination, if need be opened to its own node. */
  public openedToNode(source: number, destination: number, ingress: number): number {
    switch (this.ownNode.relation(source, destination)) {
      case 'yes': return Outcomes.ALLOWED;
      case 'no': return ingress;
      case 'unknown': return this.outcomes.opened(ingress);
    }
  }

  /** Whether an end is a name, from which nothing comes. */
  public isName(end: number): boolean {
    return end >= this.workloads.length + this.cells.length;
  }

  /** Pairs of which there is nothing to say: a lone pod and itself, two ends that are no workloads, and whatever comes from a name. */
  public isEmpty(source: number, destination: number): boolean {
    const [a, b] = [this.workloads[source], this.workloads[destination]];
    if (a === undefined || b === undefined) return a === b || this.isName(source);
    return a.kind === 'Pod' && b.kind === 'Pod' && a.name === b.name && a.namespace === b.namespace;
  }
}
