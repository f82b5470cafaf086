import { EdgeListener } from './edge-listener';

/** The controllers of Gateways that are known by name. */
export enum GatewayController {
  /** Envoy Gateway. */
  ENVOY_GATEWAY = 'envoy-gateway',
  /** Istio. */
  ISTIO = 'istio',
  /** Cilium. */
  CILIUM = 'cilium',
  /** Traefik. */
  TRAEFIK = 'traefik',
  /** NGINX Gateway Fabric. */
  NGINX_GATEWAY_FABRIC = 'nginx-gateway-fabric',
  /** Contour. */
  CONTOUR = 'contour',
  /** Kong. */
  KONG = 'kong',
  /** HAProxy. */
  HAPROXY = 'haproxy',
  /** The kgateway of the CNCF. */
  KGATEWAY = 'kgateway',
  /** The Gateway of GKE. */
  GKE = 'gke',
  /** The Application Load Balancer of AWS. */
  AWS_ALB = 'aws-alb',
  /** Any other: only what every conformant controller can do is asked of it. */
  OTHER = 'generic',
}

/** A release of the Gateway API whose CRDs a cluster has. */
export enum GatewayRelease {
  /** 1.4. */
  V1_4 = '1.4',
  /** 1.5: with TLSRoute, ListenerSet and CORS. */
  V1_5 = '1.5',
  /** 1.6: with TCPRoute and UDPRoute as well. */
  V1_6 = '1.6',
}

/** What can be said of an edge of the Gateway API. */
export interface GatewayEdgeProps {
  /** Who serves the Gateway. */
  readonly controller: GatewayController;

  /** The namespace of the Gateway. */
  readonly namespaceName: string;

  /**
   * The name of the Gateway.
   *
   * @default the name of the edge
   */
  readonly gatewayName?: string;

  /**
   * The name of a ListenerSet to which routes are attached in place of the Gateway.
   *
   * @default the routes are attached to the Gateway
   */
  readonly listenerSetName?: string;

  /**
   * The namespace of that ListenerSet.
   *
   * @default that of the Gateway
   */
  readonly listenerSetNamespaceName?: string;

  /**
   * The class of the Gateway.
   *
   * @default the class that the controller's own instructions use
   */
  readonly gatewayClass?: string;

  /**
   * The doors of the Gateway, or of the ListenerSet: routes ask for them by name. Throws `CLUSTER_PROFILE_INVALID`.
   *
   * @default `EdgeListener.http()` and `EdgeListener.https()`
   */
  readonly listeners?: EdgeListener[];

  /**
   * Whether an exposure with a certificate of its own brings a listener for it, in a ListenerSet beside its routes.
   *
   * Its Gateway has to allow that (`allowedListeners`), and the release of the API has to have it.
   *
   * @default false: the listeners have the certificates, and an exposure with one of its own is reported as `CANNOT_EXPRESS`
   */
  readonly listenerSets?: boolean;

  /**
   * The release of the Gateway API whose CRDs the cluster has.
   *
   * @default GatewayRelease.V1_5
   */
  readonly release?: GatewayRelease;

  /**
   * Whether the cluster has the CRDs of the experimental channel.
   *
   * @default false: those of the standard channel
   */
  readonly experimental?: boolean;

  /**
   * The namespace of the pods of the data plane. Policies let in these pods and nobody else.
   *
   * @default the one that the controller's own instructions lead to
   */
  readonly podNamespaceName?: string;

  /**
   * The labels of the pods of the data plane.
   *
   * @default the labels that the controller gives them
   */
  readonly podLabels?: Record<string, string>;

  /**
   * The CIDRs from which a data plane outside the cluster dials the pods.
   *
   * @default those that are known of the controller; none where it runs in pods
   */
  readonly cidrs?: string[];

  /**
   * Whether the ports of exposures are open to everybody, for a data plane that no policy can name.
   *
   * That is Cilium's: its Envoy is on every node, and core NetworkPolicy has no word for the identity by which Cilium knows it. Where the profile says that
   * Cilium is the network plugin, a CiliumNetworkPolicy names it, and nobody else needs to be let in.
   *
   * @default false: an exposure is reported as `CANNOT_EXPRESS` there, unless the network plugin is Cilium
   * @see https://docs.cilium.io/en/stable/network/servicemesh/gateway-api/gateway-api/ (1.20)
   */
  readonly openToAnyone?: boolean;
}
