import { ConnectivityMap } from '../../../reachability/connectivity';
import { Direction, Peer, RuleSet, TieredPeer } from '../../../reachability/rules';
import { CidrSet } from '../../../sets/cidr-set';
import { Interval } from '../../../sets/intervals';
import { rangeText, wholeFamily } from '../end';

/** Addresses that follow one another, and where the map has them. */
export interface ExternalCell {
  readonly text: string;
  readonly interval: Interval<bigint>;
  /** The place of their cell among the ends of the map. */
  readonly place: number;
}

/** All IPv4 addresses, cut wherever the addresses of a rule of a direction begin or end. */
export function externalCells(map: ConnectivityMap, rules: RuleSet, direction: Direction): ExternalCell[] {
  const all = wholeFamily(4);
  const cuts = new Set([all.start, all.end]);
  for (const { start, end } of ruleIntervals(rules, direction)) {
    cuts.add(start);
    cuts.add(end);
  }
  const sorted = [...cuts].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const places = placesOf(map);
  return sorted.slice(1).flatMap((end, i) => {
    const interval = { start: sorted[i] ?? 0n, end };
    const place = placeAt(places, interval.start);
    return place === undefined ? [] : [{ text: `${rangeText(4, interval)}[External]`, interval, place }];
  });
}

function ruleIntervals({ policies, tiered }: RuleSet, direction: Direction): Interval<bigint>[] {
  const rules = [...policies, ...tiered].flatMap((policy) => [...policy.rules]);
  const peers = rules.filter((rule) => rule.direction === direction).flatMap((rule): (Peer | TieredPeer)[] => (rule.peers === 'anyone' ? [] : [...rule.peers]));
  return peers.flatMap((peer) => (peer.kind === 'addresses' ? [...CidrSet.of([peer.block]).difference(CidrSet.of(peer.except)).intervals(4)] : []));
}

type Place = Interval<bigint> & { readonly place: number };

function placesOf(map: ConnectivityMap): Place[] {
  const places = map.ends.flatMap((end, place) => (end.kind === 'cell' ? end.addresses.intervals(4).map((interval) => ({ ...interval, place })) : []));
  return places.sort((a, b) => (a.start < b.start ? -1 : 1));
}

function placeAt(places: readonly Place[], address: bigint): number | undefined {
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((places[middle]?.end ?? 0n) <= address) low = middle + 1; else high = middle;
  }
  return places[low]?.place;
}
