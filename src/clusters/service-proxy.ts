import { Source } from '../model/capability';
import { LoadBalancingModel } from '../model/traffic';

/** Who shares the connections of Services out among pods. */
export type ServiceProxyName = 'kubeProxy' | 'kubeProxyIpvs' | 'kubeRouter' | 'cilium' | 'ciliumPlain';

/** How a Service asks for a choice of pods, or what to do where it cannot. */
export type BalanceRow =
  /** It does so anyway. */
  | { readonly by: 'itself'; readonly source: Source }
  | { readonly by: 'annotation'; readonly key: string; readonly value: string; readonly source: Source }
  /** `sessionAffinity: ClientIP`. */
  | { readonly by: 'affinity'; readonly source: Source }
  | { readonly by: 'nothing'; readonly instead: string; readonly source: Source };

const VIRTUAL_IPS: Source = { url: 'https://kubernetes.io/docs/reference/networking/virtual-ips/', version: 'Kubernetes 1.35' };
const KUBE_ROUTER: Source = {
  url: 'https://github.com/cloudnativelabs/kube-router/blob/v2.11.1/docs/user-guide.md#load-balancing-scheduling-algorithms', version: 'kube-router 2.11.1',
};
const CILIUM: Source = { url: 'https://docs.cilium.io/en/stable/network/kubernetes/kubeproxy-free/', version: 'Cilium 1.17 and later, with `bpf.lbAlgorithmAnnotation`' };

const affinity = { by: 'affinity', source: VIRTUAL_IPS } as const;
const scheduler = (value: string) => ({ by: 'annotation', key: 'kube-router.io/service.scheduler', value, source: KUBE_ROUTER } as const);
const nothing = (source: Source, instead: string) => ({ by: 'nothing', source, instead } as const);

const CILIUM_ONE: Source = { url: 'https://docs.cilium.io/en/stable/network/kubernetes/kubeproxy-free/', version: 'Cilium 1.18, without `bpf.lbAlgorithmAnnotation`' };

const EDGE_INSTEAD = 'choose it at the edge, as `loadBalancing` of an exposure, or leave it out';
const IPVS_INSTEAD = 'it is one for the whole cluster, the flag `--ipvs-scheduler` of kube-proxy: leave it out';

/** What a Service can ask of one of them. */
interface ServiceProxyRow {
  readonly title: string;
  readonly balance: Readonly<Record<LoadBalancingModel, BalanceRow>>;
}

/** What a Service can ask of each. Whoever dials pods himself, such as an ingress controller, asks none of them. */
export const SERVICE_PROXIES: Readonly<Record<ServiceProxyName, ServiceProxyRow>> = {
  /** In its modes iptables and nftables: any pod, at random. */
  kubeProxy: {
    title: 'kube-proxy',
    balance: {
      random: { by: 'itself', source: VIRTUAL_IPS },
      ipHash: affinity,
      roundRobin: nothing(VIRTUAL_IPS, EDGE_INSTEAD),
      leastRequest: nothing(VIRTUAL_IPS, EDGE_INSTEAD),
    },
  },
  /** Deprecated in Kubernetes 1.35. */
  kubeProxyIpvs: {
    title: 'kube-proxy in IPVS mode',
    balance: {
      random: nothing(VIRTUAL_IPS, IPVS_INSTEAD),
      ipHash: affinity,
      roundRobin: nothing(VIRTUAL_IPS, IPVS_INSTEAD),
      leastRequest: nothing(VIRTUAL_IPS, IPVS_INSTEAD),
    },
  },
  /** Its own service proxy, `--run-service-proxy`; many who have its policies, such as K3s, have kube-proxy beside it. */
  kubeRouter: {
    title: 'kube-router',
    balance: {
      random: nothing(KUBE_ROUTER, 'it knows round robin, fewest connections and hashes alone: leave it out'),
      ipHash: scheduler('sh'),
      roundRobin: scheduler('rr'),
      leastRequest: scheduler('lc'),
    },
  },
  /** Maglev hashes connections, not clients, so that it keeps nobody at a pod. */
  cilium: {
    title: 'Cilium',
    balance: {
      random: { by: 'annotation', key: 'service.cilium.io/lb-algorithm', value: 'random', source: CILIUM },
      ipHash: affinity,
      roundRobin: nothing(CILIUM, EDGE_INSTEAD),
      leastRequest: nothing(CILIUM, EDGE_INSTEAD),
    },
  },
  /** Without the annotation its choice is one for the whole cluster. */
  ciliumPlain: {
    title: 'Cilium',
    balance: {
      random: nothing(CILIUM_ONE, 'turn on `bpf.lbAlgorithmAnnotation` of its chart and say so, as in `serviceProxy: ServiceProxy.CILIUM`, or leave it out'),
      ipHash: affinity,
      roundRobin: nothing(CILIUM_ONE, EDGE_INSTEAD),
      leastRequest: nothing(CILIUM_ONE, EDGE_INSTEAD),
    },
  },
};
