import { slowMapOf } from './slow-map';
import { Diff, diffOf } from '../../../src/compare/diff/diff';
import { readRules } from '../../../src/dialects/read-rules';
import { ConnectivityMap } from '../../../src/reachability/connectivity';
import { nameEnd } from '../../../src/reachability/decide';
import { connectivityOf } from '../../../src/reachability/engine/connectivity-of';
import { RuleSet } from '../../../src/reachability/rules';
import { namesIn } from '../../../src/reachability/rules/peers';
import { ClusterFacts, Snapshot, snapshotOf } from '../../../src/reachability/snapshot';
import { NamePattern } from '../../../src/sets/names';

function meaningOf(objects: readonly unknown[], facts: ClusterFacts): { snapshot: Snapshot; rules: RuleSet } {
  const { rules, problems } = readRules(objects);
  const snapshot = snapshotOf(objects, facts);
  expect([...problems, ...snapshot.problems]).toEqual([]);
  return { snapshot, rules };
}

/** The map of objects, all of which must be sound. */
export function mapOf(objects: readonly unknown[], facts: ClusterFacts = {}, names: readonly NamePattern[] = []): ConnectivityMap {
  const { snapshot, rules } = meaningOf(objects, facts);
  return connectivityOf(snapshot, rules, { names: names.map(nameEnd) });
}

/** The same map out of one question after another: it has no rows and no classes, so that a diff has to ask about every pair. */
export function plainMapOf(objects: readonly unknown[], facts: ClusterFacts = {}, names: readonly NamePattern[] = []): ConnectivityMap {
  const { snapshot, rules } = meaningOf(objects, facts);
  return slowMapOf(snapshot, rules, names);
}

/** The names that the rules of some objects have. */
export function namesOf(...versions: readonly (readonly unknown[])[]): NamePattern[] {
  return namesIn(...versions.map((objects) => meaningOf(objects, {}).rules));
}

/** Compares two versions of a folder of manifests. */
export function diffBetween(old: readonly unknown[], current: readonly unknown[], facts: ClusterFacts = {}): Diff {
  const names = namesOf(old, current);
  return diffOf(mapOf(old, facts, names), mapOf(current, facts, names));
}
