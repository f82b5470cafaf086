import { mayMeet } from './read-overlap';
import { PolicyProblem } from '../fields/problem';
import { objectText } from '../reachability/objects';
import { Policy, TieredPolicy, TieredRule } from '../reachability/rules';
import { isOrderOpen } from '../reachability/rules/precedence';
import { listIn } from '../sets/groups';

/** What is wrong with policies together, each of which alone is sound. */
export function conflictsOf(policies: readonly Policy[], tiered: readonly TieredPolicy[]): PolicyProblem[] {
  return [...duplicatesOf([...policies, ...tiered]), ...clashesOf(tiered)];
}

function duplicatesOf(policies: readonly (Policy | TieredPolicy)[]): PolicyProblem[] {
  const seen = new Map<string, Policy['origin'] | TieredPolicy['origin']>();
  return policies.flatMap(({ origin }) => {
    const policy = origin.namespace === undefined ? origin.name : `${origin.namespace}/${origin.name}`;
    const key = objectText(origin);
    const other = seen.get(key);
    // one object may come to several policies
    if (other === undefined || other === origin) {
      seen.set(key, origin);
      return [];
    }
    const text = `there is another ${origin.kind} of the name \`${policy}\`; one of them replaces the other`;
    return [{ code: 'OBJECT_DUPLICATE' as const, kind: origin.kind, policy, path: 'metadata.name', text }];
  });
}

/**
 * Policies of one tier and one priority, of which nobody can tell which is asked first. Those of `v1alpha1` need priorities of their own;
 * others may share one as long as no connection can be matched by rules of both that differ in their action.
 *
 * @see https://network-policy-api.sigs.k8s.io/reference/spec/ (network-policy-api v0.2.0 and v0.1.7, `spec.priority`)
 */
function clashesOf(tiered: readonly TieredPolicy[]): PolicyProblem[] {
  const earlier = new Map<string, TieredPolicy[]>();
  return tiered.flatMap((policy) => {
    const others = listIn(earlier, `${policy.tier.name} ${policy.priority}`);
    const other = others.find((one) => !isSameObject(one, policy) && clash(one, policy));
    others.push(policy);
    return other === undefined ? [] : [problemOf(policy, other)];
  });
}

function isSameObject(a: TieredPolicy, b: TieredPolicy): boolean {
  return a.origin.kind === b.origin.kind && a.origin.name === b.origin.name && a.origin.namespace === b.origin.namespace;
}

function clash(a: TieredPolicy, b: TieredPolicy): boolean {
  if (!isOrderOpen(a.origin) || !isOrderOpen(b.origin)) return false;
  if (a.origin.kind === 'AdminNetworkPolicy' && b.origin.kind === 'AdminNetworkPolicy') return true;
  return a.rules.some((one) => b.rules.some((other) => differ(one, other) && mayMeet(a, one, b, other)));
}

function differ(a: TieredRule, b: TieredRule): boolean {
  return a.direction === b.direction && a.action !== b.action;
}

function problemOf({ origin, tier, priority }: TieredPolicy, other: TieredPolicy): PolicyProblem {
  const text = `priority \`${priority}\` of the ${tier.name} tier is that of ${other.origin.kind} \`${other.origin.name}\`, too, and which of them decides is not defined; `
    + 'give each a priority of its own';
  return { code: 'PRIORITY_DUPLICATE', kind: origin.kind, policy: origin.name, path: 'spec.priority', text };
}
