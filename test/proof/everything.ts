import { Captured, captured } from './captured';
import { Edge, Path, Peer, Port, Service, Tls, Workload } from '../../src';
import { Shop, statefulSet } from '../api/shop';

/** What no example has: blocks of addresses with exceptions, a load balancer, two edges, both families, somebody else's workload. */
export function everything(): Captured {
  const shop = new Shop({ edges: [Edge.traefik('public'), Edge.gce('google')], nodeCidrs: ['10.0.0.0/16'] });
  const [web, api] = [shop.service('web'), shop.service('api', { ports: [Port.http(8080, { servicePort: 80 }), Port.metrics(9100)] }, 'backend')];
  web.connections.allowTo(api);
  api.connections.allowFrom(Peer.prometheus());
  api.connections.allowTo(Peer.cidr('198.51.100.0/24', { excluding: ['198.51.100.128/25'] }).on(Port.https()));
  api.connections.allowTo(Peer.cidr('2001:db8:77::/48', { excluding: ['2001:db8:77:1::/64'] }).on(Port.https()));
  web.connections.allowTo(Peer.internet().on(Port.https()));
  web.addService('lb', Service.loadBalancer({ sourceRanges: ['203.0.113.0/24', '2001:db8::/64'] }));
  const db = Workload.fromExisting(shop.chart, 'db', { workload: statefulSet(shop.chart, 'db', { app: 'db' }), ports: [Port.tcp(5432)] });
  api.connections.allowTo(db);
  web.expose('shop', { hosts: ['shop.example.com'], tls: Tls.secret('shop-tls'), paths: [Path.prefix('/')] });
  web.expose('google', { hosts: ['shop.example.net'], edge: 'google' });
  return captured('everything that no example has', shop.app);
}
