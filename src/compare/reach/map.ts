import { Meant, QuestionEnds } from './ends';
import { ConnectivityMap, NarrowedPorts, Reach, SharedRows } from '../../reachability/connectivity';
import { bothNarrowed } from '../../reachability/engine/pair-requests';
import { Direction, PortMatch, RuleSet } from '../../reachability/rules';
import { Snapshot } from '../../reachability/snapshot';
import { Workload } from '../../reachability/workload';
import { CidrSet } from '../../sets/cidr-set';
import { coversName, NamePattern } from '../../sets/names';
import { ALL_PROTOCOLS, PortSet } from '../../sets/ports';
import { Connect } from '../list/input';
import { rowsOf } from '../verify/rows';
import { Stranger } from '../verify/strangers';

/** One end of a pair. */
export type End =
  /** Among the manifests: its own policies are asked. */
  | { readonly kind: 'workload'; readonly workload: Workload }
  /** Not among them, and permits everything on its own side. */
  | { readonly kind: 'stranger'; readonly workload: Workload; readonly stranger: Stranger }
  | { readonly kind: 'node'; readonly workload: Workload }
  | { readonly kind: 'addresses'; readonly addresses: CidrSet }
  /** A host outside by its name, only ever a target. */
  | { readonly kind: 'name'; readonly name: NamePattern };

/** An end at its place in the map. */
export interface PlacedEnd {
  readonly end: End;
  readonly place: number;
}

/** What a pair may do, and the ports on which some requests alone get through. */
export interface PairReach extends Reach {
  readonly narrowed?: readonly NarrowedPorts[];
}

/** A node, nobody knows which: no policy holds it, and it may be the one of any pod. */
const SOME_NODE: Workload = { kind: 'Pod', namespace: 'any', name: 'node', labels: {}, ports: [], hostNetwork: true, addresses: [], nodeAddresses: [] };

/** Manifests, and the map of them, which is made when it is first needed. */
export interface MappedManifests {
  readonly snapshot: Snapshot;
  readonly rules: RuleSet;
  readonly map: () => ConnectivityMap;
}

/** The manifests, and beside them whom a question is about. */
export class QuestionMap {
  /** The manifests with the strangers. */
  public readonly snapshot: Snapshot;
  public readonly source: readonly PlacedEnd[];
  public readonly target: readonly PlacedEnd[];
  /** Workloads that may be meant, since they may have one of the addresses. */
  public readonly perhaps: { readonly source: readonly PlacedEnd[]; readonly target: readonly PlacedEnd[] };

  private readonly map: ConnectivityMap;
  private readonly rows: SharedRows;
  private readonly widened?: SharedRows;
  private readonly known = new Map<string, PairReach>();

  public constructor({ snapshot, rules, map }: MappedManifests, { source, target }: QuestionEnds, connect: Connect) {
    const strangers = [...source.strangers, ...target.strangers];
    const added = [...strangers.map(({ workload }) => workload), ...(source.isSomeNode || target.isSomeNode ? [SOME_NODE] : [])];
    this.snapshot = added.length === 0 ? snapshot : withStrangers(snapshot, strangers, added);
    const names = target.names.map((name) => ({ kind: 'name', name } as const));
    this.map = added.length === 0 && names.length === 0 ? map() : connect(this.snapshot, rules, { names });
    this.rows = rowsOf(this.map);
    // a name stands for another number on each pod, and of pods that are not there nobody knows which
    this.widened = target.strangers.length > 0 && hasNames(rules) ? rowsOf(connect(this.snapshot, withoutNames(rules))) : undefined;
    const places = new Map(this.snapshot.workloads.map((workload, place) => [workload, place]));
    this.source = this.endsOf(source, places);
    this.target = this.endsOf(target, places);
    this.perhaps = { source: placed(source.perhaps, places), target: placed(target.perhaps, places) };
  }

  /** Whether the outcome of a pair with a stranger may hang on what its ports are called. */
  public get dependsOnName(): boolean {
    return this.widened !== undefined;
  }

  /** What a pair may do; nothing where there is nothing to say of it: neither is among the manifests, or it is one lone Pod. */
  public between(source: PlacedEnd, target: PlacedEnd): PairReach | undefined {
    const reach = this.openBetween(source, target);
    if (reach === undefined || !this.rows.tellsRequests || this.rows.isNode(source.place)) return reach;
    const ofSide = (direction: Direction, subject: PlacedEnd, other: PlacedEnd) => (
      subject.end.kind === 'stranger' ? [] : this.rows[direction].narrowed(this.rows[direction].rowOf(subject.place), this.rows.ruleClassOf(other.place))
    );
    const narrowed = bothNarrowed(ofSide('egress', source, target), ofSide('ingress', target, source));
    return narrowed.length === 0 ? reach : { ...reach, narrowed };
  }

  private openBetween({ end: source, place: from }: PlacedEnd, { end: target, place: to }: PlacedEnd): PairReach | undefined {
    if ((source.kind !== 'workload' && target.kind !== 'workload') || isOwnPod(source, target)) return undefined;
    if (source.kind === 'stranger') return this.reachOf(undefined, outcomeOf('ingress', to, from, this.rows));
    const egress = outcomeOf('egress', from, to, this.rows);
    if (target.kind === 'stranger') {
      return this.widened === undefined ? this.reachOf(egress, undefined) : this.named(egress, outcomeOf('egress', from, to, this.widened));
    }
    // what a node may do is more than the rows say
    return this.rows.isNode(from) ? this.map.between(from, to) : this.reachOf(egress, outcomeOf('ingress', to, from, this.rows));
  }

  /** What is let through by both sides, by the numbers of their outcomes; by one of them where the other is a stranger's. */
  private reachOf(egress: number | undefined, ingress: number | undefined): PairReach {
    return this.remembered(`${egress ?? ''}/${ingress ?? ''}`, () => {
      const sides = [egress, ingress].flatMap((outcome) => (outcome === undefined ? [] : [this.rows.ports(outcome)]));
      const allowed = sides.reduce((sum, side) => sum.intersection(side.allowed), PortSet.all);
      return { allowed, unknown: sides.reduce((sum, side) => sum.intersection(possible(side)), PortSet.all).difference(allowed) };
    });
  }

  /** What is let through to a stranger: sure either way, and possible one way. */
  private named(egress: number, widened: number): PairReach {
    return this.remembered(`${egress}|${widened}`, () => {
      const [a, b] = [this.rows.ports(egress), this.widened?.ports(widened) ?? this.rows.ports(egress)];
      const allowed = a.allowed.intersection(b.allowed);
      return { allowed, unknown: possible(a).union(possible(b)).difference(allowed) };
    });
  }

  /** The same object for the same outcomes, of which there are few. */
  private remembered(key: string, make: () => PairReach): PairReach {
    const known = this.known.get(key) ?? make();
    this.known.set(key, known);
    return known;
  }

  private endsOf({ workloads, strangers, addresses, names, isSomeNode }: Meant, places: ReadonlyMap<Workload, number>): PlacedEnd[] {
    const others: readonly Exclude<End, { kind: 'addresses' | 'name' }>[] = [
      ...strangers.map((stranger) => ({ kind: 'stranger', workload: stranger.workload, stranger } as const)),
      ...(isSomeNode ? [{ kind: 'node', workload: SOME_NODE } as const] : []),
    ];
    const cells = this.map.ends.flatMap((end, place): PlacedEnd[] => {
      if (end.kind === 'name') return names.some((name) => coversName(name, end.name)) ? [{ end: { kind: 'name', name: end.name }, place }] : [];
      const meant = end.kind === 'cell' ? end.addresses.intersection(addresses) : CidrSet.none;
      return meant.isEmpty() ? [] : [{ end: { kind: 'addresses', addresses: meant }, place }];
    });
    return [...placed(workloads, places), ...others.map((end) => ({ end, place: places.get(end.workload) ?? 0 })), ...cells];
  }
}

function placed(workloads: readonly Workload[], places: ReadonlyMap<Workload, number>): PlacedEnd[] {
  return workloads.map((workload) => ({ end: { kind: 'workload', workload }, place: places.get(workload) ?? 0 }));
}

/** A lone Pod and itself, which nothing can keep apart. */
export function isOwnPod(source: End, target: End): boolean {
  return source.kind === 'workload' && target.kind === 'workload' && source.workload === target.workload && source.workload.kind === 'Pod';
}

function outcomeOf(direction: Direction, subject: number, other: number, rows: SharedRows): number {
  const { rowOf, outcome } = rows[direction];
  return outcome(rowOf(subject), rows.ruleClassOf(other));
}

function possible({ allowed, unknown }: Reach): PortSet {
  return allowed.union(unknown);
}

function withStrangers(snapshot: Snapshot, strangers: readonly Stranger[], added: readonly Workload[]): Snapshot {
  const labels = strangers.flatMap(({ workload, namespaceLabels }) => (
    namespaceLabels === undefined ? [] : [[workload.namespace, namespaceLabels] as const]
  ));
  return { ...snapshot, namespaces: new Map([...snapshot.namespaces, ...labels]), workloads: [...snapshot.workloads, ...added] };
}

/** As much of a rule as its ports. */
interface WithPorts {
  readonly ports: 'all' | readonly PortMatch[];
}

function hasNames({ policies, tiered }: RuleSet): boolean {
  const rules = [...policies, ...tiered].flatMap((policy): readonly WithPorts[] => policy.rules);
  return rules.some(({ ports }) => ports !== 'all' && ports.some(({ kind }) => kind === 'name'));
}

/** The rules as they are for pods on which every port bears the name. */
function withoutNames({ policies, tiered }: RuleSet): RuleSet {
  const widened = <R extends WithPorts>(rule: R): R => ({ ...rule, ports: rule.ports === 'all' ? 'all' : rule.ports.flatMap(everyPort) });
  return {
    policies: policies.map((policy) => ({ ...policy, rules: policy.rules.map(widened) })),
    tiered: tiered.map((policy) => ({ ...policy, rules: policy.rules.map(widened) })),
  };
}

function everyPort(port: PortMatch): PortMatch[] {
  if (port.kind !== 'name') return [port];
  const protocols = port.protocol === undefined ? ALL_PROTOCOLS : [port.protocol];
  return protocols.map((protocol) => ({ kind: 'every', protocol }));
}
