import { ADMIN_NETWORK_POLICY_CAPABILITIES } from './adminnetworkpolicy/capabilities';
import { AWS_ALB_CAPABILITIES } from './aws-alb/capabilities';
import { CLUSTER_NETWORK_POLICY_CAPABILITIES } from './clusternetworkpolicy/capabilities';
import { CONTOUR_CAPABILITIES } from './contour/capabilities';
import { ENVOY_GATEWAY_CAPABILITIES } from './envoy-gateway/capabilities';
import { GATEWAY_CAPABILITIES } from './gateway/capabilities';
import { GCE_CAPABILITIES } from './gce/capabilities';
import { HAPROXY_CAPABILITIES } from './haproxy/capabilities';
import { GENERIC_CAPABILITIES } from './ingress/capabilities';
import { INGRESS_NGINX_CAPABILITIES } from './ingress-nginx/capabilities';
import { KONG_CAPABILITIES } from './kong/capabilities';
import { NETWORK_POLICY_CAPABILITIES } from './networkpolicy/capabilities';
import { NGINX_GATEWAY_FABRIC_CAPABILITIES } from './nginx-gateway-fabric/capabilities';
import { ROUTE_CAPABILITIES } from './openshift-route/capabilities';
import { SERVICE_CAPABILITIES } from './service/capabilities';
import { TRAEFIK_CAPABILITIES } from './traefik/capabilities';
import { TRAEFIK_GATEWAY_CAPABILITIES } from './traefik/gateway-capabilities';
import { WORKLOAD_CAPABILITIES } from './workload/capabilities';

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
  /** What it can say, by version, with source; each dialect in its own terms. */
  readonly capabilities: object;
}

/** Every dialect: a new one is a folder, and a line here. */
export const DIALECTS: readonly Dialect[] = [
  {
    name: 'adminnetworkpolicy',
    writes: [],
    reads: ['policy.networking.k8s.io/v1alpha1/AdminNetworkPolicy', 'policy.networking.k8s.io/v1alpha1/BaselineAdminNetworkPolicy'],
    capabilities: ADMIN_NETWORK_POLICY_CAPABILITIES,
  },
  {
    name: 'clusternetworkpolicy',
    writes: [],
    reads: ['policy.networking.k8s.io/v1alpha2/ClusterNetworkPolicy'],
    capabilities: CLUSTER_NETWORK_POLICY_CAPABILITIES,
  },
  {
    name: 'envoy-gateway',
    writes: ['gateway.envoyproxy.io/v1alpha1/BackendTrafficPolicy', 'gateway.envoyproxy.io/v1alpha1/SecurityPolicy'],
    reads: [],
    capabilities: ENVOY_GATEWAY_CAPABILITIES,
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
    capabilities: GATEWAY_CAPABILITIES,
  },
  {
    name: 'ingress',
    writes: ['networking.k8s.io/v1/Ingress'],
    reads: ['networking.k8s.io/v1/Ingress'],
    capabilities: GENERIC_CAPABILITIES,
  },
  {
    name: 'networkpolicy',
    writes: ['networking.k8s.io/v1/NetworkPolicy'],
    reads: ['networking.k8s.io/v1/NetworkPolicy'],
    capabilities: NETWORK_POLICY_CAPABILITIES,
  },
  {
    name: 'nginx-gateway-fabric',
    writes: ['ClientSettingsPolicy', 'ProxySettingsPolicy', 'RateLimitPolicy', 'UpstreamSettingsPolicy'].map((kind) => `gateway.nginx.org/v1alpha1/${kind}`),
    reads: [],
    capabilities: NGINX_GATEWAY_FABRIC_CAPABILITIES,
  },
  { name: 'openshift-route', writes: [], reads: ['route.openshift.io/v1/Route'], capabilities: ROUTE_CAPABILITIES },
  { name: 'service', writes: ['v1/Service'], reads: ['v1/Service'], capabilities: SERVICE_CAPABILITIES },
  {
    name: 'workload',
    writes: ['apps/v1/Deployment', 'policy/v1/PodDisruptionBudget', 'v1/ServiceAccount'],
    reads: [],
    capabilities: WORKLOAD_CAPABILITIES,
  },
  { name: 'aws-alb', annotates: ['alb.ingress.kubernetes.io'], writes: [], reads: [], capabilities: AWS_ALB_CAPABILITIES },
  { name: 'contour', annotates: ['ingress.kubernetes.io'], writes: [], reads: [], capabilities: CONTOUR_CAPABILITIES },
  { name: 'gce', annotates: ['networking.gke.io'], writes: ['networking.gke.io/v1beta1/FrontendConfig'], reads: [], capabilities: GCE_CAPABILITIES },
  { name: 'haproxy', annotates: ['haproxy.org'], writes: [], reads: [], capabilities: HAPROXY_CAPABILITIES },
  { name: 'ingress-nginx', annotates: ['nginx.ingress.kubernetes.io'], writes: [], reads: [], capabilities: INGRESS_NGINX_CAPABILITIES },
  { name: 'kong', annotates: ['konghq.com'], writes: [], reads: [], capabilities: KONG_CAPABILITIES },
  {
    name: 'traefik',
    annotates: ['traefik.ingress.kubernetes.io'],
    writes: [
      ...['IngressRoute', 'IngressRouteTCP', 'IngressRouteUDP', 'Middleware', 'MiddlewareTCP', 'ServersTransport', 'TraefikService'].map((kind) => `traefik.io/v1alpha1/${kind}`),
      'cert-manager.io/v1/Certificate',
    ],
    reads: ['IngressRoute', 'IngressRouteTCP', 'IngressRouteUDP', 'TraefikService'].map((kind) => `traefik.io/v1alpha1/${kind}`),
    capabilities: { ingress: TRAEFIK_CAPABILITIES, gateway: TRAEFIK_GATEWAY_CAPABILITIES },
  },
];
