import { AlbScheme } from './edge-schemes';

/** What can be said of an edge of the AWS Load Balancer Controller. */
export interface AwsAlbEdgeProps {
  /** The CIDRs of the subnets of the load balancer: from there it dials the pods. */
  readonly subnetCidrs: string[];

  /**
   * The class of the Ingress objects.
   *
   * @default `alb`
   */
  readonly ingressClass?: string;

  /**
   * Whom the load balancer is for.
   *
   * @default AlbScheme.INTERNAL, the controller's own default
   */
  readonly scheme?: AlbScheme;
}

/** What can be said of an edge of GKE. */
export interface GceEdgeProps {
  /**
   * The class of the Ingress objects: `gce` or `gce-internal`.
   *
   * @default `gce`
   */
  readonly ingressClass?: string;

  /**
   * The CIDRs of the proxy-only subnets, from which an internal load balancer dials the pods. `gce-internal` needs them.
   *
   * @default none: Google's own ranges only
   */
  readonly proxySubnetCidrs?: string[];
}
