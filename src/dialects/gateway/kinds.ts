/**
 * The shapes of `gateway.networking.k8s.io/v1`, as far as they are read.
 *
 * @see https://gateway-api.sigs.k8s.io/reference/spec/ (v1.6.1)
 */

interface Typed<K extends string> {
  readonly apiVersion: 'gateway.networking.k8s.io/v1';
  readonly kind: K;
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

/** Labels that a namespace must have; an empty selector matches every namespace. */
export interface NamespaceSelector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly {
    readonly key: string;
    readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
    readonly values?: readonly string[];
  }[];
}

/** The namespaces from which something may attach itself; `Same` where a listener does not say, `None` where a Gateway does not. */
export interface NamespacesFrom<F extends string> {
  readonly from?: F;
  /** With `Selector` alone. */
  readonly selector?: NamespaceSelector;
}

/** A port on which a Gateway listens, and whom it takes. */
export interface Listener {
  readonly name: string;
  /** HTTP, HTTPS, TLS, TCP, UDP, or an implementation's own such as `example.com/proto`. */
  readonly protocol: string;
  readonly port: number;
  readonly hostname?: string;
  readonly tls?: {
    readonly mode?: 'Terminate' | 'Passthrough';
    readonly certificateRefs?: readonly { readonly name: string; readonly namespace?: string }[];
  };
  readonly allowedRoutes?: {
    readonly namespaces?: NamespacesFrom<'All' | 'Same' | 'Selector'>;
    readonly kinds?: readonly { readonly group?: string; readonly kind: string }[];
  };
}

/** A Gateway. */
export interface Gateway extends Typed<'Gateway'> {
  readonly spec: {
    readonly gatewayClassName: string;
    readonly listeners: readonly Listener[];
    readonly allowedListeners?: { readonly namespaces?: NamespacesFrom<'All' | 'Same' | 'Selector' | 'None'> };
  };
}

/** Further listeners of a Gateway. */
export interface ListenerSet extends Typed<'ListenerSet'> {
  readonly spec: {
    readonly parentRef: { readonly group?: string; readonly kind?: string; readonly namespace?: string; readonly name: string };
    readonly listeners: readonly Listener[];
  };
}

/** What a route wants to be attached to; a Gateway of its own namespace where it does not say. */
export interface ParentRef {
  readonly group?: string;
  readonly kind?: string;
  readonly namespace?: string;
  readonly name: string;
  /** The name of a listener; absent means all of them. */
  readonly sectionName?: string;
  readonly port?: number;
}

/** What a rule sends requests to; a Service of the route's namespace where it does not say. */
export interface BackendRef {
  readonly group?: string;
  readonly kind?: string;
  readonly namespace?: string;
  readonly name: string;
  /** A port of the Service, by its number. */
  readonly port?: number;
  /** 1 where it is absent; 0 gets nothing. */
  readonly weight?: number;
  readonly filters?: readonly Filter[];
}

/** What is done to requests, as far as it says where they go. */
export interface Filter {
  readonly type: string;
  readonly requestMirror?: {
    readonly backendRef: BackendRef;
    readonly percent?: number;
    readonly fraction?: { readonly numerator: number; readonly denominator?: number };
  };
  readonly requestRedirect?: { readonly scheme?: string; readonly hostname?: string; readonly port?: number; readonly statusCode?: number };
  readonly externalAuth?: { readonly protocol: string; readonly backendRef: BackendRef };
}

/** A header or a query parameter, compared exactly where it does not say. */
export interface PairMatch {
  readonly type?: 'Exact' | 'RegularExpression';
  readonly name: string;
  readonly value: string;
}

/** What a request of HTTP has to be like: all of it together. */
export interface HttpMatch {
  readonly path?: { readonly type?: 'Exact' | 'PathPrefix' | 'RegularExpression'; readonly value?: string };
  readonly method?: string;
  readonly headers?: readonly PairMatch[];
  readonly queryParams?: readonly PairMatch[];
}

/** What a call of gRPC has to be like: all of it together. */
export interface GrpcMatch {
  readonly method?: { readonly type?: 'Exact' | 'RegularExpression'; readonly service?: string; readonly method?: string };
  readonly headers?: readonly PairMatch[];
}

interface Rule {
  readonly name?: string;
  readonly backendRefs?: readonly BackendRef[];
}

interface MatchingRule<M> extends Rule {
  readonly matches?: readonly M[];
  readonly filters?: readonly Filter[];
}

interface RouteOf<K extends string, R> extends Typed<K> {
  readonly spec: { readonly parentRefs?: readonly ParentRef[]; readonly hostnames?: readonly string[]; readonly rules?: readonly R[] };
}

/** A route for HTTP. */
export type HttpRoute = RouteOf<'HTTPRoute', MatchingRule<HttpMatch>>;

/** A route for gRPC. */
export type GrpcRoute = RouteOf<'GRPCRoute', MatchingRule<GrpcMatch>>;

/** A route for TLS, by the name of the host that clients ask for; it must have hosts. */
export type TlsRoute = RouteOf<'TLSRoute', Rule>;

/** A route for whatever comes in at a port; it has no hosts. */
export type StreamRoute = RouteOf<'TCPRoute' | 'UDPRoute', Rule>;

/** Whom a namespace lets refer to its objects. */
export interface ReferenceGrant extends Typed<'ReferenceGrant'> {
  readonly spec: {
    readonly from: readonly { readonly group: string; readonly kind: string; readonly namespace: string }[];
    readonly to: readonly { readonly group: string; readonly kind: string; readonly name?: string }[];
  };
}
