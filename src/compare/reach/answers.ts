import { PairAnswer, Question, ReachAnswer, verdictOf } from './question';
import { Asked, AskedPeer } from '../../model/asked';
import { PortMatch } from '../../model/port';
import { workloadEnd } from '../../reachability/decide';
import { connectivityOf } from '../../reachability/engine/connectivity-of';
import { Direction, RuleSet } from '../../reachability/rules';
import { Snapshot } from '../../reachability/snapshot';
import { FlowEnd } from '../../reachability/trace';
import { CidrSet } from '../../sets/cidr-set';
import { PortSet } from '../../sets/ports';
import { PeerEnds } from '../verify/peer-ends';
import { rowsOf } from '../verify/sides';
import { exampleAddress } from '../verify/witness';
import { World, worldOf } from '../verify/world';

/** One end of a question among the ends of the map: a workload, a stranger, or some addresses of a cell. */
interface End {
  readonly place: number;
  readonly flowEnd: FlowEnd;
  /** Whether policies of the manifests are asked on its side: of what is not in them, anything is permitted. */
  readonly isJudged: boolean;
}

/** What ports a side lets through. */
type Side = Pick<PairAnswer, 'allowed' | 'unknown'>;

const EVERYTHING: Side = { allowed: PortSet.all, unknown: PortSet.none };

/** Answers who reaches whom, as of the moment when it was made. */
export class Answers {
  private readonly worlds = new Map<string, WorldView>();

  public constructor(private readonly snapshot: Snapshot, private readonly rules: RuleSet, private readonly asked: Asked) {}

  /** The answer to a question; nothing where one of its ends is nobody. */
  public answer(question: Question): ReachAnswer | undefined {
    const view = this.viewOf([...question.source, ...question.target]);
    const wanted = portsOf(question.ports);
    const [sources, targets] = [question.source, question.target].map((peers) => peers.flatMap((peer) => view.endsOf(peer)));
    const pairs = (sources ?? []).flatMap((source) => (targets ?? []).flatMap((target) => view.pairOf(source, target, wanted)));
    const verdict = verdictOf(pairs);
    return verdict === undefined ? undefined : { verdict, pairs };
  }

  /** The manifests and the strangers that some peers ask about; of pods that nobody has asked about yet, a world is made anew. */
  public viewOf(peers: readonly AskedPeer[]): WorldView {
    const named = peers.filter(({ kind }) => kind === 'pods');
    const key = JSON.stringify(named);
    const known = this.worlds.get(key);
    if (known !== undefined) return known;
    // whoever is asked about is looked at like a declared peer
    const asked = { ...this.asked, controllers: [...this.asked.controllers, ...named.flatMap(endpointOf)] };
    const view = new WorldView(worldOf(this.snapshot, asked, this.rules), this.rules);
    this.worlds.set(key, view);
    return view;
  }
}

function endpointOf(peer: AskedPeer): Exclude<AskedPeer, { kind: 'workload' }>[] {
  return peer.kind === 'workload' ? [] : [peer];
}

function portsOf(matches: readonly PortMatch[]): PortSet {
  if (matches.length === 0) return PortSet.all;
  return matches.reduce((sum, { protocol, port, endPort }) => sum.union(PortSet.of(protocol, port, endPort)), PortSet.none);
}

/** A world with its connectivity. */
export class WorldView {
  private readonly peers: PeerEnds;
  private readonly map;
  private readonly rows;

  public constructor(public readonly world: World, rules: RuleSet) {
    this.peers = new PeerEnds(world);
    this.map = connectivityOf(world.snapshot, rules);
    this.rows = rowsOf(this.map);
  }

  /** Whom a peer means: a workload of the manifests itself, without the strangers that wear its labels. */
  public endsOf(peer: AskedPeer): End[] {
    if (peer.kind === 'workload') {
      const place = this.peers.placeOf(peer.id);
      return place === undefined ? [] : [this.workloadAt(place)];
    }
    const { addresses } = this.peers.of(peer);
    return [...this.peers.placesOf(peer).map((place) => this.workloadAt(place)), ...this.cellsIn(addresses)];
  }

  /** What becomes of some ports between two ends, as far as the manifests have a say on either side. */
  public pairOf(source: End, target: End, wanted: PortSet): PairAnswer[] {
    if (isSamePod(source.flowEnd, target.flowEnd) || (source.flowEnd.kind === 'address' && target.flowEnd.kind === 'address')) return [];
    const [egress, ingress] = [this.side('egress', source, target), this.side('ingress', target, source)];
    const possible = egress.allowed.union(egress.unknown).intersection(ingress.allowed.union(ingress.unknown)).intersection(wanted);
    const allowed = egress.allowed.intersection(ingress.allowed).intersection(wanted);
    return [{
      source: source.flowEnd, destination: target.flowEnd, allowed, unknown: possible.difference(allowed), denied: wanted.difference(possible),
    }];
  }

  private side(direction: Direction, subject: End, other: End): Side {
    if (!subject.isJudged) return EVERYTHING;
    const { rowOf, outcome } = this.rows[direction];
    return this.rows.ports(outcome(rowOf(subject.place), this.rows.ruleClassOf(other.place)));
  }

  private workloadAt(place: number): End {
    const workload = this.world.snapshot.workloads[place];
    if (workload === undefined) throw new RangeError(`there is no workload ${place}`);
    return { place, flowEnd: workloadEnd(workload), isJudged: place < this.peers.firstStranger };
  }

  private cellsIn(addresses: CidrSet): End[] {
    return this.map.ends.flatMap((end, place): End[] => {
      const inside = end.kind === 'cell' ? end.addresses.intersection(addresses) : CidrSet.none;
      return inside.isEmpty() ? [] : [{ place, flowEnd: exampleAddress(inside), isJudged: false }];
    });
  }
}

function isSamePod(a: FlowEnd, b: FlowEnd): boolean {
  return a.kind === 'workload' && b.kind === 'workload' && a.workload === b.workload && a.workload.kind === 'Pod';
}
