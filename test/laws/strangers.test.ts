import * as fc from '../property';
import { freeClusters, address, Cluster } from './cluster';
import { REQUESTS, telling } from './telling';
import { exposureOf, outsidersOf } from '../../src/compare/list/exposure';
import { NarrowedSymbolic } from '../../src/compare/list/side-requests';
import { lockOf } from '../../src/compare/lock/build';
import { ANY, lockEndText, workloadLockEnd } from '../../src/compare/lock/end-text';
import { LockEnd, LockLine } from '../../src/compare/lock/line';
import { readLock } from '../../src/compare/lock/read';
import { lockText } from '../../src/compare/lock/write';
import { decideRequest, workloadEnd } from '../../src/reachability/decide';
import { connectivityOf } from '../../src/reachability/engine/connectivity-of';
import { Direction, NamespaceMatch, Peer, RuleSet, TieredPeer } from '../../src/reachability/rules';
import { Workload } from '../../src/reachability/workload';
import { matchesRequest, Request, requestText } from '../../src/sets/requests/request';
import { matchOfPlain } from '../../src/sets/requests/request-plain';
import { everything, isEverything, LabelSelector } from '../../src/sets/selector';

/** The namespace of pods that rules name and no manifest has; and one that no rule names. */
const [NAMED, UNNAMED] = ['absent', 'elsewhere'];

const SOME: Extract<Peer, { kind: 'pods' }> = { kind: 'pods', namespaces: { kind: 'named', name: NAMED }, pods: everything };

/** Rules that name pods that are not there either all together, or by one namespace: so that one pod can stand for each. */
function simple({ snapshot, rules }: Cluster): Cluster {
  const isAll = (namespaces: NamespaceMatch, pods: LabelSelector) => namespaces.kind === 'labelled' && isEverything(namespaces.selector) && isEverything(pods);
  const named = <T extends TieredPeer>(one: T): T | typeof SOME => (one.kind === 'addresses' || (one.kind === 'pods' && !isAll(one.namespaces, one.pods)) ? SOME : one);
  const tieredPeer = (one: TieredPeer): TieredPeer => (one.kind === 'meeting'
    // what is sure of the pods of a condition that names them is sure of no others
    ? { ...one, all: one.all.map((condition) => ({ isNegated: false, anyOf: condition.anyOf.map(named) })) }
    : named(one));
  const set: RuleSet = {
    policies: rules.policies.map((policy) => ({ ...policy, rules: policy.rules.map((rule) => ({ ...rule, peers: rule.peers === 'anyone' ? rule.peers : rule.peers.map(named) })) })),
    tiered: rules.tiered.map((policy) => ({ ...policy, rules: policy.rules.map((rule) => ({ ...rule, peers: rule.peers.map(tieredPeer) })) })),
  };
  return { snapshot: { ...snapshot, namespaces: new Map([...snapshot.namespaces].filter(([name]) => name !== NAMED)) }, rules: set };
}

/** The same with any pod at the other end of many rules that tell requests apart, and any workload as their subject. */
const wide = ({ snapshot, rules }: Cluster): Cluster => ({
  snapshot,
  rules: {
    ...rules,
    tiered: rules.tiered.map((policy) => (policy.rules.every(({ requests }) => requests === undefined) ? policy : {
      ...policy,
      subject: ANYBODY,
      isolates: ['ingress', 'egress'],
      rules: policy.rules.map(({ subject: _, ...rule }) => (rule.requests === undefined ? rule : { ...rule, peers: rule.index % 2 === 0 ? [{ kind: 'pods', ...ANYBODY }] : rule.peers })),
    })),
  },
});
const ANYBODY = { namespaces: { kind: 'labelled' as const, selector: everything }, pods: everything };
const some = telling(freeClusters).map(wide);

const stranger = (namespace: string): Workload => (
  { kind: 'Deployment', namespace, name: 'stranger', labels: {}, account: 'default', ports: [], hostNetwork: false, addresses: [address('172.31.0.9')], nodeAddresses: [address('172.31.1.1')] }
);

const POINTS = [['TCP', 80], ['UDP', 443], ['TCP', 65535]] as const;

describe('requests of pods that are not among the manifests', () => {
  it('get through as they do one by one for a pod that is there', () => {
    let [told, lines] = [0, 0];
    fc.assert(fc.property(some, (cluster) => {
      const { snapshot, rules } = simple(cluster);
      const { lines: all, unprotected } = exposureOf(snapshot, rules);
      const named = outsidersOf(snapshot, rules);
      lines += all.filter(({ narrowed }) => narrowed !== undefined).length;
      for (const workload of snapshot.workloads) {
        for (const direction of ['egress', 'ingress'] as const) {
          const own = all.filter((line) => line.workload === workload && line.direction === direction);
          const ofAny = own.find(({ outsiders }) => outsiders === undefined);
          const ofNamed = own.find(({ outsiders }) => outsiders !== undefined) ?? ofAny;
          // it is said only of pods that rules name; and of a workload without a policy it is not asked what those at the other end say
          const isShort = named.length === 0 || unprotected.some((side) => side.workload === workload && side.direction === direction);
          for (const [namespace, line] of isShort ? [[UNNAMED, ofAny]] as const : [[UNNAMED, ofAny], [NAMED, ofNamed]] as const) {
            const other = stranger(namespace);
            const world = { ...snapshot, workloads: [...snapshot.workloads, other] };
            const [source, destination] = direction === 'egress' ? [workload, other] : [other, workload];
            // of any pod nobody knows the policies
            const strangerSide: Direction = direction === 'egress' ? 'ingress' : 'egress';
            const ends = { source: workloadEnd(source), destination: workloadEnd(destination), ...(namespace === UNNAMED ? { strangerSide } : {}) };
            for (const [protocol, port] of POINTS) {
              for (const request of REQUESTS) {
                const { verdict } = decideRequest(world, rules, { ...ends, protocol, port }, request);
                const narrowed = line?.narrowed?.find(({ ports }) => ports.numbers.has(protocol, port));
                const isOpen = line?.ports.numbers.has(protocol, port) === true && surelyHas(narrowed, request);
                if (narrowed !== undefined) told++;
                const where = () => `${requestText(request)} from ${source.namespace}/${source.name} to ${destination.namespace}/${destination.name} on ${port}/${protocol}`;
                if (isOpen !== (verdict === 'allowed')) throw new Error(`${where()}: decideRequest says ${verdict}, the list ${isOpen ? 'allowed' : 'not for sure'}`);
              }
            }
          }
        }
      }
    }), { numRuns: fc.runs(40) });
    expect(told).toBeGreaterThan(100);
    expect(lines).toBeGreaterThan(20);
  });
});

function surelyHas(narrowed: NarrowedSymbolic | undefined, request: Request): boolean {
  return narrowed === undefined || narrowed.requests.least.has(request);
}

describe('the lines of a lock', () => {
  it('open each request between workloads that gets through, and no other, whether they say so themselves or lines about any pod do', () => {
    let [implied, told] = [0, 0];
    fc.assert(fc.property(some, ({ snapshot, rules }) => {
      const lock = lockOf({ snapshot, rules, services: [], entries: [], omissions: [] }, { podCidrs: [], nodeCidrs: [], unenforced: [], system: [] });
      const read = readLock(lockText(lock));
      if (read.kind !== 'lock') throw new Error(read.problems.map(({ text }) => text).join());
      const between = (source: LockEnd, destination: LockEnd) => (
        read.lock.lines.filter((line) => isEnd(line.source, source) && isEnd(line.destination, destination))
      );
      const map = connectivityOf(snapshot, rules);
      const { workloads } = snapshot;
      workloads.forEach((source, i) => workloads.forEach((destination, j) => {
        if (i === j) return;
        const [from, to] = [workloadLockEnd(source), workloadLockEnd(destination)];
        const { allowed, unknown, narrowed = [] } = map.between(i, j);
        const [own, byEgress, byIngress] = [between(from, to), between(from, ANY_POD), between(ANY_POD, to)];
        const mayBeImplied = !source.hostNetwork && !destination.hostNetwork;
        const ends = { source: workloadEnd(source), destination: workloadEnd(destination) };
        for (const [protocol, port] of POINTS) {
          // what comes from a pod's own node is no part of a lock
          if (source.hostNetwork || unknown.has(protocol, port)) continue;
          const on = narrowed.find(({ ports }) => ports.has(protocol, port));
          for (const request of REQUESTS) {
            const { verdict } = decideRequest(snapshot, rules, { ...ends, protocol, port }, request);
            const opens = (lines: readonly LockLine[]) => lines.some((line) => line.certainty === 'open' && line.ports.numbers.has(protocol, port) && isFor(line, request));
            const isOpen = own.length > 0 ? opens(own) : mayBeImplied && opens(byEgress) && opens(byIngress);
            if (own.length === 0 && isOpen) implied++;
            if (on?.told !== undefined) told++;
            // requests that nobody can tell are told as if all of them got through
            const isExpected = on === undefined ? allowed.has(protocol, port) : on.told === undefined || verdict === 'allowed';
            const where = () => `${requestText(request)} from ${lockEndText(from)} to ${lockEndText(to)} on ${port}/${protocol}`;
            if (isOpen !== isExpected) throw new Error(`${where()}: decideRequest says ${verdict}, the lock ${isOpen ? 'open' : 'shut'}`);
          }
        }
      }));
    }), { numRuns: fc.runs(80) });
    expect(implied).toBeGreaterThan(100);
    // some ten of the clusters have such a pair, each of which is asked about with every request
    expect(told).toBeGreaterThan(REQUESTS.length);
  });
});

const ANY_POD: LockEnd = { kind: 'pods', namespaces: ANY, pods: ANY };

function isEnd(one: LockEnd, other: LockEnd): boolean {
  return lockEndText(one) === lockEndText(other);
}

function isFor({ requests }: LockLine, request: Request): boolean {
  return requests === undefined || requests.every((list) => list.some((one) => matchesRequest(matchOfPlain(one), request) === 'yes'));
}
