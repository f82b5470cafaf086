import { listInput, SHOP } from './shop';
import { ListInput } from '../../../src/compare/list/input';
import { npGuardWorld } from '../../../src/compare/list/npguard/world';
import { SymbolicPorts } from '../../../src/compare/list/ports';
import { ANY_POD, Party, sideOf } from '../../../src/compare/list/side';
import { connectivityOf } from '../../../src/reachability/engine/connectivity-of';
import { RuleSet, TieredPeer, TieredRule } from '../../../src/reachability/rules';
import { snapshotOf } from '../../../src/reachability/snapshot';
import { Workload, workloadText } from '../../../src/reachability/workload';
import { PortSet } from '../../../src/sets/ports';
import { everything } from '../../../src/sets/selector';
import { corpusCases, hasCorpus, inputOf } from '../../corpus/cases';
import { clusters, freeClusters } from '../../laws/cluster';
import * as fc from '../../property';
import { pod } from '../../reachability/world';

/** Pairs of workloads on whose ports both sides together and the engine differ. */
function disagreements({ snapshot, rules, connect }: ListInput): { pairs: number; wrong: string[] } {
  const world = npGuardWorld(snapshot, rules).snapshot;
  const map = connect(world, rules, { podsInBlocks: 'outside' });
  const places = new Map(map.ends.map((end, place) => [end.kind === 'workload' ? end.workload : undefined, place]));
  const party = (workload: Workload): Party => ({ kind: 'workload', workload });
  const pairs = world.workloads.flatMap((a) => world.workloads.filter((b) => a !== b).map((b) => [a, b] as const));
  const wrong = pairs.flatMap(([a, b]) => {
    const egress = sideOf(world, rules, { direction: 'egress', subject: party(a), other: party(b) });
    const ingress = sideOf(world, rules, { direction: 'ingress', subject: party(b), other: party(a) });
    const { allowed } = map.between(places.get(a) ?? -1, places.get(b) ?? -1);
    return egress.intersection(ingress).numbers.equals(allowed) ? [] : [`${workloadText(a)} => ${workloadText(b)}`];
  });
  return { pairs: pairs.length, wrong };
}

describe('the side of a connection that exposure asks about', () => {
  test('agrees with the engine where both ends are workloads', async () => {
    const cases = hasCorpus() ? corpusCases().filter(({ family }) => ['exposure', 'parsed', 'list'].includes(family)) : [];
    const inputs = [listInput(SHOP), ...await Promise.all(cases.map((one) => inputOf(one)))];
    const results = inputs.map(disagreements);
    console.info(`${results.reduce((sum, { pairs }) => sum + pairs, 0)} pairs of ${inputs.length} worlds compared`);
    expect(results.flatMap(({ wrong }) => wrong)).toEqual([]);
  });

  test('agrees with the engine in random clusters, whatever the order of their policies and rules', () => {
    fc.assert(fc.property(clusters, ({ snapshot, rules }) => {
      const input = { snapshot, rules, services: [], entries: [], omissions: [], connect: connectivityOf };
      const reversed = {
        policies: [...rules.policies].reverse(), tiered: rules.tiered.map((policy) => ({ ...policy, rules: [...policy.rules].reverse() })).reverse(),
      };
      expect([disagreements(input).wrong, disagreements({ ...input, rules: reversed }).wrong]).toEqual([[], []]);
    }), { numRuns: fc.runs(100) });
  });

  test('agrees with the engine in the tiers of any plugin, be their rules sure or not', () => {
    fc.assert(fc.property(freeClusters, ({ snapshot, rules }) => {
      const input = { snapshot, rules, services: [], entries: [], omissions: [], connect: connectivityOf };
      expect(disagreements(input).wrong).toEqual([]);
    }), { numRuns: fc.runs(100) });
  });
});

describe('a rule of which nobody knows whether it matches', () => {
  const EVERYBODY = { namespaces: { kind: 'labelled' as const, selector: everything }, pods: everything };
  const snapshot = snapshotOf([pod('shop/web'), pod('shop/api')]);
  const inSomeTier = (...rules: readonly Pick<TieredRule, 'action' | 'peers'>[]): RuleSet => ({
    policies: [],
    tiered: [{
      origin: { kind: 'GlobalNetworkPolicy', name: 'x' },
      tier: { name: 'security', order: 500 },
      priority: 1,
      isolates: [],
      subject: EVERYBODY,
      rules: rules.map((rule, index) => ({ ...rule, direction: 'ingress', index, ports: 'all' })),
    }],
  });
  const perhaps: TieredPeer = { kind: 'meeting', all: [], isSure: false };
  const world: TieredPeer = { kind: 'meeting', all: [{ isNegated: true, anyOf: [{ kind: 'cluster' }] }], isSure: true };
  const ingress = (rules: RuleSet, other: Party) => {
    const subject = snapshot.workloads.find(({ name }) => name === 'web');
    if (subject === undefined) throw new Error('web is missing');
    return sideOf(snapshot, rules, { direction: 'ingress', subject: { kind: 'workload', workload: subject }, other });
  };
  const STRANGERS: Party = { kind: 'outsiders', outsiders: ANY_POD };

  test('is no reason to let in, and reason enough to keep out', () => {
    const all: TieredPeer = { kind: 'meeting', all: [], isSure: true };
    expect(ingress(inSomeTier({ action: 'accept', peers: [perhaps] }, { action: 'deny', peers: [all] }), STRANGERS).isEmpty()).toBe(true);
    expect(ingress(inSomeTier({ action: 'deny', peers: [perhaps] }, { action: 'accept', peers: [all] }), STRANGERS).isEmpty()).toBe(true);
  });

  test('makes no difference where it passes on what would be let in in any case', () => {
    expect(ingress(inSomeTier({ action: 'pass', peers: [perhaps] }), STRANGERS).isAll()).toBe(true);
  });

  test('pods that are not there are in the cluster, and not outside it', () => {
    expect(ingress(inSomeTier({ action: 'deny', peers: [world] }), STRANGERS).isAll()).toBe(true);
    expect(ingress(inSomeTier({ action: 'deny', peers: [{ kind: 'cluster' }] }), STRANGERS).isEmpty()).toBe(true);
  });
});

describe('ports that are known by name alone', () => {
  const [http, tcp] = [SymbolicPorts.named('http', 'TCP'), SymbolicPorts.numbered(PortSet.of('TCP'))];

  test('are among all ports, and among all of their protocol', () => {
    expect(http.intersection(SymbolicPorts.all).namesOf('TCP')).toEqual(['http']);
    expect(http.intersection(tcp).namesOf('TCP')).toEqual(['http']);
    expect(http.intersection(SymbolicPorts.numbered(PortSet.of('TCP', 80))).isEmpty()).toBe(true);
    expect(http.intersection(SymbolicPorts.numbered(PortSet.of('UDP'))).isEmpty()).toBe(true);
  });

  test('are gone once they have been taken away', () => {
    const rest = SymbolicPorts.all.difference(http);
    expect(http.intersection(rest).isEmpty()).toBe(true);
    expect(SymbolicPorts.named('grpc', 'TCP').intersection(rest).namesOf('TCP')).toEqual(['grpc']);
    expect(rest.union(http).intersection(http).equals(http)).toBe(true);
  });

  test('without a protocol go with any', () => {
    const any = SymbolicPorts.named('http');
    expect(any.namesOf()).toEqual(['http']);
    expect(any.intersection(SymbolicPorts.all).equals(any)).toBe(true);
    expect(any.equals(http)).toBe(false);
  });
});
