import { isProblem, parseAddress, parseCidr } from '../../src/sets/cidr';

/**
 * Objects of kinds whose schema here is older than what they may say, in words that it knows: so that all the rest of them is held against it.
 *
 * Of CiliumEgressGatewayPolicy it is that of Cilium 1.17, which takes addresses of IPv4 alone; from 1.18 on there are blocks, and from 1.20 on addresses, of both families.
 *
 * @see https://github.com/cilium/cilium/pull/38452 (Cilium 1.18)
 * @see https://github.com/cilium/cilium/pull/44524 (Cilium 1.20)
 */
export function inWordsOfTheSchema(object: { readonly apiVersion: string; readonly kind: string }): unknown {
  if (object.kind !== 'CiliumEgressGatewayPolicy') return object;
  return JSON.parse(JSON.stringify(object), (_, value: unknown) => (typeof value === 'string' ? ofIpv4(value) : value));
}

function ofIpv4(text: string): string {
  if (!text.includes(':')) return text;
  if (!isProblem(parseCidr(text))) return '192.0.2.0/24';
  return isProblem(parseAddress(text)) ? text : '192.0.2.1';
}
