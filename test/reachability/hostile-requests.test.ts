import { app, pod } from './world';
import { readRules } from '../../src/dialects/read-rules';
import { connectivityOf } from '../../src/reachability/engine/connectivity-of';
import { snapshotOf } from '../../src/reachability/snapshot';
import { cnp, ports } from '../dialects/cilium/policies';

const many = (of: (i: number) => object) => Array.from({ length: 300 }, (_, i) => of(i));

/** Requests of which automata, or sets, become as large as somebody can make them. */
const HOSTILE: readonly (readonly [string, readonly object[]])[] = [
  ['headers that each double what is left', many((i) => ({ headers: [`a-${i}: b`, `c-${i}: d`] }))],
  ['paths that may have anything before them', many((i) => ({ path: `/.*x${i}.*`, method: 'GET' }))],
  ['expressions whose automata double with each number', many((i) => ({ path: `/(a|b)*a(a|b){${i % 30}}${i}` }))],
  ['long texts', many((i) => ({ path: `/${'a'.repeat(1000)}${i}.*${'b'.repeat(500)}` }))],
];

/** What of requests gets from a pod to another. */
function narrowed(rules: readonly (readonly object[])[]) {
  const ingress = rules.map((http) => ({ fromEndpoints: [{}], toPorts: [{ ...ports('8080')[0], rules: { http } }] }));
  const objects = [pod('shop/web'), pod('shop/api'), cnp('shop/web', { endpointSelector: app('web'), ingress })];
  const { ends, between } = connectivityOf(snapshotOf(objects), readRules(objects).rules);
  const [api, web] = ['api', 'web'].map((name) => ends.findIndex((end) => end.kind === 'workload' && end.workload.name === name));
  return between(api ?? 0, web ?? 0).narrowed?.map(({ requests: { least, most } }) => [least.isEmpty(), most.isEmpty()]);
}

// each of them would take minutes, or all the memory there is
describe.each(HOSTILE)('%s', (_, http) => {
  test('are bounded, in one rule and in as many as there are of them', () => {
    expect([narrowed([http]), narrowed(http.map((one) => [one]))]).toEqual([[[expect.any(Boolean), false]], [[expect.any(Boolean), false]]]);
  });

  test('are bounded beside what is not known', () => {
    const unknown = { path: '(?i)a' };
    expect(narrowed([[unknown, ...http]])).toEqual([[expect.any(Boolean), false]]);
    expect(narrowed([[unknown], ...http.map((one) => [one])])).toEqual([[expect.any(Boolean), false]]);
  });
});
