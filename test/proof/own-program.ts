import { Captured, captured } from './captured';
import { ClusterProfileProps, Edge, Peer, Port, SecureMicroservice, Workload } from '../../src';
import { Shop, statefulSet } from '../api/shop';

/** The microservices of the program, to say more of: two neighbours, and one in another namespace, where one is that nobody calls. */
export interface OwnProgram {
  readonly shop: Shop;
  readonly web: SecureMicroservice;
  readonly api: SecureMicroservice;
  readonly pay: SecureMicroservice;
}

/**
 * A program that has something of everything that policies say, small enough to be damaged field by field.
 *
 * @param more What is said beside it, on a plugin that has a word for it.
 */
export function ownProgram(profile: ClusterProfileProps, more: (own: OwnProgram) => void): Captured {
  const shop = new Shop({ edges: [Edge.traefik('public')], nodeCidrs: ['10.0.0.0/16'], ...profile });
  const [web, api] = [shop.service('web'), shop.service('api')];
  const pay = shop.service('pay', { ports: [Port.http(8080, { servicePort: 80 }), Port.metrics(9100), Port.udp(5000, { endPort: 5100, name: 'media' })] }, 'back');
  shop.service('log', {}, 'back');
  web.connections.allowTo(api);
  web.connections.allowTo(pay.port('media'));
  pay.connections.allowFrom(Peer.prometheus());
  api.connections.allowTo(Peer.cidr('198.51.100.0/24', { excluding: ['198.51.100.128/25'] }).on(Port.https()));
  api.connections.allowTo(Peer.cidr('2001:db8:77::/48').on(Port.https()));
  const db = Workload.fromExisting(shop.chart, 'db', { workload: statefulSet(shop.chart, 'db', { app: 'db' }), ports: [Port.tcp(5432)] });
  api.connections.allowTo(db);
  web.expose('shop', { hosts: ['shop.example.com'] });
  more({ shop, web, api, pay });
  return captured('a program with something of everything', shop.app);
}
