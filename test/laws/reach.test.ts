import * as fc from '../property';
import { Cluster, clusters } from './cluster';
import { answerTo } from '../../src/compare/reach/answer';
import { Question, QuestionPeer, ReachVerdict } from '../../src/compare/reach/question';
import { examplesOf } from '../../src/compare/reach/text';
import { PodsEndpoint } from '../../src/model/endpoint';
import { PortMatch as AskedPort } from '../../src/model/port';
import { addressEnd, decide, workloadEnd } from '../../src/reachability/decide';
import { candidatesOf } from '../../src/reachability/decide/match';
import { connectivityOf } from '../../src/reachability/engine/connectivity-of';
import { Direction, PortMatch } from '../../src/reachability/rules';
import { NAMESPACE_NAME_LABEL, Snapshot } from '../../src/reachability/snapshot';
import { FlowSource, Verdict } from '../../src/reachability/trace';
import { Workload } from '../../src/reachability/workload';
import { ADDRESS_BITS, addressText } from '../../src/sets/address';
import { cidrOfAddress } from '../../src/sets/cidr';
import { CidrSet } from '../../src/sets/cidr-set';
import { labelsFailing, labelsMeeting } from '../../src/sets/labels';
import { ALL_PROTOCOLS, isPort, Protocol } from '../../src/sets/ports';
import { LabelMap, LabelSelector, matches, selectorOf } from '../../src/sets/selector';
import { block } from '../reachability/world';

function verdictOf({ snapshot, rules }: Cluster, question: Omit<Question, 'text'>): ReachVerdict | undefined {
  const answer = answerTo({ ...question, text: 'a question' }, { snapshot, rules, map: () => connectivityOf(snapshot, rules) }, connectivityOf);
  return 'code' in answer ? undefined : answer.verdict;
}

function peerOf({ kind, namespace, name }: Workload): QuestionPeer {
  return { kind: 'workload', id: { kind, namespace, name } };
}

const askedPorts: fc.Arbitrary<readonly AskedPort[]> = fc.oneof(
  fc.constant([]),
  fc.array(fc.record({
    protocol: fc.constantFrom('TCP' as const, 'UDP' as const),
    port: fc.constantFrom(80, 443, 400),
    endPort: fc.constantFrom(undefined, 500),
  }), { minLength: 1, maxLength: 2 }),
);

/** Every port that is asked about and at which some rule or container begins or ends. */
function pointsOf({ snapshot, rules }: Cluster, asked: readonly AskedPort[]): { readonly protocol: Protocol; readonly port: number }[] {
  const lists = [...rules.policies, ...rules.tiered].flatMap((policy) => policy.rules.map(({ ports }) => ports));
  const matchesOf = lists.flatMap((ports): readonly PortMatch[] => (ports === 'all' ? [] : ports));
  const cuts = matchesOf.flatMap((one) => (one.kind === 'numbers' ? [one.first, one.last + 1] : []));
  const declared = snapshot.workloads.flatMap(({ ports }) => ports.flatMap(({ number }) => [number, number + 1]));
  const own = asked.flatMap(({ port = 1, endPort }) => [port, endPort ?? port]);
  const numbers = [...new Set([1, ...cuts, ...declared, ...own])].filter(isPort);
  const isAsked = (protocol: Protocol, port: number) => asked.length === 0
    || asked.some((one) => one.protocol === protocol && (one.port ?? 1) <= port && port <= (one.endPort ?? one.port ?? 65535));
  return ALL_PROTOCOLS.flatMap((protocol) => numbers.filter((port) => isAsked(protocol, port)).map((port) => ({ protocol, port })));
}

function folded(verdicts: readonly Verdict[]): ReachVerdict | undefined {
  const [only, another] = [...new Set(verdicts)];
  return another === undefined ? only : 'mixed';
}

/** Every label set that goes beyond some labels, of keys that rules know and of one that they do not. */
function labelSets(given: LabelMap): LabelMap[] {
  const values: Readonly<Record<string, readonly string[]>> = { app: ['web', 'api', 'db', 'other'], tier: ['front', 'back', 'other'] };
  return Object.entries(values).reduce<LabelMap[]>((sets, [key, some]) => (
    key in given ? sets : sets.flatMap((set) => [set, ...some.map((value) => ({ ...set, [key]: value }))])
  ), [given]);
}

describe('a question about two workloads', () => {
  it('is answered as decide answers for every port of it', () => {
    fc.assert(fc.property(clusters, askedPorts, (cluster, ports) => {
      const { snapshot, rules } = cluster;
      for (const source of snapshot.workloads) {
        for (const target of snapshot.workloads) {
          const ends = { source: workloadEnd(source), destination: workloadEnd(target) };
          const decisions = pointsOf(cluster, ports).map((point) => decide(snapshot, rules, { ...ends, ...point }));
          const said = verdictOf(cluster, { source: [peerOf(source)], target: [peerOf(target)], ports });
          expect(said).toBe(folded(decisions.map(({ verdict }) => verdict)));
        }
      }
    }), { numRuns: fc.runs(60) });
  });
});

/** Blocks that rules have, and such as cross them. */
const asked = fc.constantFrom('0.0.0.0/0', '::/0', '10.0.0.0/8', '10.0.0.0/9', '10.0.0.1/32', '192.168.0.0/16', '203.0.112.0/20', '2001:db8::/32', 'fd00::/8');

/** Addresses at which a block, or somebody's address, begins, or behind which it ends, within some others. */
function addressesAt({ snapshot, rules }: Cluster, within: CidrSet): FlowSource[] {
  const peers = [...rules.policies, ...rules.tiered].flatMap((policy) => policy.rules.flatMap((rule) => (rule.peers === 'anyone' ? [] : rule.peers)));
  const known = snapshot.workloads.flatMap(({ addresses, nodeAddresses }) => [...addresses, ...nodeAddresses]);
  const blocks = [...snapshot.nodes.flatMap(({ addresses }) => addresses), ...known].map(cidrOfAddress);
  const sets = [within, ...[...blocks, ...snapshot.facts.nodeCidrs ?? []].map((one) => CidrSet.of([one])), ...peers.flatMap((peer) => (peer.kind === 'addresses' ? [CidrSet.of([peer.block]), CidrSet.of(peer.except)] : []))];
  const texts = ([4, 6] as const).flatMap((family) => sets.flatMap((set) => set.intervals(family).flatMap(({ start, end }) => [start, end, end - 1n]))
    .filter((value) => value < 2n ** BigInt(ADDRESS_BITS[family])).map((value) => addressText(family, value)));
  return [...new Set(texts)].map(addressEnd).filter((end) => end.kind === 'address' && within.has(end.address));
}

describe('a question about addresses', () => {
  const checked = (cluster: Cluster, workload: Workload, text: string, ports: readonly AskedPort[], direction: Direction) => {
    const { snapshot, rules } = cluster;
    const [own, outside]: [QuestionPeer, QuestionPeer] = [peerOf(workload), { kind: 'addresses', blocks: [{ cidr: text, except: [] }] }];
    const said = verdictOf(cluster, { ports, ...(direction === 'egress' ? { source: [own], target: [outside] } : { source: [outside], target: [own] }) });
    const within = CidrSet.of([block(text)]);
    const decisions = addressesAt(cluster, within).flatMap((address) => pointsOf(cluster, ports).map((point) => {
      const [source, destination] = direction === 'egress' ? [workloadEnd(workload), address] : [address, workloadEnd(workload)];
      const { verdict, trace } = decide(snapshot, rules, { source, destination, ...point });
      return trace.kind === 'ownPod' ? [] : [verdict];
    })).flat();
    const isFree = snapshot.workloads.every((one) => candidatesOf(snapshot, workloadEnd(one)).intersection(within).isEmpty());
    return { said, decided: folded(decisions), isFree };
  };

  it('is allowed or denied only where decide says so of every address of it', () => {
    fc.assert(fc.property(clusters, asked, askedPorts, fc.constantFrom('ingress' as const, 'egress' as const), (cluster, text, ports, direction) => {
      for (const workload of cluster.snapshot.workloads) {
        const { said, decided } = checked(cluster, workload, text, ports, direction);
        // of a lone Pod and its own address alone there is nothing to decide
        if ((said === 'allowed' || said === 'denied') && decided !== undefined) expect(decided).toBe(said);
      }
    }), { numRuns: fc.runs(80) });
  });

  it('is answered as decide answers where no workload may have one of the addresses', () => {
    fc.assert(fc.property(clusters, asked, askedPorts, fc.constantFrom('ingress' as const, 'egress' as const), (cluster, text, ports, direction) => {
      for (const workload of cluster.snapshot.workloads) {
        const { said, decided, isFree } = checked(cluster, workload, text, ports, direction);
        if (isFree) expect(said).toBe(decided);
      }
    }), { numRuns: fc.runs(80) });
  });
});

/** Whether rules name ports, or anything that is not known of a pod by its labels. */
function isPlain({ rules }: Cluster): boolean {
  return [...rules.policies, ...rules.tiered].every((policy) => policy.rules.every(({ ports }) => ports === 'all' || ports.every(({ kind }) => kind !== 'name')));
}

/** Every pod that carries some labels, in every namespace that is meant, with and without ports that rules may name. */
function podsMeant(homes: ReadonlyMap<string, LabelMap>, snapshot: Snapshot, { namespaces, pods }: Omit<PodsEndpoint, 'kind'>): Workload[] {
  const isMeant = (name: string, own: LabelMap) => namespaces === 'all'
    || ('name' in namespaces ? namespaces.name === name : matches(selectorOf(namespaces.labels), own));
  const given = pods === 'all' ? {} : pods;
  // where a workload carries them, it is the one that is meant
  const isPresent = (namespace: string) => pods !== 'all' && snapshot.workloads.some((one) => one.namespace === namespace && matches(selectorOf(pods), one.labels));
  return [...homes].filter(([name, own]) => isMeant(name, own) && !isPresent(name)).flatMap(([namespace]) => (
    labelSets(given).flatMap((labels) => [[], NAMED].map((ports): Workload => (
      { kind: 'Deployment', namespace, name: 'asked', labels, ports, hostNetwork: false, addresses: [], nodeAddresses: [] }
    )))
  ));
}

const NAMED: Workload['ports'] = [{ name: 'http', number: 80, protocol: 'TCP' }, { name: 'dns', number: 443, protocol: 'UDP' }];

/** The namespaces of a snapshot, and others with labels of every kind. */
function homesOf({ namespaces }: Snapshot): Map<string, LabelMap> {
  const others = labelSets({}).map((own, i): [string, LabelMap] => [`new-${i}`, { ...own, [NAMESPACE_NAME_LABEL]: `new-${i}` }]);
  return new Map([...namespaces, ...others, ['c', { [NAMESPACE_NAME_LABEL]: 'c' }]]);
}

describe('a question about pods by their labels', () => {
  const endpoints = fc.record({
    namespaces: fc.constantFrom<PodsEndpoint['namespaces']>({ name: 'a' }, { name: 'c' }, { labels: { app: 'web' } }, 'all'),
    pods: fc.constantFrom<PodsEndpoint['pods']>('all', { app: 'web' }, { app: 'db', tier: 'back' }),
  });

  it('is allowed or denied only where decide says so of every pod that carries them, whatever else it carries', () => {
    fc.assert(fc.property(clusters, endpoints, askedPorts, fc.boolean(), (cluster, endpoint, ports, isTarget) => {
      const { snapshot, rules } = cluster;
      const homes = homesOf(snapshot);
      const pods = podsMeant(homes, snapshot, endpoint);
      const peer: QuestionPeer = { kind: 'pods', ...endpoint };
      for (const workload of snapshot.workloads) {
        const own = peerOf(workload);
        const said = verdictOf(cluster, { ports, ...(isTarget ? { source: [own], target: [peer] } : { source: [peer], target: [own] }) });
        if (said !== 'allowed' && said !== 'denied') continue;
        for (const pod of pods) {
          const [source, destination] = (isTarget ? [workload, pod] : [pod, workload]).map(workloadEnd);
          for (const point of pointsOf(cluster, ports)) {
            const flow = { source: source ?? NOBODY, destination: destination ?? NOBODY, ...point, strangerSide: isTarget ? 'ingress' as const : 'egress' as const };
            const { verdict } = decide({ ...snapshot, namespaces: homes }, rules, flow);
            if (verdict !== said) throw new Error(`${said}, but ${JSON.stringify(pod)} on ${point.port}/${point.protocol} is ${verdict}`);
          }
        }
      }
    }), { numRuns: fc.runs(80) });
  });
});

const NOBODY = addressEnd('203.0.113.1');

describe('the example of an explanation', () => {
  it('has the verdict of the part that it stands for, as decide has it', () => {
    const peers: fc.Arbitrary<QuestionPeer> = fc.oneof(
      asked.map((cidr): QuestionPeer => ({ kind: 'addresses', blocks: [{ cidr, except: [] }] })),
      fc.constantFrom<QuestionPeer>({ kind: 'someNode' }, { kind: 'someAddress' }, { kind: 'pods', namespaces: 'all', pods: { app: 'web' } }),
    );
    fc.assert(fc.property(clusters, peers, askedPorts, fc.boolean(), (cluster, peer, ports, isSource) => {
      const { snapshot, rules } = cluster;
      fc.pre(isPlain(cluster) && snapshot.workloads.every(({ addresses }) => addresses.length < 2));
      const own = snapshot.workloads.map(peerOf);
      const answer = answerTo({
        source: isSource ? [peer] : own, target: isSource ? own : [peer], ports, text: 'a question',
      }, { snapshot, rules, map: () => connectivityOf(snapshot, rules) }, connectivityOf);
      if ('code' in answer) return;
      const told = answer.verdict === 'allowed' ? answer.parts : [...answer.parts, ...answer.doubts];
      const kinds = (['allowed', 'denied', 'unknown'] as const).filter((kind) => told.some(({ verdict }) => verdict === kind));
      expect(examplesOf(answer, rules).map(({ decision }) => decision.verdict)).toEqual(kinds);
    }), { numRuns: fc.runs(80) });
  });
});

describe('labels that meet a selector, and labels that do not', () => {
  const values = fc.constantFrom('x', 'y', 'z');
  const key = fc.constantFrom('a', 'b', 'c');
  const given = fc.dictionary(key, values).map((labels) => ({ ...labels }));
  const selector: fc.Arbitrary<LabelSelector> = fc.record({
    matchLabels: given,
    matchExpressions: fc.array(fc.oneof(
      fc.record({ key, operator: fc.constantFrom('In' as const, 'NotIn' as const), values: fc.uniqueArray(values, { minLength: 1 }) }),
      fc.record({ key, operator: fc.constantFrom('Exists' as const, 'DoesNotExist' as const) }),
    ), { maxLength: 3 }),
  });
  const all = ['a', 'b', 'c'].reduce<LabelMap[]>((sets, one) => sets.flatMap((set) => [set, ...['x', 'y', 'z', 'other'].map((value) => ({ ...set, [one]: value }))]), [{}]);
  const includes = (labels: LabelMap, some: LabelMap) => Object.entries(some).every(([one, value]) => labels[one] === value);

  it('go beyond given ones, and are found wherever there are any', () => {
    fc.assert(fc.property(selector, given, (one, some) => {
      const found = labelsMeeting(one, some);
      expect(found !== undefined).toBe(all.some((labels) => includes(labels, some) && matches(one, labels)));
      if (found !== undefined) expect([matches(one, found), includes(found, some)]).toEqual([true, true]);
    }));
  });

  it('fail a condition that the given ones may meet by having no such label', () => {
    fc.assert(fc.property(selector, given, (one, some) => {
      for (const labels of labelsFailing(one, some)) expect([matches(one, labels), includes(labels, some)]).toEqual([false, true]);
    }));
  });
});
