import { App, Chart } from 'cdk8s';
import { Cluster, ClusterProfile, Edge, EdgeGateway, EdgeListener, GatewayController, GatewayRelease, Tls } from 'cdk8s-reach';
import { Construct } from 'constructs';
import { Shop } from './shop';

const app = new App();
const namespaceName = 'infra';
const controller = GatewayController.ENVOY_GATEWAY;
const wildcard = EdgeListener.https({ hostname: '*.example.com', tls: Tls.secret('wildcard-example-com') });

/** A cluster with Envoy Gateway: a public Gateway and a private one, which has a port for the database. */
const onGateways = new Construct(app, 'gateway-api');
Cluster.attach(onGateways, ClusterProfile.of({
  edges: [
    Edge.gateway('public', { controller, namespaceName, release: GatewayRelease.V1_6, listeners: [EdgeListener.http(), wildcard] }),
    Edge.gateway('private', {
      controller, namespaceName, release: GatewayRelease.V1_6, listeners: [EdgeListener.http(), wildcard, EdgeListener.tcp('postgres', 5432)],
    }),
  ],
}));
const infra = new Chart(onGateways, 'infra', { namespace: namespaceName });
new EdgeGateway(infra, 'public', { edge: 'public' });
new EdgeGateway(infra, 'private', { edge: 'private' });
new Shop(onGateways, 'shop');

/** A cluster with two installations of Traefik; the private one has an entry point for the database. */
const onIngresses = new Construct(app, 'ingress');
Cluster.attach(onIngresses, ClusterProfile.of({
  edges: [
    Edge.traefik('public'),
    Edge.traefik('private', {
      ingressClass: 'traefik-private', namespaceName: 'traefik-private', listeners: [EdgeListener.tcp('postgres', 5432)],
    }),
  ],
}));
new Shop(onIngresses, 'shop');

app.synth();
