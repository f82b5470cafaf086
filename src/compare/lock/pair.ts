import { lockEndText } from './end-text';
import { LockEnd, LockPair } from './line';
import { lockWayText } from './way';
import { CidrSet } from '../../sets/cidr-set';

/** Which end of a pair has addresses. */
function addressed({ source, destination }: LockPair): 'source' | 'destination' | undefined {
  if (source.kind === 'addresses' || source.kind === 'entry') return 'source';
  return destination.kind === 'addresses' ? 'destination' : undefined;
}

/** Two ends, whatever their addresses. */
export function pairKey({ source, destination, way }: LockPair): string {
  return `${endKey(source)}\n${endKey(destination)}${way === undefined ? '' : lockWayText(way)}`;
}

function endKey(end: LockEnd): string {
  switch (end.kind) {
    case 'addresses': return '';
    case 'entry': return end.name;
    case 'workload':
    case 'name':
    case 'pods': return lockEndText(end);
  }
}

/** The same pair with other addresses. */
export function withAddresses(pair: LockPair, addresses: CidrSet): LockPair {
  const side = addressed(pair);
  if (side === undefined) return pair;
  const end = pair[side];
  return { ...pair, [side]: end.kind === 'entry' ? { ...end, clients: addresses } : { kind: 'addresses', addresses } };
}

/** The addresses of a pair: all there are where it has none. */
export function addressesOf(pair: LockPair): CidrSet {
  const side = addressed(pair);
  const end = side === undefined ? undefined : pair[side];
  return end?.kind === 'addresses' ? end.addresses : end?.kind === 'entry' ? end.clients : CidrSet.all;
}
