import { Difference, OtherEnd } from './difference';
import { namesOf } from './names';
import { PeerEnds } from './peer-ends';
import { AskedException, AskedPeer } from '../../model/asked';
import { Workload } from '../../reachability/workload';
import { CidrSet } from '../../sets/cidr-set';
import { coversName, NamePattern } from '../../sets/names';
import { PortSet } from '../../sets/ports';

/** An exception that somebody declared, and whether anything would have been found without it. */
export interface UsedException {
  readonly exception: AskedException;
  readonly isUsed: boolean;
}

/** The pairs that somebody accepts as they are: what is found of them counts for nothing. */
export class Exceptions {
  private readonly all: readonly Accepted[];

  public constructor(
    exceptions: readonly AskedException[], workloads: readonly Workload[], peers: PeerEnds, portsOf: (exception: AskedException) => PortSet,
  ) {
    const endsOf = (some: readonly AskedPeer[]): Ends => ({
      workloads: new Set(some.flatMap((peer) => peers.placesOf(peer)).flatMap((place) => workloads[place] ?? [])),
      addresses: some.reduce((sum, peer) => sum.union(peers.of(peer).addresses), CidrSet.none),
      names: some.flatMap(namesOf),
    });
    this.all = exceptions.map((exception) => ({
      exception, source: endsOf(exception.source), target: endsOf(exception.target), ports: portsOf(exception), used: { yes: false },
    }));
  }

  /** What is left of differences. */
  public* without(differences: Iterable<Difference>, find: (difference: Difference) => Workload | undefined): Iterable<Difference> {
    for (const difference of differences) {
      const subject = find(difference);
      const relevant = this.all.filter(({ source, target }) => subject !== undefined && (difference.direction === 'egress' ? source : target).workloads.has(subject));
      yield* relevant.reduce<Difference[]>((rest, accepted) => rest.flatMap((one) => withoutOne(one, accepted)), [difference]);
    }
  }

  /** Every exception, and whether it was of use. */
  public used(): UsedException[] {
    return this.all.map(({ exception, used }) => ({ exception, isUsed: used.yes }));
  }
}

interface Ends {
  readonly workloads: ReadonlySet<Workload>;
  readonly addresses: CidrSet;
  readonly names: readonly NamePattern[];
}

interface Accepted {
  readonly exception: AskedException;
  readonly source: Ends;
  readonly target: Ends;
  readonly ports: PortSet;
  readonly used: { yes: boolean };
}

/** What is left of a difference: all of it with the ends that are not accepted, and with those that are, the ports that are not. */
function withoutOne(difference: Difference, { source, target, ports, used }: Accepted): Difference[] {
  const { inside, outside } = divided(difference.other, difference.direction === 'egress' ? target : source);
  if (inside === undefined || difference.ports.intersection(ports).isEmpty()) return [difference];
  used.yes = true;
  const rest = difference.ports.difference(ports);
  return [
    ...(outside === undefined ? [] : [{ ...difference, other: outside }]),
    ...(rest.isEmpty() ? [] : [{ ...difference, other: inside, ports: rest }]),
  ];
}

function divided(end: OtherEnd, { workloads, addresses, names }: Ends): { readonly inside?: OtherEnd; readonly outside?: OtherEnd } {
  if (end.kind === 'workload') return workloads.has(end.workload) ? { inside: end } : { outside: end };
  if (end.kind === 'name') return names.some((name) => coversName(name, end.name)) ? { inside: end } : { outside: end };
  const [inside, outside] = [end.addresses.intersection(addresses), end.addresses.difference(addresses)];
  const endOf = (some: CidrSet): OtherEnd | undefined => (some.isEmpty() ? undefined : { kind: 'addresses', addresses: some });
  return { inside: endOf(inside), outside: endOf(outside) };
}
