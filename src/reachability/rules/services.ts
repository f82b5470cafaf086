import { CidrSet } from '../../sets/cidr-set';
import { Protocol } from '../../sets/ports';
import { LabelMap } from '../../sets/selector';

/** A port of a container, as a Service names it. */
export type TargetPort =
  | { readonly kind: 'number'; readonly number: number }
  /** Resolved on each pod, by its name and the protocol of the Service's port. */
  | { readonly kind: 'name'; readonly name: string };

/** One port under which a Service is reached. */
export interface ServicePort {
  readonly name?: string;
  readonly port: number;
  readonly protocol: Protocol;
  /** The port of the container; the Service's own number where the object does not say. */
  readonly target: TargetPort;
  /** The port of every node, where the object has one. */
  readonly nodePort?: number;
}

/** What a Service is made for. */
export type ServiceType = 'ClusterIP' | 'NodePort' | 'LoadBalancer' | 'ExternalName';

/** What one Service means. */
export interface Service {
  readonly namespace: string;
  readonly name: string;
  readonly type: ServiceType;
  /** Without an address of its own: its name stands for the pods, and the ports are theirs. */
  readonly headless: boolean;
  /** The pods behind it; absent where somebody else keeps its endpoints. */
  readonly selector?: LabelMap;
  readonly ports: readonly ServicePort[];
  /** The DNS name that an ExternalName stands for. */
  readonly externalName?: string;
  /** Whether pods see the addresses of clients from outside (`local`), or those of nodes (`cluster`). */
  readonly externalTraffic: 'cluster' | 'local';
  /** The only addresses that a load balancer lets in, where the object names some. */
  readonly sourceRanges?: CidrSet;
}

/** The object through which something outside the cluster gets in. */
export interface EntryOrigin {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** What an entry hands its connections to. */
export interface EntryBackend {
  readonly namespace: string;
  readonly service: string;
  /** A port of the Service by its name or number; a container's, too, where the API says so. Absent means every port. */
  readonly port?: TargetPort;
  /** Whether the port may also be a container's, as it is for a Route. */
  readonly byTarget?: boolean;
}

/** A listener of a Gateway or of a ListenerSet, as clients see it. */
export interface EntryListener {
  readonly name: string;
  readonly port: number;
  readonly protocol: string;
  /** Who ends the TLS of clients: the Gateway, or the pods; absent where there is none. */
  readonly tls?: 'terminate' | 'passthrough';
}

/** What a route is attached to. */
export interface EntryParent extends EntryOrigin {
  /** Absent where the parent is not among the manifests. */
  readonly listener?: EntryListener;
  /** `unknown` where the parent, or the Gateway behind a ListenerSet, is not among the manifests: it may not take the route. */
  readonly attached: 'yes' | 'unknown';
}

/** One way in from outside: an object, the host and the path on which it answers, and the Service behind. */
export interface Entry {
  readonly origin: EntryOrigin;
  /**
   * Who it is that reaches the pods: a controller in the cluster, whose pods need not be among the manifests, or the clients
   * themselves, by way of a node.
   */
  readonly clients: 'controller' | 'addresses';
  /** The class of an Ingress: which of several controllers serves it. */
  readonly className?: string;
  /** Absent means every host. */
  readonly host?: string;
  /** Absent means every path. */
  readonly path?: string;
  /** How the path is compared; absent where there is none, or where the reader does not tell. */
  readonly pathMatch?: 'exact' | 'prefix' | 'regex';
  /** What else a request has to be like, such as `method GET` or `header x-canary = yes`, all of it together; sorted. */
  readonly conditions?: readonly string[];
  /** How a controller talks to the pods; absent means TCP. */
  readonly protocol?: Protocol;
  /** Where a route of the Gateway API comes in, sorted; absent for all other entries. */
  readonly parents?: readonly EntryParent[];
  readonly backend: EntryBackend;
}
