import { explain } from '../../../src/compare/explain/explain';
import { npGuardWorld } from '../../../src/compare/list/npguard/world';
import { addressEnd, decide, workloadEnd } from '../../../src/reachability/decide';
import { resolvedEntries } from '../../../src/reachability/entries';
import { declaredPorts } from '../../../src/reachability/services';
import { Flow, FlowEnd } from '../../../src/reachability/trace';
import { Workload } from '../../../src/reachability/workload';
import { ALL_PROTOCOLS, PortSet, Protocol } from '../../../src/sets/ports';
import { casesOf, CorpusCase, corpusText, hasCorpus, inputOf } from '../../corpus/cases';
import { block } from '../../reachability/world';

/** What a text says of some ports of one pair. */
interface Claim {
  readonly source: string;
  readonly destination: string;
  readonly allowed: boolean;
  readonly ports: PortSet;
}

/** Every claim of a text: explained connections, those by default, and what is exposed to addresses and to any pod. */
function claimsOf(text: string): Claim[] {
  let pair: Pick<Claim, 'source' | 'destination'> | undefined;
  return text.split('\n').flatMap((line): Claim[] => {
    const [, from, to] = /^Connections between (\S+) => (\S+):$/.exec(line) ?? [];
    if (from !== undefined && to !== undefined) pair = { source: from, destination: to };
    const [, verdict, words] = /^\t(Allowed|Denied) (.*) due to /.exec(line) ?? [];
    if (pair !== undefined && words !== undefined) return [{ ...pair, allowed: verdict === 'Allowed', ports: portsOf(words.split(', ')) }];
    const [, source, destination] = /^(\S+) => (\S+)$/.exec(line) ?? [];
    if (source !== undefined && destination !== undefined) return [{ source, destination, allowed: true, ports: PortSet.all }];
    const [, subject, sign, other, listed] = /^(\S+) +\t(=>|<=) \t(\S+\[External\]|entire-cluster)(?: : (.*))?$/.exec(line) ?? [];
    if (subject === undefined || other === undefined) return [];
    const ports = listed === undefined ? PortSet.of('TCP', 8080) : listed === 'All Connections' ? PortSet.all : portsOf(listed.split(/,(?=[A-Z])/).map((one) => one.replace(' ', ':')));
    return [{ ...(sign === '=>' ? { source: subject, destination: other } : { source: other, destination: subject }), allowed: true, ports }];
  });
}

/** Ports such as `TCP`, `TCP:[1-79,81]` or `TCP:80`. */
function portsOf(words: readonly string[]): PortSet {
  return words.flatMap((word) => {
    const [, name, list] = /^([A-Z]+)(?::\[?([^\]]*)\]?)?$/.exec(word) ?? [];
    const protocol = ALL_PROTOCOLS.find((one) => one === name);
    if (protocol === undefined) throw new Error(`no ports: ${word}`);
    return list === undefined ? [PortSet.of(protocol)] : list.split(',').map((range) => {
      const [first, last = first] = range.split('-').map(Number);
      return PortSet.of(protocol, first, last);
    });
  }).reduce((sum, set) => sum.union(set), PortSet.none);
}

/** A pod that no rule names, since its namespace is none that a cluster can have. */
const ANYBODY: Workload = {
  kind: 'Pod', namespace: 'no.namespace', name: 'anybody', labels: {}, ports: [], hostNetwork: false, addresses: [], nodeAddresses: [],
};

/** Asks about the first and the last port of every range, and every way in that netpol-analyzer knows. */
function judge(one: CorpusCase): { asked: number; claims: number; wrong: string[] } {
  const { snapshot: read, rules, services, entries } = inputOf(one);
  const world = npGuardWorld(read, rules);
  // pods lie outside every block of these cases
  const snapshot = { ...world.snapshot, facts: { ...world.snapshot.facts, podCidrs: [block('fd00:ffff::/64')] } };
  const byName = new Map(snapshot.workloads.map((workload) => [world.nameOf(workload), workload]));
  // netpol-analyzer takes the number of a container for that of a Service's port, too
  const lenient = entries.filter(({ clients }) => clients === 'controller').map((entry) => ({ ...entry, backend: { ...entry.backend, byTarget: true } }));
  const behind = (workload: Workload) => resolvedEntries(lenient, services, snapshot)
    .flatMap(({ targets }) => targets).filter((target) => target.workload === workload)
    .reduce((sum, { ports }) => sum.union(ports.intersection(declaredPorts(workload))), PortSet.none);
  const endsOf = (name: string): FlowEnd[] => {
    const [, first, last] = /^([\d.]+)-([\d.]+)\[External\]$/.exec(name) ?? [];
    if (first !== undefined && last !== undefined) return [addressEnd(first), addressEnd(last)];
    if (name === '{ingress-controller}' || name === 'entire-cluster') return [workloadEnd(ANYBODY)];
    const workload = byName.get(name);
    if (workload === undefined) throw new Error(`${one.case}: nobody is called ${name}`);
    return [workloadEnd(workload)];
  };
  const claims = claimsOf(corpusText(one.expected['txt']?.file ?? ''));
  let asked = 0;
  const wrong = claims.flatMap(({ source, destination, allowed, ports }) => {
    const questions = ALL_PROTOCOLS.flatMap((protocol) => ports.ranges(protocol).flatMap(({ first, last }) => (
      [...new Set([first, last])].map((port): [Protocol, number] => [protocol, port])
    )));
    return endsOf(source).flatMap((from) => endsOf(destination).flatMap((to) => questions.flatMap(([protocol, port]) => {
      asked++;
      const flow: Flow = { source: from, destination: to, protocol, port };
      const entered = source !== '{ingress-controller}' || (to.kind === 'workload' && behind(to.workload).has(protocol, port));
      const { verdict } = explain(snapshot, rules, flow).decision;
      expect(verdict).toBe(decide(snapshot, rules, flow).verdict);
      return entered && verdict === 'allowed' ? (allowed ? [] : [`${source} => ${destination} on ${port}/${protocol} is allowed`])
        : allowed ? [`${source} => ${destination} on ${port}/${protocol} is ${verdict}`] : [];
    })));
  });
  return { asked, claims: claims.length, wrong };
}

describe('the verdicts of netpol-analyzer\'s explanations', () => {
  it.each([['explain', 14], ['explain_exposure', 12]] as const)('of the family %s are ours, pair by pair', (family, count) => {
    if (!hasCorpus()) {
      console.info(`the shared corpus is not beside this checkout: no case of ${family} compared`);
      return;
    }
    const results = casesOf(family).map((one) => ({ case: one.case, ...judge(one) }));
    const wrong = results.filter((result) => result.wrong.length > 0);
    const sum = (of: 'asked' | 'claims') => results.reduce((total, result) => total + result[of], 0);
    console.info(`${family}: ${results.length} run, 0 skipped, ${results.length - wrong.length} agree, in ${sum('asked')} flows of ${sum('claims')} statements`);
    expect(wrong).toEqual([]);
    expect(results.filter(({ claims }) => claims === 0).map((result) => result.case)).toEqual([]);
    expect(results.length).toBeGreaterThanOrEqual(count);
  });
});
