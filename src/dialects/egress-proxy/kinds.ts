import { KubeObject } from '../../model/rendered';

/**
 * The ConfigMap of an egress proxy, with the configuration of Envoy under one key.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/config-and-storage-resources/config-map-v1/ (v1.35)
 */
export interface ProxyConfigMap extends KubeObject {
  readonly apiVersion: 'v1';
  readonly kind: 'ConfigMap';
  readonly data: Readonly<Record<string, string>>;
}

/** The Service by which callers find the proxy: a port for each of them. */
export interface ProxyService extends KubeObject {
  readonly apiVersion: 'v1';
  readonly kind: 'Service';
  readonly spec: {
    readonly type: 'ClusterIP';
    readonly ipFamilies?: readonly string[];
    readonly ipFamilyPolicy: 'SingleStack' | 'PreferDualStack';
    readonly selector: Readonly<Record<string, string>>;
    readonly ports: readonly { readonly name: string; readonly port: number; readonly targetPort: number; readonly protocol: 'TCP' }[];
  };
}

/** The parts of Envoy's bootstrap that are written. A message of an extension says its type. */
export interface Bootstrap {
  readonly static_resources: { readonly listeners: readonly Listener[]; readonly clusters: readonly object[] };
  readonly overload_manager: object;
}

/** One port on which Envoy listens. */
export interface Listener {
  readonly name: string;
  readonly address: SocketAddress;
  readonly per_connection_buffer_limit_bytes: number;
  readonly filter_chains: readonly { readonly filters: readonly TypedConfig[] }[];
}

/** An address on which Envoy listens. */
export interface SocketAddress {
  readonly socket_address: { readonly address: string; readonly port_value: number; readonly ipv4_compat?: boolean };
}

/** An extension by its name and the message that configures it. */
export interface TypedConfig {
  readonly name: string;
  readonly typed_config: { readonly '@type': string } & Readonly<Record<string, unknown>>;
}

/** One route: the first that matches a request decides. */
export interface Route {
  readonly match: RouteMatch;
  readonly route?: object;
  readonly direct_response?: { readonly status: number; readonly body?: { readonly inline_string: string } };
}

/** What a request has to be like: one that asks for a tunnel, or one below a path. */
export interface RouteMatch {
  readonly connect_matcher?: Readonly<Record<string, never>>;
  readonly prefix?: string;
  readonly path?: string;
  readonly headers?: readonly { readonly name: string; readonly string_match: StringMatch }[];
}

/** A text that a header must be, or a pattern that the whole of it must match. */
export type StringMatch =
  | { readonly exact: string; readonly ignore_case: true }
  | { readonly safe_regex: { readonly regex: string } };
