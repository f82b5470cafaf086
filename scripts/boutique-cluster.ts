/** One cluster of example 09, read back as its network plugin understands it. */
import { IConstruct } from 'constructs';
import { meaningOn } from '../src/compare/verify/knowledge';
import { readManifests } from '../src/dialects/read-manifests';
import { Finding, severityOf } from '../src/model/finding';
import { describePorts } from '../src/model/intents';
import { ConnectivityMap, Reach } from '../src/reachability/connectivity';
import { decide, nameEnd, workloadEnd } from '../src/reachability/decide';
import { connectivityOf } from '../src/reachability/engine/connectivity-of';
import { RuleSet } from '../src/reachability/rules';
import { findWorkload, Snapshot } from '../src/reachability/snapshot';
import { Verdict } from '../src/reachability/trace';
import { parseAddress } from '../src/sets/address';
import { isProblem } from '../src/sets/cidr';
import { parseName } from '../src/sets/names';
import { Protocol } from '../src/sets/ports';
import { askedOf } from '../src/synth/asked';
import { clusterOf } from '../src/synth/cluster-scope';
import { FindingsByConstruct, ManagedApp } from '../src/synth/managed';
import { knowledgeOf } from '../src/synth/read-back';
import { Written } from '../src/synth/written';

const NAMESPACE = 'online-boutique';

/** The egress proxy, where it is deployed. */
export const PROXY = 'egress';

function pod(namespace: string, name: string, labels: Readonly<Record<string, string>>): object {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { namespace, name, labels }, spec: { containers: [] } };
}

/** Pods that are in the cluster beside the application. */
const OTHERS = {
  neighbour: `${NAMESPACE}/neighbour`,
  other: 'other/pod',
  dns: 'kube-system/coredns',
  traefik: 'traefik/traefik',
} as const;

const PODS: readonly object[] = [
  pod(NAMESPACE, 'neighbour', { app: 'neighbour' }),
  pod('other', 'pod', { app: 'other' }),
  pod('kube-system', 'coredns', { 'k8s-app': 'kube-dns' }),
  pod('traefik', 'traefik', { 'app.kubernetes.io/name': 'traefik' }),
];

/** Somebody at one end of a flow: a workload of the application, a pod beside it, or an address. */
export type Party = string;

/** One declared call among the workloads. */
export interface Call {
  readonly caller: string;
  readonly callee: string;
  /** As `8080/TCP`. */
  readonly port: string;
}

/** How a workload and somebody else reach each other. */
export interface WorkloadReach {
  readonly workload: string;
  readonly reach: Reach;
}

/** What a cluster is made of. */
export interface ClusterInput {
  readonly name: string;
  readonly scope: IConstruct;
  readonly registry: ManagedApp;
  readonly written: Written;
  readonly findings: FindingsByConstruct;
}

/** What a cluster of the example really enforces. */
export class BoutiqueCluster {
  public static of({ name, scope, registry, written, findings }: ClusterInput): BoutiqueCluster {
    const cluster = clusterOf(scope);
    const objects = written.byCluster().get(scope)?.json ?? [];
    const { snapshot, rules } = meaningOn(knowledgeOf(cluster.profile), [...objects, ...PODS], readManifests);
    const calls = askedOf(registry, cluster).workloads.flatMap(({ id, egress }) => egress.flatMap((flow) => flow.peers.flatMap((peer): Call[] => (
      peer.kind === 'workload' ? [{ caller: id.name, callee: peer.id.name, port: describePorts(flow.ports) }] : []
    ))));
    const isHere = (path: string) => `${path}/`.startsWith(`${scope.node.path}/`);
    const reported = [...findings].flatMap(([{ node }, list]) => (isHere(node.path) ? list.map(findingText) : []));
    return new BoutiqueCluster(name, objects, calls, reported.sort(), snapshot, rules);
  }

  /** How many objects there are of each kind. */
  public readonly kinds: ReadonlyMap<string, number>;
  /** Those of the application: the proxy is none of it. */
  public readonly workloads: readonly string[];
  /** Whether an egress proxy is deployed. */
  public readonly hasProxy: boolean;
  private readonly map: ConnectivityMap;

  private constructor(
    public readonly name: string, objects: readonly unknown[], public readonly calls: readonly Call[], public readonly findings: readonly string[],
    private readonly snapshot: Snapshot, private readonly rules: RuleSet,
  ) {
    this.map = connectivityOf(snapshot, rules);
    const written = objects as readonly { readonly apiVersion: string; readonly kind: string; readonly metadata: { readonly name: string } }[]; // as they are written
    const kinds = new Map<string, number>();
    for (const { apiVersion, kind } of written) kinds.set(`${kind} (${apiVersion})`, (kinds.get(`${kind} (${apiVersion})`) ?? 0) + 1);
    this.kinds = kinds;
    const deployments = written.filter(({ kind }) => kind === 'Deployment').map(({ metadata }) => metadata.name).sort();
    this.workloads = deployments.filter((one) => one !== PROXY);
    this.hasProxy = deployments.includes(PROXY);
  }

  /** How a workload reaches whatever bears a name outside of the cluster. */
  public wayTo(source: string, name: string, port: number): 'byName' | 'byProxy' | 'shut' | 'perhaps' {
    const verdict = this.verdictOfName(source, name, port);
    if (verdict !== 'denied') return verdict === 'allowed' ? 'byName' : 'perhaps';
    const toProxy = this.calls.filter(({ caller, callee }) => caller === source && callee === PROXY);
    const isProxied = toProxy.some((call) => this.isOpen(source, PROXY, call.port));
    // the internet is open to it, and whether the name has an address of it is not for manifests to say
    return isProxied && this.verdictOfName(PROXY, name, port) !== 'denied' ? 'byProxy' : 'shut';
  }

  public isOpen(source: Party, destination: Party, port: string): boolean {
    const [number, protocol] = port.split('/');
    return this.reach(source, destination).allowed.has(protocol as Protocol, Number(number)); // the ports of the model have no other
  }

  /** The verdict on whatever bears a name outside of the cluster. */
  public verdictOfName(source: string, name: string, port: number): Verdict {
    const pattern = parseName(name);
    if ('problem' in pattern) throw new Error(`${name} ${pattern.detail}`);
    return decide(this.snapshot, this.rules, { source: workloadEnd(this.workload(source)), destination: nameEnd(pattern), protocol: 'TCP', port }).verdict;
  }

  /** What somebody who is no part of the application and each workload reach of each other, one way. */
  public strangerReach(direction: 'in' | 'out', party: Party): WorkloadReach[] {
    return this.workloads.map((workload) => ({ workload, reach: direction === 'in' ? this.reach(party, workload) : this.reach(workload, party) }));
  }

  /** What the proxy reaches of somebody. */
  public proxyReach(party: Party): WorkloadReach {
    return { workload: PROXY, reach: this.reach(PROXY, party) };
  }

  /** How many of the pairs that nobody declared are open, or more open than declared. */
  public undeclaredText(): string {
    const pairs = this.workloads.flatMap((caller) => this.workloads.filter((callee) => callee !== caller).map((callee) => {
      const { allowed, unknown } = this.reach(caller, callee);
      const declared = this.calls.filter((call) => call.caller === caller && call.callee === callee).map(({ port }) => `TCP ${port.replace('/TCP', '')}`).join(',');
      return (allowed.isEmpty() ? '' : allowed.toString()) === declared && unknown.isEmpty();
    }));
    const wider = pairs.filter((isExact) => !isExact).length;
    return wider === 0 ? 'shut' : `**${wider} of ${pairs.length} pairs are open on more**`;
  }

  private reach(source: Party, destination: Party): Reach {
    return this.map.between(this.place(source), this.place(destination));
  }

  private place(party: Party): number {
    const address = parseAddress(party);
    const { ends } = this.map;
    if (!isProblem(address)) return ends.findIndex((end) => end.kind === 'cell' && end.addresses.has(address));
    const workload = this.workload(party);
    return ends.findIndex((end) => end.kind === 'workload' && end.workload === workload);
  }

  private workload(party: Party) {
    const name = Object.entries(OTHERS).find(([key]) => key === party)?.[1] ?? `${NAMESPACE}/${party}`;
    const found = findWorkload(this.snapshot, name);
    if (found === undefined) throw new Error(`no workload ${name}`);
    return found;
  }
}

/** What some workloads and somebody else reach, in a cell: workloads that fare alike together. */
export function reachText(reaches: readonly WorkloadReach[], all: number): string {
  const byText = new Map<string, string[]>();
  for (const { workload, reach: { allowed, unknown } } of reaches) {
    const open = allowed.isEmpty() ? [] : [`**open** on ${portsText(allowed.toString())}`];
    const texts = unknown.isEmpty() ? open : [...open, `perhaps on ${portsText(unknown.toString())}`];
    const text = texts.length === 0 ? 'shut' : texts.join(', ');
    byText.set(text, [...byText.get(text) ?? [], workload]);
  }
  const whom = (names: readonly string[]) => (names.length > 2 ? `${names.length} of ${all}` : names.map((name) => `\`${name}\``).join(', '));
  return [...byText].map(([text, names]) => (names.length === all ? text : `${text}: ${whom(names)}`)).join('; ');
}

function portsText(ports: string): string {
  return ports === 'all' ? 'every port' : ports;
}

function findingText(finding: Finding): string {
  return `${severityOf(finding)} \`${finding.code}\`: ${finding.text}`;
}
