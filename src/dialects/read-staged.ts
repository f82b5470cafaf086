import { stagedEffect } from './calico/read-staged';
import { endedDryRun } from './cilium/read-staged';
import { readManifests } from './read-manifests';
import { groupOf, valueAt } from '../reachability/objects';
import { Read } from '../reachability/rules/readings';

/**
 * What objects would be if whatever is staged, or tried out, were enforced: each in the place where it was, and nothing where it would be gone. The items of lists
 * must have been taken out of them.
 */
export function ifEnforced(objects: readonly unknown[]): unknown[] {
  const effects = objects.map(stagedEffect);
  const gone = new Set(effects.flatMap((effect) => (effect === undefined || effect.kind === 'none' ? [] : [keyOf(effect.policy)])));
  return objects.map((object, i) => {
    const effect = effects[i];
    if (effect !== undefined) return effect.kind === 'set' ? effect.policy : undefined;
    return gone.size > 0 && gone.has(keyOf(object)) ? undefined : endedDryRun(object) ?? object;
  });
}

/** Reads objects as they would be if whatever is staged, or tried out, were enforced. */
export const readIfEnforced: Read = (objects, namespaces, parties) => {
  const enforced = ifEnforced(objects).filter((object) => object !== undefined);
  return readManifests(enforced, namespaces, parties);
};

/** Whether an object only shows what it would do, as far as it says so itself. */
export function isStaged(object: unknown): boolean {
  return stagedEffect(object) !== undefined || endedDryRun(object) !== undefined;
}

/** What tells a policy from any other: whichever of its group's forms it is written in. */
function keyOf(object: unknown): string {
  const group = groupOf(String(valueAt(object, 'apiVersion'))).replace(/^crd\./, '');
  const kind = String(valueAt(object, 'kind'));
  const namespace = kind.startsWith('Global') ? '' : valueAt(object, 'metadata', 'namespace');
  return [group, kind, typeof namespace === 'string' && namespace !== '' ? namespace : 'default', String(valueAt(object, 'metadata', 'name'))].join('|');
}
