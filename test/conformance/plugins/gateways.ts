import { EgressGateway } from '../../../src';

/** A gateway with an address of each family. */
export const PARTNERS = EgressGateway.of('partners', { nodeLabels: { gateway: 'partners' }, addresses: ['192.0.2.7', '2001:db8:51::7'] });

/** A gateway with an interface. */
export const UPLINK = EgressGateway.of('uplink', { nodeLabels: { gateway: 'uplink' }, networkInterface: 'eth1' });

/** How connections leave through them. */
export const BY_PARTNERS = 'by 192.0.2.7 of the first node with gateway=partners';
export const BY_PARTNERS_IPV6 = 'by 2001:db8:51::7 of the first node with gateway=partners';
export const BY_UPLINK = 'by the first IPv4 address of interface eth1 of the first node with gateway=uplink';
export const BY_UPLINK_IPV6 = 'by the first IPv6 address of interface eth1 of the first node with gateway=uplink';

/** What is reported where a connection does not leave through a gateway, and why. */
export function unled(key: string, gateway: string, why: string): string {
  return `[shop/web] \`shop/web\` asks that \`${key}\` leaves through egress gateway \`${gateway}\`: ${why} (CANNOT_EXPRESS)`;
}
