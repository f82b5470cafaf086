import { allowedFlows, STRANGERS } from './flows';
import { Shop, yamlOf } from './shop';
import { Peer, Port } from '../../src';

const METRICS = [Port.metrics(9100), Port.http(8080, { servicePort: 80 })];

describe('a microservice of which nothing is declared', () => {
  test('reaches nobody and is reached by nobody', () => {
    const shop = new Shop();
    shop.service('web');
    expect(allowedFlows(shop.world(STRANGERS), { managed: ['shop/web'] })).toEqual([]);
  });

  test('reaches the cluster DNS on both protocols, and nothing else of it', () => {
    const shop = new Shop();
    shop.service('web');
    const ports = ['53/TCP', '53/UDP', '80/TCP', '9153/TCP'];
    expect(allowedFlows(shop.world(STRANGERS), { managed: ['shop/web'], others: ['kube-system/dns'], ports })).toEqual([
      'shop/web > kube-system/dns on 53/TCP',
      'shop/web > kube-system/dns on 53/UDP',
    ]);
  });

  test('lets nobody in to its metrics', () => {
    const shop = new Shop();
    shop.service('web', { ports: METRICS });
    expect(allowedFlows(shop.world(STRANGERS), { managed: ['shop/web'] })).toEqual([]);
  });
});

describe('allowTo', () => {
  test('opens one flow, on both sides, and nothing else', () => {
    const shop = new Shop();
    shop.service('web').connections.allowTo(shop.service('api'), { reason: 'asks for prices' });
    expect(allowedFlows(shop.world(STRANGERS), { managed: ['shop/web', 'shop/api'] })).toEqual(['shop/web > shop/api on 8080/TCP']);
    expect(yamlOf(...shop.kind('NetworkPolicy'))).toMatchSnapshot();
  });

  test('opens a flow into another namespace for that pod only, not for its twin elsewhere', () => {
    const shop = new Shop();
    shop.service('web').connections.allowTo(shop.service('api', {}, 'back'));
    expect(allowedFlows(shop.world(STRANGERS), { managed: ['shop/web', 'back/api'] })).toEqual(['shop/web > back/api on 8080/TCP']);
  });

  test('takes the first port that is not for metrics, whatever the order', () => {
    const shop = new Shop();
    shop.service('web').connections.allowTo(shop.service('api', { ports: [...METRICS, Port.grpc(8081)] }));
    expect(allowedFlows(shop.world(), { managed: ['shop/web', 'shop/api'], others: [], ports: ['8080/TCP', '8081/TCP', '9100/TCP'] }))
      .toEqual(['shop/web > shop/api on 8080/TCP']);
  });

  test('takes the port that is named, by the number of its container', () => {
    const shop = new Shop();
    const api = shop.service('api', { ports: [Port.http(8080), Port.udp(5353, { name: 'gossip', servicePort: 53 })] });
    shop.service('web').connections.allowTo(api.port('gossip'));
    expect(allowedFlows(shop.world(), { managed: ['shop/web', 'shop/api'], others: [], ports: ['8080/TCP', '5353/TCP', '5353/UDP', '53/UDP'] }))
      .toEqual(['shop/web > shop/api on 5353/UDP']);
  });

  test('reaches the metrics of a callee where they are named', () => {
    const shop = new Shop();
    shop.service('web').connections.allowTo(shop.service('api', { ports: METRICS }).port('metrics'));
    expect(allowedFlows(shop.world(STRANGERS), { managed: ['shop/web', 'shop/api'] })).toEqual(['shop/web > shop/api on 9100/TCP']);
  });

  test('opens a range of ports to its last one, and no further', () => {
    const shop = new Shop();
    const media = shop.service('media', { ports: [Port.http(8080), Port.udp(10000, { endPort: 10100, name: 'rtp' })] });
    shop.service('web').connections.allowTo(media.port('rtp'));
    const ports = ['9999/UDP', '10000/UDP', '10100/UDP', '10101/UDP', '10000/TCP', '8080/TCP'];
    expect(allowedFlows(shop.world(), { managed: ['shop/web', 'shop/media'], others: [], ports }))
      .toEqual(['shop/web > shop/media on 10000/UDP', 'shop/web > shop/media on 10100/UDP']);
  });

  test('is not transitive, and is not the way back', () => {
    const shop = new Shop();
    const [web, api, db] = [shop.service('web'), shop.service('api'), shop.service('db')];
    web.connections.allowTo(api);
    api.connections.allowTo(db);
    expect(allowedFlows(shop.world(STRANGERS), { managed: ['shop/web', 'shop/api', 'shop/db'] }))
      .toEqual(['shop/api > shop/db on 8080/TCP', 'shop/web > shop/api on 8080/TCP']);
  });

  test('may go round in circles', () => {
    const shop = new Shop();
    const [a, b, c] = [shop.service('a'), shop.service('b'), shop.service('c')];
    a.connections.allowTo(b, { env: 'B_URL' });
    b.connections.allowTo(c, { env: 'C_URL' });
    c.connections.allowTo(a, { env: 'A_URL' });
    b.connections.allowTo(a);
    expect(allowedFlows(shop.world(STRANGERS), { managed: ['shop/a', 'shop/b', 'shop/c'] })).toEqual([
      'shop/a > shop/b on 8080/TCP', 'shop/b > shop/a on 8080/TCP', 'shop/b > shop/c on 8080/TCP', 'shop/c > shop/a on 8080/TCP',
    ]);
  });

  test('says the same when it is said twice', () => {
    const [once, twice] = [1, 2].map((times) => {
      const shop = new Shop();
      const [web, api] = [shop.service('web'), shop.service('api')];
      for (let i = 0; i < times; i++) {
        web.connections.allowTo(api, { env: 'API_URL', reason: 'prices' });
        web.connections.allowTo(api.port('http'));
        api.connections.allowFrom(web);
      }
      return shop.app.synthYaml();
    });
    expect(twice).toBe(once);
  });
});

describe('allowFrom', () => {
  test('is allowTo, said by the callee', () => {
    const written = [true, false].map((byCaller) => {
      const shop = new Shop();
      const [web, api] = [shop.service('web'), shop.service('api', { ports: [Port.http(8080), Port.grpc(9000)] }, 'back')];
      if (byCaller) {
        web.connections.allowTo(api.port('grpc'), { env: 'API', reason: 'orders' });
        api.connections.allowTo(web);
      } else {
        api.connections.allowFrom(web, { port: 'grpc', env: 'API', reason: 'orders' });
        web.connections.allowFrom(api);
      }
      return shop.app.synthYaml();
    });
    expect(written[1]).toBe(written[0]);
  });

  test('lets Prometheus in to every metrics port, and to nothing else', () => {
    const shop = new Shop();
    const ports = [Port.http(8080), Port.metrics(9100), Port.metrics(9101, { name: 'metrics-jvm' })];
    shop.service('web', { ports }).connections.allowFrom(Peer.prometheus());
    const stack = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'prometheus-0', namespace: 'monitoring', labels: { 'app.kubernetes.io/name': 'prometheus' } } };
    const world = shop.world([...STRANGERS, stack]);
    expect(allowedFlows(world, { managed: ['shop/web'], others: ['monitoring/prometheus-0', 'shop/stranger'], ports: ['8080/TCP', '9100/TCP', '9101/TCP'] }))
      .toEqual(['monitoring/prometheus-0 > shop/web on 9100/TCP', 'monitoring/prometheus-0 > shop/web on 9101/TCP']);
  });

  test('lets Prometheus in to the default port of a microservice without metrics, or to the one that is named', () => {
    const shop = new Shop();
    shop.service('web').connections.allowFrom(Peer.prometheus());
    shop.service('api', { ports: METRICS }).connections.allowFrom(Peer.prometheus(), { port: 'http' });
    const ports = (name: string) => (shop.spec('NetworkPolicy', name)['ingress'] as { ports: unknown }[]).map((rule) => rule.ports); // a policy
    expect(ports('web')).toEqual([[{ port: 8080, protocol: 'TCP' }]]);
    expect(ports('api')).toEqual([[{ port: 8080, protocol: 'TCP' }]]);
  });
});

describe('allowInternally', () => {
  test('lets replica call replica on the default port, and nobody else', () => {
    const shop = new Shop();
    shop.service('web').connections.allowInternally();
    expect(allowedFlows(shop.world(STRANGERS), { managed: ['shop/web'] })).toEqual(['shop/web > shop/web on 8080/TCP']);
  });

  test('opens the ports that are named, with the reason on both directions', () => {
    const shop = new Shop();
    const ports = [Port.http(8080), Port.tcp(7000, { name: 'raft' }), Port.udp(7001, { name: 'gossip' })];
    shop.service('web', { ports }).connections.allowInternally({ ports: ['raft', 'gossip'], reason: 'elects a leader' });
    expect(allowedFlows(shop.world(), { managed: ['shop/web'], others: [], ports: ['8080/TCP', '7000/TCP', '7001/UDP', '7001/TCP'] }))
      .toEqual(['shop/web > shop/web on 7000/TCP', 'shop/web > shop/web on 7001/UDP']);
    expect(shop.reasons('web')?.split('\n')).toEqual([
      'from shop/web on 7000/TCP, 7001/UDP: elects a leader', 'to shop/web on 7000/TCP, 7001/UDP: elects a leader',
    ]);
  });
});

describe('reasons', () => {
  test('stand in the policies of both ends, one to a line, sorted', () => {
    const shop = new Shop();
    const [web, api, mail] = [shop.service('web'), shop.service('api'), shop.service('mail')];
    web.connections.allowTo(mail, { reason: 'sends receipts' });
    web.connections.allowTo(api, { reason: 'shows prices' });
    api.connections.allowFrom(web, { reason: 'keeps carts' });
    web.connections.allowFrom(mail, { reason: 'bounces' });
    expect(shop.reasons('web')?.split('\n')).toEqual([
      'from shop/mail on 8080/TCP: bounces',
      'to shop/api on 8080/TCP: keeps carts',
      'to shop/api on 8080/TCP: shows prices',
      'to shop/mail on 8080/TCP: sends receipts',
    ]);
    expect(shop.reasons('api')?.split('\n')).toEqual(['from shop/web on 8080/TCP: keeps carts', 'from shop/web on 8080/TCP: shows prices']);
  });

  test('are no annotation where nobody gave any', () => {
    const shop = new Shop();
    shop.service('web').connections.allowTo(shop.service('api'));
    expect(shop.named('NetworkPolicy', 'web').metadata.annotations).toBeUndefined();
  });
});
