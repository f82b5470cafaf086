import { PeerEnds } from './peer-ends';
import { PortNumbers } from './port-numbers';
import { AskedFlow } from '../../model/asked';
import { PortSets } from '../../reachability/engine/port-sets';
import { CidrSet } from '../../sets/cidr-set';

/** Ports, by number, that are declared of some pair: for sure, and those of which it is not known whether the declaration means the other end. */
export interface Claim {
  readonly sure: number;
  readonly maybe: number;
  /** Of the sure ports, those of which the declaration names this very end, and not a crowd that it is in. */
  readonly named: number;
}

/** Ports that are declared of some addresses outside. */
export interface AddressClaim {
  readonly addresses: CidrSet;
  readonly ports: number;
}

/** Nothing is declared. */
export const NO_CLAIM: Claim = { sure: PortSets.NONE, maybe: PortSets.NONE, named: PortSets.NONE };

/** What is declared of one workload in one direction, by the other end. */
export class Claims {
  private readonly ends = new Map<number, Claim>();
  private readonly groups: Claim[] = [];
  private readonly outside: AddressClaim[] = [];
  private readonly maybeOutside: AddressClaim[] = [];

  public constructor(flows: readonly AskedFlow[], peers: PeerEnds, private readonly ports: PortNumbers) {
    for (const flow of flows) {
      const number = ports.ofMatches(flow.ports);
      for (const peer of flow.peers) {
        const ends = peers.of(peer);
        const isNamed = peer.kind === 'workload' || peer.kind === 'account' || (peer.kind === 'pods' && peer.pods !== 'all');
        for (const end of ends.sure) this.ends.set(end, this.added(this.ends.get(end), number, 'sure', isNamed));
        for (const end of ends.maybe) this.ends.set(end, this.added(this.ends.get(end), number, 'maybe', false));
        for (const group of ends.sureGroups) this.groups[group] = this.added(this.groups[group], number, 'sure', false);
        for (const group of ends.maybeGroups) this.groups[group] = this.added(this.groups[group], number, 'maybe', false);
        if (!ends.addresses.isEmpty()) this.outside.push({ addresses: ends.addresses, ports: number });
        if (!ends.maybeAddresses.isEmpty()) this.maybeOutside.push({ addresses: ends.maybeAddresses, ports: number });
      }
    }
  }

  /** What is declared of a workload that is in some group of candidates for addresses. */
  public of(end: number, group: number): Claim {
    const [own, common] = [this.ends.get(end), this.ofGroup(group)];
    if (own === undefined || common === NO_CLAIM) return own ?? common;
    const { sets } = this.ports;
    return { sure: sets.union(own.sure, common.sure), maybe: sets.union(own.maybe, common.maybe), named: own.named };
  }

  /** What is declared of every workload of a group. */
  public ofGroup(group: number): Claim {
    return this.groups[group] ?? NO_CLAIM;
  }

  /** Whether something is declared of every workload of some group. */
  public hasWholeGroups(): boolean {
    return this.groups.some((claim) => claim.sure !== PortSets.NONE);
  }

  /** The workloads of which something is declared one by one. */
  public claimed(): Iterable<number> {
    return this.ends.keys();
  }

  /** What is declared of addresses outside. */
  public addresses(): readonly AddressClaim[] {
    return this.outside;
  }

  /** What is declared of somebody who may have some addresses outside. */
  public maybeAddresses(): readonly AddressClaim[] {
    return this.maybeOutside;
  }

  private added(before: Claim | undefined, ports: number, how: 'sure' | 'maybe', isNamed: boolean): Claim {
    const { sets } = this.ports;
    const claim = before ?? NO_CLAIM;
    return { ...claim, [how]: sets.union(claim[how], ports), ...(isNamed ? { named: sets.union(claim.named, ports) } : {}) };
  }
}
