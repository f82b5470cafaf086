import { narrowedText } from './requests';
import { NarrowedPorts, Reach } from '../../reachability/connectivity';
import { addressText, IpFamily } from '../../sets/address';
import { coverOf } from '../../sets/cidr';
import { CidrSet } from '../../sets/cidr-set';
import { Interval } from '../../sets/intervals';

/** Ports that are open, those that perhaps are, and those that are so for some requests alone. */
export function reachText({ narrowed, ...reach }: Reach & { readonly narrowed?: readonly NarrowedPorts[] }): string {
  const requests = narrowedText(narrowed);
  return requests === '' ? portsText(reach) : `${portsText(reach)} (${requests})`;
}

function portsText({ allowed, unknown }: Reach): string {
  if (unknown.isEmpty()) return allowed.toString();
  return allowed.isEmpty() ? `perhaps ${unknown.toString()}` : `${allowed.toString()}, perhaps ${unknown.toString()}`;
}

/** Addresses that follow one another as a block where one will do, else as a range. */
export function addressesText(addresses: CidrSet): string {
  return intervalTexts(addresses).join(', ');
}

/** The same of some of the addresses, and how many other blocks or ranges there are. */
export function someAddressesText(addresses: CidrSet, atMost: number): string {
  const all = intervalTexts(addresses);
  return all.length <= atMost ? all.join(', ') : `${all.slice(0, atMost - 1).join(', ')} and ${all.length - atMost + 1} other blocks`;
}

function intervalTexts(addresses: CidrSet): string[] {
  return ([4, 6] as const).flatMap((family) => addresses.intervals(family).map((interval) => intervalText(family, interval)));
}

function intervalText(family: IpFamily, interval: Interval<bigint>): string {
  const [block, ...more] = coverOf(family, [interval]);
  return block !== undefined && more.length === 0 ? block.text : rangeText(family, interval);
}

/** The first and the last address of an interval. */
export function rangeText(family: IpFamily, { start, end }: Interval<bigint>): string {
  return `${addressText(family, start)}-${addressText(family, end - 1n)}`;
}

/** A text as the first words of a sentence or of a heading. */
export function capitalized(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
