import { Address, ADDRESS_BITS, AddressProblem, addressText, IpFamily, parseAddress } from './address';
import { differenceOf, Interval, Intervals, normalized } from './intervals';
import { order } from './order';

export type { Address, AddressProblem, IpFamily } from './address';
export { parseAddress } from './address';

/** A block of addresses. */
export interface Cidr {
  readonly family: IpFamily;
  /** The canonical text: network address and prefix length, IPv6 in lower case and compressed. */
  readonly text: string;
  readonly prefix: number;
  /** The network address. */
  readonly first: bigint;
  /** The last address of the block. */
  readonly last: bigint;
}

/** Why a text is not a block that the API server takes. */
export interface CidrProblem {
  /** `syntax`: the address part; `prefix`: the length is missing, malformed or too great; `hostBits`: bits are set behind it. */
  readonly problem: 'syntax' | 'prefix' | 'hostBits';
  readonly text: string;
  /** What is wrong, as the end of a sentence that begins with the value. */
  readonly detail: string;
  /** The block that was probably meant; with `hostBits` only. */
  readonly network?: string;
}

/** Whether a text was refused. */
export function isProblem<T extends object>(parsed: T | CidrProblem | AddressProblem): parsed is CidrProblem | AddressProblem {
  return 'problem' in parsed;
}

/**
 * Reads a block as strictly as the API server can be told to be: no leading zeros, no IPv4-mapped IPv6, no zone, no bits behind
 * the prefix. The text need not be canonical.
 *
 * A server without the gate takes such texts too, and plugins then disagree about what they mean; so they are refused always.
 *
 * @see https://github.com/kubernetes/enhancements/issues/4858 (KEP-4858; the gate `StrictIPCIDRValidation`, alpha and off by default in Kubernetes 1.33 to 1.35)
 */
export function parseCidr(text: string): Cidr | CidrProblem {
  const slash = text.indexOf('/');
  if (slash < 0) return parsedWithoutPrefix(text);
  const address = parseAddress(text.slice(0, slash));
  if (isProblem(address)) return { ...address, text };
  const length = text.slice(slash + 1);
  const bits = ADDRESS_BITS[address.family];
  if (!/^(0|[1-9]\d{0,2})$/.test(length) || Number(length) > bits) {
    return { problem: 'prefix', text, detail: `needs a prefix length from 0 to ${bits}, without leading zeros` };
  }
  const block = blockAt(address, Number(length));
  if (block.first === address.value) return block;
  return { problem: 'hostBits', text, detail: `has bits set behind the prefix; the network is ${block.text}`, network: block.text };
}

function parsedWithoutPrefix(text: string): CidrProblem {
  const address = parseAddress(text);
  if (isProblem(address)) return { problem: 'syntax', text, detail: 'is not a CIDR such as 10.9.8.0/24 or 2001:db8::/64' };
  const bits = ADDRESS_BITS[address.family];
  return { problem: 'prefix', text, detail: `has no prefix length; one address alone is ${address.text}/${bits}` };
}

function blockAt(address: Address, prefix: number): Cidr {
  const size = sizeOf(address.family, prefix);
  return cidrOf(address.family, address.value - (address.value % size), prefix);
}

/** How many addresses a block of so many free bits has. */
const SIZES: readonly bigint[] = Array.from({ length: ADDRESS_BITS[6] + 1 }, (_, bits) => 2n ** BigInt(bits));

function sizeOf(family: IpFamily, prefix: number): bigint {
  return SIZES[ADDRESS_BITS[family] - prefix] ?? 0n; // a prefix is never longer than an address
}

function cidrOf(family: IpFamily, first: bigint, prefix: number): Cidr {
  return { family, text: `${addressText(family, first)}/${prefix}`, prefix, first, last: first + sizeOf(family, prefix) - 1n };
}

/** The blocks among some texts: for texts that have been refused already where they are none. */
export function cidrsAmong(texts: readonly string[]): Cidr[] {
  return texts.map(parseCidr).flatMap((parsed) => (isProblem(parsed) ? [] : [parsed]));
}

/** The block of one address alone. */
export function cidrOfAddress({ family, text, value }: Address): Cidr {
  const prefix = ADDRESS_BITS[family];
  return { family, text: `${text}/${prefix}`, prefix, first: value, last: value };
}

/** Every address of a family. */
export function everyAddress(family: IpFamily): Cidr {
  return cidrOf(family, 0n, 0);
}

/** Whether the outer block has every address of the inner one; a block contains itself. */
export function contains(outer: Cidr, inner: Cidr): boolean {
  return outer.family === inner.family && outer.first <= inner.first && inner.last <= outer.last;
}

/** Whether the blocks share an address. */
export function overlaps(a: Cidr, b: Cidr): boolean {
  return a.family === b.family && a.first <= b.last && b.first <= a.last;
}

/** Whether an address is in a block. */
export function containsAddress(block: Cidr, address: Address): boolean {
  return block.family === address.family && block.first <= address.value && address.value <= block.last;
}

/** The order in which blocks are written: IPv4 first, then by address, the wider first. */
export function compareCidrs(a: Cidr, b: Cidr): number {
  return a.family - b.family || order(a.first, b.first) || a.prefix - b.prefix;
}

/** The addresses of a block. */
export function intervalOf(block: Cidr): Interval<bigint> {
  return { start: block.first, end: block.last + 1n };
}

/** The fewest blocks that cover exactly these addresses, sorted. */
export function coverOf(family: IpFamily, intervals: Intervals<bigint>): Cidr[] {
  const result: Cidr[] = [];
  for (const { start, end } of intervals) {
    for (let at = start; at < end;) {
      const block = widestAt(family, at, end);
      result.push(block);
      at = block.last + 1n;
    }
  }
  return result;
}

/** The widest block that begins here and ends in time. */
function widestAt(family: IpFamily, start: bigint, end: bigint): Cidr {
  let prefix = ADDRESS_BITS[family];
  while (prefix > 0) {
    const size = sizeOf(family, prefix - 1);
    if (start % size !== 0n || start + size > end) break;
    prefix--;
  }
  return cidrOf(family, start, prefix);
}

/** The fewest blocks that cover a block without others, sorted; what lies outside the block does not matter. */
export function subtract(block: Cidr, except: readonly Cidr[]): Cidr[] {
  const holes = normalized(except.filter((e) => e.family === block.family).map(intervalOf));
  return coverOf(block.family, differenceOf([intervalOf(block)], holes));
}

/** The fewest blocks that cover exactly the same addresses, sorted. */
export function mergeCidrs(blocks: readonly Cidr[]): Cidr[] {
  return ([4, 6] as const).flatMap((family) => coverOf(family, normalized(blocks.filter((b) => b.family === family).map(intervalOf))));
}
