/** The dialects of policies that a network plugin has of its own. */
export type PolicyDialectName = 'calico' | 'cilium';

/** In which API the policies of workloads are written. */
export type PolicyApiName =
  /** In core NetworkPolicy, and beside it in the plugin's own API whatever core has no word for. */
  | 'core'
  /** All of it in the plugin's own API. */
  | 'own';
