import { ApiObject, JsonPatch } from 'cdk8s';
import { payments, shopWithGateways } from './gateways';
import { EgressFallback, EgressProxy, Peer, Port } from '../../../src';
import { ProofRow } from '../proof-rows';
import { Shop } from '../shop';

/** A proxy through which a microservice reaches a name. */
function proxyOf(shop: Shop): EgressProxy {
  const proxy = new EgressProxy(shop.chart, 'egress');
  shop.service('web').connections.allowTo(Peer.dnsName('a.example', { fallback: EgressFallback.proxy(proxy) }).on(Port.https()));
  return proxy;
}

/** Damages of what leaves the cluster, one for each code that is an error. */
export const EGRESS_ROWS: readonly ProofRow[] = [
  {
    name: 'an egress proxy that is told more than its configuration',
    code: 'PROXY_EXCESS',
    path: 'shop/egress',
    run: (shop) => {
      const { microservice } = proxyOf(shop);
      if (microservice !== undefined) ApiObject.of(microservice.deployment).addJsonPatch(JsonPatch.add('/spec/template/spec/containers/0/args/-', '--config-yaml'));
    },
    says: /proxy `shop\/egress` is told something that is not understood, so that it may let anything through/,
  },
  {
    name: 'an egress proxy whose configuration is emptied',
    code: 'PROXY_MISSING',
    path: 'shop/egress',
    run: (shop) => proxyOf(shop).configMap?.addJsonPatch(JsonPatch.replace('/data/envoy.json', '{}')),
    says: /proxy `shop\/egress` does not let `shop\/web` reach `a\.example:443`, which is declared/,
  },
  {
    name: 'an egress gateway policy that is patched to another address',
    code: 'SOURCE_ADDRESS_MISSING',
    path: 'shop/payments',
    shop: shopWithGateways,
    run: (shop) => payments(shop).egressGatewayObjects[0]?.addJsonPatch(JsonPatch.replace('/spec/egressGateway/egressIP', '198.51.100.8')),
    says: /`shop\/payments` is to reach `203\.0\.113\.0\/24 on 443\/TCP` through egress gateway `partners`, and of that 203\.0\.113\.0\/24 does not leave as it should/,
  },
  {
    name: 'an egress gateway policy of somebody else',
    code: 'SOURCE_ADDRESS_EXCESS',
    path: 'shop/web',
    shop: shopWithGateways,
    run: (shop) => {
      shop.service('web').connections.allowTo(Peer.cidr('203.0.113.0/24').on(Port.https()));
      const spec = { selectors: [{ podSelector: {} }], destinationCIDRs: ['0.0.0.0/0'], egressGateway: { nodeSelector: {}, interface: 'eth1' } };
      return new ApiObject(shop.chart, 'raw', { apiVersion: 'cilium.io/v2', kind: 'CiliumEgressGatewayPolicy', metadata: { name: 'everybody' }, spec });
    },
    says: /CiliumEgressGatewayPolicy everybody leads connections of `shop\/web` to 203\.0\.113\.0\/24 through a gateway, and nobody declared that/,
  },
];
