import { AlbScheme } from './edge-schemes';
import { TrafficPolicy } from '../service/service-props';

/** What can be said of an edge that opens ports of nodes. */
export interface NodePortEdgeProps {
  /**
   * The CIDRs of the clients that every stream of this edge lets in, v4 and v6, unless it names its own. Throws `CIDR_INVALID`.
   *
   * @default none: a stream that names no `sources` is reported as `SOURCE_MISSING`
   */
  readonly sources?: string[];

  /**
   * What the pods see as the source of traffic: `LOCAL` keeps the client's address, `CLUSTER` shows a node.
   *
   * @see https://kubernetes.io/docs/reference/networking/virtual-ips/#external-traffic-policy (v1.35)
   * @default TrafficPolicy.LOCAL, so that the policy sees the clients
   */
  readonly trafficPolicy?: TrafficPolicy;

  /**
   * Annotations of every Service of this edge.
   *
   * @default none
   */
  readonly annotations?: Record<string, string>;
}

/** What can be said of an edge that gets a load balancer for every stream. */
export interface LoadBalancerEdgeProps extends NodePortEdgeProps {
  /**
   * The implementation that serves it, such as `networking.gke.io/l4-regional-external` or `io.cilium/l2-announcer`. It cannot be changed later.
   *
   * @see https://kubernetes.io/docs/concepts/services-networking/service/#load-balancer-class (v1.35)
   * @default the cluster's default implementation
   */
  readonly loadBalancerClass?: string;

  /**
   * Whether the Services get node ports as well; `false` for implementations that do not need them.
   *
   * @default true, by the cluster's own default
   */
  readonly allocateNodePorts?: boolean;

  /**
   * The CIDRs from which the load balancer dials the pods itself, where it does: the policy opens for them in place of the clients, whom the load
   * balancer then holds to their `sources`.
   *
   * @default none: clients come in by the nodes
   */
  readonly dialsFrom?: string[];
}

/** What can be said of an edge of Network Load Balancers of AWS, in ip mode. */
export interface AwsNlbEdgeProps {
  /** The CIDRs of the subnets of the load balancers: from there they dial the pods. */
  readonly subnetCidrs: string[];

  /**
   * Whom the load balancers are for.
   *
   * @default AlbScheme.INTERNAL, the controller's own default
   */
  readonly scheme?: AlbScheme;

  /**
   * The class of the Services.
   *
   * @default `service.k8s.aws/nlb`; `eks.amazonaws.com/nlb` is that of EKS Auto Mode
   */
  readonly loadBalancerClass?: string;

  /**
   * The CIDRs of the clients that every stream of this edge lets in, v4 and v6, unless it names its own. Throws `CIDR_INVALID`.
   *
   * @default none: a stream that names no `sources` is reported as `SOURCE_MISSING`
   */
  readonly sources?: string[];

  /**
   * Further annotations of every Service of this edge; they win over those that this library sets.
   *
   * @default none
   */
  readonly annotations?: Record<string, string>;
}
