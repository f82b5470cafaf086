import { Source } from '../model/capability';
import { GatewayControllerName } from '../model/edge';
import { Labels } from '../model/endpoint';

/** From where the data plane of a Gateway reaches the pods, which is what a policy has to let in. */
export type GatewayPlace =
  /** Pods beside the Gateway, in its namespace, with a label that names it. */
  | { readonly kind: 'besideGateway'; readonly nameLabel: string }
  /** Pods in the controller's own namespace, with labels that name the Gateway. */
  | { readonly kind: 'byLabels'; readonly namespace: string; readonly nameLabel: string; readonly namespaceLabel: string }
  /** Pods that serve all Gateways. */
  | { readonly kind: 'pods'; readonly namespace: string; readonly podLabels: Labels }
  /** Addresses that are the same in every cluster. */
  | { readonly kind: 'addresses'; readonly cidrs: readonly string[] }
  /** Addresses that only the user knows; the text says which. */
  | { readonly kind: 'cidrsRequired'; readonly which: string }
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

/** A controller of which nothing but its name is known. */
function unknown(title: string): GatewayRow {
  return { title, place: { kind: 'allRequired' }, sources: [GEP] };
}

/** The controllers, each as its official chart or manifest installs it. */
export const GATEWAYS: Readonly<Record<GatewayControllerName, GatewayRow>> = {
  'envoy-gateway': {
    title: 'Envoy Gateway',
    place: {
      kind: 'byLabels',
      namespace: 'envoy-gateway-system',
      nameLabel: 'gateway.envoyproxy.io/owning-gateway-name',
      namespaceLabel: 'gateway.envoyproxy.io/owning-gateway-namespace',
    },
    gatewayClass: 'eg',
    sources: [{ url: 'https://gateway.envoyproxy.io/docs/tasks/quickstart/', version: 'read in November 2026' }],
  },
  'istio': {
    title: 'Istio',
    place: { kind: 'besideGateway', nameLabel: 'gateway.networking.k8s.io/gateway-name' },
    gatewayClass: 'istio',
    sources: [GEP],
  },
  'nginx-gateway-fabric': {
    title: 'NGINX Gateway Fabric',
    place: { kind: 'besideGateway', nameLabel: 'gateway.networking.k8s.io/gateway-name' },
    gatewayClass: 'nginx',
    sources: [GEP],
  },
  'traefik': {
    title: 'Traefik',
    place: { kind: 'pods', namespace: 'traefik', podLabels: { 'app.kubernetes.io/name': 'traefik' } },
    gatewayClass: 'traefik',
    sources: [GEP],
  },
  'cilium': unknown('Cilium'),
  'contour': unknown('Contour'),
  'kong': unknown('Kong'),
  'haproxy': unknown('HAProxy'),
  'kgateway': unknown('kgateway'),
  'gke': unknown('the GKE Gateway'),
  'aws-alb': unknown('the AWS Load Balancer Controller'),
  'generic': unknown('the controller of the Gateway'),
};
