import { KubeObject } from '../../model/rendered';

/** The group of the API. */
export const GATEWAY_GROUP = 'gateway.networking.k8s.io';

/** The group of kinds that are experiments as a whole. */
export const EXPERIMENT_GROUP = 'gateway.networking.x-k8s.io';

/** The object to which a route is attached, and which of its listeners; a Gateway of its own namespace where nothing else is said. */
export interface ParentRef {
  readonly group?: typeof EXPERIMENT_GROUP | typeof GATEWAY_GROUP;
  readonly kind?: 'ListenerSet' | 'XListenerSet';
  readonly namespace?: string;
  readonly name: string;
  readonly sectionName?: string;
}

/** A port of a Service, by its number, and its share of the requests. */
export interface BackendRef {
  readonly namespace?: string;
  readonly name: string;
  readonly port: number;
  /** Absent means 1. */
  readonly weight?: number;
}

/** A header or a query parameter. */
export interface ValueRef {
  readonly type: 'Exact' | 'RegularExpression';
  readonly name: string;
  readonly value: string;
}

/** What a request of HTTP has to be like. */
export interface HttpMatch {
  readonly path: { readonly type: 'Exact' | 'PathPrefix' | 'RegularExpression'; readonly value: string };
  readonly method?: string;
  readonly headers?: readonly ValueRef[];
  readonly queryParams?: readonly ValueRef[];
}

/** What a call of gRPC has to be like. */
export interface GrpcMatch {
  readonly method?: { readonly type: 'Exact'; readonly service: string; readonly method?: string };
  readonly headers?: readonly ValueRef[];
}

/** Headers that are changed. */
export interface HeaderModifier {
  readonly set?: readonly { readonly name: string; readonly value: string }[];
  readonly add?: readonly { readonly name: string; readonly value: string }[];
  readonly remove?: readonly string[];
}

/** What a path becomes. */
export type PathModifier =
  | { readonly type: 'ReplaceFullPath'; readonly replaceFullPath: string }
  | { readonly type: 'ReplacePrefixMatch'; readonly replacePrefixMatch: string };

/** A filter that both kinds of routes have. */
export type AnyFilter =
  | { readonly type: 'RequestHeaderModifier'; readonly requestHeaderModifier: HeaderModifier }
  | { readonly type: 'ResponseHeaderModifier'; readonly responseHeaderModifier: HeaderModifier }
  | { readonly type: 'ExtensionRef'; readonly extensionRef: { readonly group: string; readonly kind: string; readonly name: string } };

/** A filter of an HTTPRoute. */
export type HttpFilter =
  | AnyFilter
  | {
    readonly type: 'RequestRedirect';
    readonly requestRedirect: {
      readonly scheme?: string; readonly hostname?: string; readonly port?: number; readonly path?: PathModifier; readonly statusCode: number;
    };
  }
  | { readonly type: 'URLRewrite'; readonly urlRewrite: { readonly hostname?: string; readonly path?: PathModifier } }
  | {
    readonly type: 'CORS';
    readonly cors: {
      readonly allowOrigins: readonly string[];
      readonly allowMethods: readonly string[];
      readonly allowHeaders?: readonly string[];
      readonly exposeHeaders?: readonly string[];
      readonly allowCredentials?: true;
      readonly maxAge?: number;
    };
  };

/** A cookie that keeps a client at its pod. */
export interface SessionPersistence {
  readonly sessionName: string;
  readonly type: 'Cookie';
  readonly absoluteTimeout?: string;
  readonly cookieConfig: { readonly lifetimeType: 'Permanent' | 'Session' };
}

/** One rule of an HTTPRoute. */
export interface HttpRule {
  readonly matches: readonly HttpMatch[];
  readonly filters?: readonly HttpFilter[];
  readonly backendRefs?: readonly BackendRef[];
  readonly timeouts?: { readonly request?: string; readonly backendRequest?: string };
  readonly retry?: { readonly attempts: number; readonly codes?: readonly number[] };
  readonly sessionPersistence?: SessionPersistence;
}

/** One rule of a GRPCRoute. */
export interface GrpcRule {
  readonly matches?: readonly GrpcMatch[];
  readonly filters?: readonly AnyFilter[];
  readonly backendRefs: readonly BackendRef[];
  readonly sessionPersistence?: SessionPersistence;
}

/** A door of a Gateway or of a ListenerSet. */
export interface ListenerEntry {
  readonly name: string;
  readonly hostname?: string;
  readonly port: number;
  readonly protocol: 'HTTP' | 'HTTPS' | 'TLS' | 'TCP' | 'UDP';
  readonly tls?: {
    readonly mode: 'Terminate' | 'Passthrough';
    readonly certificateRefs?: readonly { readonly group: ''; readonly kind: 'Secret'; readonly name: string }[];
  };
  readonly allowedRoutes: {
    readonly namespaces: NamespacesFrom;
    readonly kinds: readonly { readonly group: typeof GATEWAY_GROUP; readonly kind: string }[];
  };
}

/** The namespaces whose objects are let in. */
export type NamespacesFrom =
  | { readonly from: 'Same' | 'All' | 'None' }
  | {
    readonly from: 'Selector';
    readonly selector: { readonly matchExpressions: readonly { readonly key: string; readonly operator: 'In'; readonly values: readonly string[] }[] };
  };

/** @see https://gateway-api.sigs.k8s.io/reference/spec/ (v1.6.1, `HTTPRoute`) */
export interface HttpRoute extends KubeObject {
  readonly apiVersion: `${typeof GATEWAY_GROUP}/v1`;
  readonly kind: 'HTTPRoute';
  readonly spec: { readonly parentRefs: readonly ParentRef[]; readonly hostnames: readonly string[]; readonly rules: readonly HttpRule[] };
}

/** @see https://gateway-api.sigs.k8s.io/reference/spec/ (v1.6.1, `GRPCRoute`) */
export interface GrpcRoute extends KubeObject {
  readonly apiVersion: `${typeof GATEWAY_GROUP}/v1`;
  readonly kind: 'GRPCRoute';
  readonly spec: { readonly parentRefs: readonly ParentRef[]; readonly hostnames: readonly string[]; readonly rules: readonly GrpcRule[] };
}

/** @see https://github.com/kubernetes-sigs/gateway-api/blob/v1.6.1/apis/v1/tcproute_types.go, and udproute_types.go and tlsroute_types.go beside it */
export interface StreamRoute extends KubeObject {
  readonly apiVersion: `${typeof GATEWAY_GROUP}/${'v1' | 'v1alpha2' | 'v1alpha3'}`;
  readonly kind: 'TCPRoute' | 'TLSRoute' | 'UDPRoute';
  readonly spec: {
    readonly parentRefs: readonly ParentRef[];
    readonly hostnames?: readonly string[];
    readonly rules: readonly [{ readonly backendRefs: readonly BackendRef[] }];
  };
}

/** @see https://gateway-api.sigs.k8s.io/reference/spec/ (v1.6.1, `ListenerSet`); XListenerSet is its name in 1.4 */
export interface ListenerSet extends KubeObject {
  readonly apiVersion: `${typeof GATEWAY_GROUP}/v1` | `${typeof EXPERIMENT_GROUP}/v1alpha1`;
  readonly kind: 'ListenerSet' | 'XListenerSet';
  readonly spec: {
    readonly parentRef: { readonly group: typeof GATEWAY_GROUP; readonly kind: 'Gateway'; readonly namespace?: string; readonly name: string };
    readonly listeners: readonly ListenerEntry[];
  };
}

/** @see https://gateway-api.sigs.k8s.io/reference/spec/ (v1.6.1, `Gateway`) */
export interface Gateway extends KubeObject {
  readonly apiVersion: `${typeof GATEWAY_GROUP}/v1`;
  readonly kind: 'Gateway';
  readonly spec: {
    readonly gatewayClassName: string;
    readonly infrastructure?: { readonly labels?: Readonly<Record<string, string>>; readonly annotations?: Readonly<Record<string, string>> };
    readonly allowedListeners?: { readonly namespaces: NamespacesFrom };
    readonly listeners: readonly ListenerEntry[];
  };
}

/** @see https://gateway-api.sigs.k8s.io/api-types/backendtlspolicy/ (v1.6.1) */
export interface BackendTlsPolicy extends KubeObject {
  readonly apiVersion: `${typeof GATEWAY_GROUP}/v1`;
  readonly kind: 'BackendTLSPolicy';
  readonly spec: {
    readonly targetRefs: readonly [{ readonly group: ''; readonly kind: 'Service'; readonly name: string; readonly sectionName: string }];
    readonly validation: {
      readonly hostname: string;
      readonly caCertificateRefs?: readonly [{ readonly group: ''; readonly kind: 'ConfigMap'; readonly name: string }];
      readonly wellKnownCACertificates?: 'System';
    };
  };
}

/** @see https://gateway-api.sigs.k8s.io/api-types/referencegrant/ (v1.6.1) */
export interface ReferenceGrant extends KubeObject {
  readonly apiVersion: `${typeof GATEWAY_GROUP}/${'v1' | 'v1beta1'}`;
  readonly kind: 'ReferenceGrant';
  readonly spec: {
    readonly from: readonly [{ readonly group: typeof GATEWAY_GROUP; readonly kind: string; readonly namespace: string }];
    readonly to: readonly { readonly group: ''; readonly kind: 'Service'; readonly name: string }[];
  };
}
