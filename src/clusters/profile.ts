import { AcmeModel } from './acme';
import { DnsModel, dnsOf } from './dns';
import { PluginModel, pluginOf, PLUGINS } from './plugins';
import { ServiceProxyName } from './service-proxy';
import { Source } from '../model/capability';
import { EdgeModel } from '../model/edge';
import { EgressGatewayModel } from '../model/egress-gateway';
import { PodsEndpoint } from '../model/endpoint';
import { IpFamilyName } from '../model/families';
import { PortMatch } from '../model/port';

/** How the pods reach the API server. */
export interface ApiServerModel {
  /** CIDRs of the servers themselves, never of the `kubernetes` Service; none means that nobody has said. */
  readonly addresses: readonly string[];
  readonly ports: readonly PortMatch[];
}

/** What a cluster enforces, and whom its system parties are. */
export interface ClusterProfileModel {
  readonly plugin: PluginModel;
  /** Why policies that nobody enforces are fine here; absent means that they are not. */
  readonly unenforcedAccepted?: string;
  /** The ways in, the default one first. */
  readonly edges: readonly EdgeModel[];
  /** The ways out with an address of their own. */
  readonly egressGateways: readonly EgressGatewayModel[];
  readonly dns: DnsModel;
  readonly prometheus: PodsEndpoint;
  readonly apiServer: ApiServerModel;
  readonly clusterDomain: string;
  /** How issuers of certificates prove hosts; absent where nobody has said. */
  readonly acme?: AcmeModel;
  /** What stands before the names of external-dns's annotations, with a slash at the end. */
  readonly externalDnsPrefix: string;
  /** The addresses of pods; none means unknown. So for nodes and Services. */
  readonly podCidrs: readonly string[];
  readonly nodeCidrs: readonly string[];
  readonly serviceCidrs: readonly string[];
  /** Who shares the connections of Services out. */
  readonly serviceProxy: ServiceProxyName;
  readonly nodePortRange: { readonly first: number; readonly last: number };
  /** The families of its pods and Services, the primary one first; none means unknown. */
  readonly ipFamilies: readonly IpFamilyName[];
}

/** Where the defaults of a conformant cluster were read. */
export const PROFILE_SOURCES: Readonly<Record<'externalDns' | 'prometheus' | 'prometheusChart' | 'apiServer' | 'nodePortRange', Source>> = {
  // Up to v0.21 it was `external-dns.alpha.kubernetes.io/`; neither reads the other's unless `--annotation-prefix` says so.
  externalDns: {
    url: 'https://github.com/kubernetes-sigs/external-dns/blob/v0.22.0/source/annotations/annotations.go',
    version: 'external-dns 0.22.0',
  },
  // The operator's manifests name the namespace; the charts go wherever they are installed, and label their pods alike.
  prometheus: {
    url: 'https://github.com/prometheus-operator/kube-prometheus/blob/main/manifests/prometheus-prometheus.yaml',
    version: 'kube-prometheus main, also kube-prometheus-stack 88.5.3',
  },
  prometheusChart: {
    url: 'https://github.com/prometheus-community/helm-charts/blob/main/charts/prometheus/templates/_helpers.tpl',
    version: 'prometheus 29.27.0',
  },
  apiServer: { url: 'https://kubernetes.io/docs/reference/networking/ports-and-protocols/', version: 'Kubernetes 1.35' },
  nodePortRange: { url: 'https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport', version: 'Kubernetes 1.35' },
};

/**
 * The cluster that is assumed where none is attached: core NetworkPolicy is enforced, CoreDNS is in kube-system, no way in.
 *
 * Port 6443 is where kubeadm's API server listens; managed clusters offer it on 443. Both are open towards its addresses.
 */
export const CONFORMANT: ClusterProfileModel = {
  plugin: pluginOf(PLUGINS.conformant),
  edges: [],
  egressGateways: [],
  dns: dnsOf('coreDns'),
  prometheus: { kind: 'pods', namespaces: { name: 'monitoring' }, pods: { 'app.kubernetes.io/name': 'prometheus' } },
  apiServer: { addresses: [], ports: [{ protocol: 'TCP', port: 443 }, { protocol: 'TCP', port: 6443 }] },
  clusterDomain: 'cluster.local',
  externalDnsPrefix: 'external-dns.kubernetes.io/',
  podCidrs: [],
  nodeCidrs: [],
  serviceCidrs: [],
  serviceProxy: 'kubeProxy',
  nodePortRange: { first: 30000, last: 32767 },
  ipFamilies: [],
};
