import { slowMapOf } from './slow-map';
import { diffOf, Diff } from '../../../src/compare/diff/diff';
import { readNetworkPolicies } from '../../../src/dialects/networkpolicy/read';
import { ConnectivityMap } from '../../../src/reachability/connectivity';
import { ClusterFacts, snapshotOf } from '../../../src/reachability/snapshot';

/** The map of objects, all of which must be sound. */
export function mapOf(objects: readonly unknown[], facts: ClusterFacts = {}): ConnectivityMap {
  const { policies, problems } = readNetworkPolicies(objects);
  const snapshot = snapshotOf(objects, facts);
  expect([...problems, ...snapshot.problems]).toEqual([]);
  return slowMapOf(snapshot, { policies, tiered: [] });
}

/** Compares two versions of a folder of manifests. */
export function diffBetween(old: readonly unknown[], current: readonly unknown[], facts: ClusterFacts = {}): Diff {
  return diffOf(mapOf(old, facts), mapOf(current, facts));
}
