import { blastOf } from '../../../src/compare/blast/blast-of';
import { meaningOn } from '../../../src/compare/verify/knowledge';
import { readManifests } from '../../../src/dialects/read-manifests';
import * as engine from '../../../src/reachability/engine/connectivity-of';
import { findWorkload } from '../../../src/reachability/snapshot';
import { app, pod, policy } from '../../reachability/world';

/** How often a map is asked about a pair during a call. */
function questionsDuring<T>(call: () => T): { readonly questions: number; readonly returned: T } {
  let questions = 0;
  const { connectivityOf } = engine;
  const spy = jest.spyOn(engine, 'connectivityOf').mockImplementation((...args) => {
    const map = connectivityOf(...args);
    return { ...map, between: (source, destination) => { questions++; return map.between(source, destination); } };
  });
  try {
    return { returned: call(), questions };
  } finally {
    spy.mockRestore();
  }
}

test('a large cluster is answered from its classes: what is asked about does not grow with the workloads that are alike', () => {
  const clusterOf = (size: number) => [
    ...Array.from({ length: size }, (_, i) => pod(`shop/web-${i}`, { labels: { app: i % 2 === 0 ? 'web' : 'api' } })),
    pod('shop/db'),
    policy('shop/db', { podSelector: app('db'), policyTypes: ['Ingress', 'Egress'], ingress: [{ from: [{ podSelector: app('api') }], ports: [{ port: 5432 }] }] }),
    policy('shop/web', { podSelector: app('web'), policyTypes: ['Egress'], egress: [{ to: [{ podSelector: app('api') }], ports: [{ port: 8080 }] }] }),
  ];
  const asked = [20, 2000].map((size) => {
    const meaning = meaningOn({ podCidrs: ['10.0.0.0/8'], nodeCidrs: [], enforces: { networkPolicy: true, tiers: true } }, clusterOf(size), readManifests);
    const workload = findWorkload(meaning.snapshot, 'shop/web-0');
    if (workload === undefined) throw new Error('it is there');
    const { questions, returned } = questionsDuring(() => blastOf(meaning, workload));
    expect(returned.rows.filter(({ end }) => end.kind === 'workload')).toHaveLength(size);
    return questions;
  });
  expect(asked[1]).toBe(asked[0]);
  expect(asked[0]).toBeLessThan(40);
});
