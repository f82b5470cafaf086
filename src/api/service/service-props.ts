import { LoadBalancing } from '../exposure/load-balancing';

/** Where the traffic of a Service may go. */
export enum TrafficPolicy {
  /** To every ready endpoint. */
  CLUSTER = 'Cluster',
  /** To endpoints of the same node only; without one there the traffic is dropped. */
  LOCAL = 'Local',
}

/**
 * Which endpoints a Service prefers.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/service/#traffic-distribution (v1.35)
 */
export enum TrafficDistribution {
  /** Endpoints of the client's zone, where it has some. */
  PREFER_SAME_ZONE = 'PreferSameZone',
  /** Endpoints of the client's node, where it has some, then of its zone. */
  PREFER_SAME_NODE = 'PreferSameNode',
}

/** A family of addresses. */
export enum IpFamily {
  /** IPv4. */
  IPV4 = 'IPv4',
  /** IPv6. */
  IPV6 = 'IPv6',
}

/** How many families of addresses a Service gets. */
export enum IpFamilyPolicy {
  /** One. */
  SINGLE_STACK = 'SingleStack',
  /** Two where the cluster has two, else one. */
  PREFER_DUAL_STACK = 'PreferDualStack',
  /** Two; refused by a cluster that has one. */
  REQUIRE_DUAL_STACK = 'RequireDualStack',
}

/** What can be said of any Service. */
export interface ServiceProps {
  /**
   * The name of the Service, a DNS label that begins with a letter.
   *
   * @default the name of the microservice for its main Service; with the id behind it for a further one
   */
  readonly name?: string;

  /**
   * The names of the ports that the Service offers. Throws `PORT_UNKNOWN`, and `PORT_LOCAL` for a port for localhost.
   *
   * @default every port of the microservice that is neither local nor a range; a Service with an entry from outside leaves out metrics ports as well
   */
  readonly ports?: string[];

  /**
   * Annotations of the Service.
   *
   * @default none
   */
  readonly annotations?: Record<string, string>;

  /**
   * Keeps a client at the same pod for this many seconds after its last request, by its address.
   *
   * It holds for clients that go through the cluster's proxy; an ingress controller that dials pods itself does not ask it.
   *
   * @see https://kubernetes.io/docs/reference/networking/virtual-ips/#session-affinity (v1.35)
   * @default no affinity: any pod may get the next request
   */
  readonly sessionAffinitySeconds?: number;

  /**
   * Which of the pods gets the next connection, by whoever shares connections out in the cluster: `serviceProxy` of its profile.
   *
   * It holds for clients that go through that proxy; an ingress controller that dials pods itself does not ask it.
   *
   * @default whatever the cluster does by itself
   */
  readonly loadBalancing?: LoadBalancing;

  /**
   * Where traffic from inside the cluster may go.
   *
   * @default TrafficPolicy.CLUSTER, by the cluster's own default
   */
  readonly internalTrafficPolicy?: TrafficPolicy;

  /**
   * Which endpoints are preferred.
   *
   * @default none: every ready endpoint alike
   */
  readonly trafficDistribution?: TrafficDistribution;

  /**
   * The families of addresses, the first of which cannot be changed later. At most two.
   *
   * @default the cluster chooses by its own configuration
   */
  readonly ipFamilies?: IpFamily[];

  /**
   * How many families of addresses the Service gets.
   *
   * @see https://kubernetes.io/docs/concepts/services-networking/dual-stack/#services (v1.35)
   * @default IpFamilyPolicy.PREFER_DUAL_STACK, which a single-stack cluster takes as well; SINGLE_STACK where one family is named
   */
  readonly ipFamilyPolicy?: IpFamilyPolicy;

  /**
   * Whether DNS names pods that are not ready yet.
   *
   * @default false: only ready pods are named
   */
  readonly publishNotReadyAddresses?: boolean;
}

/** What can be said of a Service that has an entry on every node. */
export interface NodePortServiceProps extends ServiceProps {
  /**
   * The CIDRs of the clients that may come in, v4 and v6. The policy opens for them and for nobody else.
   *
   * @default none: nobody can come in, which is reported as `SOURCE_MISSING`
   */
  readonly sourceRanges?: string[];

  /**
   * What the pods see as the source of traffic from outside: `LOCAL` keeps the client's address, `CLUSTER` shows a node.
   *
   * With `CLUSTER` the policy has to open for the nodes, so the cluster profile must have `nodeCidrs` (`NODE_CIDRS_MISSING`).
   *
   * @see https://kubernetes.io/docs/reference/networking/virtual-ips/#external-traffic-policy (v1.35)
   * @default TrafficPolicy.LOCAL, so that the policy sees the clients
   */
  readonly externalTrafficPolicy?: TrafficPolicy;

  /**
   * Node ports by the name of the port. Throws `NODE_PORT_OUT_OF_RANGE` outside the range of the cluster profile.
   *
   * @default the cluster chooses
   */
  readonly nodePorts?: Record<string, number>;
}

/** What can be said of a Service with a load balancer of the cloud. */
export interface LoadBalancerServiceProps extends NodePortServiceProps {
  /**
   * The implementation that serves it, such as `service.k8s.aws/nlb`. It cannot be changed later.
   *
   * @default the cluster's default implementation
   */
  readonly loadBalancerClass?: string;

  /**
   * Whether the Service gets node ports as well; `false` for implementations that dial pods.
   *
   * @default true, by the cluster's own default
   */
  readonly allocateNodePorts?: boolean;
}
