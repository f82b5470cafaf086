import { readAdminNetworkPolicies } from './adminnetworkpolicy/read';
import { readCalicoPolicies } from './calico/read';
import { readCiliumPolicies } from './cilium/read';
import { readClusterNetworkPolicies } from './clusternetworkpolicy/read';
import { readNetworkPolicies } from './networkpolicy/read';
import { conflictsOf } from './read-conflicts';
import { PolicyProblem } from '../fields/problem';
import { RuleSet } from '../reachability/rules';
import { KnownParties, ReadNote } from '../reachability/rules/readings';
import { LabelMap } from '../sets/selector';

export type { PolicyProblem, PolicyProblemCode } from '../fields/problem';

/** What all policies among some objects mean, and what is wrong with them. */
export interface RulesRead {
  /** The policies that the API server would take. Of policies that clash with each other, all are here: they are asked in the order of their names, then of their kinds. */
  readonly rules: RuleSet;
  /** What the API server would refuse, then what is wrong with policies together. */
  readonly problems: readonly PolicyProblem[];
  /** What of policies is not read, or does not do what it says. */
  readonly notes: readonly ReadNote[];
}

/** Reads the policies of every dialect; the items of lists must have been taken out of them. The labels of namespaces tell which sets of addresses a rule means. */
export function readRules(objects: readonly unknown[], namespaces: ReadonlyMap<string, LabelMap> = new Map(), parties: KnownParties = {}): RulesRead {
  const core = readNetworkPolicies(objects);
  const cilium = readCiliumPolicies(objects, parties);
  const tiers = [readAdminNetworkPolicies(objects), readClusterNetworkPolicies(objects), readCalicoPolicies(objects, namespaces), cilium];
  const tiered = tiers.flatMap(({ policies }) => policies);
  return {
    rules: { policies: core.policies, tiered },
    problems: [...core.problems, ...tiers.flatMap(({ problems }) => problems), ...conflictsOf(core.policies, tiered)],
    notes: cilium.notes,
  };
}
