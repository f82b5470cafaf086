import { ClusterPolicyOrigin, Policy, PolicyOrigin, Rule, RuleSet, TieredRule } from '../../reachability/rules';

/** One change of the policies. */
export type Edit =
  /** A rule behind the others of its direction; its index is its place there. */
  | { readonly kind: 'addRule'; readonly policy: PolicyOrigin; readonly rule: Rule }
  | { readonly kind: 'newPolicy'; readonly policy: Policy }
  /** A rule of a tier, before the one that is at its index now. */
  | { readonly kind: 'insertRule'; readonly policy: ClusterPolicyOrigin; readonly rule: TieredRule };

/** The policies with a change made. */
export function edited(rules: RuleSet, edit: Edit): RuleSet {
  switch (edit.kind) {
    case 'newPolicy':
      return { ...rules, policies: [...rules.policies, edit.policy] };
    case 'addRule':
      return {
        ...rules,
        policies: rules.policies.map((policy) => (isSame(policy.origin, edit.policy) ? { ...policy, rules: [...policy.rules, edit.rule] } : policy)),
      };
    case 'insertRule':
      return {
        ...rules,
        tiered: rules.tiered.map((policy) => (policy.origin.kind === edit.policy.kind && policy.origin.name === edit.policy.name
          ? { ...policy, rules: inserted(policy.rules, edit.rule) } : policy)),
      };
  }
}

function isSame(a: PolicyOrigin, b: PolicyOrigin): boolean {
  return a.namespace === b.namespace && a.name === b.name;
}

function inserted(rules: readonly TieredRule[], rule: TieredRule): TieredRule[] {
  const moved = rules.map((one) => (one.direction === rule.direction && one.index >= rule.index ? { ...one, index: one.index + 1 } : one));
  return [...moved, rule];
}
