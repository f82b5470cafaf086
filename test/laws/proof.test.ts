import * as fc from '../property';
import { declared, Graph, graphs } from './graph';
import { sideVerdict } from '../../src/compare/verify/witness';
import { readManifests } from '../../src/dialects/read-manifests';
import { decide, workloadEnd } from '../../src/reachability/decide';
import { flattened } from '../../src/reachability/objects';
import { snapshotOf } from '../../src/reachability/snapshot';
import { workloadText } from '../../src/reachability/workload';
import { Protocol } from '../../src/sets/ports';
import { Captured, captured, proofOf } from '../proof/captured';
import { Damage } from '../proof/damage';
import { otherDamages } from '../proof/other-damages';
import { policyDamages } from '../proof/policy-damages';

const PORTS: readonly (readonly [number, Protocol])[] = [[8080, 'TCP'], [8081, 'TCP'], [9100, 'TCP'], [7946, 'UDP'], [53, 'UDP'], [443, 'TCP'], [4242, 'TCP']];

function exampleOf(graph: Graph): Captured {
  return captured('a graph', declared(graph).app);
}

/**
 * What every managed workload may do with every workload and stranger of the undamaged proof, flow by flow, as the pointwise evaluator has it: the
 * side of the managed workload alone. Of workloads that came by the damage, what is open.
 */
function verdictsOf(example: Captured, objects: readonly unknown[]): string[] {
  const others = proofOf(example).world.snapshot.workloads;
  const whole = flattened(objects);
  const read = snapshotOf(whole);
  const own = new Set(read.workloads.map(workloadText));
  const snapshot = { ...read, workloads: [...read.workloads, ...others.filter((one) => !own.has(workloadText(one)))] };
  const { rules } = readManifests(whole, snapshot.namespaces);
  const managed = new Set(example.asked.workloads.map(({ id }) => `${id.namespace}/${id.name}[${id.kind}]`));
  const subjects = snapshot.workloads.filter((workload) => managed.has(workloadText(workload)));
  const before = new Set([...snapshotOf(flattened(example.objects)).workloads, ...others].map(workloadText));
  return subjects.flatMap((subject) => snapshot.workloads.flatMap((other) => PORTS.flatMap(([port, protocol]) => {
    const [out, into] = [
      decide(snapshot, rules, { source: workloadEnd(subject), destination: workloadEnd(other), port, protocol }),
      decide(snapshot, rules, { source: workloadEnd(other), destination: workloadEnd(subject), port, protocol }),
    ];
    const verdicts = [sideVerdict(out, 'egress'), sideVerdict(into, 'ingress')];
    if (!before.has(workloadText(other)) && !verdicts.includes('allowed')) return [];
    return [`${workloadText(subject)} ${workloadText(other)} ${port}/${protocol} ${verdicts.join(' ')}`];
  })));
}

test('what is written for any graph of declarations is proved: there is no finding', () => {
  fc.assert(fc.property(graphs, (graph) => {
    expect(proofOf(exampleOf(graph)).findings.map(({ kind }) => kind)).toEqual([]);
  }), { numRuns: fc.runs(30) });
});

/** A workload that lets nobody in gets a twin beside a peer of addresses, which may be those of any pod. */
const TWIN: Graph = {
  nodes: [
    { namespace: 'b', name: 'api', kind: 'ours' }, { namespace: 'a', name: 'web', kind: 'closed' }, { namespace: 'b', name: 'db', kind: 'ours' },
    { namespace: 'c', name: 'web', kind: 'ours' }, { namespace: 'a', name: 'api', kind: 'ours' },
  ],
  intents: [{ kind: 'peer', id: 0, node: 0, peer: 0, outwards: false }],
};

test('a damage that the proof does not find changes no verdict of the pointwise evaluator', () => {
  const count = { done: 0, found: 0, idle: 0 };
  fc.assert(fc.property(graphs, fc.nat(), (graph, pick) => {
    const example = exampleOf(graph);
    const damages: readonly Damage[] = [...policyDamages(example), ...otherDamages(example)];
    const damage = damages[pick % Math.max(1, damages.length)];
    if (damage === undefined) return;
    count.done++;
    if (proofOf(example, damage.objects).findings.length > 0) {
      count.found++;
      return;
    }
    count.idle++;
    expect({ damage: damage.kind, at: damage.at, verdicts: verdictsOf(example, damage.objects) })
      .toEqual({ damage: damage.kind, at: damage.at, verdicts: verdictsOf(example, example.objects) });
  }), { numRuns: fc.runs(60), examples: [[TWIN, 93771882]] });
  console.info(`${count.done} damages of random graphs: ${count.found} found, ${count.idle} changed nothing`);
  expect(count.found).toBeGreaterThan(50);
});

test('every finding has a witness that the pointwise evaluator confirms, on the side that it is about', () => {
  fc.assert(fc.property(graphs, fc.nat(), (graph, pick) => {
    const example = exampleOf(graph);
    const damages = policyDamages(example);
    const damage = damages[pick % Math.max(1, damages.length)];
    const findings = damage === undefined ? [] : proofOf(example, damage.objects).findings;
    for (const finding of findings) {
      if (finding.kind === 'flowExcess') expect(sideVerdict(finding.witness, finding.direction)).toBe('allowed');
      if (finding.kind === 'flowMissing' && finding.keeper === 'own') expect(sideVerdict(finding.witness, finding.direction)).not.toBe('allowed');
      if (finding.kind === 'flowUnknown') expect(sideVerdict(finding.witness, finding.direction)).toBe('unknown');
    }
  }), { numRuns: fc.runs(30) });
});

test('the order of the objects changes no finding', () => {
  fc.assert(fc.property(graphs, fc.nat(), fc.nat({ max: 100 }), (graph, pick, step) => {
    const example = exampleOf(graph);
    const damages = policyDamages(example);
    const objects = damages[pick % Math.max(1, damages.length)]?.objects ?? example.objects;
    const placed = objects.map((object, place) => ({ object, key: (place * (step * 7 + 3)) % 101 }));
    const shuffled = placed.sort((a, b) => a.key - b.key).map(({ object }) => object);
    const textsOf = (some: readonly unknown[]) => proofOf(example, some).findings.map((finding) => JSON.stringify(finding, (key, value: unknown) => (
      key === 'witness' || key === 'sites' || key === 'site' || typeof value === 'bigint' ? undefined : value
    )));
    expect(textsOf(shuffled).sort()).toEqual(textsOf(objects).sort());
  }), { numRuns: fc.runs(15) });
});
