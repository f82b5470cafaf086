import { lint, LintFinding, LintInput } from '../../../src/compare/lint/lint';
import { readAdminNetworkPolicies } from '../../../src/dialects/adminnetworkpolicy/read';
import { readClusterNetworkPolicies } from '../../../src/dialects/clusternetworkpolicy/read';
import { readNetworkPolicies } from '../../../src/dialects/networkpolicy/read';
import { readEntries } from '../../../src/dialects/read-entries';
import { readServices } from '../../../src/dialects/service/read';
import { ClusterFacts, snapshotOf } from '../../../src/reachability/snapshot';
import { objectsOf } from '../../reachability/world';

/** What objects mean to lint; all of them must be sound. */
export function lintInput(objects: readonly unknown[], facts: ClusterFacts = {}): LintInput {
  const snapshot = snapshotOf(objects, facts);
  const { policies, problems } = readNetworkPolicies(objects);
  const tiers = [readClusterNetworkPolicies(objects), readAdminNetworkPolicies(objects)];
  const { services, problems: ofServices } = readServices(objects);
  const { entries, omissions, problems: ofEntries } = readEntries(objects, snapshot.namespaces);
  expect([...problems, ...tiers.flatMap((read) => [...read.problems]), ...ofServices, ...ofEntries, ...snapshot.problems]).toEqual([]);
  return { objects, snapshot, rules: { policies, tiered: tiers.flatMap((read) => [...read.policies]) }, services, entries, omissions };
}

/** What lint finds in YAML documents. */
export function lintOf(...documents: readonly string[]): LintFinding[] {
  return lint(lintInput(objectsOf(...documents)));
}
