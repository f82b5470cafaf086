import { Cluster, clusters, freeClusters } from './cluster';
import { hostileRules, sharedHostility } from '../../src/compare/verify/guardrails/guardrail-world';
import { World } from '../../src/compare/verify/world';
import { AskedGuardrails } from '../../src/model/asked';
import { addressEnd, decide, workloadEnd } from '../../src/reachability/decide';
import { isReserved } from '../../src/reachability/rules/reserved';
import { FlowSource, Verdict } from '../../src/reachability/trace';
import * as fc from '../property';

/** Guardrails that some of the policies of a cluster are taken for. */
function guardrailsOf({ rules }: Cluster): AskedGuardrails {
  const own = rules.tiered.filter((_, i) => i % 2 === 0).map(({ origin }) => origin);
  return {
    model: { name: 'platform', labels: {}, firstPriority: 1, platform: [], paths: [], neverOpen: [], baseline: [], callers: 'everybody' },
    statements: [],
    ends: new Map(),
    objects: own,
    site: { path: '', place: () => undefined },
  };
}

const PORTS = [1, 53, 80, 8080, 65535];

test('one policy that says the worst of every namespace says what one in each of them says', () => {
  fc.assert(fc.property(fc.oneof(clusters, freeClusters), fc.constantFrom('allowEverything', 'allowNothing', 'none'), fc.constantFrom('all', 'own'), (cluster, against, of) => {
    const { snapshot, rules } = cluster;
    const world: World = { snapshot, strangers: new Map(), find: () => undefined, guardrails: [] };
    const guardrails = guardrailsOf(cluster);
    const [apart, together] = [hostileRules(rules, world, guardrails, { against, of }), sharedHostility(rules, guardrails, { against, of })];
    const pods = snapshot.workloads.filter(({ namespace, hostNetwork }) => !hostNetwork && !isReserved(namespace));
    const others: FlowSource[] = [...snapshot.workloads.map((workload) => workloadEnd(workload)), addressEnd('203.0.113.9'), addressEnd('10.0.0.9'), addressEnd('2001:db8::9')];
    for (const pod of pods) {
      for (const other of others) {
        for (const port of PORTS) {
          const verdicts = [apart, together].map((some): readonly Verdict[] => (['egress', 'ingress'] as const).map((direction) => {
            const ends = direction === 'egress' ? { source: workloadEnd(pod), destination: other } : { source: other, destination: workloadEnd(pod) };
            const { trace } = decide(snapshot, some, { ...ends, protocol: 'TCP', port });
            return trace.kind === 'ownPod' ? 'allowed' : trace[direction].verdict;
          }));
          expect(verdicts[1]).toEqual(verdicts[0]);
        }
      }
    }
  }), { numRuns: 150 });
});
