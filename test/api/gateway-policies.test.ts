import { Shop } from './shop';
import { Edge, EdgeListener, ExposureProps, GatewayController, GatewayRelease, Health, LoadBalancing, Port, RatePeriod, Tls } from '../../src';

const LISTENERS = [EdgeListener.http(), EdgeListener.https({ hostname: '*.example.com', tls: Tls.secret('wildcard') }), EdgeListener.tcp('sql', 5432)];

function shopOn(controller: GatewayController): Shop {
  return new Shop({ edges: [Edge.gateway('public', { controller, namespaceName: 'infra', listeners: LISTENERS, release: GatewayRelease.V1_6 })] });
}

const ASKED: ExposureProps = {
  hosts: ['shop.example.com'],
  tls: Tls.edge(),
  timeouts: { connectSeconds: 2, idleSeconds: 600 },
  maxBodyBytes: 10 * 1024 * 1024,
  rateLimit: { requests: 50, per: RatePeriod.MINUTE },
  loadBalancing: LoadBalancing.leastRequest(),
};

/** The kinds of the objects that an exposure writes beside its routes, and of its routes. */
function kindsOf(shop: Shop, ...kinds: string[]): string[] {
  return kinds.flatMap((kind) => shop.kind(kind).map(({ metadata }) => `${kind} ${metadata.name}`));
}

describe('an exposure on a Gateway', () => {
  test('of Envoy Gateway is proven with its policies beside its routes, and the pods let in the proxies of that Gateway alone', () => {
    const shop = shopOn(GatewayController.ENVOY_GATEWAY);
    shop.service('web').expose('x', { ...ASKED, sources: ['203.0.113.0/24'] });
    shop.service('db', { ports: [Port.tcp(5432, { name: 'sql' })], health: Health.tcp() }).exposeStream('y', { edgePort: 5432, sources: ['198.51.100.0/24'] });
    expect(shop.findings()).toEqual([]);
    expect(kindsOf(shop, 'BackendTrafficPolicy', 'HTTPRoute', 'SecurityPolicy', 'TCPRoute')).toEqual([
      'BackendTrafficPolicy web-x', 'HTTPRoute web-x', 'HTTPRoute web-x-https', 'SecurityPolicy web-x', 'SecurityPolicy db-y', 'TCPRoute db-y',
    ]);
    expect(JSON.stringify(shop.kind('NetworkPolicy'))).toContain('"gateway.envoyproxy.io/owning-gateway-name":"public","gateway.envoyproxy.io/owning-gateway-namespace":"infra"');
  });

  test('of NGINX Gateway Fabric is proven with its policies beside its routes', () => {
    const shop = shopOn(GatewayController.NGINX_GATEWAY_FABRIC);
    shop.service('web').expose('x', ASKED);
    expect(shop.findings()).toEqual([]);
    expect(kindsOf(shop, 'ClientSettingsPolicy', 'HTTPRoute', 'ProxySettingsPolicy', 'RateLimitPolicy', 'UpstreamSettingsPolicy')).toEqual([
      'ClientSettingsPolicy web-x', 'HTTPRoute web-x', 'HTTPRoute web-x-https', 'ProxySettingsPolicy web-x', 'RateLimitPolicy web-x', 'UpstreamSettingsPolicy web',
    ]);
  });

  test('tells what its controller cannot do, in the words of the user', () => {
    const shop = shopOn(GatewayController.NGINX_GATEWAY_FABRIC);
    shop.service('web').expose('x', { ...ASKED, sources: ['203.0.113.0/24'], timeouts: { requestSeconds: 30 } });
    expect(JSON.stringify(shop.findings())).toMatch(/`sources` is beyond NGINX Gateway Fabric: .*`timeouts.requestSeconds` is beyond NGINX Gateway Fabric: /);
  });
});
