/** Policies of Cilium, as a person would write them. */

/** A CiliumNetworkPolicy of the name `namespace/name`, about every pod of its namespace unless it says otherwise. */
export function cnp(name: string, spec: object): object {
  const [namespace, own] = name.split('/');
  return { apiVersion: 'cilium.io/v2', kind: 'CiliumNetworkPolicy', metadata: { name: own, namespace }, spec: { endpointSelector: {}, ...spec } };
}

/** A CiliumClusterwideNetworkPolicy, about every pod unless it says otherwise. */
export function ccnp(name: string, spec: object): object {
  return { apiVersion: 'cilium.io/v2', kind: 'CiliumClusterwideNetworkPolicy', metadata: { name }, spec: { endpointSelector: {}, ...spec } };
}

/** Labels, as a selector. */
export function labels(matchLabels: Readonly<Record<string, string>>): object {
  return { matchLabels };
}

/** Ports, each as `80` or `53/UDP`; a number alone is a TCP port. */
export function ports(...texts: readonly string[]): object[] {
  return [{ ports: texts.map((text) => ({ port: text.split('/')[0], protocol: text.split('/')[1] ?? 'TCP' })) }];
}
