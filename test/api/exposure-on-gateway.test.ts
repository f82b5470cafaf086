import { Shop } from './shop';
import { Edge, GatewayController, GatewayEdgeProps, LoadBalancing } from '../../src';

const HOSTS = { hosts: ['a.example.com'] };

/** A shop on one Gateway `infra/public`. */
function shopOn(controller: GatewayController, more: Partial<GatewayEdgeProps> = {}): Shop {
  return new Shop({ edges: [Edge.gateway('public', { controller, namespaceName: 'infra', ...more })] });
}

describe('an exposure on Cilium', () => {
  test('is an error, once, since no policy can name its Envoy', () => {
    const shop = shopOn(GatewayController.CILIUM);
    shop.service('web').expose('x', HOSTS);
    expect(shop.findings()).toMatchSnapshot();
  });

  test('opens its port to everybody where the edge says so, which is told', () => {
    const shop = shopOn(GatewayController.CILIUM, { openToAnyone: true });
    shop.service('web').expose('x', HOSTS);
    expect(shop.findings()).toMatchSnapshot();
    expect(shop.spec('NetworkPolicy', 'web')['ingress']).toEqual([{ ports: [{ port: 8080, protocol: 'TCP' }] }]);
  });
});

describe('two exposures of one Service on Istio', () => {
  const exposed = (one: LoadBalancing, other: LoadBalancing): Shop => {
    const shop = shopOn(GatewayController.ISTIO);
    const web = shop.service('web');
    web.expose('x', { ...HOSTS, loadBalancing: one });
    web.expose('y', { hosts: ['b.example.com'], loadBalancing: other });
    return shop;
  };
  const rules = (shop: Shop) => shop.kind('DestinationRule').map(({ metadata, spec }) => [metadata.name, spec['trafficPolicy']]);

  test('have one DestinationRule where they ask for the same', () => {
    const shop = exposed(LoadBalancing.random(), LoadBalancing.random());
    expect(rules(shop)).toEqual([['web', { loadBalancer: { simple: 'RANDOM' } }]]);
    expect(shop.findings()).toEqual([]);
  });

  test('are told where they ask for different things', () => {
    const shop = exposed(LoadBalancing.random(), LoadBalancing.roundRobin());
    expect(shop.findings()).toMatchSnapshot();
  });

  test('have the rule of the second where the first is taken back', () => {
    const shop = shopOn(GatewayController.ISTIO);
    const web = shop.service('web');
    web.expose('x', { ...HOSTS, loadBalancing: LoadBalancing.random() });
    web.node.tryRemoveChild('x');
    web.expose('y', { ...HOSTS, loadBalancing: LoadBalancing.roundRobin() });
    expect(rules(shop)).toEqual([['web', { loadBalancer: { simple: 'ROUND_ROBIN' } }]]);
  });
});
