import { App, Chart } from 'cdk8s';
import { Cluster, ClusterProfile, Edge, EdgeGateway, EdgeListener, GatewayController, Tls } from 'cdk8s-reach';
import { Construct } from 'constructs';
import { OnlineBoutique } from '../02-online-boutique/boutique';

const app = new App();

/** One cluster of a fleet: all that differs is how people come in. */
const cluster = (name: string, edge: Edge): Construct => {
  const scope = new Construct(app, name);
  Cluster.attach(scope, ClusterProfile.of({ edges: [edge] }));
  return scope;
};

const envoy = cluster('envoy-gateway', Edge.gateway('public', {
  controller: GatewayController.ENVOY_GATEWAY,
  namespaceName: 'infra',
  listeners: [EdgeListener.http(), EdgeListener.https({ hostname: 'shop.example.com', tls: Tls.clusterIssuer('letsencrypt-prod') })],
}));
new EdgeGateway(new Chart(envoy, 'infra', { namespace: 'infra' }), 'public', { edge: 'public' });

for (const scope of [envoy, cluster('traefik', Edge.traefik('public')), cluster('ingress-nginx', Edge.ingressNginx('public'))]) {
  new OnlineBoutique(scope, 'online-boutique', { tls: Tls.clusterIssuer('letsencrypt-prod') });
}

app.synth();
