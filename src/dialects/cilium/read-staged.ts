import { groupOf, valueAt } from '../../reachability/objects';

/** What marks a policy that shuts nothing for as long as it is tried out: others may be told so for ever. */
const DRY_RUN_ANNOTATION = 'cdk8s-reach/dry-run';

/** The policy that one is tried out for: it shuts what it does not let through, in both directions. Nothing where an object is none that is tried out. */
export function endedDryRun(object: unknown): object | undefined {
  const [apiVersion, spec] = [valueAt(object, 'apiVersion'), valueAt(object, 'spec')];
  if (typeof object !== 'object' || object === null || typeof apiVersion !== 'string' || groupOf(apiVersion) !== 'cilium.io') return undefined;
  if (valueAt(object, 'metadata', 'annotations', DRY_RUN_ANNOTATION) !== 'true' || typeof spec !== 'object') return undefined;
  return { ...object, spec: { ...spec, enableDefaultDeny: { ingress: true, egress: true } } };
}
