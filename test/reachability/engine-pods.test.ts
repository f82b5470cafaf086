import * as fc from '../property';
import { pod } from './world';
import { PodIndex } from '../../src/reachability/engine/pod-index';
import { namespaceLabels, Snapshot, snapshotOf } from '../../src/reachability/snapshot';
import { LabelMap, LabelRequirement, LabelSelector, matches } from '../../src/sets/selector';

const NAMESPACES = Array.from({ length: 12 }, (_, i) => `ns-${i}`);

/** Two pods in each of many namespaces, one of which is on the host network now and then. */
const SNAPSHOT: Snapshot = snapshotOf(NAMESPACES.flatMap((name, i) => [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: { env: i % 4 === 0 ? 'dev' : 'prod' } } },
  pod(`${name}/web`, { labels: { app: 'web', tier: i % 2 === 0 ? 'front' : 'back' } }),
  pod(`${name}/db`, { labels: i % 3 === 0 ? {} : { app: 'db' }, spec: { hostNetwork: i % 5 === 0 } }),
]));

const requirement: fc.Arbitrary<LabelRequirement> = fc.oneof(
  fc.record({
    key: fc.constantFrom('app', 'tier'), operator: fc.constantFrom('In' as const, 'NotIn' as const), values: fc.subarray(['web', 'db', 'front', 'back'], { minLength: 1 }),
  }),
  fc.record({ key: fc.constantFrom('app', 'tier'), operator: fc.constantFrom('Exists' as const, 'DoesNotExist' as const) }),
);
const selector: fc.Arbitrary<LabelSelector> = fc.record({
  matchLabels: fc.constantFrom<LabelMap>({}, { app: 'web' }, { app: 'db' }, { tier: 'front', app: 'web' }), matchExpressions: fc.array(requirement, { maxLength: 2 }),
});
const namespaces = fc.oneof(
  fc.constantFrom(...NAMESPACES, 'absent').map((name) => ({ kind: 'named' as const, name })),
  fc.constantFrom<LabelSelector>(
    { matchLabels: {}, matchExpressions: [] }, { matchLabels: { env: 'prod' }, matchExpressions: [] }, { matchLabels: { env: 'dev' }, matchExpressions: [] },
    { matchLabels: {}, matchExpressions: [{ key: 'env', operator: 'DoesNotExist' }] },
  ).map((one) => ({ kind: 'labelled' as const, selector: one })),
);

describe('the index of pods', () => {
  it('finds those that a selector matches, each once, wherever it looks for them', () => {
    const index = new PodIndex(SNAPSHOT);
    fc.assert(fc.property(namespaces, selector, (match, pods) => {
      const expected = [...SNAPSHOT.workloads.entries()].filter(([, workload]) => (
        !workload.hostNetwork && matches(pods, workload.labels)
        && (match.kind === 'named' ? match.name === workload.namespace : matches(match.selector, namespaceLabels(SNAPSHOT, workload.namespace)))
      )).map(([place]) => place);
      expect([...index.matching(index.namespacesOf(match), pods)].sort((a, b) => a - b)).toEqual(expected);
    }), { numRuns: 500 });
  });
});
