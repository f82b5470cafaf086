import { TargetPort } from './services';
import { Protocol } from '../../sets/ports';

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

/** Who ends the TLS of clients: whoever serves the entry, the pods, or the one, who then speaks TLS to the others. */
export type EntryTls = 'terminate' | 'passthrough' | 'reencrypt';

/** A listener of a Gateway or of a ListenerSet, as clients see it. */
export interface EntryListener {
  readonly name: string;
  readonly port: number;
  readonly protocol: string;
  /** Absent where there is no TLS. */
  readonly tls?: EntryTls;
}

/** What a route is attached to. */
export interface EntryParent extends EntryOrigin {
  /** Absent where the parent is not among the manifests. */
  readonly listener?: EntryListener;
  /**
   * `unknown` where the manifests do not say enough, so that it may not take the route: the parent, or the Gateway behind a
   * ListenerSet, is not among them, or the labels of a namespace are not.
   */
  readonly attached: 'yes' | 'unknown';
}

/** How a path is compared: with the whole one, with its first segments, with a pattern, or as whoever serves the entry likes. */
export type PathMatch = 'exact' | 'prefix' | 'regex' | 'implementation';

/** The part of the requests that a backend gets: so many of all; 0 is none. */
export interface EntryShare {
  readonly weight: number;
  readonly of: number;
}

/** One way in from outside: an object, the host and the path on which it answers, and the Service behind. */
export interface Entry {
  readonly origin: EntryOrigin;
  /** The field with the backend, such as `spec.rules[0].backendRefs[0]`. */
  readonly at: string;
  /**
   * Who it is that reaches the pods: a controller in the cluster, whose pods need not be among the manifests, or the clients
   * themselves, by way of a node.
   */
  readonly clients: 'controller' | 'addresses';
  /** Absent means every host. */
  readonly host?: string;
  /** Absent means every path. */
  readonly path?: string;
  /** Absent where there is no path. */
  readonly pathMatch?: PathMatch;
  /** What else a request has to be like, such as `method GET` or `header x-canary = yes`, all of it together; sorted. */
  readonly conditions?: readonly string[];
  /** How a controller talks to the pods; absent means TCP. */
  readonly protocol?: Protocol;
  /** Where a route of the Gateway API comes in, sorted; absent for all other entries. */
  readonly parents?: readonly EntryParent[];
  /** The class of an Ingress: whoever serves it. */
  readonly className?: string;
  /** The doors of a controller by which it comes in, by their names, sorted; absent where nothing says so, and all that are meant for it are. */
  readonly entryPoints?: readonly string[];
  /** Absent where there is no TLS, or where the listeners of parents have it. */
  readonly tls?: EntryTls;
  /** Absent where the backend gets all requests of its rule. */
  readonly share?: EntryShare;
  /** What the backend gets instead of the requests: copies of them, or the question whether they may pass. */
  readonly instead?: 'copies' | 'authorization';
  /** The Service's type and the port of every node, of an entry that a Service makes by itself. */
  readonly through?: { readonly type: 'NodePort' | 'LoadBalancer' | 'externalIPs'; readonly nodePort?: number };
  readonly backend: EntryBackend;
}

/**
 * Why something that the API server takes brings nobody in:
 * - `unattached`: nothing takes the route;
 * - `ungranted`: a reference to another namespace that nobody there allows;
 * - `kind`: a backend of a kind of Kubernetes that has no address to send requests to;
 * - `idle`: a rule that sends requests nowhere;
 * - `mesh`: the route is for traffic inside the cluster;
 * - `unfollowed`: it may bring somebody in, by what is not read here.
 */
export type OmissionReason = 'unattached' | 'ungranted' | 'kind' | 'idle' | 'mesh' | 'unfollowed';

/** A part of an object that makes no entry, though the API server takes it. */
export interface EntryOmission {
  readonly origin: EntryOrigin;
  /** The field, such as `spec.rules[0].backendRefs[0]`. */
  readonly path: string;
  readonly reason: OmissionReason;
  /** Lower case, the value in backticks: what is so. */
  readonly text: string;
  /** How to mend it, as a sentence in the imperative, where something is wrong. */
  readonly mend?: string;
  /** The other namespace, of a reference that is `ungranted`. */
  readonly namespace?: string;
}
