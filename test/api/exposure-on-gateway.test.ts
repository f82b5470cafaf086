import { Shop } from './shop';
import {
  BackendTls, Edge, EdgeListener, ExposureProps, GatewayController, GatewayEdgeProps, GatewayRelease, Health, LoadBalancing, Path, Port, Tls,
} from '../../src';

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

describe('exposures of several namespaces that go to one Service', () => {
  const exposed = (other: LoadBalancing): Shop => {
    const shop = shopOn(GatewayController.ISTIO);
    const api = shop.service('api', {}, 'lib');
    const to = (host: string, loadBalancing: LoadBalancing) => ({ hosts: [host], paths: [Path.prefix('/', { target: api })], loadBalancing });
    shop.service('web').expose('x', to('a.example.com', LoadBalancing.random()));
    shop.service('web', {}, 'pay').expose('x', to('b.example.com', other));
    return shop;
  };

  test('share what is written for it, though they have one name', () => {
    const shop = exposed(LoadBalancing.random());
    expect(shop.kind('DestinationRule').map(({ metadata }) => metadata.name)).toEqual(['api']);
    expect(shop.findings()).toEqual([]);
  });

  test('are told where they ask for different things', () => {
    expect(exposed(LoadBalancing.roundRobin()).findings()).toEqual([
      expect.stringMatching(/^\[pay\/web\/x\] .*in the DestinationRule `api`, which exposure `web-x` of namespace `shop` has as well, with other words.*CANNOT_EXPRESS/),
    ]);
  });
});

describe('two exposures of one port that speaks TLS', () => {
  const exposed = (one: string, other: string): Shop => {
    const shop = shopOn(GatewayController.ENVOY_GATEWAY, { release: GatewayRelease.V1_6 });
    const web = shop.service('web', { ports: [Port.https(8443)], health: Health.tcp() });
    web.expose('x', { ...HOSTS, backendTls: BackendTls.system(one) });
    web.expose('y', { hosts: ['b.example.com'], backendTls: BackendTls.system(other) });
    return shop;
  };

  test('have one policy for it where they check the same', () => {
    const shop = exposed('web.internal', 'web.internal');
    expect(shop.kind('BackendTLSPolicy').map(({ metadata }) => metadata.name)).toEqual(['web.https']);
    expect(shop.findings()).toEqual([]);
  });

  test('are told where they check different names, of which the older alone would count', () => {
    expect(exposed('web.internal', 'other.internal').findings()).toEqual([
      expect.stringMatching(/^\[shop\/web\/y\] .*in the BackendTLSPolicy `web\.https`, which exposure `web-x` has as well, with other words.*CANNOT_EXPRESS/),
    ]);
  });
});

describe('exposures of gRPC and of HTTP on one host', () => {
  const rpc = { ports: [Port.grpc(9000)], health: Health.grpc() };
  const LISTENERS = [EdgeListener.http(), EdgeListener.https({ hostname: '*.example.com', tls: Tls.secret('wildcard') })];
  const call = (path = Path.grpc('acme.Stock')) => ({ hosts: ['api.example.com'], tls: Tls.edge(), paths: [path] });
  const page = (hosts: string[]) => ({ hosts, tls: Tls.edge(), paths: [Path.prefix('/web')] });
  const MIXED = /^\[shop\/web\/y\] `(api|\*)\.example\.com` is an HTTPRoute here and a GRPCRoute in `shop\/stock\/x`, and a listener takes the older.*EXPOSURE_COLLISION/;

  function exposed(asked: ExposureProps, hosts: string[], more: Partial<GatewayEdgeProps> = {}): Shop {
    const shop = shopOn(GatewayController.ENVOY_GATEWAY, { listeners: LISTENERS, ...more });
    shop.service('stock', rpc).expose('x', asked);
    shop.service('web').expose('y', page(hosts));
    return shop;
  }

  test.each([['the same host', ['api.example.com']], ['a wildcard above it', ['*.example.com']]])('are told, since a listener takes one kind alone: %s', (_, hosts) => {
    expect(exposed(call(), hosts).findings()).toEqual([expect.stringMatching(MIXED)]);
  });

  test('are fine on two hosts, on listeners of their own, and where both are HTTPRoutes', () => {
    const own = [...LISTENERS, EdgeListener.https({ name: 'api', hostname: 'api.example.com', tls: Tls.secret('api') })];
    expect(exposed(call(), ['web.example.com']).findings()).toEqual([]);
    expect(exposed(call(), ['*.example.com'], { listeners: own }).findings()).toEqual([]);
    expect(exposed(call(Path.prefix('/acme.Stock')), ['api.example.com']).findings()).toEqual([]);
  });
});
