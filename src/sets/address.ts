import * as ipaddr from 'ipaddr.js';

/** IPv4 or IPv6. */
export type IpFamily = 4 | 6;

/** How many bits an address has. */
export const ADDRESS_BITS: Readonly<Record<IpFamily, number>> = { 4: 32, 6: 128 };

/** One address. */
export interface Address {
  readonly family: IpFamily;
  /** The canonical text: IPv6 in lower case and compressed. */
  readonly text: string;
  readonly value: bigint;
}

/** Why a text is not an address that the API server takes. */
export interface AddressProblem {
  readonly problem: 'syntax';
  readonly text: string;
  /** What is wrong, as the end of a sentence that begins with the value. */
  readonly detail: string;
}

const NOT_AN_ADDRESS = 'is not an IPv4 or IPv6 address';

/**
 * Reads one IPv4 or IPv6 address as strictly as the API server: no leading zeros in an octet, no IPv4-mapped IPv6, no zone.
 *
 * @see https://github.com/kubernetes/enhancements/issues/4858 (KEP-4858; the gate `StrictIPCIDRValidation`, alpha and off by default in Kubernetes 1.33 to 1.35)
 */
export function parseAddress(text: string): Address | AddressProblem {
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return addressOf(4, ipaddr.IPv4.parse(text).toByteArray());
  if (/^\d+(\.\d+){3}$/.test(text)) {
    const zeros = text.split('.').some((octet) => /^0\d/.test(octet));
    return problemOf(text, zeros ? 'has an octet with a leading zero, which some software reads as octal' : NOT_AN_ADDRESS);
  }
  return parseIpv6(text);
}

function parseIpv6(text: string): Address | AddressProblem {
  if (text.includes('%')) return problemOf(text, 'has a zone, which means something on one host only');
  const hexadecimal = withoutDottedTail(text);
  // The pattern keeps out what ipaddr.js takes beyond the text form of RFC 4291.
  if (hexadecimal === undefined || !/^[0-9a-f:]+$/i.test(hexadecimal) || !ipaddr.IPv6.isValid(hexadecimal)) {
    return problemOf(text, NOT_AN_ADDRESS);
  }
  const parsed = ipaddr.IPv6.parse(hexadecimal);
  if (parsed.isIPv4MappedAddress()) return problemOf(text, 'is an IPv4 address in the clothes of IPv6; write it as IPv4');
  return addressOf(6, parsed.toByteArray());
}

/** The last 32 bits may be written as IPv4; ipaddr.js reads `::1.2.3.4` as an IPv4-mapped address, so they are rewritten first. */
function withoutDottedTail(text: string): string | undefined {
  if (!text.includes('.')) return text;
  const tailStart = text.lastIndexOf(':') + 1;
  const tail = text.slice(tailStart);
  if (tailStart === 0 || !ipaddr.IPv4.isValidFourPartDecimal(tail)) return undefined;
  const [a = 0, b = 0, c = 0, d = 0] = ipaddr.IPv4.parse(tail).octets;
  return `${text.slice(0, tailStart)}${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
}

/** Whether two addresses are one. */
export function isSameAddress(a: Address, b: Address): boolean {
  return a.family === b.family && a.value === b.value;
}

function problemOf(text: string, detail: string): AddressProblem {
  return { problem: 'syntax', text, detail };
}

function addressOf(family: IpFamily, bytes: readonly number[]): Address {
  const value = bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  return { family, text: addressText(family, value), value };
}

/** The canonical text of an address: dotted IPv4, or IPv6 as RFC 5952 has it. */
export function addressText(family: IpFamily, value: bigint): string {
  const bytes: number[] = [];
  for (let rest = value, i = 0; i < ADDRESS_BITS[family] / 8; i++, rest /= 256n) bytes.unshift(Number(rest % 256n));
  return family === 4 ? new ipaddr.IPv4(bytes).toString() : new ipaddr.IPv6(bytes).toRFC5952String();
}
