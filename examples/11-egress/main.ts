import { App } from 'cdk8s';
import { Cluster, ClusterProfile, ClusterProfileProps, EgressGateway, NetworkPlugin } from 'cdk8s-reach';
import { Construct } from 'constructs';
import { Billing } from './egress';

const app = new App();

/** What both clusters have: where their pods, nodes and Services are, so that the internet is without them. */
const ADDRESSES: ClusterProfileProps = {
  podCidrs: ['10.244.0.0/16', 'fd00:10:244::/56'], nodeCidrs: ['10.0.0.0/16', 'fd00:10::/64'], serviceCidrs: ['10.96.0.0/12', 'fd00:10:96::/112'],
};

/** A cluster with open-source Calico, which knows addresses alone and has no gateways: the bank lets in the addresses of the nodes. */
const onCalico = new Construct(app, 'calico');
Cluster.attach(onCalico, ClusterProfile.of({ ...ADDRESSES, plugin: NetworkPlugin.calico({ version: '3.32' }) }));
new Billing(onCalico, 'billing');

/** A cluster with Cilium, which knows names, and a node with addresses that the bank knows. */
const onCilium = new Construct(app, 'cilium');
Cluster.attach(onCilium, ClusterProfile.of({
  ...ADDRESSES,
  plugin: NetworkPlugin.cilium({ version: '1.20', egressGateway: true, kubeProxyReplacement: true }),
  egressGateways: [EgressGateway.of('bank', { nodeLabels: { 'acme.dev/egress': 'bank' }, addresses: ['192.0.2.7', '2001:db8:e::7'] })],
}));
new Billing(onCilium, 'billing', { bankGateway: 'bank' });

app.synth();
