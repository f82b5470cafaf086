import { Chart } from 'cdk8s';
import {
  Health, HttpMethod, LoadBalancing, Path, PathRewrite, Port, RatePeriod, SecureMicroservice, Split, Tls,
} from 'cdk8s-reach';
import { Construct } from 'constructs';

/** A shop with everything that comes in from outside. It names edges and ports, and never a controller: those are the cluster's. */
export class Shop extends Chart {
  public constructor(scope: Construct, id: string) {
    super(scope, id, { namespace: 'shop' });

    const health = Health.http({ live: '/livez', ready: '/readyz' });
    const service = (name: string, version: string, port: Port) => new SecureMicroservice(this, name, {
      image: `ghcr.io/acme/${name}:${version}`, ports: [port], health, partOf: 'shop',
    });
    const web = service('web', '3.2.1', Port.http(3000));
    const canary = service('web-canary', '3.3.0', Port.http(3000));
    const api = service('api', '2.0.4', Port.http(8080));
    const chat = service('chat', '1.1.0', Port.websocket(8080));
    const stock = new SecureMicroservice(this, 'stock', {
      image: 'ghcr.io/acme/stock:1.9.2', ports: [Port.grpc(9000)], health: Health.grpc(), partOf: 'shop',
    });
    const admin = service('admin', '1.0.7', Port.http(8080));
    const db = new SecureMicroservice(this, 'db', {
      image: 'docker.io/bitnami/postgresql:17.2.0', ports: [Port.tcp(5432, { name: 'postgres' })], health: Health.tcp(), partOf: 'shop',
    });

    // the site: one visitor in ten gets the next version
    web.expose('site', {
      hosts: ['shop.example.com'],
      tls: Tls.edge(),
      paths: [Path.prefix('/', { split: [Split.of(web, 90), Split.of(canary, 10)] })],
    });

    // the API under the same host, with limits of its own; its process knows nothing of the prefix
    api.expose('public', {
      hosts: ['shop.example.com'],
      tls: Tls.edge(),
      paths: [
        Path.prefix('/api', { rewritePath: PathRewrite.prefix('/') }),
        Path.redirect('/docs', { host: 'docs.example.com', https: true }),
      ],
      timeouts: { backendSeconds: 30 },
      maxBodyBytes: 1_048_576,
      rateLimit: { requests: 600, per: RatePeriod.MINUTE },
      cors: { origins: ['https://partner.example.com'], methods: [HttpMethod.GET, HttpMethod.POST], headers: ['authorization'] },
      responseHeaders: { set: { 'strict-transport-security': 'max-age=31536000' } },
    });

    // a chat over websockets: a visitor stays with one pod
    chat.expose('ws', {
      hosts: ['chat.example.com'],
      tls: Tls.edge(),
      affinity: { cookieName: 'chat' },
    });

    // gRPC for partners
    stock.expose('partners', {
      hosts: ['grpc.example.com'],
      tls: Tls.edge(),
      paths: [Path.grpc('acme.stock.v1.Stock')],
      loadBalancing: LoadBalancing.roundRobin(),
    });

    // nobody outside the office sees the admin's pages, or the database
    admin.expose('office', { edge: 'private', hosts: ['admin.example.com'], tls: Tls.edge(), sources: ['10.20.0.0/16'] });
    db.exposeStream('office', { edge: 'private', edgePort: 5432 });

    web.connections.allowTo(api, { env: 'API_URL' });
    canary.connections.allowTo(api, { env: 'API_URL' });
    api.connections.allowTo(stock, { env: 'STOCK_ADDR' });
    api.connections.allowTo(db, { env: 'DB_ADDR', reason: 'orders' });
    admin.connections.allowTo(db, { env: 'DB_ADDR', reason: 'corrects orders' });
  }
}
