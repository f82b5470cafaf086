/** Who shares the connections of Services out among pods. */
export enum ServiceProxy {
  /** kube-proxy in its modes `iptables` and `nftables`: any pod, at random. */
  KUBE_PROXY = 'kubeProxy',
  /** kube-proxy in its mode `ipvs`, deprecated in Kubernetes 1.35: one choice for the whole cluster. */
  KUBE_PROXY_IPVS = 'kubeProxyIpvs',
  /** The service proxy of kube-router, which many who have its policies do not run. */
  KUBE_ROUTER = 'kubeRouter',
  /** Cilium in the place of kube-proxy, with `bpf.lbAlgorithmAnnotation` turned on. */
  CILIUM = 'cilium',
  /** Cilium in the place of kube-proxy, as its chart has it: one choice for the whole cluster. */
  CILIUM_PLAIN = 'ciliumPlain',
}
