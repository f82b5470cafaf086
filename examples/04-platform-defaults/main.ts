import { App, Chart } from 'cdk8s';
import { Cluster, ClusterProfile, Edge, NetworkPlugin, Tls } from 'cdk8s-reach';
import { AcmeMicroservice } from './acme-microservice'; // a published package of the platform team, in real life

const app = new App();
Cluster.attach(app, ClusterProfile.of({
  plugin: NetworkPlugin.conformant(),
  edges: [Edge.haproxy('public'), Edge.traefik('office', { namespaceName: 'traefik-office' })],
}));
const chart = new Chart(app, 'checkout', { namespace: 'checkout' });

const cart = new AcmeMicroservice(chart, 'cart', { image: 'cart:4.1.0', team: 'checkout' });
const web = new AcmeMicroservice(chart, 'web', { image: 'web:9.0.2', team: 'checkout' });

web.connections.allowTo(cart, { env: 'CART_URL' });
web.publish('shop', { tls: Tls.clusterIssuer('letsencrypt-prod') });
web.expose('office', { hosts: ['shop.office.acme.example'], edge: 'office' });

app.synth();
