import * as fc from 'fast-check';
import { mapOf } from './versions';
import { ChangeKind } from '../../../src/compare/diff/change';
import { diffOf } from '../../../src/compare/diff/diff';
import { CidrSet } from '../../../src/sets/cidr-set';
import { pod, policy } from '../../reachability/world';

const peer = fc.constantFrom<object>(
  { podSelector: {} }, { podSelector: { matchLabels: { app: 'web' } } }, { namespaceSelector: {} },
  { ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } }, { ipBlock: { cidr: '10.1.0.0/17' } }, { ipBlock: { cidr: '::/0' } },
);
const port = fc.constantFrom<object>({ port: 80 }, { port: 79, endPort: 90 }, { port: 'http' }, { protocol: 'UDP' });
const lists = fc.tuple(fc.array(peer, { maxLength: 2 }), fc.array(port, { maxLength: 2 }));
const spec = fc.record({
  podSelector: fc.constantFrom({}, { matchLabels: { app: 'web' } }),
  policyTypes: fc.constantFrom(['Ingress'], ['Egress'], ['Ingress', 'Egress']),
  ingress: fc.array(lists.map(([from, ports]) => ({ from, ports })), { maxLength: 2 }),
  egress: fc.array(lists.map(([to, ports]) => ({ to, ports })), { maxLength: 2 }),
});
const named = { spec: { containers: [{ ports: [{ name: 'http', containerPort: 8080 }] }] } };
const pods = fc.subarray([pod('shop/web', named), pod('shop/api', { status: { podIP: '10.1.2.3' } }), { ...pod('shop/db'), apiVersion: 'apps/v1', kind: 'ReplicaSet', spec: { template: { metadata: { labels: { app: 'web' } } } } }]);
const version = fc.tuple(pods, fc.array(spec, { maxLength: 2 })).map(([workloads, specs]) => [...workloads, ...specs.map((one, i) => policy(`shop/p${i}`, one))]);

const BACK: Readonly<Record<ChangeKind, ChangeKind>> = { added: 'removed', removed: 'added', widened: 'narrowed', narrowed: 'widened', changed: 'changed' };

describe('a diff', () => {
  it('of a version with itself is empty', () => {
    fc.assert(fc.property(version, (objects) => {
      expect(diffOf(mapOf(objects), mapOf([...objects].reverse()))).toEqual({ added: [], removed: [], changes: [] });
    }), { numRuns: 30 });
  });

  it('backwards tells the same the other way round', () => {
    fc.assert(fc.property(version, version, (old, current) => {
      const [there, back] = [diffOf(mapOf(old), mapOf(current)), diffOf(mapOf(current), mapOf(old))];
      expect(back.changes.map(({ kind, gained, lost }) => [kind, gained.toString(), lost.toString()]))
        .toEqual(there.changes.map(({ kind, gained, lost }) => [BACK[kind], lost.toString(), gained.toString()]));
    }), { numRuns: 30 });
  });

  it('tells of every pair that differs, and of no other', () => {
    fc.assert(fc.property(version, version, (old, current) => {
      const [before, after] = [mapOf(old), mapOf(current)];
      const { changes } = diffOf(before, after);
      const places = (map: typeof before) => map.ends.flatMap((end, i) => (end.kind === 'workload' ? [[`${end.workload.kind}/${end.workload.name}`, i] as const] : []));
      const there = new Map(places(after));
      for (const [a, from] of places(before)) {
        for (const [b, to] of places(before)) {
          const [source, destination] = [there.get(a), there.get(b)];
          if (source === undefined || destination === undefined) continue;
          const [one, other] = [before.between(from, to), after.between(source, destination)];
          const told = changes.some((change) => change.source.kind === 'workload' && change.destination.kind === 'workload'
            && `${change.source.workload.kind}/${change.source.workload.name}` === a && `${change.destination.workload.kind}/${change.destination.workload.name}` === b);
          expect(told).toBe(!one.allowed.equals(other.allowed) || !one.unknown.equals(other.unknown));
        }
      }
    }), { numRuns: 30 });
  });

  it('tells of no address twice for one workload and direction', () => {
    fc.assert(fc.property(version, version, (old, current) => {
      const seen = new Map<string, CidrSet>();
      for (const { source, destination } of diffOf(mapOf(old), mapOf(current)).changes) {
        const [cell, workload] = source.kind === 'cell' ? [source, destination] : [destination, source];
        if (cell.kind !== 'cell' || workload.kind !== 'workload') continue;
        const key = `${source.kind} ${workload.workload.kind} ${workload.workload.name}`;
        const before = seen.get(key) ?? CidrSet.none;
        expect(before.intersection(cell.addresses).isEmpty()).toBe(true);
        seen.set(key, before.union(cell.addresses));
      }
    }), { numRuns: 30 });
  });
});
