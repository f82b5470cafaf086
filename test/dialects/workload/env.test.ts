import { inOrder, renderEnv, renderEnvImports } from '../../../src/dialects/workload/env';
import { EnvVar } from '../../../src/dialects/workload/kinds';
import * as fc from '../../property';

function order(env: Readonly<Record<string, string>>): readonly string[] {
  return inOrder(Object.entries(env).map(([name, value]) => ({ name, value }))).map(({ name }) => name);
}

describe('variables', () => {
  test('are sorted by name', () => {
    expect(order({ B: '', A: '', a: '' })).toEqual(['A', 'B', 'a']);
  });

  test('stand behind those to which they refer, over several steps', () => {
    expect(order({ A: '$(B)', B: '$(Z)/$(C)', C: '', Z: '' })).toEqual(['C', 'Z', 'B', 'A']);
  });

  test('that refer to each other or to themselves stay in the order of their names', () => {
    expect(order({ B: '$(A)', A: '$(B)' })).toEqual(['B', 'A']);
    expect(order({ B: '$(A)', A: '$(A)' })).toEqual(['A', 'B']);
  });

  test('an escaped reference is none, and one to an unknown variable is ignored', () => {
    expect(order({ A: '$$(B) $(NOWHERE) $(', B: '' })).toEqual(['A', 'B']);
    expect(order({ A: '$$$(B)', B: '' })).toEqual(['B', 'A']);
  });

  test('in whatever order they are given, come out in one order in which every acyclic reference is known', () => {
    const names = ['A', 'B', 'C', 'D', 'E'];
    const later = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 5, maxLength: 5 });
    fc.assert(fc.property(later, fc.shuffledSubarray(names, { minLength: 5 }), (jumps, shuffled) => {
      const value = (name: string): string => {
        const target = names[names.indexOf(name) + (jumps[names.indexOf(name)] ?? 0)];
        return target === undefined || target === name ? '' : `$(${target})`;
      };
      const variables: EnvVar[] = shuffled.map((name) => ({ name, value: value(name) }));
      const ordered = inOrder(variables);
      const before = inOrder([...variables].reverse());
      const known = new Set<string>();
      for (const { name, value: text } of ordered) {
        const referred = /\$\((.)\)/.exec(text ?? '')?.[1];
        expect(referred === undefined || known.has(referred)).toBe(true);
        known.add(name);
      }
      expect(ordered).toEqual(before);
    }));
  });

  test('come from wherever their source says', () => {
    expect(renderEnv({
      A: { kind: 'configMap', name: 'c', key: 'k' },
      B: { kind: 'secret', name: 's', key: 'k', optional: true },
      C: { kind: 'field', path: 'status.podIP' },
      D: { kind: 'resource', resource: 'limits.cpu', containerName: 'x', divisor: '1m' },
      E: { kind: 'value', value: '' },
    })).toEqual([
      { name: 'A', valueFrom: { configMapKeyRef: { name: 'c', key: 'k' } } },
      { name: 'B', valueFrom: { secretKeyRef: { name: 's', key: 'k', optional: true } } },
      { name: 'C', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } },
      { name: 'D', valueFrom: { resourceFieldRef: { resource: 'limits.cpu', containerName: 'x', divisor: '1m' } } },
      { name: 'E', value: '' },
    ]);
  });

  test('are imported in the order of the declaration, since the last of two equal names wins', () => {
    expect(renderEnvImports([{ kind: 'secret', name: 'z' }, { kind: 'configMap', name: 'a', prefix: 'A_' }])).toEqual([
      { secretRef: { name: 'z' } },
      { prefix: 'A_', configMapRef: { name: 'a' } },
    ]);
  });
});
