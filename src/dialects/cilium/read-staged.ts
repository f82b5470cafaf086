import { groupOf, valueAt } from '../../reachability/objects';

/** What marks a policy that shuts nothing for as long as it is in a dry run: others may be told so for ever. */
const DRY_RUN_ANNOTATION = 'cdk8s-reach/dry-run';

/** The policy that one becomes when its dry run ends: it shuts what it does not let through, in both directions. Nothing where an object is in none. */
export function endedDryRun(object: unknown): object | undefined {
  const [apiVersion, spec] = [valueAt(object, 'apiVersion'), valueAt(object, 'spec')];
  if (typeof object !== 'object' || object === null || typeof apiVersion !== 'string' || groupOf(apiVersion) !== 'cilium.io') return undefined;
  if (valueAt(object, 'metadata', 'annotations', DRY_RUN_ANNOTATION) !== 'true' || typeof spec !== 'object' || spec === null) return undefined;
  return { ...object, spec: { ...spec, enableDefaultDeny: { egress: true, ingress: true } } };
}
