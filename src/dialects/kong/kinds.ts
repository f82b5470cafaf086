interface Metadata {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** A value of the configuration of a plugin. */
export type PluginValue = string | number | boolean | readonly string[] | { readonly [field: string]: PluginValue };

/**
 * A plugin of Kong with its configuration, which an Ingress names.
 *
 * @see https://developer.konghq.com/kubernetes-ingress-controller/reference/custom-resources/#kongplugin (3.5)
 */
export interface KongPlugin {
  readonly apiVersion: 'configuration.konghq.com/v1';
  readonly kind: 'KongPlugin';
  readonly metadata: Metadata;
  readonly plugin: string;
  readonly config: { readonly [field: string]: PluginValue };
  readonly [field: string]: unknown;
}

/** How Kong chooses among the pods of a Service. */
export type UpstreamSpec =
  | { readonly algorithm: 'round-robin' | 'least-connections' }
  | { readonly algorithm: 'consistent-hashing'; readonly hashOn: { readonly input: 'ip' } | { readonly cookie: string; readonly cookiePath: string } };

/**
 * What Kong does with the pods of the Services that name it.
 *
 * @see https://developer.konghq.com/kubernetes-ingress-controller/reference/custom-resources/#kongupstreampolicy (3.5)
 */
export interface KongUpstreamPolicy {
  readonly apiVersion: 'configuration.konghq.com/v1beta1';
  readonly kind: 'KongUpstreamPolicy';
  readonly metadata: Metadata;
  readonly spec: UpstreamSpec;
  readonly [field: string]: unknown;
}
