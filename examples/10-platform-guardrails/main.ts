import { App } from 'cdk8s';
import { Cluster, ClusterProfile, NetworkPlugin } from 'cdk8s-reach';
import { Construct } from 'constructs';
import { Platform } from './platform';

const app = new App();

/** A cluster with Calico: the guardrails are GlobalNetworkPolicies in tiers of their own. */
const onCalico = new Construct(app, 'calico');
Cluster.attach(onCalico, ClusterProfile.of({ plugin: NetworkPlugin.calico({ version: '3.32' }), podCidrs: ['10.244.0.0/16'], nodeCidrs: ['10.0.0.0/16'] }));
new Platform(onCalico, 'acme');

/** A cluster with Cilium: they are CiliumClusterwideNetworkPolicies, where whatever is denied is denied. */
const onCilium = new Construct(app, 'cilium');
Cluster.attach(onCilium, ClusterProfile.of({ plugin: NetworkPlugin.cilium({ version: '1.18' }), podCidrs: ['10.244.0.0/16'], nodeCidrs: ['10.0.0.0/16'] }));
new Platform(onCilium, 'acme');

app.synth();
