import { mapOf, namesOf, plainMapOf } from './versions';
import { ChangeKind } from '../../../src/compare/diff/change';
import { diffOf } from '../../../src/compare/diff/diff';
import { diffTable } from '../../../src/compare/diff/text';
import { workloadText } from '../../../src/reachability/workload';
import { CidrSet } from '../../../src/sets/cidr-set';
import { nameText } from '../../../src/sets/names';
import { PortSet } from '../../../src/sets/ports';
import * as fc from '../../property';
import { block, pod, policy } from '../../reachability/world';

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
const replicaSet = { ...pod('shop/db'), apiVersion: 'apps/v1', kind: 'ReplicaSet', spec: { template: { metadata: { labels: { app: 'web' } } } } };
const pods = fc.subarray([
  pod('shop/web', named),
  pod('shop/api', { status: { podIP: '10.1.2.3', hostIP: '192.168.0.1' } }),
  pod('shop/agent', { spec: { hostNetwork: true }, status: { podIP: '192.168.0.1', hostIP: '192.168.0.1' } }),
  pod('other/agent', { spec: { hostNetwork: true } }),
  pod('other/web'),
  replicaSet,
]);
const accepting = (kind: string, ...names: string[]) => ({ action: 'Accept', to: [{ [kind]: names }] });
const EVERYWHERE = { networks: ['0.0.0.0/0', '::/0'] };
const someNames = fc.subarray([accepting('domainNames', 'api.example.com'), accepting('domainNames', '*.example.com'), accepting('networks', '10.0.0.0/8')]);
const lastWords = fc.constantFrom([], [{ action: 'Deny', to: [{ networks: ['10.0.0.0/8'] }] }], [{ action: 'Deny', to: [EVERYWHERE] }], [{ action: 'Accept', to: [EVERYWHERE] }]);
const tierWith = (last: fc.Arbitrary<readonly object[]>) => fc.record({
  tier: fc.constantFrom('Admin', 'Baseline'),
  subject: fc.constantFrom({ namespaces: {} }, { pods: { podSelector: { matchLabels: { app: 'web' } } } }),
  ingress: fc.array(fc.record({ action: fc.constantFrom('Accept', 'Deny', 'Pass'), from: fc.constantFrom([{ namespaces: {} }], [{ pods: { podSelector: {} } }]) }), { maxLength: 2 }),
  egress: fc.tuple(someNames, last).map(([some, rest]) => [...some, ...rest]),
}).map((one) => ({ apiVersion: 'policy.networking.k8s.io/v1alpha2', kind: 'ClusterNetworkPolicy', metadata: { name: 'tier' }, spec: { priority: 1, ...one } }));
const versionWith = (tiers: fc.Arbitrary<object[]>) => fc.tuple(pods, fc.array(spec, { maxLength: 2 }), tiers)
  .map(([workloads, specs, before]) => [...workloads, ...specs.map((one, i) => policy(`shop/p${i}`, one)), ...before]);
const version = versionWith(fc.array(tierWith(lastWords), { maxLength: 1 }));
/** Versions in which what is not named is shut, so that names make a difference. */
const namingVersion = versionWith(fc.tuple(tierWith(fc.constant([{ action: 'Deny', to: [EVERYWHERE] }]))));
const facts = fc.constantFrom({}, { podCidrs: [block('10.1.0.0/16')], nodeCidrs: [block('192.168.0.0/24')] });

const BACK: Readonly<Record<ChangeKind, ChangeKind>> = { added: 'removed', removed: 'added', widened: 'narrowed', narrowed: 'widened', changed: 'changed' };

describe('a diff', () => {
  it('of a version with itself is empty', () => {
    fc.assert(fc.property(version, (objects) => {
      expect(diffOf(mapOf(objects), mapOf([...objects].reverse()))).toEqual({ added: [], removed: [], changes: [] });
    }), { numRuns: 150 });
  });

  it('backwards tells the same the other way round', () => {
    fc.assert(fc.property(version, version, (old, current) => {
      const [there, back] = [diffOf(mapOf(old), mapOf(current)), diffOf(mapOf(current), mapOf(old))];
      expect(back.changes.map(({ kind, gained, lost }) => [kind, gained.toString(), lost.toString()]))
        .toEqual(there.changes.map(({ kind, gained, lost }) => [BACK[kind], lost.toString(), gained.toString()]));
    }), { numRuns: 150 });
  });

  it('tells of every pair that differs, and of no other', () => {
    fc.assert(fc.property(version, version, (old, current) => {
      const [before, after] = [mapOf(old), mapOf(current)];
      const { changes } = diffOf(before, after);
      const places = (map: typeof before) => map.ends.flatMap((end, i) => (end.kind === 'workload' ? [[workloadText(end.workload), i] as const] : []));
      const there = new Map(places(after));
      for (const [a, from] of places(before)) {
        for (const [b, to] of places(before)) {
          const [source, destination] = [there.get(a), there.get(b)];
          if (source === undefined || destination === undefined) continue;
          const [one, other] = [before.between(from, to), after.between(source, destination)];
          const told = changes.some((change) => change.source.kind === 'workload' && change.destination.kind === 'workload'
            && workloadText(change.source.workload) === a && workloadText(change.destination.workload) === b);
          expect(told).toBe(!one.allowed.equals(other.allowed) || !one.unknown.equals(other.unknown));
        }
      }
    }), { numRuns: 150 });
  });

  it('is the same whether its maps share rows, or are asked about every pair', () => {
    fc.assert(fc.property(version, version, facts, (old, current, known) => {
      const names = namesOf(old, current);
      const exact = diffOf(mapOf(old, known, names), mapOf(current, known, names));
      const plain = diffOf(plainMapOf(old, known, names), plainMapOf(current, known, names));
      expect(diffTable(exact)).toBe(diffTable(plain));
    }), { numRuns: 60 });
  });

  it('tells of what a name has gained or lost, unless every address has, too', () => {
    let told = 0;
    fc.assert(fc.property(namingVersion, fc.oneof(namingVersion, version), (old, current) => {
      const names = namesOf(old, current);
      const [before, after] = [mapOf(old, {}, names), mapOf(current, {}, names)];
      const { changes } = diffOf(before, after);
      for (const [from, source] of before.ends.entries()) {
        const into = after.ends.findIndex((end) => source.kind === 'workload' && end.kind === 'workload' && workloadText(end.workload) === workloadText(source.workload));
        if (source.kind !== 'workload' || into < 0) continue;
        const openOfAll = (map: typeof before, place: number) => map.ends.reduce((sum, end, i) => (end.kind === 'cell' ? sum.intersection(map.between(place, i).allowed) : sum), PortSet.all);
        for (const name of names) {
          const openIn = (map: typeof before, place: number) => map.between(place, map.ends.findIndex((end) => end.kind === 'name' && nameText(end.name) === nameText(name))).allowed;
          const change = changes.find((one) => one.source.kind === 'workload' && workloadText(one.source.workload) === workloadText(source.workload)
            && one.destination.kind === 'name' && nameText(one.destination.name) === nameText(name));
          if (change !== undefined) told++;
          const [was, is] = [openIn(before, from), openIn(after, into)];
          expect((change?.gained ?? PortSet.none).toString()).toBe(is.difference(was).difference(openOfAll(after, into)).toString());
          expect((change?.lost ?? PortSet.none).toString()).toBe(was.difference(is).difference(openOfAll(before, from)).toString());
        }
      }
    }), { numRuns: 150 });
    expect(told).toBeGreaterThan(5);
  });

  it('tells of no address twice for one workload and direction', () => {
    fc.assert(fc.property(version, version, (old, current) => {
      const seen = new Map<string, CidrSet>();
      for (const { source, destination } of diffOf(mapOf(old), mapOf(current)).changes) {
        const [cell, workload] = source.kind === 'cell' ? [source, destination] : [destination, source];
        if (cell.kind !== 'cell' || workload.kind !== 'workload') continue;
        const key = `${source.kind} ${workloadText(workload.workload)}`;
        const before = seen.get(key) ?? CidrSet.none;
        expect(before.intersection(cell.addresses).isEmpty()).toBe(true);
        seen.set(key, before.union(cell.addresses));
      }
    }), { numRuns: 150 });
  });
});
