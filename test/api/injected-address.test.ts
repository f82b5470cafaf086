import { Shop, statefulSet, thrownBy } from './shop';
import { AddressFormat, Health, IPeer, Peer, Port, Service, Workload } from '../../src';

/** What `web` of namespace `shop` gets when it is allowed to call a callee. */
function injected(callee: (shop: Shop) => IPeer, envFormat?: AddressFormat): string | undefined {
  const shop = new Shop();
  shop.service('web').connections.allowTo(callee(shop), { env: 'ADDRESS', envFormat });
  return shop.env('web')['ADDRESS'];
}

describe('the address of a callee in a variable of its caller', () => {
  test.each([
    [undefined, 'http://api:80'],
    [AddressFormat.URL, 'http://api:80'],
    [AddressFormat.HOST_PORT, 'api:80'],
    [AddressFormat.HOST, 'api'],
  ])('in format %s is %s', (format, expected) => {
    expect(injected((shop) => shop.service('api'), format)).toBe(expected);
  });

  test.each([
    [undefined, 'http://api.back.svc:80'],
    [AddressFormat.HOST_PORT, 'api.back.svc:80'],
    [AddressFormat.HOST, 'api.back.svc'],
  ])('of another namespace in format %s is %s', (format, expected) => {
    expect(injected((shop) => shop.service('api', {}, 'back'), format)).toBe(expected);
  });

  test.each([
    ['http', Port.http(8080), 'http://api:8080'],
    ['https', Port.https(8443, { servicePort: 443 }), 'https://api:443'],
    ['grpc', Port.grpc(9000, { servicePort: 50051 }), 'api:50051'],
    ['tcp', Port.tcp(5432), 'api:5432'],
    ['udp', Port.udp(5353, { servicePort: 53 }), 'api:53'],
    ['sctp', Port.sctp(3868), 'api:3868'],
  ])('on a port of kind %s has the number of the Service, and a scheme only for HTTP', (_, port, expected) => {
    expect(injected((shop) => shop.service('api', { ports: [port], health: Health.exec({ live: ['live'], ready: ['ready'] }) }))).toBe(expected);
  });

  test('has the port that is named, also that of the metrics', () => {
    const ports = [Port.http(8080), Port.grpc(9000), Port.metrics(9100, { servicePort: 9090 })];
    expect(injected((shop) => shop.service('api', { ports }).port('grpc'))).toBe('api:9000');
    expect(injected((shop) => shop.service('api', { ports }).port('metrics'))).toBe('http://api:9090');
  });

  test('behind a headless Service has the number of the container, since the caller dials pods', () => {
    expect(injected((shop) => shop.service('api', { service: Service.headless() }))).toBe('http://api:8080');
  });

  test('names the first Service that offers the port', () => {
    const callee = (shop: Shop) => {
      const api = shop.service('api', { ports: [Port.http(8080), Port.grpc(9000)], service: Service.clusterIp({ name: 'api-web', ports: ['http'] }) });
      api.addService('Rpc', Service.clusterIp());
      return api;
    };
    expect(injected(callee)).toBe('http://api-web:8080');
    expect(injected((shop) => callee(shop).port('grpc'))).toBe('api-rpc:9000');
  });

  test('of a DNS name is that name', () => {
    expect(injected(() => Peer.dnsName('api.example.com', { addresses: ['203.0.113.7/32'] }).on(Port.https()))).toBe('https://api.example.com:443');
  });

  test('of somebody else\'s workload names the Service that is known of it', () => {
    const workload = (shop: Shop) => statefulSet(shop.chart, 'db', { app: 'db' });
    const ports = [Port.tcp(5432, { servicePort: 6432 })];
    expect(injected((shop) => Workload.fromExisting(shop.chart, 'Db', { workload: workload(shop), ports, serviceName: 'pool' }))).toBe('pool:6432');
  });

  test('is the same for allowFrom', () => {
    const shop = new Shop();
    const web = shop.service('web');
    shop.service('api', {}, 'back').connections.allowFrom(web, { env: 'API_URL', envFormat: AddressFormat.HOST_PORT });
    expect(shop.env('web')).toMatchObject({ API_URL: 'api.back.svc:80' });
  });

  test('may be injected twice, and stands there once', () => {
    const shop = new Shop();
    const [web, api] = [shop.service('web'), shop.service('api')];
    web.connections.allowTo(api, { env: 'API_URL' });
    web.connections.allowTo(api, { env: 'API_URL' });
    const { template } = shop.spec('Deployment', 'web') as { template: { spec: { containers: { env: unknown }[] } } }; // a Deployment
    expect(template.spec.containers[0]?.env).toEqual([{ name: 'API_URL', value: 'http://api:80' }]);
  });

  test('may stand under several names, sorted', () => {
    const shop = new Shop();
    const [web, api] = [shop.service('web', { env: { LOG_LEVEL: 'info' } }), shop.service('api')];
    web.connections.allowTo(api, { env: 'Z_URL' });
    web.connections.allowTo(api, { env: 'A_HOST', envFormat: AddressFormat.HOST });
    expect(Object.entries(shop.env('web'))).toEqual([['A_HOST', 'api'], ['LOG_LEVEL', 'info'], ['Z_URL', 'http://api:80']]);
  });

  test('is in the main container only', () => {
    const shop = new Shop();
    const web = shop.service('web', { containers: [{ name: 'helper', image: 'ghcr.io/acme/helper:1.0.0' }] });
    web.connections.allowTo(shop.service('api'), { env: 'API_URL' });
    const { template } = shop.spec('Deployment', 'web') as { template: { spec: { containers: { name: string; env?: unknown }[] } } }; // a Deployment
    expect(template.spec.containers.map(({ name, env }) => [name, env !== undefined])).toEqual([['web', true], ['helper', false]]);
  });

  test('can refer to it in a variable of its own, which then stands behind it', () => {
    const shop = new Shop();
    const web = shop.service('web', { env: { ENDPOINT: '$(Z_URL)/v1' } });
    web.connections.allowTo(shop.service('api'), { env: 'Z_URL' });
    expect(Object.keys(shop.env('web'))).toEqual(['Z_URL', 'ENDPOINT']);
  });

  test('cannot be two addresses under one name', () => {
    const shop = new Shop();
    const web = shop.service('web');
    web.connections.allowTo(shop.service('api'), { env: 'URL' });
    expect(thrownBy(() => web.connections.allowTo(shop.service('db'), { env: 'URL' }))).toMatch(/it is `http:\/\/api:80` already.*\(ENV_DUPLICATE\)$/);
  });

  test('is refused where the other side is a block of addresses, and says what to do', () => {
    expect(thrownBy(() => injected(() => Peer.cidr('192.0.2.0/24').on(Port.https())))).toMatch(/leave `env` out \(SERVICE_MISSING\)$/);
  });

  test('a declaration that is refused opens nothing', () => {
    const shop = new Shop();
    const [web, api] = [shop.service('web'), shop.service('api', { service: Service.none() })];
    const before = shop.app.synthYaml();
    expect(thrownBy(() => web.connections.allowTo(api, { env: 'API_URL' }))).toMatch(/SERVICE_MISSING/);
    expect(shop.app.synthYaml()).toBe(before);
  });
});
