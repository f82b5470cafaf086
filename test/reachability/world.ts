import { parseAllDocuments } from 'yaml';
import { engineRequest, engineVerdict } from './engine-verdict';
import { readRules } from '../../src/dialects/read-rules';
import { addressEnd, decide, decideRequest, nameEnd, workloadEnd } from '../../src/reachability/decide';
import { connectivityOf, ExactMap } from '../../src/reachability/engine/connectivity-of';
import { flattened } from '../../src/reachability/objects';
import { ClusterFacts, findWorkload, snapshotOf } from '../../src/reachability/snapshot';
import { Decision, FlowEnd, FlowSource, Verdict } from '../../src/reachability/trace';
import { Cidr, isProblem, parseCidr } from '../../src/sets/cidr';
import { hostNamed } from '../../src/sets/names';
import { Protocol } from '../../src/sets/ports';
import { Request } from '../../src/sets/requests/request';

/** The objects of YAML documents. */
export function objectsOf(...documents: readonly string[]): unknown[] {
  return flattened(documents.flatMap((text) => parseAllDocuments(text).map((document): unknown => document.toJS())));
}

/** Asks about flows between the workloads of some objects, all of which must be sound. */
export class World {
  private readonly snapshot;
  private readonly rules;
  private known: ExactMap | undefined;

  public constructor(objects: readonly unknown[], facts: ClusterFacts = {}) {
    const { rules, problems } = readRules(objects);
    this.rules = rules;
    this.snapshot = snapshotOf(objects, facts);
    expect([...problems, ...this.snapshot.problems]).toEqual([]);
  }

  /** Decides one flow; an end is `namespace/name`, an address, or, of a destination, a host outside by its DNS name. */
  public decide(source: string, destination: string, port: number, protocol: Protocol = 'TCP'): Decision {
    const host = hostNamed(destination);
    const end = host === undefined ? this.end(destination) : nameEnd(host);
    return decide(this.snapshot, this.rules, { source: this.end(source), destination: end, protocol, port });
  }

  /** The verdict, in which `decide` and the engine are one. */
  public verdict(source: string, destination: string, port: number, protocol: Protocol = 'TCP'): Verdict {
    const { flow, trace, verdict } = this.decide(source, destination, port, protocol);
    // the engine knows workloads, not which of several addresses is called, and leaves a lone pod and itself out
    if (trace.kind === 'ownPod' || flow.destination.kind === 'name' || [flow.source, flow.destination].some(isOneOfSeveral)) return verdict;
    const said = engineVerdict(this.map(), flow.source, flow.destination, protocol, port);
    if (said !== verdict) throw new Error(`${source} to ${destination} on ${port}/${protocol}: decide says ${verdict}, the engine ${said}`);
    return verdict;
  }

  /** The verdict on a request such as `GET /a`, in which `decideRequest` and the engine are one. */
  public request(source: string, destination: string, port: number, text: string, headers: Readonly<Record<string, string>> = {}): Verdict {
    const { verdict } = this.decideRequest(source, destination, port, text, headers);
    const said = engineRequest(this.map(), this.end(source), this.end(destination), port, requestOf(text, headers));
    if (said !== verdict) throw new Error(`${text} from ${source} to ${destination} on ${port}: decideRequest says ${verdict}, the engine ${said}`);
    return verdict;
  }

  /** Decides one request over TCP. */
  public decideRequest(source: string, destination: string, port: number, text: string, headers: Readonly<Record<string, string>> = {}): Decision {
    return decideRequest(this.snapshot, this.rules, { source: this.end(source), destination: this.end(destination), protocol: 'TCP', port }, requestOf(text, headers));
  }

  private map(): ExactMap {
    return this.known ??= connectivityOf(this.snapshot, this.rules);
  }

  private end(text: string): FlowSource {
    if (!text.includes('/')) return addressEnd(text);
    const workload = findWorkload(this.snapshot, text);
    if (workload === undefined) throw new Error(`no workload ${text}`);
    return workloadEnd(workload);
  }
}

/** A request by its method and its path, and by its host among the headers. */
export function requestOf(text: string, { host = '', ...headers }: Readonly<Record<string, string>> = {}): Request {
  const [method = '', path = ''] = text.split(' ');
  return { method, path, host, headers: Object.entries(headers).map(([name, value]) => ({ name, value })) };
}

function isOneOfSeveral(end: FlowEnd): boolean {
  return end.kind === 'workload' && end.address !== undefined && end.workload.addresses.length > 1;
}

/** A running Pod, without an address unless `status` has one. */
export function pod(name: string, fields: { labels?: Record<string, string>; spec?: object; status?: object } = {}): object {
  const [namespace, own] = name.split('/');
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: own, namespace, labels: fields.labels ?? { app: own } },
    spec: { containers: [], ...fields.spec },
    status: fields.status,
  };
}

/** A NetworkPolicy. */
export function policy(name: string, spec: object): object {
  const [namespace, own] = name.split('/');
  return { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: own, namespace }, spec };
}

/** The selector of an `app` label. */
export function app(name: string): object {
  return { matchLabels: { app: name } };
}

/** A block of addresses. */
export function block(text: string): Cidr {
  const cidr = parseCidr(text);
  if (isProblem(cidr)) throw new Error(`${text} ${cidr.detail}`);
  return cidr;
}

/** A ClusterNetworkPolicy about every pod, in the admin tier and of priority 50 unless it says otherwise. */
export function cluster(name: string, spec: object): object {
  return {
    apiVersion: 'policy.networking.k8s.io/v1alpha2',
    kind: 'ClusterNetworkPolicy',
    metadata: { name },
    spec: { tier: 'Admin', priority: 50, subject: { namespaces: {} }, ...spec },
  };
}

/** An AdminNetworkPolicy about every pod, of priority 50 unless it says otherwise. */
export function adminPolicy(name: string, spec: object): object {
  return {
    apiVersion: 'policy.networking.k8s.io/v1alpha1',
    kind: 'AdminNetworkPolicy',
    metadata: { name },
    spec: { priority: 50, subject: { namespaces: {} }, ...spec },
  };
}
