import { NetworkPlugin } from '../../../src';

/** A cluster by its network plugin. */
export interface NamedPlugin {
  readonly name: string;
  readonly plugin: NetworkPlugin;
}

const calico = ['3.29', '3.30', '3.31', '3.32'];

/** Every plugin and version of docs/plugins.md that differs in its policies for a whole cluster, with what can be turned on. */
export const PLUGINS: readonly NamedPlugin[] = [
  { name: 'conformant', plugin: NetworkPlugin.conformant() },
  ...calico.map((version) => ({ name: `Calico ${version}`, plugin: NetworkPlugin.calico({ version }) })),
  ...calico.map((version) => ({ name: `Canal ${version}`, plugin: NetworkPlugin.canal({ version }) })),
  ...['1.14', '1.15', '1.16', '1.18', '1.20'].map((version) => ({ name: `Cilium ${version}`, plugin: NetworkPlugin.cilium({ version }) })),
  { name: 'Cilium 1.20 with ClusterNetworkPolicy', plugin: NetworkPlugin.cilium({ version: '1.20', overrides: { clusterNetworkPolicy: true } }) },
  { name: 'kube-router', plugin: NetworkPlugin.kubeRouter() },
  { name: 'Flannel', plugin: NetworkPlugin.flannel() },
  { name: 'kindnet of kind 0.20', plugin: NetworkPlugin.kindnet({ version: '0.20' }) },
  { name: 'kindnet', plugin: NetworkPlugin.kindnet() },
  { name: 'AWS VPC CNI', plugin: NetworkPlugin.awsVpcCni({ enableNetworkPolicy: true }) },
  { name: 'AWS VPC CNI without policies', plugin: NetworkPlugin.awsVpcCni() },
  { name: 'Antrea', plugin: NetworkPlugin.antrea() },
  { name: 'Antrea with AdminNetworkPolicy', plugin: NetworkPlugin.antrea({ overrides: { adminNetworkPolicy: true, baselineAdminNetworkPolicy: true } }) },
  { name: 'Antrea with ClusterNetworkPolicy', plugin: NetworkPlugin.antrea({ overrides: { clusterNetworkPolicy: true } }) },
  { name: 'OVN-Kubernetes', plugin: NetworkPlugin.ovnKubernetes() },
  { name: 'GKE Dataplane V2', plugin: NetworkPlugin.gkeDataplaneV2() },
];
