import { App } from 'cdk8s';
import { Cluster, ClusterProfile, Edge, Tls } from 'cdk8s-reach';
import { OnlineBoutique } from './boutique';

const app = new App();
Cluster.attach(app, ClusterProfile.of({ edges: [Edge.traefik('public')] }));
new OnlineBoutique(app, 'online-boutique', { tls: Tls.clusterIssuer('letsencrypt-prod') });
app.synth();
