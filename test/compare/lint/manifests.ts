import { lint, LintFinding, LintInput } from '../../../src/compare/lint/lint';
import { readEgressGateways } from '../../../src/dialects/cilium/read-egress-gateway';
import { readEntries } from '../../../src/dialects/read-entries';
import { readRules } from '../../../src/dialects/read-rules';
import { readServices } from '../../../src/dialects/service/read';
import { ClusterFacts, snapshotOf } from '../../../src/reachability/snapshot';
import { objectsOf } from '../../reachability/world';

/** What objects mean to lint; all of them must be sound. */
export function lintInput(objects: readonly unknown[], facts: ClusterFacts = {}): LintInput {
  const snapshot = snapshotOf(objects, facts);
  const { rules, problems } = readRules(objects, snapshot.namespaces);
  const { services, problems: ofServices } = readServices(objects);
  const { entries, omissions, problems: ofEntries } = readEntries(objects, snapshot.namespaces);
  // of these lint tells itself
  const refused = problems.filter(({ code }) => code !== 'PRIORITY_DUPLICATE');
  expect([...refused, ...ofServices, ...ofEntries, ...snapshot.problems]).toEqual([]);
  const { rules: sources, problems: ofSources } = readEgressGateways(objects);
  expect(ofSources).toEqual([]);
  return { objects, snapshot, rules, services, entries, omissions, sources };
}

/** What lint finds in YAML documents. */
export function lintOf(...documents: readonly string[]): LintFinding[] {
  return lint(lintInput(objectsOf(...documents)));
}
