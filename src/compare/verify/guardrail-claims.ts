import { OtherEnd } from './difference';
import { Hostility } from './guardrail-world';
import { PeerEnds } from './peer-ends';
import { World } from './world';
import { AskedGuardrails, AskedPeer } from '../../model/asked';
import { FlowDirection } from '../../model/endpoint';
import { GuardrailStatement, isGuarded, SystemPathModel } from '../../model/guardrails';
import { PortMatch } from '../../model/port';
import { MapEnd } from '../../reachability/connectivity';
import { isReserved, reservedNamespace } from '../../reachability/rules/reserved';
import { namespaceLabels } from '../../reachability/snapshot';
import { CidrSet } from '../../sets/cidr-set';
import { PortSet } from '../../sets/ports';

/** What one statement wants of a pod in one direction, of every other end. */
export interface GuardrailClaim {
  readonly statement: GuardrailStatement;
  readonly direction: FlowDirection;
  /** Whether what it speaks of gets through, or is held off. */
  readonly wants: 'open' | 'shut';
  /** Against which policies of namespaces it holds. */
  readonly against: Hostility;
  /** On which ports it wants so of a pair; none where it says nothing of them. The subject is a workload, by its place. */
  readonly ports: (subject: number, other: number) => PortSet;
  /** Whether it is fine that nobody knows: whoever is meant has no address that anybody could look up. */
  readonly mayBeUnknown: boolean;
}

const API_SERVER = reservedNamespace('kube-apiserver');

/** Whose a namespace is. */
type Owner = { readonly kind: 'platform' | 'nobody' | 'undeclared' } | { readonly kind: 'tenant'; readonly name: string };

/** What guardrails want, as their text has it, and not as any API words it. */
export class GuardrailClaims {
  private readonly groupOf: Int32Array;
  private readonly meant: ReadonlyMap<SystemPathModel['name'], MeantEnds>;
  /** A plugin that knows the API server by its identity finds it wherever it is. */
  private readonly isByIdentity: boolean;

  public constructor(private readonly world: World, private readonly asked: AskedGuardrails, private readonly ends: readonly MapEnd[]) {
    const peers = new PeerEnds(world);
    this.groupOf = peers.groupOf;
    this.meant = new Map([...asked.ends].map(([name, some]) => [name, meantBy(some, peers)]));
    this.isByIdentity = asked.objects.some(({ kind }) => kind.startsWith('Cilium'));
  }

  /** Every claim of what is written, in the order in which statements hold. */
  public all(): GuardrailClaim[] {
    return this.asked.statements.flatMap((statement) => this.of(statement));
  }

  /** A text that tells apart ends of which any claim speaks otherwise. */
  public categoryOf(place: number): string {
    const end = this.ends[place];
    const meant = this.asked.model.paths.map((path) => this.meaning(path, place));
    if (end?.kind !== 'workload') return `address ${meant.join()}`;
    const { namespace, hostNetwork } = end.workload;
    const owner = this.ownerOf(namespace);
    return `${hostNetwork ? 'host' : 'pod'} ${isGuarded(namespace, this.asked.model) ? 'guarded' : 'free'} ${owner.kind === 'tenant' ? owner.name : `/${owner.kind}`} ${meant.join()}`;
  }

  private of(statement: GuardrailStatement): GuardrailClaim[] {
    const { model } = this.asked;
    switch (statement) {
      case 'neverOpen': {
        const ports = portSet(model.neverOpen);
        return [{
          statement,
          direction: 'ingress',
          wants: 'shut',
          against: 'allowEverything',
          mayBeUnknown: false,
          ports: (subject, other) => (this.isHeld(subject) && this.isHeldOff(other) ? ports : PortSet.none),
        }];
      }
      case 'tenants': return (['ingress', 'egress'] as const).map((direction): GuardrailClaim => ({
        statement,
        direction,
        wants: 'shut',
        against: 'allowEverything',
        mayBeUnknown: false,
        ports: (subject, other) => (this.areForeign(subject, other) ? PortSet.all : PortSet.none),
      }));
      case 'baseline': return model.baseline.map((direction): GuardrailClaim => ({
        statement,
        direction,
        wants: 'shut',
        against: 'none',
        mayBeUnknown: false,
        ports: (subject, other) => (this.isHeld(subject) && (direction === 'egress' || this.isHeldOff(other)) ? PortSet.all.difference(this.opened(direction, other)) : PortSet.none),
      }));
      case 'dns':
      case 'metrics':
      case 'apiServer': return model.paths.filter(({ name }) => name === statement).map((path): GuardrailClaim => ({
        statement,
        direction: path.direction,
        wants: 'open',
        against: 'allowNothing',
        mayBeUnknown: statement === 'apiServer',
        ports: (subject, other) => (this.isHeld(subject) && ['sure', 'partly'].includes(this.meaning(path, other)) ? portSet(path.ports) : PortSet.none),
      }));
    }
  }

  /** Whether guardrails hold an end: pods of guarded namespaces. */
  private isHeld(place: number): boolean {
    const end = this.ends[place];
    if (end?.kind !== 'workload' || end.workload.hostNetwork || isReserved(end.workload.namespace)) return false;
    return isGuarded(end.workload.namespace, this.asked.model);
  }

  private isHeldOff(place: number): boolean {
    const end = this.ends[place];
    return this.asked.model.callers === 'everybody' || (end?.kind === 'workload' && !end.workload.hostNetwork);
  }

  /** Whether two pods are to be kept apart on the side of the first. */
  private areForeign(subject: number, other: number): boolean {
    const [own, their] = [this.ends[subject], this.ends[other]];
    if (!this.isHeld(subject) || own?.kind !== 'workload' || their?.kind !== 'workload' || their.workload.hostNetwork) return false;
    if (isReserved(their.workload.namespace)) return false;
    const [mine, theirs] = [this.ownerOf(own.workload.namespace), this.ownerOf(their.workload.namespace)];
    if (theirs.kind === 'platform' || mine.kind === 'platform' || mine.kind === 'nobody') return false;
    return mine.kind !== 'tenant' || theirs.kind !== 'tenant' || mine.name !== theirs.name;
  }

  private ownerOf(namespace: string): Owner {
    const { platform, tenants } = this.asked.model;
    if (platform.includes(namespace)) return { kind: 'platform' };
    if (tenants === undefined) return { kind: 'nobody' };
    if (tenants.kind === 'namespaces') {
      const tenant = tenants.tenants.find(({ namespaces }) => namespaces.includes(namespace));
      return tenant === undefined ? { kind: 'nobody' } : { kind: 'tenant', name: tenant.name };
    }
    const labels = namespaceLabels(this.world.snapshot, namespace);
    if (!Object.hasOwn(labels, tenants.key)) return { kind: 'nobody' };
    const value = labels[tenants.key] ?? '';
    return tenants.values.includes(value) ? { kind: 'tenant', name: value } : { kind: 'undeclared' };
  }

  /** What paths open towards an end in a direction. */
  private opened(direction: FlowDirection, other: number): PortSet {
    return this.asked.model.paths
      .filter((path) => path.direction === direction && this.asked.statements.includes(path.name) && ['sure', 'maybe'].includes(this.meaning(path, other)))
      .reduce((sum, { ports }) => sum.union(portSet(ports)), PortSet.none);
  }

  /** The part of an end of which a claim speaks: rules treat all of an end alike, and paths may be about some of its addresses. */
  public partOf({ statement, wants, direction }: GuardrailClaim, place: number): OtherEnd {
    const end = this.ends[place];
    if (end === undefined || end.kind === 'name') throw new RangeError(`there is no end ${place} of which a claim speaks`);
    if (end.kind === 'workload') return end;
    const { paths } = this.asked.model;
    const own = this.addressesOf(paths.filter(({ name }) => name === statement));
    if (wants === 'open') return { kind: 'addresses', addresses: end.addresses.intersection(own) };
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

function portSet(ports: readonly PortMatch[]): PortSet {
  return ports.map(({ protocol, port, endPort }) => PortSet.of(protocol, port, endPort)).reduce((sum, one) => sum.union(one), PortSet.none);
}
