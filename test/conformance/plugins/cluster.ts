import { Construct } from 'constructs';
import { ClusterProfile } from '../../../src';
import { ClusterKnowledge, meaningOn } from '../../../src/compare/verify/knowledge';
import { readManifests } from '../../../src/dialects/read-manifests';
import { addressEnd, decide, decideRequest, nameEnd, workloadEnd } from '../../../src/reachability/decide';
import { departuresOf } from '../../../src/reachability/decide/source-address';
import { wayText } from '../../../src/reachability/departure-text';
import { connectivityOf, ExactMap } from '../../../src/reachability/engine/connectivity-of';
import { leavingsOf } from '../../../src/reachability/engine/source-addresses';
import { RuleSet } from '../../../src/reachability/rules';
import { Departure, SourceAddressRule } from '../../../src/reachability/rules/source-addresses';
import { findWorkload, Snapshot } from '../../../src/reachability/snapshot';
import { FlowEnd, Verdict } from '../../../src/reachability/trace';
import { isProblem, parseAddress } from '../../../src/sets/cidr';
import { parseName } from '../../../src/sets/names';
import { Protocol } from '../../../src/sets/ports';
import { clusterOf } from '../../../src/synth/cluster-scope';
import { knowledgeOf } from '../../../src/synth/read-back';
import { Written } from '../../../src/synth/written';
import { engineRequest, engineVerdict } from '../../reachability/engine-verdict';
import { requestOf } from '../../reachability/world';

/** A flow by its ends and its port, such as `shop/web > shop/api on 8080/TCP`. */
export interface FlowText {
  readonly source: string;
  readonly destination: string;
  readonly port: string;
}

export function flowText({ source, destination, port }: FlowText): string {
  return `${source} > ${destination} on ${port}`;
}

/** What is written for a cluster, read back as its plugin understands it. */
export class ClusterWorld {
  /** @param beside Objects of others. */
  public static of(written: Written, scope: Construct, beside: readonly object[]): ClusterWorld {
    const objects = written.byCluster().get(scope)?.json ?? [];
    return new ClusterWorld(objects, [...objects, ...beside], knowledgeOf(clusterOf(scope).profile));
  }

  /** The same of objects that are all somebody's. */
  public static on(profile: ClusterProfile, objects: readonly object[]): ClusterWorld {
    return new ClusterWorld(objects, objects, knowledgeOf(profile._model()));
  }

  /** Equal keys mean equal verdicts. */
  public readonly key: string;
  private read?: { readonly snapshot: Snapshot; readonly rules: RuleSet; readonly sources: readonly SourceAddressRule[]; readonly map: ExactMap };

  private constructor(
    public readonly objects: readonly unknown[], private readonly all: readonly unknown[], private readonly knowledge: ClusterKnowledge,
  ) {
    this.key = JSON.stringify([all, knowledge]);
  }

  /** The verdict, in which `decide` and the engine are one. */
  public verdict({ source, destination, port }: FlowText): Verdict {
    const { snapshot, rules, map } = this.meaning();
    const from = endOf(snapshot, source);
    if (from.kind === 'name') throw new Error(`${source} makes no connection`);
    const [to, [number, protocol]] = [endOf(snapshot, destination), port.split('/')];
    const flow = { source: from, destination: to, port: Number(number), protocol: protocol as Protocol }; // the texts of the intents have no other
    const { verdict } = decide(snapshot, rules, flow);
    const said = to.kind === 'name' ? verdict : engineVerdict(map, from, to, flow.protocol, flow.port);
    if (said !== verdict) throw new Error(`${flowText({ source, destination, port })}: decide says ${verdict}, the engine ${said}`);
    return verdict;
  }

  /** The verdict on a request such as `GET /v1`, in which `decideRequest` and the engine are one. */
  public request({ source, destination, port }: FlowText, text: string): Verdict {
    const { snapshot, rules, map } = this.meaning();
    const [from, to] = [source, destination].map((end) => endOf(snapshot, end));
    if (from === undefined || to === undefined || from.kind === 'name') throw new Error(`${source} makes no connection`);
    const [number, request] = [Number(port.split('/')[0]), requestOf(text)];
    const { verdict } = decideRequest(snapshot, rules, { source: from, destination: to, protocol: 'TCP', port: number }, request);
    const said = engineRequest(map, from, to, number, request);
    if (said !== verdict) throw new Error(`${text} from ${flowText({ source, destination, port })}: decideRequest says ${verdict}, the engine ${said}`);
    return verdict;
  }

  /** By which address a connection to one outside leaves, if it is not that of its node; in which `decide` and the engine are one. */
  public leaves(source: string, destination: string): string[] {
    const { snapshot, sources } = this.meaning();
    const [workload, address] = [findWorkload(snapshot, source), parseAddress(destination)];
    if (workload === undefined || isProblem(address)) throw new Error(`${source} or ${destination} is not there`);
    const text = (departures: readonly Departure[]) => [...new Set(departures.map((one) => wayText(one, address.family)))].sort().join(' or ');
    const own = departuresOf(sources, snapshot, workload, address);
    const exact = leavingsOf(sources, snapshot, workload).find(({ addresses }) => addresses.has(address))?.departures ?? [];
    if (text(own) !== text(exact)) throw new Error(`${source} > ${destination}: decide says ${text(own)}, the engine ${text(exact)}`);
    return own.every(({ kind }) => kind === 'node') ? [] : [`${source} > ${destination}: ${text(own)}`];
  }

  private meaning() {
    if (this.read !== undefined) return this.read;
    const { snapshot, rules, sources = [], problems } = meaningOn(this.knowledge, this.all, readManifests);
    expect([...problems, ...snapshot.problems]).toEqual([]);
    return this.read = { snapshot, rules, sources, map: connectivityOf(snapshot, rules) };
  }
}

/** The end of a flow: a workload by `namespace/name`, an address, or a name of DNS. */
function endOf(snapshot: Snapshot, text: string): FlowEnd {
  if (text.includes('/')) {
    const workload = findWorkload(snapshot, text);
    if (workload === undefined) throw new Error(`no workload ${text}`);
    return workloadEnd(workload);
  }
  if (/^[\d.]+$|:/.test(text)) return addressEnd(text);
  const name = parseName(text);
  if ('problem' in name) throw new Error(`${text} ${name.detail}`);
  return nameEnd(name);
}
