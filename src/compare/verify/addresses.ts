import { Claims } from './claims';
import { Difference } from './difference';
import { PeerEnds } from './peer-ends';
import { Outcome, PortNumbers } from './port-numbers';
import { Subject } from './subject';
import { AskedPeer } from '../../model/asked';
import { PortSets } from '../../reachability/engine/port-sets';
import { Direction } from '../../reachability/rules';
import { CidrSet } from '../../sets/cidr-set';

/** Addresses that all rules treat alike, and what the rules of one side say of them. */
export interface JudgedCell {
  readonly addresses: CidrSet;
  readonly outcome: Outcome;
}

/** Holds what one side says of addresses outside against what was declared of them, cut where a declaration begins or ends. */
export function* addressDifferences(
  { asked: subject, claims: { ingress, egress } }: Subject, direction: Direction, cells: readonly JudgedCell[], peers: PeerEnds, ports: PortNumbers,
): Iterable<Difference> {
  const { sets } = ports;
  const claims = direction === 'ingress' ? ingress : egress;
  const claimed = claims.addresses();
  for (const { addresses: cell, outcome: { allowed, unknown } } of cells) {
    if (claimed.length === 0 && allowed === PortSets.NONE && unknown === PortSets.NONE) continue;
    for (const { addresses, ports: declared, doubtful } of partsOf(cell, claims, ports)) {
      const differences = [
        ['missing', sets.difference(declared, allowed)],
        ['excess', sets.difference(allowed, declared)],
        ['unknown', sets.difference(unknown, sets.union(declared, doubtful))],
      ] as const;
      for (const [kind, number] of differences) {
        if (number === PortSets.NONE) continue;
        const isMeant = (peer: AskedPeer) => !peers.of(peer).addresses.intersection(addresses).isEmpty();
        const flows = kind === 'missing' ? ports.flowsOn(subject[direction], number).filter((flow) => flow.peers.some(isMeant)) : [];
        yield { kind, subject, direction, other: { kind: 'addresses', addresses }, ports: sets.set(number), keeper: 'own', flows };
      }
    }
  }
}

interface Part {
  readonly addresses: CidrSet;
  readonly ports: number;
  /** Ports that are declared of somebody who may be here. */
  readonly doubtful: number;
}

/** A cell in parts, of each of which one thing is declared. */
function partsOf(cell: CidrSet, claims: Claims, { sets }: PortNumbers): Part[] {
  let parts: Part[] = [{ addresses: cell, ports: PortSets.NONE, doubtful: PortSets.NONE }];
  const cut = (claim: CidrSet, add: (part: Part) => Part) => {
    parts = parts.flatMap((part) => [
      { ...add(part), addresses: part.addresses.intersection(claim) },
      { ...part, addresses: part.addresses.difference(claim) },
    ].filter(({ addresses }) => !addresses.isEmpty()));
  };
  for (const claim of claims.addresses()) cut(claim.addresses, (part) => ({ ...part, ports: sets.union(part.ports, claim.ports) }));
  for (const claim of claims.maybeAddresses()) cut(claim.addresses, (part) => ({ ...part, doubtful: sets.union(part.doubtful, claim.ports) }));
  return parts;
}
