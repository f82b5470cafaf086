import { Endpoint, Labels } from './endpoint';
import { TlsModel } from './tls';

/** The controllers of Ingress objects that are known by name; `generic` is any other. */
export type IngressControllerName = 'ingress-nginx' | 'traefik' | 'haproxy' | 'contour' | 'kong' | 'aws-alb' | 'gce' | 'generic';

/** The controllers of Gateway objects that are known by name; `generic` is any other. */
export type GatewayControllerName =
  | 'envoy-gateway' | 'istio' | 'cilium' | 'traefik' | 'nginx-gateway-fabric'
  | 'contour' | 'kong' | 'haproxy' | 'kgateway' | 'gke' | 'aws-alb' | 'generic';

/** A release of the Gateway API, as far as releases differ in what they have. */
export type GatewayRelease = '1.4' | '1.5' | '1.6';

/** Which CRDs of a release a cluster has. */
export type GatewayChannel = 'standard' | 'experimental';

/** One door of an edge, as clients see it. */
export type ListenerModel =
  | { readonly protocol: 'HTTP'; readonly name: string; readonly port: number; readonly hostname?: string }
  /** Without a certificate somebody else has put one there, or nobody has said. */
  | { readonly protocol: 'HTTPS'; readonly name: string; readonly port: number; readonly hostname?: string; readonly tls?: TlsModel }
  /** TLS that goes through to the pods, by the name that clients ask for. */
  | { readonly protocol: 'TLS'; readonly name: string; readonly port: number; readonly hostname?: string }
  | { readonly protocol: 'TCP' | 'UDP'; readonly name: string; readonly port: number };

/** What every edge has. */
interface AnyEdge {
  readonly name: string;
  /** Whom a policy lets in, and whom nobody else is. */
  readonly controllers: readonly Endpoint[];
}

/** A way in by Ingress objects, or by those that its controller has in their place. */
export interface IngressEdge extends AnyEdge {
  readonly api: 'ingress';
  readonly controller: IngressControllerName;
  /** The `ingressClassName` of its Ingress objects. */
  readonly ingressClass: string;
  /** The doors for raw streams, which its operator has opened; HTTP and HTTPS are there without being named. */
  readonly listeners: readonly ListenerModel[];
  /** Whom the load balancer of `aws-alb` is for; absent means `internal`. Other controllers do not have it. */
  readonly scheme?: 'internal' | 'internet-facing';
}

/** The object that routes name as their parent. */
export interface GatewayParent {
  readonly kind: 'Gateway' | 'ListenerSet';
  readonly namespace: string;
  readonly name: string;
}

/** A way in by the Gateway API. */
export interface GatewayEdge extends AnyEdge {
  readonly api: 'gateway';
  readonly controller: GatewayControllerName;
  readonly gatewayClass: string;
  /** Where the routes are attached, or, where exposures bring listeners of their own, the Gateway to which those go. */
  readonly parent: GatewayParent;
  /** The Gateway behind a parent that is a ListenerSet; absent where the parent is the Gateway itself. */
  readonly gateway?: { readonly namespace: string; readonly name: string };
  /** The doors of that parent. */
  readonly listeners: readonly ListenerModel[];
  /** Who has the listeners of an exposure with a certificate of its own: the parent, or a ListenerSet of the exposure. */
  readonly certificates: 'parent' | 'listenerSet';
  readonly release: GatewayRelease;
  readonly channel: GatewayChannel;
}

/** A way in by a Service alone: for raw streams. */
export interface ServiceEdge extends AnyEdge {
  readonly api: 'service';
  readonly type: 'loadBalancer' | 'nodePort';
  readonly loadBalancerClass?: string;
  /** What the pods see as the source: `Local` keeps the client's address, `Cluster` shows a node. */
  readonly trafficPolicy: 'Cluster' | 'Local';
  /** The clients that every exposure of this edge lets in unless it names its own; empty means that each has to name them. */
  readonly sourceRanges: readonly string[];
  /** Annotations of every Service of this edge, such as the ones by which a cloud makes the load balancer an internal one. */
  readonly annotations: Labels;
  readonly allocateNodePorts?: boolean;
}

/** One way into the cluster, as the cluster profile has it. */
export type EdgeModel = IngressEdge | GatewayEdge | ServiceEdge;
