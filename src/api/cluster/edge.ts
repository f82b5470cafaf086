import { EdgeInput, edgeOf } from '../../clusters/edge';
import { ControllerName, EdgeModel } from '../../model/exposure';
import { dnsLabel1123, dnsSubdomain, labelSet } from '../../model/name';

/** What can be said of an edge whose controller runs in pods. */
export interface EdgeProps {
  /**
   * The namespace of the controller's pods. Policies let in these pods and nobody else.
   *
   * @default the namespace that the controller's own instructions use
   */
  readonly namespaceName?: string;

  /**
   * The labels of the controller's pods.
   *
   * @default the labels that the controller's own chart or manifest sets
   */
  readonly podLabels?: Record<string, string>;

  /**
   * The class of the Ingress objects.
   *
   * @default the class that the controller's own instructions use
   */
  readonly ingressClass?: string;
}

/** Whom a load balancer of AWS is for. */
export enum AlbScheme {
  /** Clients of the VPC. */
  INTERNAL = 'internal',
  /** Everybody. */
  INTERNET_FACING = 'internet-facing',
}

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

/** What has to be said of a controller that this library does not know. */
export interface CustomEdgeProps {
  /** The class of the Ingress objects. */
  readonly ingressClass: string;

  /**
   * The namespace of the controller's pods.
   *
   * @default the controller is outside the cluster, at `cidrs`
   */
  readonly namespaceName?: string;

  /**
   * The labels of the controller's pods.
   *
   * @default the controller is outside the cluster, at `cidrs`
   */
  readonly podLabels?: Record<string, string>;

  /**
   * The CIDRs from which a controller outside the cluster dials the pods.
   *
   * @default the controller runs in pods
   */
  readonly cidrs?: string[];
}

/**
 * One way into the cluster: a controller, its class, and where it is.
 *
 * ```ts
 * declare const app: App;
 * Cluster.attach(app, ClusterProfile.of({ edges: [Edge.traefik('public'), Edge.haproxy('private')] }));
 * ```
 */
export class Edge {
  /** Traefik. */
  public static traefik(name: string, props: EdgeProps = {}): Edge {
    return Edge.inPods(name, 'traefik', props);
  }

  /**
   * The ingress-nginx of the Kubernetes project, for clusters that still run it: it was retired in March 2026.
   *
   * @see https://www.kubernetes.io/blog/2025/11/11/ingress-nginx-retirement/
   */
  public static ingressNginx(name: string, props: EdgeProps = {}): Edge {
    return Edge.inPods(name, 'ingress-nginx', props);
  }

  /** The ingress controller of HAProxy Technologies. */
  public static haproxy(name: string, props: EdgeProps = {}): Edge {
    return Edge.inPods(name, 'haproxy', props);
  }

  /** Contour. */
  public static contour(name: string, props: EdgeProps = {}): Edge {
    return Edge.inPods(name, 'contour', props);
  }

  /** Kong. */
  public static kong(name: string, props: EdgeProps = {}): Edge {
    return Edge.inPods(name, 'kong', props);
  }

  /** The Application Load Balancer of AWS, in ip mode. Throws `CLUSTER_PROFILE_INVALID`, `CIDR_INVALID`. */
  public static awsAlb(name: string, props: AwsAlbEdgeProps): Edge {
    return new Edge(name, 'aws-alb', { cidrs: props.subnetCidrs, ingressClass: props.ingressClass, scheme: props.scheme });
  }

  /** The Ingress of GKE, with container-native load balancing. Throws `CLUSTER_PROFILE_INVALID`, `CIDR_INVALID`. */
  public static gce(name: string, props: GceEdgeProps = {}): Edge {
    return new Edge(name, 'gce', { cidrs: props.proxySubnetCidrs, ingressClass: props.ingressClass });
  }

  /** Any other ingress controller: everything has to be said. Throws `CLUSTER_PROFILE_INVALID`. */
  public static custom(name: string, props: CustomEdgeProps): Edge {
    return new Edge(name, 'generic', {
      namespace: props.namespaceName,
      podLabels: props.podLabels,
      cidrs: props.cidrs,
      ingressClass: props.ingressClass,
    });
  }

  private static inPods(name: string, controller: ControllerName, props: EdgeProps): Edge {
    return new Edge(name, controller, { namespace: props.namespaceName, podLabels: props.podLabels, ingressClass: props.ingressClass });
  }

  /** The name by which an exposure asks for it. */
  public readonly name: string;

  private readonly model: EdgeModel;

  private constructor(name: string, controller: ControllerName, input: EdgeInput) {
    this.name = dnsLabel1123('the name of an edge,', name);
    if (input.ingressClass !== undefined) {
      dnsSubdomain(`the class of edge \`${name}\`,`, input.ingressClass);
    }
    if (input.namespace !== undefined) {
      dnsLabel1123(`the namespace of edge \`${name}\`,`, input.namespace);
    }
    labelSet(`the pod labels of edge \`${name}\``, input.podLabels ?? {});
    this.model = edgeOf(name, controller, input);
  }

  /**
   * The edge as data.
   * @internal
   */
  public _model(): EdgeModel {
    return this.model;
  }
}
