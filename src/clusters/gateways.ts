import { Source } from '../model/capability';
import { GatewayControllerName } from '../model/edge';
import { Labels } from '../model/endpoint';

/** From where the data plane of a Gateway reaches the pods, which is what a policy has to let in. */
export type GatewayPlace =
  /** Pods beside the Gateway, in its namespace, with a label that names it; `prefix` is what stands before the name there. */
  | { readonly kind: 'besideGateway'; readonly nameLabel: string; readonly prefix?: string }
  /** Pods in the controller's own namespace, with labels that name the Gateway. */
  | { readonly kind: 'byLabels'; readonly namespace: string; readonly nameLabel: string; readonly namespaceLabel: string }
  /** Pods that serve all Gateways. */
  | { readonly kind: 'pods'; readonly namespace: string; readonly podLabels: Labels }
  /** Addresses that are the same in every cluster, and, for all classes but these, those of a subnet that only the user knows. */
  | { readonly kind: 'addresses'; readonly cidrs: readonly string[]; readonly completeFor: readonly string[]; readonly which: string }
  /** Addresses that only the user knows; the text says which. */
  | { readonly kind: 'cidrsRequired'; readonly which: string }
  /** A proxy that no selector and no block of addresses finds, but whom its network plugin knows by an identity; the text says who it is. */
  | { readonly kind: 'unnameable'; readonly what: string; readonly identity: 'ciliumIngress' }
  /** Nothing is known: the user says namespace and labels, or CIDRs. */
  | { readonly kind: 'allRequired' };

/** What is known of one controller of Gateways as its maker ships it. */
export interface GatewayRow {
  /** Its name in a sentence. */
  readonly title: string;
  readonly place: GatewayPlace;
  /** The class of its Gateways, unless the user has given it another; none means that it has to be given. */
  readonly gatewayClass?: string;
  readonly sources: readonly Source[];
}

const GEP: Source = { url: 'https://gateway-api.sigs.k8s.io/geps/gep-1762/', version: 'v1.6.1' };

/** The label by which controllers that run a data plane for each Gateway mark its pods. */
const GATEWAY_NAME = 'gateway.networking.k8s.io/gateway-name';

/**
 * The controllers, each as its official chart or manifest installs it.
 *
 * A data plane that runs beside its Gateway is found by a label with the Gateway's name, in the Gateway's namespace. Labels that depend on the name of a
 * release are left out.
 */
export const GATEWAYS: Readonly<Record<GatewayControllerName, GatewayRow>> = {
  /** The proxies of all Gateways are in one namespace; `gatewayNamespace` mode puts them beside their Gateways instead. */
  'envoy-gateway': {
    title: 'Envoy Gateway',
    place: {
      kind: 'byLabels',
      namespace: 'envoy-gateway-system',
      nameLabel: 'gateway.envoyproxy.io/owning-gateway-name',
      namespaceLabel: 'gateway.envoyproxy.io/owning-gateway-namespace',
    },
    gatewayClass: 'eg',
    sources: [
      { url: 'https://github.com/envoyproxy/gateway/blob/v1.9.0/internal/gatewayapi/translator.go', version: '1.9.0' },
      { url: 'https://gateway.envoyproxy.io/docs/tasks/quickstart/', version: 'read in November 2026 (class, namespace)' },
    ],
  },
  /** The pods listen where the listeners do: port 80 of the Gateway is port 80 of the pod. */
  'istio': {
    title: 'Istio',
    place: { kind: 'besideGateway', nameLabel: GATEWAY_NAME },
    gatewayClass: 'istio',
    sources: [
      { url: 'https://github.com/istio/istio/blob/1.30.3/manifests/charts/istio-control/istio-discovery/files/kube-gateway.yaml', version: '1.30.3' },
      { url: 'https://github.com/istio/istio/blob/1.30.3/pilot/pkg/features/pilot.go', version: '1.30.3 (class)' },
    ],
  },
  'nginx-gateway-fabric': {
    title: 'NGINX Gateway Fabric',
    place: { kind: 'besideGateway', nameLabel: GATEWAY_NAME },
    gatewayClass: 'nginx',
    sources: [
      { url: 'https://github.com/nginx/nginx-gateway-fabric/blob/v2.6.7/internal/controller/provisioner/objects.go', version: '2.6.7' },
      { url: 'https://github.com/nginx/nginx-gateway-fabric/blob/v2.6.7/charts/nginx-gateway-fabric/values.yaml', version: '2.6.7 (class)' },
    ],
  },
  /** The same pods as those of its Ingress objects. */
  'traefik': {
    title: 'Traefik',
    place: { kind: 'pods', namespace: 'traefik', podLabels: { 'app.kubernetes.io/name': 'traefik' } },
    gatewayClass: 'traefik',
    sources: [
      { url: 'https://github.com/traefik/traefik-helm-chart/blob/master/traefik/templates/_helpers.tpl', version: 'chart 41.3.0' },
      { url: 'https://github.com/traefik/traefik-helm-chart/blob/master/traefik/templates/gatewayclass.yaml', version: 'chart 41.3.0 (class)' },
    ],
  },
  /**
   * Its Envoy is on every node, and its requests reach the pods with the identity `reserved:ingress`. A core NetworkPolicy cannot name that: selectors are
   * turned into labels of namespaces and pods, which it has none of, and blocks of addresses into identities outside the cluster. Only a rule without
   * `from` lets it in, and with it everybody. A CiliumNetworkPolicy names it, as the entity `ingress`.
   */
  'cilium': {
    title: 'Cilium',
    place: {
      kind: 'unnameable',
      what: 'the Envoy of Cilium, which is on every node and has the identity `reserved:ingress`',
      identity: 'ciliumIngress',
    },
    gatewayClass: 'cilium',
    sources: [
      { url: 'https://docs.cilium.io/en/stable/network/servicemesh/gateway-api/gateway-api/', version: '1.20' },
      { url: 'https://docs.cilium.io/en/stable/security/policy/layer3/', version: '1.20 (entity `ingress`)' },
      { url: 'https://github.com/cilium/cilium/blob/main/pkg/k8s/network_policy.go', version: '1.20' },
      { url: 'https://github.com/cilium/cilium/issues/36509', version: '1.16' },
    ],
  },
  /** The Envoy that the provisioner makes for a Gateway; it listens 8000 above its listeners. A Contour that is installed by hand has its own place. */
  'contour': {
    title: 'Contour',
    place: { kind: 'besideGateway', nameLabel: 'app', prefix: 'envoy-' },
    gatewayClass: 'contour',
    sources: [
      { url: 'https://github.com/projectcontour/contour/blob/v1.33.6/internal/provisioner/objects/dataplane/dataplane.go', version: '1.33.6 (`EnvoyPodSelector`)' },
      { url: 'https://github.com/projectcontour/contour/blob/v1.33.6/site/content/docs/main/config/gateway-api.md', version: '1.33.6' },
    ],
  },
  /** The same pods as those of its Ingress objects: all Gateways are merged into one. */
  'kong': {
    title: 'Kong',
    place: { kind: 'pods', namespace: 'kong', podLabels: { 'app.kubernetes.io/component': 'app', 'app.kubernetes.io/name': 'gateway' } },
    gatewayClass: 'kong',
    sources: [
      { url: 'https://github.com/Kong/charts/blob/main/charts/ingress/values.yaml', version: 'chart 0.24.0' },
      { url: 'https://developer.konghq.com/kubernetes-ingress-controller/gateway-api/', version: '3.5 (class)' },
    ],
  },
  /** HAProxy Technologies' Unified Gateway; the labels are those of the chart, the namespace is that of the plain manifest. */
  'haproxy': {
    title: 'the HAProxy Unified Gateway',
    place: { kind: 'pods', namespace: 'haproxy-unified-gateway', podLabels: { 'app.kubernetes.io/name': 'haproxy-unified-gateway' } },
    gatewayClass: 'haproxy',
    sources: [
      { url: 'https://github.com/haproxytech/helm-charts/blob/main/haproxy-unified-gateway/templates/_helpers.tpl', version: 'chart 1.1.0' },
      { url: 'https://github.com/haproxytech/haproxy-unified-gateway/blob/main/example/deploy/hug/controller.yaml', version: '1.0 (namespace)' },
      { url: 'https://github.com/haproxytech/haproxy-unified-gateway/blob/main/documentation/conformance.md', version: '1.0 (class)' },
    ],
  },
  /** Listeners below port 1024 are 8000 above in the pod. */
  'kgateway': {
    title: 'kgateway',
    place: { kind: 'besideGateway', nameLabel: GATEWAY_NAME },
    gatewayClass: 'kgateway',
    sources: [
      { url: 'https://github.com/kgateway-dev/kgateway/blob/main/pkg/kgateway/helm/envoy/templates/_helpers.tpl', version: '2.4' },
      { url: 'https://kgateway.dev/docs/envoy/latest/setup/default/', version: '2.4 (class)' },
    ],
  },
  /**
   * Google's front ends and health checks. Envoy-based load balancers, which are all but the global ones, dial from a subnet that is made for them, and the
   * health checks come from Google's ranges all the same. IPv4 only.
   */
  'gke': {
    title: 'the GKE Gateway',
    place: {
      kind: 'addresses',
      cidrs: ['130.211.0.0/22', '35.191.0.0/16'],
      completeFor: ['gke-l7-global-external-managed', 'gke-l7-gxlb'],
      which: 'the CIDR of its proxy-only subnet',
    },
    gatewayClass: 'gke-l7-global-external-managed',
    sources: [
      { url: 'https://cloud.google.com/load-balancing/docs/firewall-rules', version: 'read in November 2026' },
      { url: 'https://cloud.google.com/kubernetes-engine/docs/how-to/gatewayclass-capabilities', version: 'read in November 2026 (classes)' },
    ],
  },
  /** In ip mode the load balancer dials the pods from its subnets; that is not the default, so `--default-target-type=ip` has to be set, or a TargetGroupConfiguration. */
  'aws-alb': {
    title: 'the AWS Load Balancer Controller',
    place: { kind: 'cidrsRequired', which: 'the CIDRs of the subnets of the load balancer' },
    sources: [
      { url: 'https://github.com/kubernetes-sigs/aws-load-balancer-controller/blob/v3.5.0/docs/guide/gateway/l7gateway.md', version: '3.5.0' },
      { url: 'https://github.com/kubernetes-sigs/aws-load-balancer-controller/blob/v3.5.0/docs/guide/gateway/targetgroupconfig.md', version: '3.5.0 (target type)' },
    ],
  },
  /** Any other controller: nothing is assumed. */
  'generic': {
    title: 'the controller of the Gateway',
    place: { kind: 'allRequired' },
    sources: [GEP],
  },
};
