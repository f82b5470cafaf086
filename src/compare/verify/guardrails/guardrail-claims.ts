import { OtherEnd } from '../difference';
import { GuardrailClaim, portSetOf } from './guardrail-claim';
import { GuardrailParties } from './guardrail-parties';
import { restClaims } from './guardrail-rest';
import { AskedGuardrails, AskedPeer } from '../../../model/asked';
import { FlowDirection } from '../../../model/endpoint';
import { GuardrailStatement, SystemPathModel } from '../../../model/guardrails';
import { MapEnd } from '../../../reachability/connectivity';
import { isReserved, reservedNamespace } from '../../../reachability/rules/reserved';
import { CidrSet } from '../../../sets/cidr-set';
import { PortSet } from '../../../sets/ports';
import { PeerEnds } from '../peer-ends';
import { World } from '../world';

const API_SERVER = reservedNamespace('kube-apiserver');

/** What guardrails want, as their text has it, and not as any API words it. */
export class GuardrailClaims {
  private readonly groupOf: Int32Array;
  private readonly meant: ReadonlyMap<SystemPathModel['name'], MeantEnds>;
  /** A plugin that knows the API server by its identity finds it wherever it is. */
  private readonly isByIdentity: boolean;
  private readonly parties: GuardrailParties;
  private readonly shutPorts = { ingress: new Map<number, PortSet>(), egress: new Map<number, PortSet>() };

  public constructor(world: World, private readonly asked: AskedGuardrails, private readonly ends: readonly MapEnd[]) {
    const peers = new PeerEnds(world);
    this.groupOf = peers.groupOf;
    this.meant = new Map([...asked.ends].map(([name, some]) => [name, meantBy(some, peers)]));
    this.isByIdentity = asked.objects.some(({ kind }) => kind.startsWith('Cilium'));
    this.parties = new GuardrailParties(world.snapshot, asked.model, ends);
  }

  /** Every claim of what is written, in the order in which statements hold; that there is nothing else comes last. */
  public all(): GuardrailClaim[] {
    return [...this.asked.statements.flatMap((statement) => this.of(statement)), ...restClaims(this.parties, this.asked.model)];
  }

  /** A text that tells apart ends of which any claim speaks otherwise. */
  public categoryOf(place: number): string {
    const end = this.ends[place];
    const meant = this.asked.model.paths.map((path) => this.meaning(path, place));
    if (end?.kind !== 'workload') return `address ${meant.join()}`;
    return `${this.parties.textOf(place)} ${meant.join()}`;
  }

  private of(statement: GuardrailStatement): GuardrailClaim[] {
    const { asked: { model }, parties } = this;
    switch (statement) {
      case 'neverOpen': {
        const ports = portSetOf(model.neverOpen);
        return [{
          statement,
          direction: 'ingress',
          wants: 'shut',
          against: 'allowEverything',
          of: 'all',
          mayBeUnknown: false,
          ports: (subject, other) => (parties.isHeld(subject) && parties.isHeldOff(other) ? ports : PortSet.none),
        }];
      }
      case 'tenants': return (['ingress', 'egress'] as const).map((direction): GuardrailClaim => ({
        statement,
        direction,
        wants: 'shut',
        against: 'allowEverything',
        of: 'all',
        mayBeUnknown: false,
        ports: (subject, other) => (parties.areForeign(subject, other) ? PortSet.all : PortSet.none),
      }));
      case 'baseline': return model.baseline.map((direction): GuardrailClaim => ({
        statement,
        direction,
        wants: 'shut',
        against: 'none',
        of: 'all',
        mayBeUnknown: false,
        ports: (subject, other) => (parties.isHeld(subject) && (direction === 'egress' || parties.isHeldOff(other)) ? this.shut(direction, other) : PortSet.none),
      }));
      case 'dns':
      case 'metrics':
      case 'apiServer': return model.paths.filter(({ name }) => name === statement).map((path): GuardrailClaim => {
        const ports = portSetOf(path.ports);
        return {
          statement,
          direction: path.direction,
          wants: 'open',
          against: 'allowNothing',
          of: 'all',
          mayBeUnknown: statement === 'apiServer',
          ports: (subject, other) => (parties.isHeld(subject) && ['sure', 'partly'].includes(this.meaning(path, other)) ? ports : PortSet.none),
        };
      });
    }
  }

  /** What a baseline shuts towards an end: whatever no path opens. */
  private shut(direction: FlowDirection, other: number): PortSet {
    const known = this.shutPorts[direction].get(other) ?? PortSet.all.difference(this.opened(direction, other));
    this.shutPorts[direction].set(other, known);
    return known;
  }

  /** What paths open towards an end in a direction. */
  private opened(direction: FlowDirection, other: number): PortSet {
    return this.asked.model.paths
      .filter((path) => path.direction === direction && this.asked.statements.includes(path.name) && ['sure', 'maybe'].includes(this.meaning(path, other)))
      .reduce((sum, { ports }) => sum.union(portSetOf(ports)), PortSet.none);
  }

  /** The part of an end of which a claim speaks: rules treat all of an end alike, and paths may be about some of its addresses. */
  public partOf({ statement, wants, direction }: GuardrailClaim, place: number): OtherEnd {
    const end = this.ends[place];
    if (end === undefined || end.kind === 'name') throw new RangeError(`there is no end ${place} of which a claim speaks`);
    if (end.kind === 'workload') return end;
    const { paths } = this.asked.model;
    const own = this.addressesOf(paths.filter(({ name }) => name === statement));
    if (wants === 'open' && !own.isEmpty()) return { kind: 'addresses', addresses: end.addresses.intersection(own) };
    const open = statement === 'baseline' ? this.addressesOf(paths.filter((path) => path.direction === direction)) : CidrSet.none;
    const rest = end.addresses.difference(open);
    return { kind: 'addresses', addresses: rest.isEmpty() ? end.addresses : rest };
  }

  private addressesOf(paths: readonly SystemPathModel[]): CidrSet {
    return paths.reduce((sum, { name }) => sum.union(this.meant.get(name)?.addresses ?? CidrSet.none), CidrSet.none);
  }

  /** Whether an end is one of those at the end of a path, or has some of the addresses there beside others. */
  private meaning({ name }: SystemPathModel, place: number): 'sure' | 'partly' | 'maybe' | 'no' {
    const [end, meant] = [this.ends[place], this.meant.get(name)];
    if (end === undefined || end.kind === 'name' || meant === undefined) return 'no';
    const otherwise = name === 'apiServer' && this.isByIdentity && (end.kind === 'cell' || end.workload.hostNetwork) ? 'maybe' : 'no';
    if (end.kind === 'cell') {
      if (end.addresses.intersection(meant.addresses).isEmpty()) return otherwise;
      if (end.addresses.difference(meant.addresses).isEmpty()) return 'sure';
      return otherwise === 'maybe' ? otherwise : 'partly';
    }
    // a party that the plugin knows by its identity is at the end of the path that is about it, and of no other
    if (isReserved(end.workload.namespace)) return name === 'apiServer' && end.workload.namespace === API_SERVER ? 'sure' : otherwise;
    const group = this.groupOf[place] ?? 0;
    if (meant.places.has(place) || meant.groups.has(group)) return 'sure';
    return meant.perhaps.has(group) ? 'maybe' : otherwise;
  }
}

/** Who is at the end of a path, among the ends of a map. */
interface MeantEnds {
  readonly places: ReadonlySet<number>;
  readonly groups: ReadonlySet<number>;
  readonly perhaps: ReadonlySet<number>;
  readonly addresses: CidrSet;
}

function meantBy(ends: readonly AskedPeer[], peers: PeerEnds): MeantEnds {
  const meant = ends.map((peer) => peers.of(peer));
  return {
    places: new Set(meant.flatMap(({ sure }) => sure)),
    groups: new Set(meant.flatMap(({ sureGroups }) => sureGroups)),
    perhaps: new Set(meant.flatMap(({ maybeGroups }) => maybeGroups)),
    addresses: meant.reduce((sum, one) => sum.union(one.addresses), CidrSet.none),
  };
}
