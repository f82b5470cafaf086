import { AwsAlbEdgeProps, GceEdgeProps } from './edge-cloud-props';
import { EdgeListener } from './edge-listener';
import { GatewayEdgeProps } from './gateway-edge-props';
import { awsNlbEdge, loadBalancerEdge, nodePortEdge } from './service-edge';
import { AwsNlbEdgeProps, LoadBalancerEdgeProps, NodePortEdgeProps } from './service-edge-props';
import { EdgeInput, edgeOf } from '../../clusters/edge';
import { gatewayEdgeOf } from '../../clusters/gateway-edge';
import { EdgeModel, IngressControllerName, ListenerModel } from '../../model/edge';
import { refuse } from '../../model/finding';
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

  /**
   * The ports for raw streams that the controller has been told to open, such as entry points of Traefik.
   *
   * @default none: `exposeStream` is reported as `CANNOT_EXPRESS`
   */
  readonly listeners?: EdgeListener[];
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
    return Edge.ofIngress(name, 'aws-alb', { cidrs: props.subnetCidrs, ingressClass: props.ingressClass, scheme: props.scheme });
  }

  /** The Ingress of GKE, with container-native load balancing. Throws `CLUSTER_PROFILE_INVALID`, `CIDR_INVALID`. */
  public static gce(name: string, props: GceEdgeProps = {}): Edge {
    return Edge.ofIngress(name, 'gce', { cidrs: props.proxySubnetCidrs, ingressClass: props.ingressClass });
  }

  /** Any other ingress controller: everything has to be said. Throws `CLUSTER_PROFILE_INVALID`. */
  public static custom(name: string, props: CustomEdgeProps): Edge {
    return Edge.ofIngress(name, 'generic', {
      namespace: props.namespaceName,
      podLabels: props.podLabels,
      cidrs: props.cidrs,
      ingressClass: props.ingressClass,
    });
  }

  /**
   * A Gateway of the Gateway API, whoever serves it. Throws `CLUSTER_PROFILE_INVALID`, `CIDR_INVALID`, `NAME_INVALID`.
   *
   * @see https://gateway-api.sigs.k8s.io/ (v1.6.1)
   */
  public static gateway(name: string, props: GatewayEdgeProps): Edge {
    const edge = dnsLabel1123('the name of an edge,', name);
    const gateway = {
      namespace: dnsLabel1123(`the namespace of the Gateway of edge \`${edge}\`,`, props.namespaceName),
      name: dnsSubdomain(`the Gateway of edge \`${edge}\`,`, props.gatewayName ?? edge),
    };
    if (props.listenerSetName === undefined && props.listenerSetNamespaceName !== undefined) {
      refuse('CLUSTER_PROFILE_INVALID', `edge \`${edge}\` gives \`listenerSetNamespaceName\`, and no \`listenerSetName\`: name the ListenerSet, or leave its namespace out`);
    }
    const listenerSet = props.listenerSetName === undefined ? undefined : {
      kind: 'ListenerSet' as const,
      namespace: dnsLabel1123(`the namespace of the ListenerSet of edge \`${edge}\`,`, props.listenerSetNamespaceName ?? gateway.namespace),
      name: dnsSubdomain(`the ListenerSet of edge \`${edge}\`,`, props.listenerSetName),
    };
    if (props.podNamespaceName !== undefined) dnsLabel1123(`the namespace of the pods of edge \`${edge}\`,`, props.podNamespaceName);
    if (props.gatewayClass !== undefined) dnsSubdomain(`the class of edge \`${edge}\`,`, props.gatewayClass);
    labelSet(`the pod labels of edge \`${edge}\``, props.podLabels ?? {});
    return new Edge(gatewayEdgeOf(edge, props.controller, {
      parent: listenerSet ?? { kind: 'Gateway', ...gateway },
      gateway,
      listeners: modelsOf(props.listeners ?? [EdgeListener.http(), EdgeListener.https()]),
      certificates: props.listenerSets === true ? 'listenerSet' : 'parent',
      gatewayClass: props.gatewayClass,
      release: props.release,
      channel: props.experimental === true ? 'experimental' : 'standard',
      podNamespace: props.podNamespaceName,
      podLabels: props.podLabels,
      cidrs: props.cidrs,
      openToAnyone: props.openToAnyone,
    }));
  }

  /**
   * A load balancer for every stream: a Service of type LoadBalancer of its own. Throws `CIDR_INVALID`, `ANNOTATION_INVALID`, `CLUSTER_PROFILE_INVALID`.
   *
   * @see https://kubernetes.io/docs/concepts/services-networking/service/#loadbalancer (v1.35)
   */
  public static loadBalancer(name: string, props: LoadBalancerEdgeProps = {}): Edge {
    return new Edge(loadBalancerEdge(dnsLabel1123('the name of an edge,', name), props));
  }

  /**
   * A port of every node for every stream: the edge port is the node port. Throws `CIDR_INVALID`, `ANNOTATION_INVALID`.
   *
   * @see https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport (v1.35)
   */
  public static nodePort(name: string, props: NodePortEdgeProps = {}): Edge {
    return new Edge(nodePortEdge(dnsLabel1123('the name of an edge,', name), props));
  }

  /**
   * A Network Load Balancer of AWS for every stream, in ip mode: it dials the pods itself. Throws `CIDR_INVALID`, `ANNOTATION_INVALID`,
   * `CLUSTER_PROFILE_INVALID`.
   *
   * @see https://github.com/kubernetes-sigs/aws-load-balancer-controller/blob/v3.5.0/docs/guide/service/nlb.md
   */
  public static awsNlb(name: string, props: AwsNlbEdgeProps): Edge {
    return new Edge(awsNlbEdge(dnsLabel1123('the name of an edge,', name), props));
  }

  private static ofIngress(name: string, controller: IngressControllerName, input: EdgeInput): Edge {
    const edge = dnsLabel1123('the name of an edge,', name);
    if (input.ingressClass !== undefined) dnsSubdomain(`the class of edge \`${edge}\`,`, input.ingressClass);
    if (input.namespace !== undefined) dnsLabel1123(`the namespace of edge \`${edge}\`,`, input.namespace);
    labelSet(`the pod labels of edge \`${edge}\``, input.podLabels ?? {});
    return new Edge(edgeOf(edge, controller, input));
  }

  private static inPods(name: string, controller: IngressControllerName, props: EdgeProps): Edge {
    const { namespaceName, podLabels, ingressClass, listeners } = props;
    return Edge.ofIngress(name, controller, { namespace: namespaceName, podLabels, ingressClass, listeners: modelsOf(listeners ?? []) });
  }

  /** The name by which an exposure asks for it. */
  public readonly name: string;

  private constructor(private readonly model: EdgeModel) {
    this.name = model.name;
  }

  /**
   * The edge as data.
   * @internal
   */
  public _model(): EdgeModel {
    return this.model;
  }
}

function modelsOf(listeners: readonly EdgeListener[]): ListenerModel[] {
  return listeners.map((listener) => listener._model());
}
