import { allowedFlows, STRANGERS } from './flows';
import { Shop, thrownBy, yamlOf } from './shop';
import { ClusterProfileProps, ExternalService, Health, Port, Service, TrafficPolicy } from '../../src';
import { block } from '../reachability/world';

const SOURCES = ['203.0.113.0/24', '2001:db8::/32'];
const CLIENTS = ['203.0.113.9', '203.0.114.9', '2001:db8::9', '2001:db9::9', '192.0.2.10'];
const NODES: ClusterProfileProps = { nodeCidrs: ['192.0.2.0/24'] };

/** What a microservice with that further Service lets in, of some clients, pods and a node. */
function entered(service: Service, profile: ClusterProfileProps = {}): string[] {
  const shop = new Shop(profile);
  shop.service('web', { ports: [Port.http(8080, { servicePort: 80 }), Port.metrics(9100)] }).addService('entry', service);
  const ports = ['8080/TCP', '9100/TCP', '80/TCP', '30080/TCP', '8080/UDP'];
  return allowedFlows(shop.world(STRANGERS, { podCidrs: [block('10.244.0.0/16')] }), { managed: ['shop/web'], others: [...CLIENTS, 'shop/stranger'], ports });
}

describe.each([
  ['a node port', Service.nodePort],
  ['a load balancer', Service.loadBalancer],
])('%s', (_, make) => {
  test('lets in its sources and nobody else, v4 and v6, on the container\'s ports that it offers', () => {
    expect(entered(make({ sourceRanges: SOURCES, ports: ['http'], nodePorts: { http: 30080 } }))).toEqual([
      '2001:db8::9 > shop/web on 8080/TCP',
      '203.0.113.9 > shop/web on 8080/TCP',
    ]);
  });

  test('lets in the nodes where its traffic policy hides the clients behind them, and everybody may come', () => {
    expect(entered(make({ sourceRanges: ['0.0.0.0/0', '::/0'], ports: ['http'], externalTrafficPolicy: TrafficPolicy.CLUSTER }), NODES))
      .toEqual(['192.0.2.10 > shop/web on 8080/TCP']);
  });

  test('lets nobody in without a source, and that is a finding', () => {
    const shop = new Shop();
    const web = shop.service('web');
    web.addService('entry', make({}));
    expect(web.networkPolicy.toJson()).toMatchObject({ spec: { ingress: [] } });
    expect(shop.findings()).toEqual([expect.stringMatching(/^\[shop\/web\] Service `web-entry` .* lets nobody in: give `sourceRanges`.*\(SOURCE_MISSING\)$/)]);
  });
});

describe('the source ranges behind nodes', () => {
  const behind = { sourceRanges: SOURCES, externalTrafficPolicy: TrafficPolicy.CLUSTER, ports: ['http'] };

  test('of a load balancer are held by the Service, so that the policy lets in the nodes', () => {
    expect(entered(Service.loadBalancer(behind), NODES)).toEqual(['192.0.2.10 > shop/web on 8080/TCP']);
  });

  test('of a node port are held by nobody, which is a finding', () => {
    const shop = new Shop(NODES);
    shop.service('web').addService('entry', Service.nodePort(behind));
    expect(shop.findings()).toEqual([expect.stringMatching(/^\[shop\/web\] Service `web-entry` shows nodes to its pods.*`TrafficPolicy.LOCAL`.*\(CANNOT_EXPRESS\)$/)]);
  });
});

describe('the source ranges', () => {
  test('of a load balancer are in the Service, too, sorted; those of a node port are in the policy alone', () => {
    const shop = new Shop();
    shop.service('a', { service: Service.loadBalancer({ sourceRanges: ['203.0.113.0/24', '198.51.100.0/24'] }) });
    shop.service('b', { service: Service.nodePort({ sourceRanges: ['203.0.113.0/24', '198.51.100.0/24'] }) });
    expect(shop.spec('Service', 'a')['loadBalancerSourceRanges']).toEqual(['198.51.100.0/24', '203.0.113.0/24']);
    expect(shop.spec('Service', 'b')).not.toHaveProperty('loadBalancerSourceRanges');
  });

  test('of two Services add up', () => {
    const shop = new Shop();
    const web = shop.service('web', { service: Service.loadBalancer({ sourceRanges: ['203.0.113.0/24'] }) });
    web.addService('lan', Service.loadBalancer({ sourceRanges: ['2001:db8::/32'] }));
    expect(allowedFlows(shop.world(), { managed: ['shop/web'], others: CLIENTS, ports: ['8080/TCP'] }))
      .toEqual(['2001:db8::9 > shop/web on 8080/TCP', '203.0.113.9 > shop/web on 8080/TCP']);
  });
});

test('metrics ports are neither offered nor opened to the outside unless they are named', () => {
  const shop = new Shop();
  const web = shop.service('web', { ports: [Port.http(8080), Port.metrics(9100)] });
  web.addService('lb', Service.loadBalancer({ sourceRanges: SOURCES }));
  web.addService('ops', Service.loadBalancer({ sourceRanges: ['192.0.2.0/24'], ports: ['metrics'] }));
  expect(shop.spec('Service', 'web-lb')['ports']).toMatchObject([{ name: 'http' }]);
  expect(allowedFlows(shop.world(), { managed: ['shop/web'], others: ['203.0.113.9', '192.0.2.9'], ports: ['9100/TCP'] }))
    .toEqual(['192.0.2.9 > shop/web on 9100/TCP']);
});

describe('the node ports', () => {
  test('stand at the ports that they are for, and nowhere else', () => {
    const shop = new Shop();
    const service = Service.nodePort({ sourceRanges: SOURCES, ports: ['http', 'grpc', 'metrics'], nodePorts: { metrics: 32767, http: 30000 } });
    shop.service('web', { ports: [Port.http(8080), Port.grpc(9000), Port.metrics(9100)], service });
    expect(shop.spec('Service', 'web')['ports']).toMatchObject([{ name: 'http', nodePort: 30000 }, { name: 'grpc' }, { name: 'metrics', nodePort: 32767 }]);
    expect(JSON.stringify(shop.spec('Service', 'web')).match(/nodePort"/g)).toHaveLength(2);
  });

  test('are checked against the range of the cluster profile', () => {
    const shop = new Shop({ firstNodePort: 20000, lastNodePort: 20100 });
    const web = shop.service('web');
    web.addService('a', Service.nodePort({ sourceRanges: SOURCES, nodePorts: { http: 20100 } }));
    expect(thrownBy(() => web.addService('b', Service.nodePort({ nodePorts: { http: 30080 } })))).toMatch(/`30080` .* 20000 to 20100 \(NODE_PORT_OUT_OF_RANGE\)$/);
  });
});

test('a Service that was refused opens nothing', () => {
  const shop = new Shop();
  const web = shop.service('web');
  const before = shop.app.synthYaml();
  expect(thrownBy(() => web.addService('a', Service.loadBalancer({ sourceRanges: SOURCES, nodePorts: { http: 1 } })))).toMatch(/NODE_PORT_OUT_OF_RANGE/);
  expect(thrownBy(() => web.addService('b', Service.nodePort({ sourceRanges: SOURCES, name: 'A_B' })))).toMatch(/NAME_INVALID/);
  expect(shop.app.synthYaml()).toBe(before);
});

describe('a service outside the cluster', () => {
  const made = (addresses?: string[]) => {
    const shop = new Shop();
    const web = shop.service('web', { ports: [], health: Health.exec({ live: ['a'], ready: ['b'] }) });
    const warehouse = new ExternalService(shop.chart, 'warehouse', { externalName: 'db.example.com', ports: [Port.tcp(5432), Port.https(8443)], addresses });
    web.connections.allowTo(warehouse, { env: 'WAREHOUSE', reason: 'reports' });
    return shop;
  };

  test('is a Service of type ExternalName, without a selector', () => {
    expect(yamlOf(made(['203.0.113.9/32']).named('Service', 'warehouse'))).toMatchSnapshot();
  });

  test('is reached at its addresses on its first port, and at nothing else', () => {
    const shop = made(['203.0.113.9/32', '2001:db8::9/128']);
    expect(allowedFlows(shop.world(STRANGERS, { podCidrs: [block('10.244.0.0/16')] }), { managed: ['shop/web'], others: [...CLIENTS, 'shop/stranger'], ports: ['5432/TCP', '8443/TCP', '5432/UDP'] }))
      .toEqual(['shop/web > 2001:db8::9 on 5432/TCP', 'shop/web > 203.0.113.9 on 5432/TCP']);
    expect(shop.reasons('web')).toBe('to db.example.com at 203.0.113.9/32, 2001:db8::9/128 on 5432/TCP: reports');
  });

  test('is called by its own name, since it is asked for its certificate under that', () => {
    expect(made(['203.0.113.9/32']).env('web')['WAREHOUSE']).toBe('db.example.com:5432');
  });

  test('warns that addresses stand for the name, and fails without any', () => {
    expect(made(['203.0.113.9/32']).findings()).toEqual([expect.stringMatching(/warning: \[shop\/web\].*`db.example.com`.*APPROXIMATED/)]);
    expect(made().findings()).toEqual([expect.stringMatching(/^\[shop\/web\].*`db.example.com on 5432\/TCP` would stay closed.*CANNOT_EXPRESS/)]);
  });

  test('has no policy and isolates nobody', () => {
    const shop = new Shop();
    new ExternalService(shop.chart, 'warehouse', { externalName: 'db.example.com', ports: [Port.tcp(5432)], name: 'db' });
    expect(shop.manifests().map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual(['Service db']);
  });
});
