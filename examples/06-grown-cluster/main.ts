import { join } from 'path';
import { App, Chart, Include } from 'cdk8s';
import { Cluster, ClusterProfile, Edge, ExposedApp, Health, Peer, Port, Proof, ProofMode, SecureMicroservice } from 'cdk8s-reach';

const app = new App();
Cluster.attach(app, ClusterProfile.of({
  edges: [Edge.traefik('public')],
  podCidrs: ['10.244.0.0/16'],
  nodeCidrs: ['10.0.0.0/20'],
}));

// 1. What was there before, as it is: its policy opens every pod of the namespace to the importer.
const legacy = new Chart(app, 'legacy', { namespace: 'shop' });
new Include(legacy, 'Importer', { url: join(__dirname, 'legacy.yaml') });

// 2. What is new: closed but for what is declared.
const shop = new Chart(app, 'shop', { namespace: 'shop' });
const health = Health.http({ live: '/livez', ready: '/readyz' });
const orders = new SecureMicroservice(shop, 'orders', { image: 'ghcr.io/acme/orders:5.2.0', ports: [Port.http(8080)], health });
const web = new ExposedApp(shop, 'web', { image: 'ghcr.io/acme/web:3.2.1', ports: [Port.http(8080)], health, hosts: ['shop.example.com'] });
web.connections.allowTo(orders, { reason: 'places orders' });

// 3. The importer has to go on until it has a declaration of its own: that is accepted by name, with an owner and a reason.
const importer = Peer.pods({ namespaceName: 'shop', labels: { app: 'importer' } });
Proof.accept(shop, { source: importer, target: orders.port('http'), owner: 'team-orders', reason: 'the nightly import, until it is declared (OPS-1182)' });

// 4. That it reaches web as well is nobody's wish, and nobody has time for it today: a warning, for web alone.
Proof.setMode(web, ProofMode.WARN);

app.synth();
