import { lint, LintFinding, LintInput } from '../../../src/compare/lint/lint';
import { readAdminNetworkPolicies } from '../../../src/dialects/adminnetworkpolicy/read';
import { readClusterNetworkPolicies } from '../../../src/dialects/clusternetworkpolicy/read';
import { readIngresses } from '../../../src/dialects/ingress/read';
import { readNetworkPolicies } from '../../../src/dialects/networkpolicy/read';
import { readRoutes } from '../../../src/dialects/openshift-route/read';
import { readServices } from '../../../src/dialects/service/read';
import { ClusterFacts, snapshotOf } from '../../../src/reachability/snapshot';
import { objectsOf } from '../../reachability/world';

/** What objects mean to lint; all of them must be sound. */
export function lintInput(objects: readonly unknown[], facts: ClusterFacts = {}): LintInput {
  const { policies, problems } = readNetworkPolicies(objects);
  const tiers = [readClusterNetworkPolicies(objects), readAdminNetworkPolicies(objects)];
  const [services, ingresses, routes] = [readServices(objects), readIngresses(objects), readRoutes(objects)];
  expect([...problems, ...tiers.flatMap((read) => [...read.problems]), ...services.problems, ...ingresses.problems, ...routes.problems]).toEqual([]);
  return {
    objects,
    snapshot: snapshotOf(objects, facts),
    rules: { policies, tiered: tiers.flatMap((read) => [...read.policies]) },
    services: services.services,
    entries: [...ingresses.entries, ...routes.entries],
  };
}

/** What lint finds in YAML documents. */
export function lintOf(...documents: readonly string[]): LintFinding[] {
  return lint(lintInput(objectsOf(...documents)));
}
