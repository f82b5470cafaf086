import * as fc from '../property';
import { at, declared, endsOf, Graph, graphs, Intent, nameOf, objectsOf } from './graph';

/** A graph with one intent at least, whose last one is the one that is added. */
const grown: fc.Arbitrary<{ before: Graph; after: Graph; added: Intent }> = graphs
  .filter(({ intents }) => intents.length > 0)
  .map((after) => ({ before: { ...after, intents: after.intents.slice(0, -1) }, after, added: at(after.intents, after.intents.length - 1) }));

/** The objects that one more intent may change. */
function mayChange(graph: Graph, added: Intent): string[] {
  const policies = endsOf(added).map((end) => `NetworkPolicy ${nameOf(graph, end)}`);
  return added.kind === 'call' && added.env ? [...policies, `Deployment ${nameOf(graph, added.caller)}`] : policies;
}

/** The objects that one more intent may add. */
function mayAppear(graph: Graph, added: Intent): string[] {
  return added.kind === 'exposure' ? [`Ingress ${nameOf(graph, added.node)}-x${added.id}`] : [];
}

test('one more intent removes and renames no object, and changes only the policies of its two ends and the variables of its caller', () => {
  fc.assert(fc.property(grown, ({ before, after, added }) => {
    const [old, now] = [objectsOf(declared(before)), objectsOf(declared(after))];
    expect([...old.keys()].filter((key) => !now.has(key))).toEqual([]);
    expect([...now.keys()].filter((key) => !old.has(key))).toEqual(mayAppear(after, added));
    const changed = [...old].filter(([key, text]) => now.get(key) !== text).map(([key]) => key);
    expect(changed.filter((key) => !mayChange(after, added).includes(key))).toEqual([]);
  }), { numRuns: 60 });
});

test('one more intent closes nothing that was open: its policies keep every rule that they had', () => {
  fc.assert(fc.property(grown, ({ before, after }) => {
    const [old, now] = [before, after].map((graph) => new Map(declared(graph).kind('NetworkPolicy').map((policy) => [`${policy.metadata.namespace}/${policy.metadata.name}`, policy.spec])));
    for (const [name, spec] of old ?? []) {
      for (const direction of ['ingress', 'egress']) {
        const rules = (now?.get(name)?.[direction] as object[]).map((rule) => JSON.stringify(rule)); // the lists of rules of a policy
        (spec[direction] as object[]).forEach((rule) => expect(rules).toContain(JSON.stringify(rule))); // as above
      }
    }
  }), { numRuns: 30 });
});
