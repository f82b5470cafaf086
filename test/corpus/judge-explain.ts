import { CorpusCase, expectedText, inputOf } from './cases';
import { Claim, explainedIn } from './claims';
import { Focus, focusOf } from './focus';
import { differences, Judge, linesOf } from './judge';
import { listLines } from './judge-list';
import { explain } from '../../src/compare/explain/explain';
import { ListInput } from '../../src/compare/list/input';
import { portsText } from '../../src/compare/list/npguard/text';
import { npGuardWorld } from '../../src/compare/list/npguard/world';
import { addressEnd, decide, workloadEnd } from '../../src/reachability/decide';
import { resolvedEntries } from '../../src/reachability/entries';
import { declaredPorts } from '../../src/reachability/services';
import { Flow, FlowSource, Verdict } from '../../src/reachability/trace';
import { Workload } from '../../src/reachability/workload';
import { ALL_PROTOCOLS, PortSet, Protocol } from '../../src/sets/ports';
import { engineVerdict } from '../reachability/engine-verdict';
import { block } from '../reachability/world';

/** The verdicts of netpol-analyzer's explanations, in its world; its words are its own. */
export const judgeExplain: Judge = async (one) => {
  const focus = focusOf(one);
  const { connections, exposures, exposureLines } = explainedIn(expectedText(one, 'txt'), portsOf(focus));
  if (connections.length === 0) throw new Error('the expected answer says nothing');
  const world = new ExplainedWorld(await inputOf(one));
  const lines = await listLines(one);
  const claims = [...connections, ...exposures];
  const found = [
    ...claims.flatMap((claim) => world.differences(claim)),
    ...differences('what is allowed', allowedIn(one, focus, connections), one.args.includes('deny') ? [] : lines.filter((line) => /^[^\t]+ => [^\t]+$/.test(line))),
    ...differences('exposure', linesOf(exposureLines.join('\n')), lines.filter((line) => !/^([^\t]+ => [^\t]+|Permitted connections on .*)$/.test(line))),
  ];
  return { differences: found, counted: { txt: 1, statements: claims.length, flows: world.asked } };
};

function portsOf({ port }: Focus): PortSet {
  return port === undefined || typeof port.port === 'string' ? PortSet.all : PortSet.of(port.protocol ?? 'TCP', port.port);
}

/** What the text allows altogether, as a list; all of it, unless only what is denied was asked for. */
function allowedIn({ args }: CorpusCase, { port }: Focus, claims: readonly Claim[]): string[] {
  if (args.includes('deny')) return claims.filter(({ allowed }) => allowed).map(({ source, destination }) => `${source} => ${destination}`);
  const pairs = new Map<string, PortSet>();
  for (const { source, destination, allowed, ports } of claims) {
    const pair = `${source} => ${destination}`;
    if (allowed) pairs.set(pair, (pairs.get(pair) ?? PortSet.none).union(ports));
  }
  return [...pairs].map(([pair, ports]) => (port === undefined ? `${pair} : ${portsText(ports)}` : pair));
}

/** A pod that no rule names, since its namespace is none that a cluster can have. */
const ANYBODY: Workload = {
  kind: 'Pod', namespace: 'no.namespace', name: 'anybody', labels: {}, ports: [], hostNetwork: false, addresses: [], nodeAddresses: [],
};

/** The manifests of a case as netpol-analyzer has them: pods lie outside every block, which these cases have none in fd00:ffff:: of. */
class ExplainedWorld {
  /** How many flows were asked about. */
  public asked = 0;
  private readonly snapshot;
  private readonly map;
  private readonly byName: ReadonlyMap<string, Workload>;
  private readonly behind: (workload: Workload) => PortSet;

  public constructor(private readonly input: ListInput) {
    const { snapshot: read, rules, services, entries, connect } = input;
    const world = npGuardWorld(read, rules);
    this.snapshot = { ...world.snapshot, facts: { ...world.snapshot.facts, podCidrs: [block('fd00:ffff::/64')] } };
    this.map = connect({ ...this.snapshot, workloads: [...this.snapshot.workloads, ANYBODY] }, rules);
    this.byName = new Map(this.snapshot.workloads.map((workload) => [world.nameOf(workload), workload]));
    // netpol-analyzer takes the target port of a Service for its port, too
    const lenient = entries.filter(({ clients }) => clients === 'controller').map((entry) => ({ ...entry, backend: { ...entry.backend, byTarget: true } }));
    const targets = resolvedEntries(lenient, services, this.snapshot).flatMap((entry) => entry.targets);
    this.behind = (workload) => targets.filter((target) => target.workload === workload)
      .reduce((sum, { ports }) => sum.union(ports.intersection(declaredPorts(workload))), PortSet.none);
  }

  /** Asks about the first and the last port of every range, and every way in that netpol-analyzer knows. */
  public differences(claim: Claim): string[] {
    const { source, destination, ports } = claim;
    const questions = ALL_PROTOCOLS.flatMap((protocol) => ports.ranges(protocol).flatMap(({ first, last }) => (
      [...new Set([first, last])].map((port): [Protocol, number] => [protocol, port])
    )));
    return this.endsOf(source).flatMap((from) => this.endsOf(destination).flatMap((to) => (
      questions.flatMap(([protocol, port]) => this.wrong(claim, { source: from, destination: to, protocol, port }))
    )));
  }

  private wrong({ source, destination, allowed }: Claim, flow: Flow): string[] {
    const { protocol, port, destination: to } = flow;
    this.asked++;
    const text = `${source} => ${destination} on ${port}/${protocol}`;
    const entered = source !== '{ingress-controller}' || (to.kind === 'workload' && this.behind(to.workload).has(protocol, port));
    const said: readonly (readonly [who: string, verdict: Verdict])[] = [
      ['explain', explain(this.snapshot, this.input.rules, flow).decision.verdict],
      ['decide', decide(this.snapshot, this.input.rules, flow).verdict],
      ['engine', engineVerdict(this.map, flow.source, to, protocol, port)],
    ];
    const holds = (verdict: Verdict) => (allowed ? entered && verdict === 'allowed' : !entered || verdict === 'denied');
    return said.flatMap(([who, verdict]) => (holds(verdict) ? [] : [`${who}: ${text} is ${verdict}`]));
  }

  private endsOf(name: string): FlowSource[] {
    const [, first, last] = /^([\d.]+)-([\d.]+)\[External\]$/.exec(name) ?? [];
    if (first !== undefined && last !== undefined) return [addressEnd(first), addressEnd(last)];
    if (name === '{ingress-controller}' || name === 'entire-cluster') return [workloadEnd(ANYBODY)];
    const workload = this.byName.get(name);
    if (workload === undefined) throw new Error(`nobody is called ${name}`);
    return [workloadEnd(workload)];
  }
}
