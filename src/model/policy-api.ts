/** The dialects of policies that a network plugin has of its own. */
export type PolicyDialectName = 'calico' | 'cilium';

/** In which API the policies of workloads are written. */
export type PolicyApiName =
  /** In core NetworkPolicy, and beside it in the plugin's own API whatever core has no word for. */
  | 'core'
  /** All of it in the plugin's own API. */
  | 'own';

/** Marks a policy that shuts nothing for as long as it is in a dry run: others may be told so for ever. */
export const DRY_RUN_ANNOTATION = 'cdk8s-reach/dry-run';

/** How a network plugin shows what policies would do, and does it not. */
export type DryRunForm =
  /** In kinds that it reports about, and does not enforce. */
  | 'staged'
  /** In its own policies, told to shut nothing: what none of them lets through gets through all the same. */
  | 'additive';
