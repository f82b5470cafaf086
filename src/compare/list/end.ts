import { Workload, workloadText } from '../../reachability/workload';
import { ADDRESS_BITS, addressText, IpFamily } from '../../sets/address';
import { coverOf } from '../../sets/cidr';
import { CidrSet } from '../../sets/cidr-set';
import { Interval } from '../../sets/intervals';
import { PortSet } from '../../sets/ports';

/** One end of a row. */
export type ListEnd =
  | { readonly kind: 'workload'; readonly workload: Workload }
  | { readonly kind: 'addresses'; readonly addresses: CidrSet }
  /** The pods of whatever serves Ingresses or routes: any pod, as long as nobody says which. */
  | { readonly kind: 'controller' };

/** Who reaches whom on what. */
export interface ListRow {
  readonly source: ListEnd;
  readonly destination: ListEnd;
  readonly allowed: PortSet;
  /** Ports of which the manifests do not say enough. */
  readonly unknown: PortSet;
}

/** An end of a workload. */
export function workloadListEnd(workload: Workload): ListEnd {
  return { kind: 'workload', workload };
}

/** An end as a text. */
export function listEndText(end: ListEnd): string {
  switch (end.kind) {
    case 'workload': return workloadText(end.workload);
    case 'addresses': return addressesText(end.addresses);
    case 'controller': return '{ingress-controller}';
  }
}

/** Two ends of addresses as one. */
export function joinedEnds(a: ListEnd, b: ListEnd): ListEnd {
  return a.kind === 'addresses' && b.kind === 'addresses' ? { kind: 'addresses', addresses: a.addresses.union(b.addresses) } : b;
}

/** Addresses as blocks where a few will do, else as ranges. */
export function addressesText(addresses: CidrSet): string {
  return ([4, 6] as const).flatMap((family) => addresses.intervals(family).map((interval) => intervalText(family, interval))).join(', ');
}

function intervalText(family: IpFamily, interval: Interval<bigint>): string {
  const blocks = coverOf(family, [interval]);
  return blocks.length === 1 ? blocks.map(({ text }) => text).join() : rangeText(family, interval);
}

/** The first and the last address of an interval. */
export function rangeText(family: IpFamily, { start, end }: Interval<bigint>): string {
  return `${addressText(family, start)}-${addressText(family, end - 1n)}`;
}

/** Every address of a family, as an interval. */
export function wholeFamily(family: IpFamily): Interval<bigint> {
  return { start: 0n, end: 2n ** BigInt(ADDRESS_BITS[family]) };
}
