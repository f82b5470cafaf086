import { AskedFlow } from '../../../model/asked';
import { NarrowedPorts, QueriedPorts, SharedRows } from '../../../reachability/connectivity';
import { PortSets } from '../../../reachability/engine/port-sets';
import { Direction } from '../../../reachability/rules';
import { CidrSet } from '../../../sets/cidr-set';
import { coversName, EVERY_NAME, NamePattern } from '../../../sets/names';
import { piecesOf } from '../../../sets/pieces';
import { Difference, OtherEnd } from '../difference';
import { namesOf } from '../names';
import { Meant, PeerEnds } from '../peer-ends';
import { PortNumbers } from '../port-numbers';
import { JudgedPair, requestDifferences } from './requests';
import { Subject } from '../subject';

/** The ends of a map, and who is meant by declarations. */
interface Ends {
  readonly rows: SharedRows;
  readonly peers: PeerEnds;
  readonly ports: PortNumbers;
  readonly cells: readonly { readonly addresses: CidrSet; readonly ruleClass: number }[];
  readonly names: readonly { readonly name: NamePattern; readonly ruleClass: number }[];
}

/** What one side says of an end: the number of the ports that are surely open, the requests on them, and the queries. */
interface Side {
  readonly open: number;
  readonly narrowed: readonly NarrowedPorts[];
  readonly queried: readonly QueriedPorts[];
}

/** The flows that surely mean a workload, and those among them that name it. */
interface MeantPlace {
  readonly sure: Set<AskedFlow>;
  readonly named: Set<AskedFlow>;
}

/** Whether some declared connection is there over which queries of DNS are read. */
interface DeclaredQueries {
  areRead: boolean;
}

/** What there is to know of workloads by their places. */
interface Places {
  /** Whether it is the subject itself, which nothing keeps from itself. */
  readonly isSelf: (place: number) => boolean;
  /** The ports that the workload declares of the subject itself: what is wrong with them is told of there. */
  readonly theirs: (place: number) => number;
  readonly endAt: (place: number) => OtherEnd;
  /** The number of the ports that are open of every address outside, by whatever name. */
  readonly openOfAll: () => number;
}

const OPPOSITE: Readonly<Record<Direction, Direction>> = { ingress: 'egress', egress: 'ingress' };

/** Every pair of a subject over whose connections requests may be told apart. */
export class RequestPairs {
  public constructor(private readonly ends: Ends) {}

  /** What is not as it was asked of requests. */
  public* differences(subject: Subject, direction: Direction, places: Places): Iterable<Difference> {
    const flows = subject.asked[direction];
    if (flows.length === 0) return;
    const queries: DeclaredQueries = { areRead: false };
    if (this.ends.rows.readsConnections || flows.some(({ requests }) => requests !== undefined)) {
      yield* this.ofWorkloads(subject, direction, flows, places, queries);
      yield* this.ofCells(subject, direction, flows, queries);
    }
    if (direction === 'egress') yield* this.ofNames(subject, flows, queries, places);
  }

  private* ofWorkloads(
    subject: Subject, direction: Direction, flows: readonly AskedFlow[], { isSelf, theirs, endAt }: Places, queries: DeclaredQueries,
  ): Iterable<Difference> {
    const { rows, peers, ports } = this.ends;
    for (const [place, { sure, named }] of this.meantBy(flows)) {
      if (isSelf(place)) continue;
      const isMaybe = ({ maybe, maybeGroups }: Meant) => maybeGroups.includes(peers.groupOf[place] ?? 0) || maybe.includes(place);
      const maybeFlows = flows.filter((flow) => !sure.has(flow) && flow.peers.some((peer) => isMaybe(peers.of(peer))));
      const pair = { subject: subject.asked, direction, other: endAt(place), maybeFlows };
      const ofSide = (from: number, to: number, by: Direction) => this.sideOf(by, rows[by].rowOf(from), rows.ruleClassOf(to));
      yield* this.judged({ ...pair, keeper: 'own', flows: [...sure], ...ofSide(subject.place, place, direction) }, queries);
      if (place >= peers.firstStranger) continue;
      const theirSide = ofSide(place, subject.place, OPPOSITE[direction]);
      yield* this.judged({ ...pair, keeper: 'other', flows: [...named], ...theirSide, open: ports.sets.difference(theirSide.open, theirs(place)) });
    }
  }

  /** The workloads that flows surely mean, in their order, each with the flows that mean it, and with those that name it. */
  private meantBy(flows: readonly AskedFlow[]): [number, MeantPlace][] {
    const places = new Map<number, MeantPlace>();
    for (const flow of flows) {
      for (const peer of flow.peers) {
        for (const place of this.ends.peers.placesOf(peer)) {
          const found = places.get(place) ?? { sure: new Set(), named: new Set() };
          places.set(place, found);
          found.sure.add(flow);
          if (isNamed(peer)) found.named.add(flow);
        }
      }
    }
    return [...places].sort(([a], [b]) => a - b);
  }

  /** Addresses, cut where a declaration begins or ends. */
  private* ofCells(subject: Subject, direction: Direction, flows: readonly AskedFlow[], queries: DeclaredQueries): Iterable<Difference> {
    const { rows, peers, cells } = this.ends;
    const row = rows[direction].rowOf(subject.place);
    const meant = flows.flatMap((flow) => flow.peers.map((peer) => ({ flow, ...peers.of(peer) })));
    for (const { addresses: cell, ruleClass } of cells) {
      const side = this.sideOf(direction, row, ruleClass);
      if (side.narrowed.length + side.queried.length === 0 && flows.every(({ requests }) => requests === undefined)) continue;
      const cuts = meant.flatMap(({ addresses, maybeAddresses }) => [addresses, maybeAddresses]).filter((one) => !one.isEmpty());
      for (const part of piecesOf(cell, cuts)) {
        const isIn = (addresses: CidrSet) => !addresses.intersection(part).isEmpty();
        const own = flowsOf(meant.filter(({ addresses }) => isIn(addresses)));
        const maybeFlows = flowsOf(meant.filter(({ maybeAddresses }) => isIn(maybeAddresses))).filter((flow) => !own.includes(flow));
        const pair = { subject: subject.asked, direction, other: { kind: 'addresses', addresses: part }, keeper: 'own' } as const;
        yield* this.judged({ ...pair, flows: own, maybeFlows, ...side }, queries);
      }
    }
  }

  private* ofNames(subject: Subject, flows: readonly AskedFlow[], { areRead }: DeclaredQueries, { openOfAll }: Places): Iterable<Difference> {
    const { rows, names } = this.ends;
    const row = rows.egress.rowOf(subject.place);
    for (const { name, ruleClass } of names) {
      const own = flows.filter(({ peers }) => peers.some((peer) => peer.kind === 'name' && namesOf(peer).some((one) => coversName(one, name))));
      const pair = { subject: subject.asked, direction: 'egress', other: { kind: 'name', name }, keeper: 'own', flows: own } as const;
      const side = this.sideOf('egress', row, ruleClass);
      yield* this.judged({ ...pair, maybeFlows: [], ...side });
      const unread = areRead ? PortSets.NONE : this.ends.ports.sets.difference(this.declaredOf(own, side.open), openOfAll());
      if (unread !== PortSets.NONE) yield { ...pair, kind: 'nameUnread', ports: this.ends.ports.sets.set(unread) };
    }
  }

  /** What a row says of a class: the number of the ports that are surely open, and the requests on them. */
  private sideOf(direction: Direction, row: number, ruleClass: number): Side {
    const { outcome, narrowed, queried } = this.ends.rows[direction];
    return { open: this.ends.ports.ofOutcome(outcome(row, ruleClass)).allowed, narrowed: narrowed(row, ruleClass), queried: queried(row, ruleClass) };
  }

  private* judged({ open, queried, ...pair }: Omit<JudgedPair, 'ports'> & Side, queries?: DeclaredQueries): Iterable<Difference> {
    const { ports } = this.ends;
    const declared = this.declaredOf(pair.flows, open);
    yield* requestDifferences({ ...pair, ports: declared }, ports);
    if (queries === undefined || pair.direction !== 'egress' || pair.keeper !== 'own') return;
    const { narrowed: _, maybeFlows: __, ...whom } = pair;
    for (const { ports: some, names } of queried) {
      const number = ports.sets.intersection(declared, ports.sets.numberOf(some));
      if (number === PortSets.NONE) continue;
      queries.areRead = true;
      const isAny = names.some((name) => coversName(name, EVERY_NAME));
      if (!isAny) yield { ...whom, kind: 'queryMissing', ports: ports.sets.set(number), flows: ports.flowsOn(pair.flows, number), names };
    }
  }

  /** Those of some ports that flows declare. */
  private declaredOf(flows: readonly AskedFlow[], open: number): number {
    const { ports } = this.ends;
    return ports.sets.intersection(open, flows.reduce((sum, flow) => ports.sets.union(sum, ports.ofMatches(flow.ports)), PortSets.NONE));
  }
}

function flowsOf(meant: readonly { readonly flow: AskedFlow }[]): AskedFlow[] {
  return [...new Set(meant.map(({ flow }) => flow))];
}

function isNamed(peer: AskedFlow['peers'][number]): boolean {
  return peer.kind === 'workload' || peer.kind === 'account' || (peer.kind === 'pods' && peer.pods !== 'all');
}
