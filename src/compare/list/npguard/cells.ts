import { ConnectivityMap } from '../../../reachability/connectivity';
import { Direction, RuleSet } from '../../../reachability/rules';
import { peersOf } from '../../../reachability/rules/peers';
import { everyAddress, intervalOf } from '../../../sets/cidr';
import { CidrSet } from '../../../sets/cidr-set';
import { Interval } from '../../../sets/intervals';
import { order } from '../../../sets/order';
import { rangeText } from '../../words/text';

/** Addresses that follow one another, and where the map has them. */
export interface ExternalCell {
  readonly text: string;
  readonly interval: Interval<bigint>;
  /** The place of their cell among the ends of the map. */
  readonly place: number;
}

/** All IPv4 addresses, cut wherever the addresses of a rule of a direction begin or end. */
export function externalCells(map: ConnectivityMap, rules: RuleSet, direction: Direction): ExternalCell[] {
  const all = intervalOf(everyAddress(4));
  const cuts = new Set([all.start, all.end]);
  for (const { start, end } of ruleIntervals(rules, direction)) {
    cuts.add(start);
    cuts.add(end);
  }
  const sorted = [...cuts].sort(order);
  const places = placesOf(map);
  return sorted.slice(1).flatMap((end, i) => {
    const interval = { start: sorted[i] ?? 0n, end };
    const place = placeAt(places, interval.start);
    return place === undefined ? [] : [{ text: `${rangeText(4, interval)}[External]`, interval, place }];
  });
}

function ruleIntervals(rules: RuleSet, direction: Direction): Interval<bigint>[] {
  return peersOf(rules, direction).flatMap((peer) => (
    peer.kind === 'addresses' ? [...CidrSet.of([peer.block]).difference(CidrSet.of(peer.except)).intervals(4)] : []
  ));
}

type Place = Interval<bigint> & { readonly place: number };

function placesOf(map: ConnectivityMap): Place[] {
  const places = map.ends.flatMap((end, place) => (end.kind === 'cell' ? end.addresses.intervals(4).map((interval) => ({ ...interval, place })) : []));
  return places.sort((a, b) => order(a.start, b.start));
}

function placeAt(places: readonly Place[], address: bigint): number | undefined {
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((places[middle]?.end ?? 0n) <= address) low = middle + 1; else high = middle;
  }
  return places[low]?.place;
}
