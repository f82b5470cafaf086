import { addressDifferences, JudgedCell } from './addresses';
import { Claim, Claims } from './claims';
import { Difference, OtherEnd } from './difference';
import { Exceptions } from './exceptions';
import { JudgedName, nameDifferences } from './names';
import { PeerEnds } from './peer-ends';
import { Outcome, PortNumbers } from './port-numbers';
import { RequestPairs } from './requests/request-pairs';
import { Subject } from './subject';
import { World } from './world';
import { Asked, AskedDryRun, AskedException, AskedFlow, AskedWorkload } from '../../model/asked';
import { Endpoint } from '../../model/endpoint';
import { ConnectivityMap, SharedRows } from '../../reachability/connectivity';
import { PortSets } from '../../reachability/engine/port-sets';
import { Direction } from '../../reachability/rules';
import { Workload } from '../../reachability/workload';
import { CidrSet } from '../../sets/cidr-set';
import { NamePattern } from '../../sets/names';
import { PortSet } from '../../sets/ports';

const OPPOSITE: Readonly<Record<Direction, Direction>> = { ingress: 'egress', egress: 'ingress' };

/**
 * Holds both sides of every managed workload against what was declared of it, for all other ends at once.
 *
 * Each side stands for itself, so that a rule that is too wide is found even where the other end happens to be closed. What a declaration
 * says of an end in the manifests must be let through on that end's side, too.
 */
export class Sides {
  /** What somebody has accepted; whether it was of use is known behind `differences`. */
  public readonly exceptions: Exceptions;

  private readonly peers: PeerEnds;
  private readonly controllers: readonly Endpoint[];
  private readonly ports: PortNumbers;
  private readonly subjects: readonly Subject[];
  private readonly managed: ReadonlyMap<number, Subject>;
  private readonly cells: readonly { readonly addresses: CidrSet; readonly ruleClass: number; readonly isOutside: boolean }[];
  private readonly names: readonly { readonly name: NamePattern; readonly ruleClass: number }[];

  public constructor(private readonly world: World, asked: Asked, map: ConnectivityMap, private readonly rows: SharedRows) {
    this.peers = new PeerEnds(world);
    this.controllers = asked.edges.flatMap(({ controllers }) => controllers);
    this.ports = new PortNumbers(rows);
    this.subjects = asked.workloads.flatMap((one): Subject[] => {
      const place = this.peers.placeOf(one.id);
      const isHeld = place !== undefined && world.snapshot.workloads[place]?.hostNetwork === false;
      return isHeld ? [{ asked: one, place, claims: this.claimsOf(one) }] : [];
    });
    this.cells = map.ends.flatMap((end, place) => (end.kind === 'cell'
      ? [{ addresses: end.addresses, ruleClass: rows.ruleClassOf(place), isOutside: map.isOutside?.(place) !== false }]
      : []));
    this.names = map.ends.flatMap((end, place) => (end.kind === 'name' ? [{ name: end.name, ruleClass: rows.ruleClassOf(place) }] : []));
    const portsOf = ({ ports }: AskedException) => this.ports.sets.set(this.ports.ofMatches(ports));
    this.exceptions = new Exceptions(asked.exceptions, world.snapshot.workloads, this.peers, portsOf);
    this.managed = new Map(this.subjects.map((subject) => [subject.place, subject]));
  }

  /** Every pair that is not as it was asked, in the order of the subjects, and that nobody has accepted as it is. */
  public differences(): Iterable<Difference> {
    return this.exceptions.without(this.all(), ({ subject }) => this.world.find(subject.id));
  }

  private* all(): Iterable<Difference> {
    for (const subject of this.subjects) {
      for (const direction of ['ingress', 'egress'] as const) {
        if (subject.asked.dryRun === undefined) yield* this.opened(subject, direction);
        yield* this.closed(subject, direction);
        yield* this.outside(subject, direction);
        yield* this.requests(subject, direction);
      }
      if (this.names.length > 0) yield* nameDifferences(subject.asked, this.namesOf(subject), this.openOfAll(subject), this.ports);
    }
  }

  /** One flow that is open, and that nobody declared, of a workload in a dry run: with anybody rather than with a workload that has policies of its own. */
  public openIn(dryRun: AskedDryRun): Difference | undefined {
    for (const subject of this.subjects) {
      const open = subject.asked.dryRun === dryRun ? [...this.openOf(subject)].filter(({ kind }) => kind === 'excess') : [];
      const isAnybody = ({ other }: Difference) => other.kind === 'workload' && this.world.strangers.has(other.workload);
      if (open.length > 0) return open.find(isAnybody) ?? open[0];
    }
    return undefined;
  }

  /** The ports on which some controller of the cluster gets into a workload. */
  public controllerPorts(workload: Workload): PortSet {
    const place = this.world.snapshot.workloads.indexOf(workload);
    // what is open in a dry run is told of once
    if (this.managed.get(place)?.asked.dryRun !== undefined) return PortSet.none;
    const { rowOf, outcome } = this.rows.ingress;
    const row = rowOf(place);
    const classes = new Set(this.controllers.flatMap((endpoint) => this.peers.of(endpoint).sure).map((one) => this.rows.ruleClassOf(one)));
    const addresses = this.controllers.reduce((sum, endpoint) => sum.union(this.peers.of(endpoint).addresses), CidrSet.none);
    for (const cell of this.cells) if (!cell.addresses.intersection(addresses).isEmpty()) classes.add(cell.ruleClass);
    const { sets } = this.ports;
    return sets.set([...classes].reduce((sum, one) => sets.union(sum, this.ports.ofOutcome(outcome(row, one)).allowed), PortSets.NONE));
  }

  private claimsOf({ ingress, egress }: AskedWorkload): Record<Direction, Claims> {
    return { ingress: new Claims(ingress, this.peers, this.ports), egress: new Claims(egress, this.peers, this.ports) };
  }

  /** What is open, or may be, and was not declared. Classes that a whole group may be in are settled at once. */
  private* opened(subject: Subject, direction: Direction): Iterable<Difference> {
    const { rowOf, reached } = this.rows[direction];
    const { classes, outcomes } = reached(rowOf(subject.place));
    const claims = subject.claims[direction];
    const settled = new Map<number, boolean>();
    for (let i = 0; i < classes.length; i++) {
      const number = outcomes[i] ?? 0;
      const outcome = this.ports.ofOutcome(number);
      for (const place of this.rows.members(classes[i] ?? 0)) {
        if (place >= this.peers.groupOf.length || this.isSelf(subject.place, place)) continue;
        const group = this.groupOf(place);
        const key = number * this.peers.groupCount + group;
        const isWithin = settled.get(key) ?? this.isWithin(outcome, claims.ofGroup(group));
        settled.set(key, isWithin);
        if (!isWithin) yield* this.excessOf(subject, direction, place, outcome, claims.of(place, group));
      }
    }
  }

  private* excessOf(
    subject: Subject, direction: Direction, place: number, { allowed, unknown }: Outcome, { sure, maybe }: Claim,
  ): Iterable<Difference> {
    const { sets } = this.ports;
    const declared = sets.union(sure, maybe);
    const [excess, doubtful] = [sets.difference(allowed, declared), sets.difference(unknown, declared)];
    const pair = { subject: subject.asked, direction, other: this.endAt(place), keeper: 'own', flows: [] } as const;
    if (excess !== PortSets.NONE) yield { ...pair, kind: 'excess', ports: sets.set(excess) };
    if (doubtful !== PortSets.NONE) yield { ...pair, kind: 'unknown', ports: sets.set(doubtful) };
  }

  private isWithin({ allowed, unknown }: Outcome, { sure, maybe }: Claim): boolean {
    const { sets } = this.ports;
    return sets.difference(sets.union(allowed, unknown), sets.union(sure, maybe)) === PortSets.NONE;
  }

  private* openOf(subject: Subject): Iterable<Difference> {
    for (const direction of ['ingress', 'egress'] as const) {
      yield* this.opened(subject, direction);
      yield* this.outsideOf(subject, direction);
    }
  }

  /** Addresses that are not as they were asked; of a workload in a dry run, whatever is open is told of once for its scope. */
  private* outside(subject: Subject, direction: Direction): Iterable<Difference> {
    for (const difference of this.outsideOf(subject, direction)) {
      if (subject.asked.dryRun === undefined || difference.kind === 'missing') yield difference;
    }
  }

  private outsideOf(subject: Subject, direction: Direction): Iterable<Difference> {
    return addressDifferences(subject, direction, this.cellsOf(subject, direction), this.peers, this.ports);
  }

  /** What was declared and is shut, on this side or on the other. */
  private* closed(subject: Subject, direction: Direction): Iterable<Difference> {
    const claims = subject.claims[direction];
    for (const place of claims.hasWholeGroups() ? this.peers.groupOf.keys() : claims.claimed()) {
      if (this.isSelf(subject.place, place)) continue;
      const claim = claims.of(place, this.groupOf(place));
      yield* this.shut(subject, direction, place, claim.sure, 'own');
      if (place < this.peers.firstStranger) yield* this.shutByOther(subject, direction, place, claim.named);
    }
  }

  private* shut(subject: Subject, direction: Direction, place: number, wanted: number, keeper: 'own' | 'other'): Iterable<Difference> {
    const { sets } = this.ports;
    const [from, to, by] = keeper === 'own' ? [subject.place, place, direction] : [place, subject.place, OPPOSITE[direction]];
    const { rowOf, outcome } = this.rows[by];
    const { allowed } = this.ports.ofOutcome(outcome(rowOf(from), this.rows.ruleClassOf(to)));
    const missing = sets.difference(wanted, allowed);
    if (missing === PortSets.NONE) return;
    yield {
      kind: 'missing', subject: subject.asked, direction, other: this.endAt(place), ports: sets.set(missing), keeper, flows: this.flowsOf(subject.asked, direction, place, missing),
    };
  }

  /** What the other end declares as well is told of there. */
  private* shutByOther(subject: Subject, direction: Direction, place: number, named: number): Iterable<Difference> {
    yield* this.shut(subject, direction, place, this.ports.sets.difference(named, this.theirs(subject, direction, place)), 'other');
  }

  private flowsOf(subject: AskedWorkload, direction: Direction, place: number, ports: number): AskedFlow[] {
    return this.ports.flowsOn(subject[direction], ports).filter(({ peers }) => peers.some((peer) => {
      const { sure, sureGroups } = this.peers.of(peer);
      return sure.includes(place) || sureGroups.includes(this.groupOf(place));
    }));
  }

  /** Every cell of addresses, with what the row of a subject says of it. */
  private cellsOf({ place }: Subject, direction: Direction): JudgedCell[] {
    const { rowOf, outcome } = this.rows[direction];
    const row = rowOf(place);
    return this.cells.map((cell) => ({ ...cell, outcome: this.ports.ofOutcome(outcome(row, cell.ruleClass)) }));
  }

  /** Every name, with what the egress of a subject says of it. */
  private namesOf({ place }: Subject): JudgedName[] {
    const { rowOf, outcome } = this.rows.egress;
    const row = rowOf(place);
    return this.names.map(({ name, ruleClass }) => ({ name, outcome: this.ports.ofOutcome(outcome(row, ruleClass)) }));
  }

  /** What is surely open of every address outside. */
  private openOfAll(subject: Subject): number {
    const { sets } = this.ports;
    const { rowOf, outcome } = this.rows.egress;
    const row = rowOf(subject.place);
    const outside = this.cells.filter(({ isOutside }) => isOutside);
    return outside.reduce((sum, { ruleClass }) => sets.intersection(sum, this.ports.ofOutcome(outcome(row, ruleClass)).allowed), PortSets.ALL);
  }

  /** Requests over declared connections that are not as they were asked; what is open in a dry run is told of once for its scope. */
  private* requests(subject: Subject, direction: Direction): Iterable<Difference> {
    const pairs = new RequestPairs({ rows: this.rows, peers: this.peers, ports: this.ports, cells: this.cells, names: this.names });
    const places = {
      isSelf: (place: number) => this.isSelf(subject.place, place),
      theirs: (place: number) => this.theirs(subject, direction, place),
      endAt: (place: number) => this.endAt(place),
      openOfAll: () => this.openOfAll(subject),
    };
    for (const difference of pairs.differences(subject, direction, places)) {
      if (subject.asked.dryRun === undefined || difference.kind.endsWith('Missing')) yield difference;
    }
  }

  /** The ports that another workload declares of a subject. */
  private theirs({ place: own }: Subject, direction: Direction, place: number): number {
    return this.managed.get(place)?.claims[OPPOSITE[direction]].of(own, this.groupOf(own)).sure ?? PortSets.NONE;
  }

  private groupOf(place: number): number {
    return this.peers.groupOf[place] ?? 0;
  }

  private endAt(place: number): OtherEnd {
    const workload = this.world.snapshot.workloads[place];
    if (workload === undefined) throw new RangeError(`there is no workload ${place}`);
    return { kind: 'workload', workload };
  }

  /** A lone Pod and itself: nothing can keep them apart. */
  private isSelf(a: number, b: number): boolean {
    return a === b && this.world.snapshot.workloads[a]?.kind === 'Pod';
  }
}
