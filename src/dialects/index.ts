/** One API family that we write, read, or both. */
export interface Dialect {
  /** The folder of the dialect. */
  readonly name: string;
  /** The kinds that it writes, as `apiVersion/Kind`. */
  readonly writes: readonly string[];
  /** The kinds that it reads into rules. */
  readonly reads: readonly string[];
  /** What stands before the names of the annotations that it writes; absent where it writes none. */
  readonly annotates?: readonly string[];
}

/** Every dialect: a new one is a folder, and a line here. */
export const DIALECTS: readonly Dialect[] = [
  {
    name: 'adminnetworkpolicy',
    writes: ['policy.networking.k8s.io/v1alpha1/AdminNetworkPolicy', 'policy.networking.k8s.io/v1alpha1/BaselineAdminNetworkPolicy'],
    reads: ['policy.networking.k8s.io/v1alpha1/AdminNetworkPolicy', 'policy.networking.k8s.io/v1alpha1/BaselineAdminNetworkPolicy'],
  },
  { name: 'aws-alb', annotates: ['alb.ingress.kubernetes.io'], writes: [], reads: [] },
  {
    name: 'calico',
    writes: ['GlobalNetworkPolicy', 'NetworkPolicy', 'NetworkSet', 'StagedKubernetesNetworkPolicy', 'StagedNetworkPolicy', 'Tier'].map((kind) => `projectcalico.org/v3/${kind}`),
    reads: ['GlobalNetworkPolicy', 'GlobalNetworkSet', 'NetworkPolicy', 'NetworkSet', 'Tier']
      .flatMap((kind) => [`projectcalico.org/v3/${kind}`, `crd.projectcalico.org/v1/${kind}`]),
  },
  {
    name: 'cilium',
    writes: [
      'v2/CiliumCIDRGroup', 'v2/CiliumClusterwideNetworkPolicy', 'v2/CiliumEgressGatewayPolicy', 'v2/CiliumNetworkPolicy', 'v2alpha1/CiliumCIDRGroup',
    ].map((kind) => `cilium.io/${kind}`),
    reads: ['CiliumCIDRGroup', 'CiliumClusterwideNetworkPolicy', 'CiliumEgressGatewayPolicy', 'CiliumNetworkPolicy'].map((kind) => `cilium.io/v2/${kind}`),
  },
  {
    name: 'clusternetworkpolicy',
    writes: ['policy.networking.k8s.io/v1alpha2/ClusterNetworkPolicy'],
    reads: ['policy.networking.k8s.io/v1alpha2/ClusterNetworkPolicy'],
  },
  { name: 'contour', annotates: ['ingress.kubernetes.io', 'projectcontour.io'], writes: [], reads: [] },
  { name: 'egress-proxy', writes: ['v1/ConfigMap'], reads: [] },
  {
    name: 'envoy-gateway',
    writes: ['gateway.envoyproxy.io/v1alpha1/BackendTrafficPolicy', 'gateway.envoyproxy.io/v1alpha1/SecurityPolicy'],
    reads: [],
  },
  {
    name: 'gateway',
    annotates: ['acme.cert-manager.io', 'cert-manager.io', 'external-dns.alpha.kubernetes.io', 'external-dns.kubernetes.io'],
    writes: [
      ...['BackendTLSPolicy', 'GRPCRoute', 'Gateway', 'HTTPRoute', 'ListenerSet', 'ReferenceGrant', 'TCPRoute', 'TLSRoute', 'UDPRoute'].map((kind) => `gateway.networking.k8s.io/v1/${kind}`),
      'gateway.networking.k8s.io/v1beta1/ReferenceGrant', 'gateway.networking.k8s.io/v1alpha2/TCPRoute', 'gateway.networking.k8s.io/v1alpha2/UDPRoute',
      'gateway.networking.k8s.io/v1alpha3/TLSRoute', 'gateway.networking.x-k8s.io/v1alpha1/XListenerSet',
    ],
    reads: [
      'Gateway', 'GRPCRoute', 'HTTPRoute', 'ListenerSet', 'ReferenceGrant', 'TCPRoute', 'TLSRoute', 'UDPRoute',
    ].map((kind) => `gateway.networking.k8s.io/v1/${kind}`).concat('gateway.networking.x-k8s.io/v1alpha1/XListenerSet'),
  },
  {
    name: 'gce',
    annotates: ['cloud.google.com', 'networking.gke.io'],
    writes: ['cloud.google.com/v1/BackendConfig', 'networking.gke.io/v1beta1/FrontendConfig'],
    reads: [],
  },
  { name: 'haproxy', annotates: ['haproxy.org'], writes: ['ingress.v1.haproxy.org/v1/TCP'], reads: ['ingress.v1.haproxy.org/v1/TCP'] },
  {
    name: 'ingress',
    writes: ['networking.k8s.io/v1/Ingress'],
    reads: ['networking.k8s.io/v1/Ingress'],
  },
  { name: 'ingress-nginx', annotates: ['nginx.ingress.kubernetes.io'], writes: [], reads: [] },
  { name: 'istio', writes: ['networking.istio.io/v1/DestinationRule'], reads: [] },
  {
    name: 'kong',
    annotates: ['konghq.com'],
    writes: ['configuration.konghq.com/v1/KongPlugin', 'configuration.konghq.com/v1beta1/KongUpstreamPolicy'],
    reads: [],
  },
  {
    name: 'networkpolicy',
    writes: ['networking.k8s.io/v1/NetworkPolicy'],
    reads: ['networking.k8s.io/v1/NetworkPolicy'],
  },
  {
    name: 'nginx-gateway-fabric',
    writes: ['ClientSettingsPolicy', 'ProxySettingsPolicy', 'RateLimitPolicy', 'UpstreamSettingsPolicy'].map((kind) => `gateway.nginx.org/v1alpha1/${kind}`),
    reads: [],
  },
  { name: 'openshift-route', writes: [], reads: ['route.openshift.io/v1/Route'] },
  { name: 'service', writes: ['v1/Service'], reads: ['v1/Service'] },
  {
    name: 'traefik',
    annotates: ['traefik.ingress.kubernetes.io'],
    writes: [
      ...['IngressRoute', 'IngressRouteTCP', 'IngressRouteUDP', 'Middleware', 'MiddlewareTCP', 'ServersTransport', 'TraefikService'].map((kind) => `traefik.io/v1alpha1/${kind}`),
      'cert-manager.io/v1/Certificate',
    ],
    reads: ['IngressRoute', 'IngressRouteTCP', 'IngressRouteUDP', 'TraefikService'].map((kind) => `traefik.io/v1alpha1/${kind}`),
  },
  {
    name: 'workload',
    writes: ['apps/v1/Deployment', 'policy/v1/PodDisruptionBudget', 'v1/ServiceAccount'],
    reads: [],
  },
];
