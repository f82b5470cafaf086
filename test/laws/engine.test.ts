import * as fc from '../property';
import { address, Cluster, clusters, domainName, freeClusters } from './cluster';
import { ConnectivityMap, MapEnd } from '../../src/reachability/connectivity';
import { addressEnd, decide, nameEnd, workloadEnd } from '../../src/reachability/decide';
import { connectivityOf } from '../../src/reachability/engine/connectivity-of';
import { Peer, PortMatch, RuleSet } from '../../src/reachability/rules';
import { namesIn } from '../../src/reachability/rules/peers';
import { FlowEnd, FlowSource, NamedEnd, Verdict } from '../../src/reachability/trace';
import { workloadText } from '../../src/reachability/workload';
import { ADDRESS_BITS, addressText } from '../../src/sets/address';
import { cidrOfAddress } from '../../src/sets/cidr';
import { CidrSet } from '../../src/sets/cidr-set';
import { EVERY_NAME, namePattern, nameText } from '../../src/sets/names';
import { ALL_PROTOCOLS, isPort, PortSet, Protocol } from '../../src/sets/ports';
import { block } from '../reachability/world';

/** Every port at which some rule or container begins or ends, and its neighbours. */
function portsOf({ snapshot, rules }: Cluster): number[] {
  const lists = [...rules.policies, ...rules.tiered].flatMap((policy) => policy.rules.map(({ ports }) => ports));
  const matches = lists.flatMap((ports): readonly PortMatch[] => (ports === 'all' ? [] : ports));
  const numbers = matches.flatMap((match) => (match.kind === 'numbers' ? [match.first, match.last] : []));
  const declared = snapshot.workloads.flatMap(({ ports }) => ports.map(({ number }) => number));
  return [...new Set([1, 65535, ...[...numbers, ...declared].flatMap((number) => [number - 1, number, number + 1])])].filter(isPort);
}

/** The first and the last address of each piece of a cell; of a workload, itself. */
function sourcesOf(end: MapEnd): FlowSource[] {
  if (end.kind === 'workload') return [workloadEnd(end.workload)];
  if (end.kind === 'name') return [];
  return ([4, 6] as const).flatMap((family) => end.addresses.intervals(family).flatMap(({ start, end: stop }) => (
    [start, stop - 1n].map((value) => addressEnd(addressText(family, value)))
  )));
}

/** The same of a destination, which may be a name. */
function destinationsOf(end: MapEnd): FlowEnd[] {
  return end.kind === 'name' ? [end] : sourcesOf(end);
}

function verdictOf(allowed: PortSet, unknown: PortSet, protocol: Protocol, port: number): Verdict {
  if (allowed.has(protocol, port)) return 'allowed';
  return unknown.has(protocol, port) ? 'unknown' : 'denied';
}

function textOf(end: MapEnd): string {
  if (end.kind === 'workload') return workloadText(end.workload);
  if (end.kind === 'name') return nameText(end.name);
  return ([4, 6] as const).flatMap((family) => end.addresses.intervals(family).map(({ start, end: stop }) => (
    `${addressText(family, start)} to ${addressText(family, stop - 1n)}`
  ))).join();
}

/** Every pair that is not left out, by the places of its ends. */
function pairsOf({ ends }: ConnectivityMap): [number, number][] {
  return ends.flatMap((source, i) => ends.flatMap((destination, j): [number, number][] => {
    const isLonePod = i === j && source.kind === 'workload' && source.workload.kind === 'Pod';
    const isOutside = source.kind === 'name' || (source.kind === 'cell' && destination.kind !== 'workload');
    return isLonePod || isOutside ? [] : [[i, j]];
  }));
}

/** All connections as text, sorted. */
function answers(map: ConnectivityMap): string[] {
  return [...map.connections()].map(({ source, destination, allowed, unknown }) => (
    `${textOf(source)} -> ${textOf(destination)}: ${allowed.toString()}; unknown ${unknown.toString()}`
  )).sort();
}

/** Names that somebody asks about, of which the addresses may be known. */
const askedNames: fc.Arbitrary<NamedEnd[]> = fc.array(fc.record({
  kind: fc.constant('name' as const),
  name: fc.oneof(domainName, fc.constantFrom(namePattern(['*', 'example', 'com']), namePattern(['a*', 'example', 'org']), EVERY_NAME)),
  addresses: fc.constantFrom(undefined, undefined, CidrSet.of([cidrOfAddress(address('203.0.113.7'))]), CidrSet.of([block('10.0.0.0/7'), block('2001:db8::/32')])),
}), { maxLength: 2 }).map((ends) => ends.map(({ addresses, ...end }) => (addresses === undefined ? end : { ...end, addresses })));

describe('the engine', () => {
  it.each([['of Kubernetes', clusters], ['of any plugin', freeClusters]])('says of every pair, on every port where something may change, what decide says, in tiers %s', (_, some) => {
    fc.assert(fc.property(some, askedNames, (cluster, names) => {
      const { snapshot, rules } = cluster;
      const map = connectivityOf(snapshot, rules, { names });
      const ports = portsOf(cluster);
      const [sources, destinations] = [map.ends.map(sourcesOf), map.ends.map(destinationsOf)];
      for (const [i, j] of pairsOf(map)) {
        const { source, destination, allowed, unknown } = map.between(i, j);
        for (const from of sources[i] ?? []) {
          for (const to of destinations[j] ?? []) {
            for (const protocol of ALL_PROTOCOLS) {
              for (const port of ports) {
                const asked = decide(snapshot, rules, { source: from, destination: to, protocol, port }).verdict;
                const said = verdictOf(allowed, unknown, protocol, port);
                const flow = () => `${textOf(source)} to ${textOf(destination)} on ${port}/${protocol}`;
                if (asked !== said) throw new Error(`${flow()}: decide says ${asked}, the engine ${said}`);
              }
            }
          }
        }
      }
    }), { numRuns: fc.runs(100) });
  });

  it('says of names the same, and of addresses as if there were no rules by names, where these are looked at apart', () => {
    fc.assert(fc.property(clusters, ({ snapshot, rules }) => {
      const names = namesIn(rules).map(nameEnd);
      const [whole, apart] = [connectivityOf(snapshot, rules), connectivityOf(snapshot, rules, { addressesOfNames: 'apart' })];
      const accepting: RuleSet = mapPeers(rules, (peers) => peers.filter(({ kind }) => kind !== 'domainNames'));
      const without = connectivityOf(snapshot, accepting, { names });
      for (const [i, j] of pairsOf(apart)) {
        const { destination, ...said } = apart.between(i, j);
        const expected = (destination.kind === 'name' ? whole : without).between(i, j);
        expect([said.allowed.toString(), said.unknown.toString()]).toEqual([expected.allowed.toString(), expected.unknown.toString()]);
      }
    }));
  });

  it('streams exactly the pairs that are not empty, in the order of the ends', () => {
    fc.assert(fc.property(clusters, ({ snapshot, rules }) => {
      const map = connectivityOf(snapshot, rules);
      const all = map.ends.flatMap((_, i) => map.ends.map((__, j) => map.between(i, j)));
      expect([...map.connections()]).toEqual(all.filter(({ allowed, unknown }) => !allowed.isEmpty() || !unknown.isEmpty()));
    }));
  });

  it('has every address in one cell, unless a pod is known to hold it', () => {
    fc.assert(fc.property(clusters, ({ snapshot, rules }) => {
      const { ends } = connectivityOf(snapshot, rules);
      const cells = ends.flatMap((end) => (end.kind === 'cell' ? [end.addresses] : []));
      const held = snapshot.workloads.filter(({ hostNetwork }) => !hostNetwork).flatMap(({ addresses }) => addresses);
      for (const family of [4, 6] as const) {
        const size = 2n ** BigInt(ADDRESS_BITS[family]);
        const own = new Set(held.filter((one) => one.family === family).map(({ text }) => text));
        const sizes = cells.flatMap((cell) => cell.intervals(family).map(({ start, end }) => end - start));
        expect(sizes.reduce((sum, one) => sum + one, BigInt(own.size))).toBe(size);
      }
      const union = cells.reduce((sum, cell) => sum.union(cell), CidrSet.none);
      expect(held.filter((one) => union.has(one))).toEqual([]);
      const names = namesIn(rules);
      expect(ends.map(({ kind }) => kind)).toEqual([...snapshot.workloads.map(() => 'workload'), ...cells.map(() => 'cell'), ...names.map(() => 'name')]);
      expect(ends.flatMap((end) => (end.kind === 'name' ? [end.name] : []))).toEqual(names);
    }));
  });

  it('treats the ends of one class alike, whoever is at the other end', () => {
    fc.assert(fc.property(clusters, ({ snapshot, rules }) => {
      const map = connectivityOf(snapshot, rules);
      const saysOf = (end: number, third: number) => [map.between(end, third), map.between(third, end)]
        .map(({ allowed, unknown }) => `${allowed.toString()}; ${unknown.toString()}`);
      map.ends.forEach((_, a) => map.ends.forEach((__, b) => {
        if (a >= b || map.classOf(a) !== map.classOf(b)) return;
        const thirds = [...map.ends.keys()].filter((third) => third !== a && third !== b);
        expect(thirds.map((third) => saysOf(a, third))).toEqual(thirds.map((third) => saysOf(b, third)));
      }));
    }));
  });

  it('has rows that give every connection, unless its source may be a node', () => {
    fc.assert(fc.property(clusters, ({ snapshot, rules }) => {
      const map = connectivityOf(snapshot, rules);
      const { egress, ingress, ruleClassOf, ports, isNode } = map.rows();
      for (const [i, j] of pairsOf(map).filter(([source]) => !isNode(source))) {
        const out = ports(egress.outcomes(egress.rowOf(i))[ruleClassOf(j)] ?? 0);
        const into = ports(ingress.outcomes(ingress.rowOf(j))[ruleClassOf(i)] ?? 0);
        const { allowed, unknown } = map.between(i, j);
        expect(out.allowed.intersection(into.allowed).toString()).toBe(allowed.toString());
        const possible = out.allowed.union(out.unknown).intersection(into.allowed.union(into.unknown));
        expect(possible.toString()).toBe(allowed.union(unknown).toString());
      }
    }));
  });

  it('does not care about the order of objects, labels and rules', () => {
    fc.assert(fc.property(clusters, ({ snapshot, rules }) => {
      const shuffled = connectivityOf({
        ...snapshot,
        namespaces: new Map([...snapshot.namespaces].reverse()),
        nodes: [...snapshot.nodes].reverse(),
        workloads: [...snapshot.workloads].reverse().map((one) => (
          {
            ...one,
            labels: Object.fromEntries(Object.entries(one.labels).reverse()),
            ports: [...one.ports].reverse(),
            addresses: [...one.addresses].reverse(),
          }
        )),
      }, reversed(rules));
      expect(answers(shuffled)).toEqual(answers(connectivityOf(snapshot, rules)));
    }));
  });

  it('leaves blocks out of the rules for pods of unknown address, if they are assumed outside', () => {
    fc.assert(fc.property(clusters, ({ snapshot, rules }) => {
      const withoutBlocks = mapPeers(rules, (peers) => peers.filter(({ kind }) => kind !== 'addresses'));
      const map = connectivityOf(snapshot, rules, { podsInBlocks: 'outside' });
      const expected = connectivityOf(snapshot, withoutBlocks);
      const unknown = snapshot.workloads.flatMap(({ addresses, hostNetwork }, place) => (addresses.length === 0 && !hostNetwork ? [place] : []));
      for (const source of unknown) {
        for (const destination of unknown) expect(map.between(source, destination)).toEqual(expected.between(source, destination));
      }
    }));
  });
});

/** The same rules in another order; those of a tier keep their places, which mean something. */
function reversed({ policies, tiered }: RuleSet): RuleSet {
  const list = <T>(items: readonly T[]) => [...items].reverse();
  const whole = (ports: 'all' | readonly PortMatch[]) => (ports === 'all' ? ports : list(ports));
  return {
    policies: list(policies).map((policy) => ({
      ...policy,
      isolates: list(policy.isolates),
      rules: list(policy.rules).map((rule) => ({ ...rule, peers: rule.peers === 'anyone' ? rule.peers : list(rule.peers), ports: whole(rule.ports) })),
    })),
    tiered: list(tiered).map((policy) => ({
      ...policy, rules: list(policy.rules).map((rule) => ({ ...rule, peers: list(rule.peers), ports: whole(rule.ports) })),
    })),
  };
}

function mapPeers({ policies, tiered }: RuleSet, change: <T extends { readonly kind: string }>(peers: readonly T[]) => readonly T[]): RuleSet {
  return {
    policies: policies.map((policy) => ({
      ...policy, rules: policy.rules.map((rule) => ({ ...rule, peers: rule.peers === 'anyone' ? rule.peers : change<Peer>(rule.peers) })),
    })),
    tiered: tiered.map((policy) => ({ ...policy, rules: policy.rules.map((rule) => ({ ...rule, peers: change(rule.peers) })) })),
  };
}

it('the places of a map are those of its ends', () => {
  const snapshot = { namespaces: new Map(), workloads: [], nodes: [], facts: {}, problems: [] };
  const map = connectivityOf(snapshot, { policies: [], tiered: [] });
  expect(map.ends.map(textOf)).toEqual(['0.0.0.0 to 255.255.255.255', ':: to ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff']);
  expect(() => map.between(0, 2)).toThrow(RangeError);
});
