import { ClusterProfileProps, EgressGateway, NetworkPlugin, Peer, Port, SecureMicroservice } from '../../../src';
import { Shop } from '../shop';

export const NODES = { 'egress-gateway': 'partners' };

/** A gateway with an address of each family, and one with an interface. */
export const GATEWAYS = [
  EgressGateway.of('partners', { nodeLabels: NODES, addresses: ['198.51.100.7', '2001:db8:51::7'] }),
  EgressGateway.of('uplink', { nodeLabels: { 'egress-gateway': 'uplink' }, networkInterface: 'eth1' }),
];

/** A cluster whose plugin leads connections through gateways. */
export function shopWithGateways(profile: ClusterProfileProps = {}): Shop {
  return new Shop({ plugin: NetworkPlugin.cilium({ egressGateway: true }), egressGateways: GATEWAYS, ...profile });
}

/** A microservice that reaches a partner through a gateway. */
export function payments(shop: Shop): SecureMicroservice {
  const service = shop.service('payments');
  service.connections.allowTo(Peer.cidr('203.0.113.0/24').on(Port.https()), { through: 'partners', reason: 'the bank knows our address' });
  return service;
}
