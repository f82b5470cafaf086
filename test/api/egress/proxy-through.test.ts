import { EgressFallback, EgressGateway, EgressProxy, IpFamily, NetworkPlugin, Peer, Port } from '../../../src';
import { Shop } from '../shop';

/** A program whose microservice calls a name through a proxy, which itself goes through a gateway. */
function led(plugin: NetworkPlugin): { readonly shop: Shop; readonly proxy: EgressProxy } {
  const shop = new Shop({
    plugin,
    ipFamilies: [IpFamily.IPV4],
    egressGateways: [EgressGateway.of('partners', { nodeLabels: { role: 'egress' }, addresses: ['192.0.2.7'] })],
    podCidrs: ['10.244.0.0/16'],
    nodeCidrs: ['10.0.0.0/16'],
  });
  const proxy = new EgressProxy(shop.chart, 'egress');
  shop.service('web').connections.allowTo(Peer.dnsName('api.stripe.com', { fallback: EgressFallback.proxy(proxy) }).on(Port.https()));
  proxy.microservice?.connections.allowTo(Peer.internet().on(Port.https()), { through: 'partners' });
  return { shop, proxy };
}

test('a proxy leaves the cluster through a gateway where its own pods are led through it, which is proved', () => {
  // a Cilium that matches no names, as one without its proxy for DNS: any other needs no proxy
  const { shop } = led(NetworkPlugin.cilium({ version: '1.18', egressGateway: true, kubeProxyReplacement: true, overrides: { dnsNames: false } }));
  expect(shop.findings()).toEqual([]);
  const policies = shop.manifests().filter(({ kind }) => kind === 'CiliumEgressGatewayPolicy');
  expect(policies.map(({ spec }) => spec)).toEqual([expect.objectContaining({
    selectors: [{ podSelector: { matchLabels: expect.objectContaining({ 'io.kubernetes.pod.namespace': 'shop' }) as unknown } }],
    destinationCIDRs: ['0.0.0.0/0'],
    egressGateway: { nodeSelector: { matchLabels: { role: 'egress' } }, egressIP: '192.0.2.7' },
  })]);
});

test('elsewhere it is said that nothing is led', () => {
  expect(led(NetworkPlugin.kubeRouter()).shop.findings()).toEqual([expect.stringMatching(/`shop\/egress` asks that .* leaves through egress gateway `partners`: .*\(CANNOT_EXPRESS\)$/)]);
});

test('where the plugin matches names there is no proxy, and nothing to be led', () => {
  const { shop, proxy } = led(NetworkPlugin.cilium({ version: '1.18', egressGateway: true, kubeProxyReplacement: true }));
  expect([proxy.microservice, shop.findings()]).toEqual([undefined, []]);
});
