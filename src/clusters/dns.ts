import { Source } from '../model/capability';
import { AddressesEndpoint, Labels, PodsEndpoint } from '../model/endpoint';
import { PortMatch } from '../model/port';

/** How the pods reach the DNS of the cluster. */
export interface DnsModel {
  /** More than one where a cache stands before it. */
  readonly peers: readonly (PodsEndpoint | AddressesEndpoint)[];
  /** The ports on which its pods listen, which need not be those of the Service. */
  readonly ports: readonly PortMatch[];
}

/** The kinds of DNS that are known by name. */
export type DnsKind = 'coreDns' | 'openShift' | 'nodeLocal' | 'nodeLocalPods' | 'gkeCloudDns' | 'aksLocalDns' | 'eksAutoMode';

/** Whom pods ask in one kind of cluster. */
interface DnsRow {
  readonly pods: readonly { readonly namespace: string; readonly labels: Labels }[];
  readonly addresses: readonly string[];
  readonly port: number;
  readonly sources: readonly Source[];
}

const KUBE_DNS = { namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } };

/** Each kind of DNS, as its maker installs it. A policy sees pods by their labels, and what runs on the host network by its addresses alone. */
export const DNS: Readonly<Record<DnsKind, DnsRow>> = {
  /** kubeadm, EKS, AKS, K3s, kind, and kube-dns of GKE: CoreDNS kept the label of what it replaced. */
  coreDns: {
    pods: [KUBE_DNS],
    addresses: [],
    port: 53,
    sources: [{ url: 'https://github.com/kubernetes/kubernetes/blob/v1.35.0/cluster/addons/dns/coredns/coredns.yaml.base', version: 'Kubernetes 1.35' }],
  },
  /** Its Service has 53; a policy sees what comes after it. */
  openShift: {
    pods: [{ namespace: 'openshift-dns', labels: { 'dns.operator.openshift.io/daemonset-dns': 'default' } }],
    addresses: [],
    port: 5353,
    sources: [
      { url: 'https://github.com/openshift/cluster-dns-operator/blob/master/pkg/manifests/assets/dns/daemonset.yaml', version: 'master, July 2026' },
      { url: 'https://github.com/openshift/cluster-dns-operator/blob/master/pkg/operator/controller/names.go', version: 'master, July 2026 (label)' },
    ],
  },
  /**
   * A cache on the host network of every node. It takes over the address of the Service `kube-dns` as well, unless kube-proxy runs in IPVS mode: then
   * no pod stands behind that address, and a policy sees it as it is.
   */
  nodeLocal: {
    pods: [KUBE_DNS],
    addresses: ['169.254.20.10/32'],
    port: 53,
    sources: [
      { url: 'https://github.com/kubernetes/kubernetes/blob/v1.35.0/cluster/addons/dns/nodelocaldns/nodelocaldns.yaml', version: 'Kubernetes 1.35' },
      { url: 'https://kubernetes.io/docs/tasks/administer-cluster/nodelocaldns/', version: 'Kubernetes 1.35' },
    ],
  },
  /** The same cache as pods of the cluster's network, to which the network plugin sends what is for `kube-dns`: Cilium, and Dataplane V2 of GKE. */
  nodeLocalPods: {
    pods: [KUBE_DNS, { namespace: 'kube-system', labels: { 'k8s-app': 'node-local-dns' } }],
    addresses: ['169.254.20.10/32'],
    port: 53,
    sources: [
      { url: 'https://docs.cilium.io/en/stable/network/kubernetes/local-redirect-policy/#node-local-dns-cache', version: 'Cilium 1.19' },
      { url: 'https://docs.cloud.google.com/kubernetes-engine/docs/how-to/nodelocal-dns-cache', version: 'read in November 2026' },
    ],
  },
  /** The metadata server of the node answers; the kubelet writes its address into every pod. */
  gkeCloudDns: {
    pods: [],
    addresses: ['169.254.169.254/32'],
    port: 53,
    sources: [
      { url: 'https://cloud.google.com/kubernetes-engine/docs/how-to/cloud-dns', version: 'read in November 2026' },
      { url: 'https://github.com/tektoncd/operator/issues/4000', version: 'August 2026 (address)' },
    ],
  },
  /** A proxy on every node, with an address for pods of `dnsPolicy: Default` and one for the others; CoreDNS stays behind it. */
  aksLocalDns: {
    pods: [KUBE_DNS],
    addresses: ['169.254.10.10/32', '169.254.10.11/32'],
    port: 53,
    sources: [{ url: 'https://learn.microsoft.com/azure/aks/localdns-custom', version: 'July 2026' }],
  },
  /** A service of each node answers under the address of the DNS of the cluster: there are no pods. */
  eksAutoMode: {
    pods: [],
    addresses: [],
    port: 53,
    sources: [{ url: 'https://github.com/aws/containers-roadmap/issues/2552', version: 'read in November 2026' }],
  },
};

/** Where a kind of DNS is, with the addresses that only the user knows. */
export function dnsOf(kind: DnsKind, others: readonly string[] = []): DnsModel {
  const { pods, addresses, port } = DNS[kind];
  const cidrs = [...new Set([...addresses, ...others])].sort();
  return {
    peers: [
      ...pods.map(({ namespace, labels }): PodsEndpoint => ({ kind: 'pods', namespaces: { name: namespace }, pods: labels })),
      ...(cidrs.length === 0 ? [] : [{ kind: 'addresses', blocks: cidrs.map((cidr) => ({ cidr, except: [] })) } as const]),
    ],
    ports: [{ protocol: 'TCP', port }, { protocol: 'UDP', port }],
  };
}
