import * as fc from '../property';
import { declared, Graph, graphs, objectsOf } from './graph';

const shuffled = (list: readonly unknown[]) => fc.shuffledSubarray(list.map((_, position) => position), { minLength: list.length });

const permuted: fc.Arbitrary<{ graph: Graph; nodes: number[]; intents: number[] }> = graphs
  .chain((graph) => fc.record({ graph: fc.constant(graph), nodes: shuffled(graph.nodes), intents: shuffled(graph.intents) }));

test('the order in which microservices and their edges are declared never changes an object, byte for byte', () => {
  fc.assert(fc.property(permuted, ({ graph, nodes, intents }) => {
    expect([...objectsOf(declared(graph, nodes, intents))]).toEqual([...objectsOf(declared(graph))]);
  }), { numRuns: 60 });
});

test('an edge that is declared once more changes nothing', () => {
  fc.assert(fc.property(graphs, ({ nodes, intents }) => {
    const calls = intents.filter(({ kind }) => kind !== 'exposure'); // an id names one exposure
    const twice = [...calls, ...calls.map((each) => (each.kind === 'call' ? { ...each, byCallee: !each.byCallee } : each))];
    expect([...objectsOf(declared({ nodes, intents: twice }))]).toEqual([...objectsOf(declared({ nodes, intents: calls }))]);
  }), { numRuns: 40 });
});

test('two runs of one program write equal bytes', () => {
  fc.assert(fc.property(graphs, (graph) => {
    expect(declared(graph).app.synthYaml()).toBe(declared(graph).app.synthYaml());
  }), { numRuns: 10 });
});
